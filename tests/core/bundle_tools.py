"""Keys, sources and archives that the tests of bundles share."""

import functools
import gzip
import io
import tarfile
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from auditor.core.bundles import read_source
from auditor.core.bundles.building import BuildOptions, build
from auditor.core.bundles.keys import private_key
from auditor.core.config import PolicySource, Verification

OWN = """\
# METADATA
# scope: package
# title: Own rule
# custom:
#   id: OWN-001
#   severity: high
#   clause: "第1条"
#   evidence: [loan_register]
package rules.own.limit

deny contains {"msg": "too many", "subject": "s"} if data.lists.limit > 1
"""
FILES = {
    "rules/own/limit.rego": OWN,
    "rules/own/limit_test.rego": "package rules.own.limit_test\n",
    "lists/data.json": '{"limit": 2.50, "names": ["甲", "<b>"]}\n',
}
SECRET = b"0123456789abcdef0123456789abcdef"
ALGORITHMS = ("RS256", "ES256", "HS256")


def pair(algorithm: str, number: int = 0) -> tuple[bytes, bytes]:
    """A private and a public key of an algorithm; another `number`, another pair."""
    return _pair(algorithm, number)


@functools.cache
def _pair(algorithm: str, number: int) -> tuple[bytes, bytes]:
    if algorithm == "HS256":
        return SECRET + bytes([48 + number]), SECRET + bytes([48 + number])
    if algorithm == "RS256":
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    else:
        key = ec.generate_private_key(ec.SECP256R1())
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return private, public


def write(folder: Path, files: dict) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def built(folder: Path, algorithm: str = "", **options) -> bytes:
    """The archive of a folder, signed if an algorithm is named."""
    if algorithm:
        options |= {"key": private_key(pair(algorithm)[0], algorithm), "algorithm": algorithm}
    return build([folder], BuildOptions(**options)).archive


def tar(files: dict, members=()) -> bytes:
    """An archive as any tool may write it."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, text in files.items():
            data = text if isinstance(text, bytes) else text.encode()
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for member in members:
            archive.addfile(member)
    return gzip.compress(buffer.getvalue(), mtime=0)


def content(archive: bytes) -> dict:
    with tarfile.open(fileobj=io.BytesIO(archive)) as opened:
        return {one.name.lstrip("/"): opened.extractfile(one).read() for one in opened}


def load(folder: Path, archive: bytes, algorithm: str = "", number: int = 0, **rules):
    """Read an archive; with an algorithm, verify it by the public key of that number."""
    (folder / "b.tar.gz").write_bytes(archive)
    if not algorithm:
        return read_source(PolicySource(path="b.tar.gz"), folder)
    (folder / "key.pub").write_bytes(pair(algorithm, number)[1])
    rules = {"key": "file:key.pub", "algorithm": algorithm, **rules}
    return read_source(PolicySource(path="b.tar.gz", verify=Verification(**rules)), folder)
