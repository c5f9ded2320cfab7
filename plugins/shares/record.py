"""What is remembered of one folder: numbers of inodes, their ctime and what was read there.

Names and values are not: an ACL has numbers for users and groups, a label is the place of one
in the list of all that the options can give.
"""

from __future__ import annotations

import json
import struct
from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auditor_plugins.shares.marks import NONE, Label

HEAD = struct.Struct("<Q")
SHIFT, MASK = 32, (1 << 32) - 1
"""Entries are sorted as single numbers, for the sake of memory: inode, then place."""


@dataclass(frozen=True, slots=True)
class Attributes:
    """What the extended attributes of a path say: its ACL (text of acl(5), or bytes of NFSv4),
    its label, and whether Windows keeps a list there.
    """

    acl: str | bytes = ""
    label: Label = NONE
    windows: bool = False


class Record:
    """Entries of one folder, sorted by inode."""

    def __init__(self, raw: bytes, labels: Sequence[Label]) -> None:
        self.raw = raw
        (count,) = HEAD.unpack_from(raw)
        self.inodes, self.ctimes, self.which = array("Q"), array("q"), array("I")
        start = HEAD.size
        for column in (self.inodes, self.ctimes, self.which):
            end = start + count * column.itemsize
            column.frombytes(raw[start:end])
            start = end
        self.table = tuple(
            Attributes(acl, labels[label], windows)
            for acl, label, windows in json.loads(raw[start:])
        )

    def find(self, inode: int, ctime: int) -> int:
        """The place of an entry, -1 if there is none."""
        at = bisect_left(self.inodes, inode)
        found = at < len(self.inodes) and self.inodes[at] == inode and self.ctimes[at] == ctime
        return at if found else -1


class Notes:
    """What one folder will be remembered by: entries of its old record, and new ones."""

    def __init__(self, old: Record | None) -> None:
        self._old = old
        self._kept = array("Q")
        self._columns = (array("Q"), array("q"), array("I"))
        self._table: dict[Attributes, int] = {}

    def recall(self, inode: int, ctime: int) -> Attributes | None:
        """What the old record has of an entry, which is kept."""
        old = self._old
        at = old.find(inode, ctime) if old else -1
        if old is None or at < 0:
            return None
        self._kept.append(at)
        return old.table[old.which[at]]

    def add(self, inode: int, ctime: int, attributes: Attributes) -> None:
        """One entry more."""
        number = self._table.setdefault(attributes, len(self._table))
        for column, value in zip(self._columns, (inode, ctime, number), strict=True):
            column.append(value)

    def packed(self, labels: Mapping[Label, int]) -> bytes:
        """The record; that of before, where nothing changed."""
        old, inodes = self._old, self._columns[0]
        if old and not inodes and len(self._kept) == len(old.inodes):
            return old.raw
        for at in self._kept if old else ():
            self.add(old.inodes[at], old.ctimes[at], old.table[old.which[at]])
        order = sorted(inode << SHIFT | at for at, inode in enumerate(inodes))
        columns = [
            array(column.typecode, (column[at & MASK] for at in order)) for column in self._columns
        ]
        table = [(one.acl, labels[one.label], one.windows) for one in self._table]
        tail = json.dumps(table, separators=(",", ":")).encode()
        return HEAD.pack(len(order)) + b"".join(map(array.tobytes, columns)) + tail
