"""POSIX ACLs of the running kernel: the extended attributes of acl(5), decoded."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from pathlib import Path

VERSION = 2
TAGS = {1: "user", 2: "user", 4: "group", 8: "group", 16: "mask", 32: "other"}
NAMED = (2, 8)
ATTRIBUTES = (("", "system.posix_acl_access"), ("default:", "system.posix_acl_default"))


def acl_text(path: Path) -> str:
    """Access and default ACL in the long text form with numeric qualifiers; empty if none.

    Layout: linux/posix_acl_xattr.h, a 32-bit version, then (tag, permissions, id) entries.
    """
    lines: list[str] = []
    for prefix, name in ATTRIBUTES:
        try:
            raw = os.getxattr(path, name, follow_symlinks=False)
        except OSError:
            continue
        lines += [prefix + entry for entry in decode(raw)]
    return "\n".join(lines)


def decode(raw: bytes) -> Iterator[str]:
    """The entries of one attribute; nothing for an unknown version."""
    if len(raw) < 4 or struct.unpack_from("<I", raw)[0] != VERSION:
        return
    whole = len(raw) - (len(raw) - 4) % 8
    for tag, bits, number in struct.iter_unpack("<HHI", raw[4:whole]):
        qualifier = str(number) if tag in NAMED else ""
        yield f"{TAGS.get(tag, 'other')}:{qualifier}:{letters(bits)}"


def letters(bits: int) -> str:
    """`r-x` of 5."""
    return "".join(letter if bits & 4 >> place else "-" for place, letter in enumerate("rwx"))
