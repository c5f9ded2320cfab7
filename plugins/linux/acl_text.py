"""The text form of POSIX ACLs: entries, and files written by `getfacl -Rp`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from auditor.api import Host
from auditor_plugins.linux.common import Line, read_lines

OCTAL = re.compile(r"\\([0-7]{3})")
BITS = {"r": 4, "w": 2, "x": 1}
FLAGS = ((0, 0o4000), (1, 0o2000), (2, 0o1000))
OTHER = "other"
Entry = dict[str, str | bool]


@dataclass(frozen=True, slots=True)
class Ace:
    """One entry: `user`, `group`, `mask` or `other`, a qualifier (empty: the owner), bits."""

    type: str
    name: str
    bits: int
    default: bool = False


@dataclass(frozen=True, slots=True)
class Acl:
    """Ownership and all entries of one path; `line` is where the record begins."""

    path: str
    owner: str
    group: str
    special: int
    entries: tuple[Ace, ...]
    line: Line

    def mode(self) -> str:
        """Octal mode, its group digit the rights of the owning group, not the mask of an ACL."""
        bits = self.special
        for name, shift in (("user", 6), ("group", 3), (OTHER, 0)):
            bits |= effective(self.entries, name) << shift
        return f"{bits:04o}"


def effective(entries: Iterable[Ace], kind: str, name: str = "", default: bool = False) -> int:
    """The bits of an entry, cut by the mask where acl(5) says so."""
    bits, mask = 0, 7
    for one in entries:
        if one.default == default and one.type == "mask":
            mask = one.bits
        elif one.default == default and (one.type, one.name) == (kind, name):
            bits = one.bits
    return bits & mask if kind == "group" or name else bits


def granted(acl: Acl) -> list[Entry]:
    """Who besides the owner may do what: owning group, others, named users and groups.

    Entries without effective rights are left out; those of the default ACL, which new files
    get, are marked `default`.
    """
    found: list[Entry] = []
    for one in acl.entries:
        if one.type == "mask" or (one.type == "user" and not one.name):
            continue
        bits = effective(acl.entries, one.type, one.name, one.default)
        own = OTHER if one.type == OTHER else acl.group
        entry: Entry = {"type": one.type, "principal": one.name or own, "permissions": shown(bits)}
        if bits:
            found.append(entry | ({"default": True} if one.default else {}))
    return sorted(found, key=lambda entry: [str(value) for value in entry.values()])


def shown(bits: int) -> str:
    """`r-x` of 5."""
    return "".join(letter if bits & bit else "-" for letter, bit in BITS.items())


def ace_of(text: str) -> Ace:
    """An entry such as `user:li:r-x` or `default:group::---`, comments cut off.

    Raises:
        ValueError: for anything else.
    """
    default = text.startswith("default:")
    parts = text.removeprefix("default:").split("#", 1)[0].strip().split(":")
    if len(parts) != 3 or parts[0] not in ("user", "group", "mask", OTHER):
        raise ValueError("expected an ACL entry such as user:name:r-x")
    if not re.fullmatch(r"[r-][w-][xX-]", parts[2]):
        raise ValueError("expected permissions such as r-x")
    bits = sum(BITS.get(letter.lower(), 0) for letter in parts[2])
    return Ace(parts[0], unescaped(parts[1]), bits, default)


def unescaped(text: str) -> str:
    r"""A name as getfacl writes it: `\040` is a space."""
    raw = OCTAL.sub(lambda match: chr(int(match.group(1), 8)), text)
    return raw.encode("latin-1", "replace").decode("utf-8", "replace") if raw != text else raw


def read_getfacl(host: Host, path: str) -> Iterator[Acl]:
    """The records of a file written by `getfacl -Rp` (getfacl(1)).

    Raises:
        ValueError: with the line in the message, for a line that is no part of a record.
    """
    block: list[Line] = []
    for line in (*read_lines(host, path), Line(path, 0, "")):
        if line.text.strip():
            block.append(line)
        elif block:
            yield _record(block)
            block = []


def _record(block: list[Line]) -> Acl:
    head = {"file": "", "owner": "", "group": "", "flags": "---"}
    entries: list[Ace] = []
    for line in block:
        if line.text.startswith("# "):
            key, _, value = line.text[2:].partition(": ")
            head[key] = unescaped(value)
            continue
        try:
            entries.append(ace_of(line.text))
        except ValueError as error:
            raise ValueError(f"line {line.number}: {error}") from None
    if not head["file"]:
        raise ValueError(f"line {block[0].number}: expected `# file: path`")
    special = sum(bit for at, bit in FLAGS if head["flags"][at : at + 1] not in ("-", ""))
    name = "/" + head["file"].strip("/")
    return Acl(name, head["owner"], head["group"], special, tuple(entries), block[0])
