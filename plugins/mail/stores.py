"""`message_stores`: where messages lie, and how many; their contents are not read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from auditor.api import Gap, GapError, GapReason, Item
from auditor.api.trees import Tree, gap_of, guarded

KIND = "message_stores"
PARTS = ("cur", "new")
BLOCK = 1 << 20


@dataclass(slots=True)
class Tally:
    """Messages of one store."""

    messages: int = 0
    bytes: int = 0
    newest: float = 0.0

    def add(self, found: os.stat_result, messages: int = 1) -> None:
        """Count a file."""
        self.messages += messages
        self.bytes += found.st_size
        self.newest = max(self.newest, found.st_mtime)


@dataclass(slots=True)
class Walk:
    """One walk over the stores of a target; at most `limit` files are looked at."""

    tree: Tree
    target: str
    zone: ZoneInfo
    limit: int
    gaps: list[Gap] = field(default_factory=list)
    seen: int = 0

    def rows(self, patterns: tuple[str, ...]) -> Iterator[Item]:
        """A row for each store below the given places, in the order of their paths."""
        for pattern in patterns:
            paths = self.tree.glob(pattern)
            if not paths:
                shown = self.tree.show(self.tree.place(pattern))
                self._gap(GapError(GapReason.ABSENT, f"{shown} is missing", None, "路径不存在"))
            for path in paths:
                yield from self._below(path)
        if self.seen > self.limit:
            text = f"more than {self.limit} files; those beyond were not looked at (see max_files)"
            text_zh = f"超过 {self.limit} 个文件,其余未查看(见 max_files)"
            self._gap(GapError(GapReason.INVALID, text, None, text_zh))

    def _below(self, path: Path) -> Iterator[Item]:
        if path.is_symlink():
            return
        if not path.is_dir():
            yield from self._file(path)
            return
        entries = self._entries(path)
        names = {entry.name for entry in entries if entry.is_dir(follow_symlinks=False)}
        maildir = names.issuperset(PARTS)
        if maildir:
            yield self._row(path, "maildir", self._maildir(path))
        yield from self._loose(path, entries)
        for name in sorted(names - ({*PARTS, "tmp"} if maildir else set())):
            yield from self._below(path / name)

    def _loose(self, path: Path, entries: list[os.DirEntry[str]]) -> Iterator[Item]:
        """The .eml files of a folder together, and each mbox in it."""
        letters = Tally()
        for entry in entries:
            if not entry.is_file(follow_symlinks=False) or not self._within():
                continue
            if entry.name.lower().endswith(".eml"):
                letters.add(entry.stat(follow_symlinks=False))
            else:
                yield from self._file(Path(entry.path))
        if letters.messages:
            yield self._row(path, "eml", letters)

    def _file(self, path: Path) -> Iterator[Item]:
        try:
            with guarded(self.tree, path):
                found = path.stat()
                if not stat.S_ISREG(found.st_mode):
                    return
                count = _mbox(path)
        except GapError as error:
            self._gap(error)
            return
        if count or path.suffix.lower() == ".eml":
            tally = Tally()
            tally.add(found, count or 1)
            yield self._row(path, "mbox" if count else "eml", tally)

    def _maildir(self, path: Path) -> Tally:
        tally = Tally()
        for part in PARTS:
            for entry in self._entries(path / part):
                if entry.is_file(follow_symlinks=False) and self._within():
                    tally.add(entry.stat(follow_symlinks=False))
        return tally

    def _entries(self, path: Path) -> list[os.DirEntry[str]]:
        """What is in a folder; one that may not be read is a gap."""
        try:
            with guarded(self.tree, path), os.scandir(path) as found:
                return sorted(found, key=lambda entry: entry.name)
        except GapError as error:
            self._gap(error)
            return []

    def _within(self) -> bool:
        self.seen += 1
        return self.seen <= self.limit

    def _gap(self, error: GapError) -> None:
        self.gaps.append(gap_of(KIND, self.target, error, partial=True))

    def _row(self, path: Path, form: str, tally: Tally) -> Item:
        shown = self.tree.show(path)
        row: Item = {"path": shown, "format": form, "messages": tally.messages}
        row |= {"bytes": tally.bytes, "_loc": {"file": shown}}
        if tally.messages:
            at = datetime.fromtimestamp(int(tally.newest), self.zone)
            row["newest"] = at.isoformat()
        return row


def _mbox(path: Path) -> int:
    """Messages of an mbox: lines that begin with `From ` at its start or after an empty line."""
    with path.open("rb") as file:
        block = file.read(BLOCK)
        if not block.startswith(b"From "):
            return 0
        count = 1
        while block:
            count += block.count(b"\n\nFrom ") + block.count(b"\n\r\nFrom ")
            held = block[-8:]
            block = file.read(BLOCK)
            seam = held + block[:8]
            edges = (b"\n\nFrom ", b"\n\r\nFrom ")
            whole = sum(seam.count(edge) for edge in edges)
            inside = sum(held.count(edge) + block[:8].count(edge) for edge in edges)
            count += whole - inside if block else 0
    return count
