"""Rows of one kind from one tree, packed and bounded while several kinds come from one walk."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import Collected, Gap, GapReason, Item, Location, Packer, Source

BATCH = 1000


class Bin:
    """At most `limit` rows; `over` is true once there was one more."""

    def __init__(self, kind: str, place: str, target: str, limit: int) -> None:
        self._kind, self._place, self._target, self._limit = kind, place, target, limit
        self._packer = Packer()
        self._batch: list[Item] = []
        self._count = 0
        self.over = False

    def add(self, row: Item) -> None:
        """One row more."""
        if self._count >= self._limit:
            self.over = True
            return
        self._count += 1
        self._batch.append(row)
        if len(self._batch) >= BATCH:
            self._packer.add(self._batch)
            self._batch.clear()

    def collected(self) -> Iterator[Collected | Gap]:
        """The rows, and a partial gap if there were more."""
        self._packer.add(self._batch)
        yield Collected(self._kind, self._packer.rows(), Source(self._place))
        if self.over:
            text = f"{self._place}: more than {self._limit} rows; the rest was left (see max_rows)"
            zh = f"{self._place}:超过 {self._limit} 行,其余未采集(见 max_rows)"
            at = Location(self._place)
            yield Gap(self._kind, self._target, GapReason.INVALID, text, at, True, zh)
