"""What every reader gives: headers, numbered rows, and a tally of the rows that do not fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from auditor.api import GapError, GapReason

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
    place: str
    open_ended: bool = False


@dataclass(slots=True)
class _Rows:
    count: int = 0
    first: list[int] = field(default_factory=list)

    def text(self) -> str:
        shown = ", ".join(str(line) for line in self.first)
        if self.count == 1:
            return f"row {shown}"
        more = self.count - len(self.first)
        return f"{self.count} rows: {shown}" + (f" and {more} more" if more else "")


class Problems:
    """Tally of rows that do not fit, by column and problem; it never holds a value."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], _Rows] = {}

    def note(self, column: str, problem: str, line: int) -> None:
        """Count the row at `line`; `column` is "" for a row that is malformed as a whole."""
        rows = self._rows.setdefault((column, problem), _Rows())
        rows.count += 1
        if len(rows.first) < SHOWN_ROWS:
            rows.first.append(line)

    def messages(self) -> Iterator[tuple[str, int]]:
        """Each problem with the line of its first row, ordered by line."""
        ordered = sorted(self._rows.items(), key=lambda pair: (pair[1].first[0], pair[0]))
        for (column, problem), rows in ordered:
            where = f"column {column}: " if column else ""
            yield f"{where}{problem} ({rows.text()})", rows.first[0]


def unreadable(message: str, *hints: str) -> GapError:
    """The gap of a file that cannot be understood as a whole."""
    return GapError(GapReason.INVALID, "; ".join((message, *hints)))
