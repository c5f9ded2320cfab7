"""The archive of a bundle: a gzipped tar, unpacked in memory within limits, packed canonically."""

from __future__ import annotations

import io
import struct
import tarfile
import zlib
from collections.abc import Iterator, Mapping

from auditor.api import Location, PolicyError

MAX_PACKED = 64 << 20
MAX_UNPACKED = 256 << 20
MAX_FILES = 20_000
MAX_NAME = 1024
GZIP = 31
"""zlib's `wbits` for gzip with header and checksum."""
HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
"""gzip (RFC 1952): deflate, no flags, no time, no level, unknown system."""
BLOCK = 0xFFFF
"""Longest stored block of deflate (RFC 1951, section 3.2.4)."""


def unpack(raw: bytes, shown: str) -> dict[str, bytes]:
    """The files of an archive, by normal name.

    Raises:
        PolicyError: no gzipped tar, cut off, too large, or with anything in it but plain files
            below its top: links, devices, `..`, a name given twice.
    """
    tar = _gunzip(raw, shown)
    files: dict[str, bytes] = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(tar), mode="r:", errors="strict") as archive:
            for name, data in _members(archive, shown):
                if name in files:
                    raise PolicyError("is in the archive twice", Location(f"{shown}/{name}"))
                files[name] = data
            rest = tar[archive.offset :]
    except (tarfile.TarError, OSError, EOFError, ValueError, LookupError, struct.error) as error:
        message = f"not a readable tar archive: {type(error).__name__}"
        raise PolicyError(message, Location(shown)) from None
    if rest.strip(b"\0"):
        raise PolicyError("the tar archive is damaged behind its last file", Location(shown))
    return files


def pack(files: Mapping[str, bytes]) -> bytes:
    """A gzipped tar with nothing of its own: names sorted, times zero, owners zero.

    Stored, not compressed: the bytes then do not depend on the zlib of the machine, and there is
    no bit in them that could be changed without being seen.

    Raises:
        PolicyError: a name is too long for a tar archive (POSIX.1 ustar).
    """
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name in sorted(files):
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(files[name]), 0o644
            try:
                archive.addfile(member, io.BytesIO(files[name]))
            except ValueError:
                raise PolicyError("the name is too long for an archive", Location(name)) from None
    return _gzip(buffer.getvalue())


def normal_name(name: str, shown: str) -> str:
    """A file's name below the top of its bundle, without a leading `/` or `./`.

    Raises:
        PolicyError: it leaves the bundle or is no plain path.
    """
    normal = name.removeprefix("./").lstrip("/")
    parts = normal.split("/")
    odd = any(part in ("", ".", "..") for part in parts) or "\\" in normal or len(name) > MAX_NAME
    if odd or not normal.isprintable():
        message = "a name in the archive leaves it or is no plain path"
        raise PolicyError(message, Location(shown), "expected names such as rules/own.rego")
    return normal


def _gunzip(raw: bytes, shown: str) -> bytes:
    if len(raw) > MAX_PACKED:
        raise _too_large(shown, MAX_PACKED)
    stream = zlib.decompressobj(wbits=GZIP)
    try:
        tar = stream.decompress(raw, MAX_UNPACKED + 1)
    except zlib.error:
        raise PolicyError("not a gzipped archive, or a damaged one", Location(shown)) from None
    if len(tar) > MAX_UNPACKED:
        raise _too_large(shown, MAX_UNPACKED)
    if not stream.eof or stream.unused_data:
        what = "has bytes behind its end" if stream.eof else "is cut off"
        raise PolicyError(f"the archive {what}", Location(shown))
    return tar


def _members(archive: tarfile.TarFile, shown: str) -> Iterator[tuple[str, bytes]]:
    for number, member in enumerate(archive):
        if number >= MAX_FILES:
            raise PolicyError(f"holds more than {MAX_FILES} files", Location(shown))
        if member.isdir():
            continue
        name = normal_name(member.name, shown)
        if member.type not in (tarfile.REGTYPE, tarfile.AREGTYPE) or member.issparse():
            message = "is no plain file (a link, a device or the like)"
            raise PolicyError(message, Location(f"{shown}/{name}"))
        content = archive.extractfile(member)
        data = content.read() if content else b""
        if len(data) != member.size:
            raise PolicyError("is cut off", Location(f"{shown}/{name}"))
        yield name, data


def _gzip(data: bytes) -> bytes:
    chunks = [HEADER]
    for start in range(0, len(data), BLOCK):
        chunk = data[start : start + BLOCK]
        last = start + BLOCK >= len(data)
        chunks += [struct.pack("<BHH", last, len(chunk), len(chunk) ^ BLOCK), chunk]
    chunks.append(struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF))
    return b"".join(chunks)


def _too_large(shown: str, limit: int) -> PolicyError:
    return PolicyError(f"larger than {limit >> 20} MiB", Location(shown))
