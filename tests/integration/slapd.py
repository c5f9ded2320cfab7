"""A real slapd on loopback, configured in a temporary folder."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.integration.ports import end, free_port, wait_for
from tests.require import require

PAGE = Path(__file__).parents[2] / "plugins" / "ldap" / "README.md"
MODULES = Path("/usr/lib/ldap")
SCHEMAS = Path("/etc/ldap/schema")
BASE, AUDITOR, PASSWORD = "dc=example,dc=org", "cn=auditor,ou=services,dc=example,dc=org", "look"
CONFIG = """\
dn: cn=config
objectClass: olcGlobal
cn: config
{tls}
dn: cn=module{{0}},cn=config
objectClass: olcModuleList
cn: module{{0}}
olcModulePath: {modules}
olcModuleLoad: back_mdb
olcModuleLoad: ppolicy

dn: cn=schema,cn=config
objectClass: olcSchemaConfig
cn: schema

{includes}
dn: olcDatabase={{0}}config,cn=config
objectClass: olcDatabaseConfig
olcDatabase: {{0}}config
olcRootPW: config

dn: olcDatabase={{1}}mdb,cn=config
objectClass: olcDatabaseConfig
objectClass: olcMdbConfig
olcDatabase: {{1}}mdb
olcSuffix: dc=example,dc=org
olcRootDN: cn=root,dc=example,dc=org
olcRootPW: root
olcDbDirectory: {data}
olcDbMaxSize: 400000000
olcDbNoSync: TRUE
olcLastBind: TRUE
olcDbIndex: objectClass eq
{rights}

dn: olcOverlay={{0}}ppolicy,olcDatabase={{1}}mdb,cn=config
objectClass: olcOverlayConfig
objectClass: olcPPolicyConfig
olcOverlay: {{0}}ppolicy
olcPPolicyDefault: cn=default,ou=policies,dc=example,dc=org
"""
ROOTS = """\
dn: dc=example,dc=org
objectClass: domain
dc: example

dn: ou=people,dc=example,dc=org
objectClass: organizationalUnit
ou: people

dn: ou=services,dc=example,dc=org
objectClass: organizationalUnit
ou: services

dn: ou=groups,dc=example,dc=org
objectClass: organizationalUnit
ou: groups

dn: ou=policies,dc=example,dc=org
objectClass: organizationalUnit
ou: policies

dn: cn=auditor,ou=services,dc=example,dc=org
objectClass: organizationalRole
objectClass: simpleSecurityObject
cn: auditor
userPassword: look
"""


def documented_rights() -> list[str]:
    """The lines of the page's rights, as they stand there."""
    (block,) = re.findall(r"```ldif\n(.*?)```", PAGE.read_text("utf-8"), re.S)
    return [line for line in block.splitlines() if line.startswith("olc")]


@dataclass
class Slapd:
    port: int
    tls_port: int
    process: subprocess.Popen[bytes]
    folder: Path


@contextmanager
def slapd(
    folder: Path,
    entries: str,
    rights: Sequence[str] | None = None,
    overlay: bool = True,
    certificate: tuple[Path, Path] | None = None,
) -> Iterator[Slapd]:
    """A server with these entries below dc=example,dc=org."""
    program = shutil.which("slapd") or shutil.which("slapd", path="/usr/sbin:/usr/local/sbin")
    require("slapd", program)
    config, data = folder / "config", folder / "data"
    config.mkdir(parents=True)
    data.mkdir()
    text = _config(data, documented_rights() if rights is None else rights, certificate)
    if not overlay:
        text = text[: text.index("dn: olcOverlay=")].replace("olcModuleLoad: ppolicy\n", "")
    _add(program, folder, config, 0, text)
    _add(program, folder, config, 1, f"{ROOTS}\n{entries}")
    port, tls_port = free_port(), free_port()
    urls = f"ldap://127.0.0.1:{port}/" + (f" ldaps://127.0.0.1:{tls_port}/" if certificate else "")
    command = [program, "-F", str(config), "-h", urls, "-d", "0"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, process)
        yield Slapd(port, tls_port, process, folder)
    finally:
        end(process)


def _config(data: Path, rights: Sequence[str], certificate: tuple[Path, Path] | None) -> str:
    tls = ""
    if certificate:
        file, key = certificate
        tls = f"olcTLSCertificateFile: {file}\nolcTLSCertificateKeyFile: {key}\n"
    names = ("core", "cosine", "nis", "inetorgperson")
    includes = "".join(f"include: file://{SCHEMAS / name}.ldif\n\n" for name in names)
    return CONFIG.format(
        tls=tls, modules=MODULES, includes=includes, data=data, rights="\n".join(rights)
    )


def _add(program: str, folder: Path, config: Path, number: int, text: str) -> None:
    file = folder / f"{number}.ldif"
    file.write_text(text, encoding="utf-8")
    slapadd = str(Path(program).with_name("slapadd"))
    command = [slapadd, "-q", "-n", str(number), "-F", str(config), "-l", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
