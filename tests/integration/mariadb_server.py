"""A real MariaDB on loopback, in a folder of the test, stopped again at its end."""

import os
import shutil
import subprocess
import tempfile
import time
from contextlib import closing, contextmanager
from pathlib import Path

from tests.integration.certificates import self_signed
from tests.integration.ports import free_port
from tests.require import require

OWNER = "mysql" if os.geteuid() == 0 else None
"""MariaDB does not run as root."""
ROOT = "only-the-Team-1"


class Server:
    def __init__(self, folder):
        require("mariadb", shutil.which("mariadbd") and shutil.which("mariadb-install-db"))
        self.folder, self.port = folder, free_port()
        self.socket = self.folder / "s.sock"
        self.config = self.folder / "auditor.cnf"
        self.process = None
        self_signed(self.folder)
        self._own()
        subprocess.run(
            [
                *("mariadb-install-db", "--no-defaults", f"--datadir={self.folder / 'data'}"),
                *("--auth-root-authentication-method=normal", "--skip-test-db"),
                *("--skip-name-resolve", *([f"--user={OWNER}"] if OWNER else [])),
            ],
            check=True,
            capture_output=True,
        )

    def _own(self):
        if OWNER:
            for path in (self.folder, *self.folder.iterdir()):
                shutil.chown(path, OWNER)

    def start(self, *lines):
        """Start with these lines of configuration; the file is where evidence points to."""
        base = [
            "[mariadbd]",
            f"datadir={self.folder / 'data'}",
            f"socket={self.socket}",
            f"port={self.port}",
            "bind_address=127.0.0.1",
            f"ssl_cert={self.folder / 'server.crt'}",
            f"ssl_key={self.folder / 'server.key'}",
            f"pid_file={self.folder / 'pid'}",
            "innodb_flush_log_at_trx_commit=0",
            "innodb_buffer_pool_size=32M",
            "plugin_maturity=beta",
            "skip_name_resolve",
            f"init_file={self.folder / 'init.sql'}",
        ]
        (self.folder / "init.sql").write_text(
            f"ALTER USER root@localhost IDENTIFIED BY '{ROOT}' PASSWORD EXPIRE NEVER;\n"
        )
        self.config.write_text("\n".join([*base, *lines]) + "\n")
        self.config.chmod(0o644)
        self._own()
        log = (self.folder / "server.log").open("ab")
        self.process = subprocess.Popen(
            ["mariadbd", f"--defaults-file={self.config}"],
            user=OWNER,
            stdout=log,
            stderr=log,
        )
        for _ in range(300):
            if self.process.poll() is not None:
                raise AssertionError((self.folder / "server.log").read_text()[-2000:])
            if self.socket.exists():
                self.sql("SELECT 1")
                return self
            time.sleep(0.1)
        raise AssertionError("the server did not start")

    def sql(self, *statements):
        """Run statements as root, and give the rows of the last one."""
        import pymysql

        with closing(
            pymysql.connect(unix_socket=str(self.socket), user="root", password=ROOT)
        ) as connection:
            rows = ()
            for statement in statements:
                with connection.cursor() as cursor:
                    cursor.execute(statement)
                    rows = cursor.fetchall()
            connection.commit()
            return rows

    def kill(self):
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None


@contextmanager
def mariadb(*lines):
    """A server in a folder that the user who runs it reaches; pytest's are for their owner."""
    folder = Path(tempfile.mkdtemp(prefix="maria-"))
    folder.chmod(0o755)
    server = None
    try:
        server = Server(folder)
        yield server.start(*lines)
    finally:
        if server:
            server.kill()
        shutil.rmtree(folder)
