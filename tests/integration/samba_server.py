"""A real domain controller of Samba on a loopback address of its own, in a temporary folder."""

from __future__ import annotations

import random
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import ldap3

from tests.integration.certificates import self_signed
from tests.integration.ports import end, wait_for
from tests.require import require

REALM, BASE = "EXAMPLE.ORG", "DC=example,DC=org"
DOMAIN_SID = "S-1-5-21-1111111111-2222222222-3333333333"
ADMINISTRATOR, PASSWORD = f"CN=Administrator,CN=Users,{BASE}", "Adm1n-Passw0rd"
PYTHON = "/usr/bin/python3"
PARTS = (
    PYTHON,
    "/usr/sbin/samba",
    "/usr/share/doc/samba-dsdb-modules",
    "/usr/share/samba/setup/provision.ldif",
)
CONFIG = """\
[global]
netbios name = DC1
realm = {realm}
workgroup = EXAMPLE
server role = active directory domain controller
server services = ldap
interfaces = {address}/8
bind interfaces only = yes
private dir = {folder}/private
lock directory = {folder}/lock
state directory = {folder}/state
cache directory = {folder}/cache
pid directory = {folder}/pid
ncalrpc dir = {folder}/ncalrpc
log file = {folder}/log
tls certfile = {certificate}
tls keyfile = {key}
tls cafile = {certificate}
[netlogon]
path = {folder}/sysvol/scripts
[sysvol]
path = {folder}/sysvol
"""


@dataclass
class Samba:
    """One controller; the ports of LDAP are fixed in Samba, the address is free."""

    folder: Path
    address: str
    ca: Path

    @property
    def url(self) -> str:
        return f"ldaps://{self.address}"

    def connect(self, user: str = ADMINISTRATOR, password: str = PASSWORD) -> ldap3.Connection:
        """A connection that may write, and raises."""
        tls = ldap3.Tls(validate=ssl.CERT_REQUIRED, ca_certs_file=str(self.ca))
        server = ldap3.Server(self.url, tls=tls, get_info=ldap3.NONE, connect_timeout=10)
        return ldap3.Connection(
            server, user, password, auto_bind=True, raise_exceptions=True, check_names=False
        )

    def tool(self, *words: str) -> str:
        """What samba-tool says, on the database itself."""
        database = f"tdb://{self.folder}/private/sam.ldb"
        return _run("samba-tool", *words, "-H", database, "-s", f"{self.folder}/smb.conf")

    def change(self, ldif: str) -> None:
        """Apply LDIF to the database itself: what no client may set, such as times of the past."""
        file = self.folder / "change.ldif"
        file.write_text(ldif, encoding="utf-8")
        _domain("change", self.folder / "smb.conf", str(file))


@contextmanager
def samba(folder: Path) -> Iterator[Samba]:
    """A new domain, and its server until the end."""
    require("samba", all(Path(part).exists() for part in PARTS))
    folder.mkdir(parents=True, exist_ok=True)
    address = f"127.{random.randint(1, 254)}.{random.randint(0, 254)}.{random.randint(2, 254)}"
    certificate, key = self_signed(folder / "tls", address=address)
    key.chmod(0o600)
    text = CONFIG.format(
        realm=REALM, address=address, folder=folder, certificate=certificate, key=key
    )
    config = folder / "smb.conf"
    config.write_text(text, encoding="utf-8")
    _domain("provision", config, REALM, PASSWORD)
    command = [PARTS[1], "--interactive", "--model=single", f"--configfile={config}"]
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        wait_for(636, process, host=address)
        yield Samba(folder, address, certificate)
    finally:
        end(process)


def _domain(command: str, config: Path, *words: str) -> None:
    script = str(Path(__file__).with_name("samba_domain.py"))
    _run(PYTHON, "-I", script, command, str(config), *words)


def _run(program: str, *words: str) -> str:
    command = [shutil.which(program) or program, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
