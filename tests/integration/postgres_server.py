"""A real PostgreSQL on loopback, in a folder of its own, stopped and removed at the end."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cached_property
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.integration.ports import free_port

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
BIN = BINARIES[-1] if BINARIES else None
INITDB = shutil.which("initdb", path=str(BIN)) if BIN else shutil.which("initdb")
SAMPLE_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
    "max_connections": "20",
    "shared_buffers": "16MB",
}


def owner() -> str | None:
    """The server refuses to run as root: then another user runs it."""
    if os.getuid():
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def certificate(folder: Path, name: str, days: int = 800, address: str = "127.0.0.1") -> None:
    """A self-signed certificate `name.crt` with its key, good for one address."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    begun = datetime.now(UTC) - timedelta(days=900)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begun)
        .not_valid_after(datetime.now(UTC) + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / f"{name}.key").write_bytes(key.private_bytes(serialization.Encoding.PEM, *form))
    (folder / f"{name}.crt").write_bytes(made.public_bytes(serialization.Encoding.PEM))


class Server:
    """One cluster. `sql` speaks as its superuser through the Unix socket."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data, self.port = folder, folder / "data", 0

    def init(self) -> None:
        self._run(INITDB, "-D", self.data, "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8")

    def configure(self, hba: str, **settings: str) -> None:
        """Write both files of the configuration; the first lines are the caller's."""
        self.port = free_port()
        fixed = SAMPLE_SETTINGS | {
            "port": str(self.port),
            "unix_socket_directories": f"'{self.folder}'",
        }
        lines = [f"{name} = {value}" for name, value in (settings | fixed).items()]
        (self.data / "postgresql.conf").write_text("\n".join(lines) + "\n")
        (self.data / "pg_hba.conf").write_text(hba)
        me = pwd.getpwuid(os.getuid()).pw_name
        (self.data / "pg_ident.conf").write_text(f"team {me} postgres\n")

    def place(self, name: str, source: Path, key: Path) -> None:
        """Put a certificate and its key into the folder of the data."""
        for suffix, file in (("crt", source), ("key", key)):
            path = self.data / f"{name}.{suffix}"
            shutil.copy(file, path)
            path.chmod(0o600)
            if owner():
                shutil.chown(path, owner())

    def start(self) -> None:
        self._run(BIN / "pg_ctl", "-D", self.data, "-w", "-l", self.folder / "log", "start")

    def stop(self, mode: str = "fast") -> None:
        self._run(BIN / "pg_ctl", "-D", self.data, "-m", mode, "-w", "stop")

    def reload(self) -> None:
        self._run(BIN / "pg_ctl", "-D", self.data, "reload")

    def sql(self, text: str, database: str = "postgres") -> list[Any]:
        import psycopg

        with psycopg.connect(
            host=str(self.folder), port=self.port, user="postgres", dbname=database, autocommit=True
        ) as connection:
            cursor = connection.execute(text)
            return cursor.fetchall() if cursor.description else []

    @cached_property
    def running(self) -> Path:
        return self.data / "postmaster.pid"

    def _run(self, *words: object) -> None:
        done = subprocess.run(
            [str(word) for word in words],
            user=owner(),
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        assert done.returncode == 0, (words, done.stdout, done.stderr, self.log())

    def log(self) -> str:
        file = self.folder / "log"
        return file.read_text(errors="replace") if file.exists() else ""


@contextmanager
def cluster() -> Iterator[Server]:
    """A fresh cluster, not yet started. Other users must be able to reach its folder."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    server = Server(folder)
    try:
        if owner():
            shutil.chown(folder, owner())
        server.init()
        yield server
    finally:
        if server.running.exists():
            server.stop("immediate")
        shutil.rmtree(folder)
