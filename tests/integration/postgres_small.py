"""A small PostgreSQL on loopback for the tests of registers in databases."""

import os
import pwd
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

from tests.integration.mariadb_server import certificate, free_port, open_folder
from tests.require import require

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
BIN = str(BINARIES[-1]) if BINARIES else None


def _owner():
    """The server refuses to run as root."""
    if os.geteuid():
        return None
    return "postgres" if "postgres" in {one.pw_name for one in pwd.getpwall()} else "nobody"


class Postgres:
    def __init__(self, folder):
        self.folder, self.port, self.data = folder, free_port(), folder / "data"

    def _run(self, program, *words):
        subprocess.run(
            [shutil.which(program, path=BIN) or program, *map(str, words)],
            user=_owner(),
            cwd=self.folder,
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def start(self):
        if _owner():
            shutil.chown(self.folder, _owner())
        self._run("initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8")
        certificate(self.folder)
        for suffix in ("crt", "key"):
            path = self.data / f"server.{suffix}"
            shutil.copy(self.folder / path.name, path)
            path.chmod(0o600)
            if _owner():
                shutil.chown(path, _owner())
        (self.data / "pg_hba.conf").write_text(
            "local all postgres trust\nhostssl all all 127.0.0.1/32 scram-sha-256\n"
        )
        options = f"-c port={self.port} -c listen_addresses=127.0.0.1 -c ssl=on -c fsync=off"
        options += f" -c unix_socket_directories={self.folder} -c shared_buffers=16MB"
        log = self.folder / "log"
        self._run("pg_ctl", "-D", self.data, "-w", "-l", log, "-o", options, "start")

    def sql(self, *statements):
        import psycopg

        with psycopg.connect(
            host=str(self.folder), port=self.port, user="postgres", autocommit=True
        ) as connection:
            for statement in statements:
                connection.execute(statement)

    def stop(self):
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")


@contextmanager
def postgres():
    require("postgres", shutil.which("initdb", path=BIN) or shutil.which("initdb"))
    with open_folder("pgsql-") as folder:
        server = Postgres(folder)
        try:
            server.start()
            yield server
        finally:
            server.stop()
