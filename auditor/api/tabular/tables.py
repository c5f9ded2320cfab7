"""What every reader gives: headers, numbered rows, and a tally of the rows that do not fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from auditor.api.errors import GapError
from auditor.api.models import GapReason
from auditor.api.tabular.cells import Bilingual, Problem

SHOWN_ROWS = 5

Row = tuple[int, Sequence[Any]]
"""Line (from 1) and cells of one row; all rows of a table are as wide as its headers."""


@dataclass(frozen=True, slots=True)
class Table:
    """A register as read. `headers` holds "" for columns without a name; `place` says where the
    headers stand, for messages. `open_ended` headers are only those that some row used.
    """

    headers: tuple[str, ...]
    rows: Iterator[Row]
    place: Bilingual
    open_ended: bool = False


@dataclass(slots=True)
class _Rows:
    count: int = 0
    first: list[int] = field(default_factory=list)

    def text(self) -> Bilingual:
        lines, more = [str(line) for line in self.first], self.count - len(self.first)
        if self.count == 1:
            return Bilingual(f"row {lines[0]}", f"第 {lines[0]} 行")
        return Bilingual(
            f"{self.count} rows: {', '.join(lines)}" + (f" and {more} more" if more else ""),
            f"共 {self.count} 行：{'、'.join(lines)}" + (f"，另有 {more} 行" if more else ""),
        )


class Problems:
    """Tally of rows that do not fit, by column and problem; it never holds a value."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, Problem], _Rows] = {}

    def note(self, column: str, problem: Problem, line: int) -> None:
        """Count the row at `line`; `column` is "" for a row that is malformed as a whole."""
        rows = self._rows.setdefault((column, problem), _Rows())
        rows.count += 1
        if len(rows.first) < SHOWN_ROWS:
            rows.first.append(line)

    def messages(self) -> Iterator[tuple[Problem, int]]:
        """Each problem with the line of its first row, ordered by line."""
        ordered = sorted(self._rows.items(), key=lambda pair: (pair[1].first[0], pair[0]))
        for (column, problem), rows in ordered:
            en, zh = (f"column {column}: ", f"列 {column}：") if column else ("", "")
            en, zh = en + problem.en, zh + problem.zh
            lines = rows.text()
            yield Problem(f"{en} ({lines.en})", f"{zh}（{lines.zh}）"), rows.first[0]


def unreadable(en: str, zh: str, reason: GapReason = GapReason.INVALID) -> GapError:
    """The gap of a file that cannot be had as a whole."""
    return GapError(reason, en, message_zh=zh)
