"""POSIX ACLs (acl(5)): from the kernel, from the text of getfacl, and whom they serve."""

from __future__ import annotations

import errno
import os
import re
import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

ATTRIBUTES = (("", "system.posix_acl_access"), ("default:", "system.posix_acl_default"))
NO_ACL = frozenset({errno.ENODATA, errno.EOPNOTSUPP, errno.ENOSYS})
VERSION = 2
TAGS = {1: "user", 2: "user", 4: "group", 8: "group", 16: "mask", 32: "other"}
NAMED = (2, 8)
OCTAL = re.compile(r"\\([0-7]{3})")
BITS = {"r": 4, "w": 2, "x": 1}
FLAGS = ((0, 0o4000), (1, 0o2000), (2, 0o1000))
CLASSES = (("user", 6), ("group", 3), ("other", 0))


@dataclass(frozen=True, slots=True)
class Ace:
    """One entry: `user`, `group`, `mask` or `other`, a qualifier (empty: the owner), bits."""

    type: str
    name: str
    bits: int
    default: bool = False


@dataclass(frozen=True, slots=True)
class Acl:
    """Ownership, special bits and all entries of one path; `line` is where its record begins."""

    path: str
    owner: str
    group: str
    special: int
    entries: tuple[Ace, ...]
    line: int = 0

    @property
    def mode(self) -> str:
        """Octal mode, its group digit the rights of the owning group, not the mask of an ACL."""
        bits = self.special
        for name, shift in CLASSES:
            bits |= self.effective(name) << shift
        return f"{bits:04o}"

    def effective(self, kind: str, name: str = "", default: bool = False) -> int:
        """The bits of an entry, cut by the mask where acl(5) says so."""
        bits, mask = 0, 7
        for one in self.entries:
            if one.default == default and one.type == "mask":
                mask = one.bits
            elif one.default == default and (one.type, one.name) == (kind, name):
                bits = one.bits
        return bits & mask if kind == "group" or name else bits

    def granted(self) -> list[dict[str, Any]]:
        """Who besides the owner may do what: owning group, others, named users and groups.

        Entries without effective rights are left out; those of the default ACL, which new files
        get, are marked `default`.
        """
        found = []
        for one in self.entries:
            bits = self.effective(one.type, one.name, one.default)
            if bits and one.type != "mask" and (one.type != "user" or one.name):
                own = "other" if one.type == "other" else self.group
                entry: dict[str, Any] = {"type": one.type, "principal": one.name or own}
                entry["permissions"] = rwx(bits)
                found.append(entry | ({"default": True} if one.default else {}))
        return sorted(found, key=lambda entry: [str(value) for value in entry.values()])


def acl_of(  # noqa: PLR0913 - what stat(2) and the two tables of names say
    path: str,
    mode: int,
    owner: str,
    group: str,
    *,
    text: str = "",
    users: Mapping[int, str] | None = None,
    groups: Mapping[int, str] | None = None,
) -> Acl:
    """The ACL of one path from its mode bits and `acl_text`, numbers replaced by known names."""
    entries: Iterable[Ace]
    if text:
        tables = {"user": users or {}, "group": groups or {}}
        entries = (_named(ace_of(line), tables) for line in text.splitlines())
    else:
        entries = (Ace(kind, "", mode >> shift & 7) for kind, shift in CLASSES)
    return Acl(path, owner, group, mode & 0o7000, tuple(entries))


def _named(ace: Ace, tables: Mapping[str, Mapping[int, str]]) -> Ace:
    if not ace.name:
        return ace
    return Ace(ace.type, tables[ace.type].get(int(ace.name), ace.name), ace.bits, ace.default)


def acl_text(path: str | os.PathLike[str], folder: bool = True) -> str:
    """Access and default ACL in the long text form with numeric qualifiers; empty if none.

    What is known to be no folder has no default ACL, and is not asked for it.

    Raises:
        OSError: when the attributes cannot be read, other than for want of an ACL.
    """
    lines: list[str] = []
    for prefix, name in ATTRIBUTES if folder else ATTRIBUTES[:1]:
        try:
            raw = os.getxattr(path, name, follow_symlinks=False)
        except OSError as error:
            if error.errno not in NO_ACL:
                raise
            continue
        lines += [prefix + entry for entry in decoded(raw)]
    return "\n".join(lines)


def decoded(raw: bytes) -> Iterator[str]:
    """The entries of one attribute; nothing for an unknown version.

    Layout: linux/posix_acl_xattr.h, a 32-bit version, then (tag, permissions, id) entries.
    """
    if len(raw) < 4 or struct.unpack_from("<I", raw)[0] != VERSION:
        return
    whole = len(raw) - (len(raw) - 4) % 8
    for tag, bits, number in struct.iter_unpack("<HHI", raw[4:whole]):
        qualifier = str(number) if tag in NAMED else ""
        yield f"{TAGS.get(tag, 'other')}:{qualifier}:{rwx(bits)}"


def rwx(bits: int) -> str:
    """`r-x` of 5."""
    return "".join(letter if bits & bit else "-" for letter, bit in BITS.items())


def ace_of(text: str) -> Ace:
    """An entry such as `user:li:r-x` or `default:group::---`, comments cut off.

    Raises:
        ValueError: for anything else.
    """
    default = text.startswith("default:")
    parts = text.removeprefix("default:").split("#", 1)[0].strip().split(":")
    if len(parts) != 3 or parts[0] not in ("user", "group", "mask", "other"):
        raise ValueError("expected an ACL entry such as user:name:r-x")
    if not re.fullmatch(r"[r-][w-][xX-]", parts[2]):
        raise ValueError("expected permissions such as r-x")
    bits = sum(BITS.get(letter.lower(), 0) for letter in parts[2])
    return Ace(parts[0], _unescaped(parts[1]), bits, default)


def _unescaped(text: str) -> str:
    r"""A name as getfacl writes it: `\040` is a space."""
    raw = OCTAL.sub(lambda match: chr(int(match.group(1), 8)), text)
    return raw.encode("latin-1", "replace").decode("utf-8", "replace") if raw != text else raw


def read_getfacl(lines: Iterable[str]) -> Iterator[Acl]:
    """The records of what `getfacl -Rp` wrote (getfacl(1)).

    Raises:
        ValueError: with the line in the message, for a line that is no part of a record.
    """
    block: list[tuple[int, str]] = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            block.append((number, line))
        elif block:
            yield _record(block)
            block = []
    if block:
        yield _record(block)


def _record(block: list[tuple[int, str]]) -> Acl:
    head = {"file": "", "owner": "", "group": "", "flags": "---"}
    entries: list[Ace] = []
    for number, line in block:
        if line.startswith("# "):
            key, _, value = line[2:].partition(": ")
            head[key] = _unescaped(value)
            continue
        try:
            entries.append(ace_of(line))
        except ValueError as error:
            raise ValueError(f"line {number}: {error}") from None
    if not head["file"]:
        raise ValueError(f"line {block[0][0]}: expected `# file: path`")
    special = sum(bit for at, bit in FLAGS if head["flags"][at : at + 1] not in ("-", ""))
    path = "/" + head["file"].strip("/")
    return Acl(path, head["owner"], head["group"], special, tuple(entries), block[0][0])
