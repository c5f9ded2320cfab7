"""ACLs of NFSv4 (RFC 7530, section 6), as the client shows them in `system.nfs4_acl`."""

from __future__ import annotations

import struct
from typing import Any

from auditor.api.acl import rwx

ATTRIBUTE = "system.nfs4_acl"
ALLOW, DENY = 0, 1
INHERIT, INHERIT_ONLY, GROUP = 0x3, 0x8, 0x40
READ, EXECUTE = 0x1, 0x20
WRITE = 0x2 | 0x4 | 0x40 | 0x10000 | 0x40000 | 0x80000
"""Data, appending, deleting what is inside, deleting it, changing the list or the owner."""
Key = tuple[str, str, bool]


def entries(raw: bytes, group: str) -> list[dict[str, Any]]:
    """Whom it serves beside the owner, in the form of `file_acl`.

    Raises:
        ValueError: for bytes that are no such list.
    """
    allowed: dict[Key, int] = {}
    denied: dict[Key, int] = {}
    for kind, flags, mask, who in _aces(raw):
        bits = 4 * bool(mask & READ) | 2 * bool(mask & WRITE) | bool(mask & EXECUTE)
        for default in _times(flags):
            key = (*_principal(who, flags, group), default)
            if kind == ALLOW:
                allowed[key] = allowed.get(key, 0) | bits & ~denied.get(key, 0)
            elif kind == DENY:
                denied[key] = denied.get(key, 0) | bits
    keys = sorted(key for key, bits in allowed.items() if bits and key[0] != "owner")
    return [_entry(key, allowed[key]) for key in keys]


def _entry(key: Key, bits: int) -> dict[str, Any]:
    entry = {"type": key[0], "principal": key[1], "permissions": rwx(bits)}
    return entry | ({"default": True} if key[2] else {})


def _times(flags: int) -> tuple[bool, ...]:
    """Whether the entry counts here, as a default for what is made inside, or both."""
    here = () if flags & INHERIT_ONLY else (False,)
    return (*here, *((True,) if flags & INHERIT else ()))


def _principal(who: str, flags: int, group: str) -> tuple[str, str]:
    fixed = {"OWNER@": ("owner", ""), "GROUP@": ("group", group), "EVERYONE@": ("other", "other")}
    if who in fixed:
        return fixed[who]
    return ("group" if flags & GROUP else "user", who.split("@", 1)[0])


def _aces(raw: bytes) -> list[tuple[int, int, int, str]]:
    try:
        (number,) = struct.unpack_from(">I", raw)
        found, at = [], 4
        for _ in range(number):
            kind, flags, mask, length = struct.unpack_from(">IIII", raw, at)
            who = raw[at + 16 : at + 16 + length]
            if len(who) != length:
                raise ValueError("expected a name")
            found.append((kind, flags, mask, who.decode("utf-8", "replace")))
            at += 16 + length + -length % 4
    except struct.error:
        raise ValueError("expected a list of entries") from None
    return found
