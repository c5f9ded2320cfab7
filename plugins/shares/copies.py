"""Copies outside custody: files of the same size, ending and content as one that is kept.

Memory holds a number for each size and ending in custody, and the candidates outside, no more.
"""

from __future__ import annotations

import hashlib
import os
import stat as st
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from auditor_plugins.shares.hits import suffix_of
from auditor_plugins.shares.memory import Memory
from auditor_plugins.shares.options import Options
from auditor_plugins.shares.places import Place
from auditor_plugins.shares.sieve import Seen
from auditor_plugins.shares.walk import Folder, folders

SMALLEST = 64
"""Bytes below which equal files mean nothing."""
PART = 1 << 20
"""Of larger files the first and the last part of this size are compared, and the size."""
Until = Callable[[Place, float], date | None]


@dataclass(frozen=True, slots=True)
class Copy:
    """A file outside custody that equals one inside, which `place` keeps until `until`."""

    outside: Place
    seen: Seen
    place: Place
    until: date | None


@dataclass(slots=True)
class Copies:
    """Sizes and endings of what is in custody, and what outside might be a copy of it."""

    limit: int
    memory: Memory
    kept: set[int] = field(default_factory=set)
    outside: dict[bytes, list[tuple[Place, Seen]]] = field(default_factory=dict)
    wanted: set[int] = field(default_factory=set)
    number: int = 0
    unread: int = 0

    def keep(self, seen: Seen) -> None:
        """A file in custody."""
        if seen.stat.st_size >= SMALLEST:
            self.kept.add(_key(seen.path, seen.stat.st_size))

    def meet(self, place: Place, seen: Seen) -> None:
        """A file outside, while the walk has its folder open."""
        key = _key(seen.path, seen.stat.st_size)
        if key not in self.kept or self.number > self.limit:
            return
        self.number += 1
        digest = self._digest(seen.real, seen.stat)
        if digest:
            self.wanted.add(key)
            self.outside.setdefault(digest, []).append((place, seen))

    def found(self, places: list[Place], options: Options, until: Until) -> Iterator[Copy]:
        """The copies, each with the first file in custody that it equals."""
        for place in places:
            if self.outside and place.tree.custody:
                yield from self._of(place, options, until)

    def _of(self, place: Place, options: Options, until: Until) -> Iterator[Copy]:
        try:
            for folder in folders(place.top, options.exclude, lambda path, error: None):
                for name in folder.names:
                    yield from self._matches(place, folder, name, until)
        except OSError:
            return

    def _matches(self, place: Place, folder: Folder, name: str, until: Until) -> Iterator[Copy]:
        try:
            stat = folder.status(name)
        except OSError:
            return
        if st.S_ISREG(stat.st_mode) and _key(name, stat.st_size) in self.wanted:
            digest = self._digest(folder.inside(name), stat)
            for outside, seen in self.outside.pop(digest, ()) if digest else ():
                yield Copy(outside, seen, place, until(place, stat.st_mtime))

    def _digest(self, real: str, stat: os.stat_result) -> bytes:
        return self.memory.digest(stat, lambda: self._read(real, stat.st_size))

    def _read(self, real: str, size: int) -> bytes:
        try:
            handle = os.open(real, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
            with os.fdopen(handle, "rb", buffering=0) as file:
                total = hashlib.blake2b(str(size).encode())
                total.update(file.read(PART))
                if size > PART:
                    file.seek(max(PART, size - PART))
                    total.update(file.read(PART))
        except OSError:
            self.unread += 1
            return b""
        return total.digest()


def _key(path: str, size: int) -> int:
    return hash((size, suffix_of(path)))
