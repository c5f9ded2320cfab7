"""A real Barman beside a real PostgreSQL on loopback: streamed backups, one of them failed."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.integration.postgres_server import BIN, Server, cluster

HBA = """\
local all all trust
host all all 127.0.0.1/32 trust
host replication all 127.0.0.1/32 trust
"""
GLOBAL = """\
[barman]
barman_user = {user}
barman_home = {folder}/home
log_file = {folder}/barman.log
configuration_files_directory = {folder}/servers
"""
SERVER = """\
[{name}]
description = {name}
conninfo = host=127.0.0.1 port={port} user=postgres dbname=postgres
streaming_conninfo = host=127.0.0.1 port={port} user=postgres
backup_method = postgres
streaming_archiver = on
slot_name = {name}
create_slot = auto
path_prefix = {programs}
{more}
"""


class Barman:
    """Its configuration and home; commands run as its own account."""

    def __init__(self, server: Server) -> None:
        self.server, self.folder = server, server.folder / "barman"
        self.user = pwd.getpwuid(server.data.stat().st_uid).pw_name
        self.config = self.folder / "barman.conf"
        for name in ("servers", "home"):
            (self.folder / name).mkdir(parents=True)
        self.config.write_text(GLOBAL.format(user=self.user, folder=self.folder))
        self._give()

    def configure(self, name: str, more: str = "", programs: Path | None = BIN) -> None:
        """A server of this cluster, with further lines."""
        fields = {"name": name, "port": self.server.port, "programs": programs, "more": more}
        (self.folder / "servers" / f"{name}.conf").write_text(SERVER.format(**fields))
        self._give()

    def drop(self, name: str) -> None:
        (self.folder / "servers" / f"{name}.conf").unlink()

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["barman", "-c", str(self.config), *words],
            user=self.user if os.getuid() == 0 else None,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )

    def broken_programs(self) -> Path:
        """The programs of PostgreSQL, of which pg_basebackup copies nothing and fails."""
        folder = self.folder / "broken"
        folder.mkdir()
        for program in BIN.iterdir():
            if program.name != "pg_basebackup":
                (folder / program.name).symlink_to(program)
        fake = folder / "pg_basebackup"
        real = BIN / "pg_basebackup"
        fake.write_text(f'#!/bin/sh\ncase "$1" in --version) exec {real} "$1";; esac\nexit 1\n')
        fake.chmod(0o755)
        return folder

    @contextmanager
    def receiving(self, name: str) -> Iterator[None]:
        """With the stream of WAL, without which Barman makes no backup."""
        process = subprocess.Popen(
            ["barman", "-c", str(self.config), "receive-wal", name],
            user=self.user if os.getuid() == 0 else None,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            self.until(lambda: self.run("check", name).returncode == 0, name)
            yield
        finally:
            self.run("receive-wal", "--stop", name)
            process.wait(30)

    def until(self, is_so: Callable[[], bool], name: str) -> None:
        """Segments of WAL come until it is so."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if is_so():
                return
            self.run("switch-wal", "--force", name)
            self.run("archive-wal", name)
            time.sleep(0.5)
        raise AssertionError(self.run("check", name).stdout)

    def is_whole(self) -> bool:
        """The newest backup has all its WAL, which Barman looks after only when it is asked."""
        self.run("check-backup", "core", "latest")
        return "WAITING" not in self.run("list-backups", "core").stdout

    def _give(self) -> None:
        if os.getuid() == 0:
            for path in (self.folder, *self.folder.rglob("*")):
                shutil.chown(path, self.user)


@contextmanager
def barman() -> Iterator[Barman]:
    """Barman with one server, `core`, of which one backup is done and the next one failed."""
    with cluster() as server:
        server.folder.chmod(0o755)
        server.configure(HBA, wal_level="replica", max_wal_senders="8")
        server.start()
        found = Barman(server)
        policy = "retention_policy = RECOVERY WINDOW OF 2 WEEKS\nminimum_redundancy = {}"
        found.configure("core", policy.format(0))
        with found.receiving("core"):
            done = found.run("backup", "core")
            assert done.returncode == 0, done.stdout + done.stderr
            found.until(found.is_whole, "core")
            time.sleep(1.1)  # its numbers are seconds
            found.configure("core", policy.format(1), found.broken_programs())
            assert found.run("backup", "core").returncode
            found.configure("core", policy.format(1))
            yield found
