"""Times of log lines: those of RFC 3164 have no year, and the year turns within a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

MONTHS = b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
BSD = re.compile(
    rb"(?P<stamp>(?:<\d{1,3}>)?(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) "
    rb"(?P<day>[ 0-3]?[0-9]) (?:(?P<year>[0-9]{4}) )?"
    rb"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2}))(?:\.[0-9]{1,9})?"
    rb"(?P<offset>) "
)
ISO = re.compile(
    rb"(?P<stamp>(?:<\d{1,3}>(?P<version>1 )?)?"
    rb"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})[T ]"
    rb"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2}))(?:[.,][0-9]{1,9})?"
    rb"(?P<offset>Z|[+-][0-9]{2}:?[0-9]{2})? "
)
STAMP = re.compile(
    rb"^(?:<\d{1,3}>)?(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) ([ 0-3]?[0-9]) [0-9]{2}:",
    re.M,
)
TURN = 183
"""Days: a greater step back is the turn of a year, a lesser one a clock that went back."""


END = 250_000_000_000
"""A time beyond this (the year 9892) is none, and would break every calendar."""


class Years:
    """Counts the turns of the year along the days of a log. A line of the old year that comes late,
    on the first day of the new one, does not count.
    """

    def __init__(self) -> None:
        self.turns = 0
        self._day: tuple[int, int] | None = None

    def step(self, month: int, day: int) -> int:
        """The years passed since the first line."""
        before, self._day = self._day, (month, day)
        if before is not None and month * 31 + day < before[0] * 31 + before[1] - TURN:
            self.turns += 1
        elif before == (1, 1) and self._day == (12, 31) and self.turns:
            self.turns -= 1
        return self.turns


def first_year(chunks: Iterable[bytes], newest: date) -> int | None:
    """Year of the first line, so that the last is not after `newest`; None without RFC 3164 lines.

    All lines of the first chunks are looked at, then the first and last of each: a year does
    not pass within one.
    """
    years, last = Years(), None
    for count, chunk in enumerate(chunks):
        found = STAMP.findall(chunk) if count < 128 else _ends(chunk)
        for month, day in found:
            last = (MONTHS.index(month) + 1, int(day))
            years.step(*last)
    if last is None:
        return None
    bound = newest + timedelta(days=1)
    return bound.year - (last > (bound.month, bound.day)) - years.turns


def _ends(chunk: bytes) -> list[tuple[bytes, bytes]]:
    return STAMP.findall(chunk[:8192])[:1] + STAMP.findall(chunk[-8192:])[-1:]


class Clock:
    """Seconds since the epoch of the lines of one file. `first_year` is asked once, at the first
    line without a year.
    """

    def __init__(self, zone: tzinfo, first_year: Callable[[], int | None]) -> None:
        self._zone, self._ask, self._years = zone, first_year, Years()
        self._year: int | None = None
        self._asked = False
        self._forms = (BSD, ISO)
        self._stamp: tuple[bytes | None, bytes | None] = (None, None)
        self._known = self._last = 0.0

    def read(self, line: bytes) -> tuple[float, int, bool] | None:
        """Time, where the rest of the line begins, and whether it is of RFC 5424."""
        match = self._forms[0].match(line)
        if not match:
            match = self._forms[1].match(line)
            if not match:
                return None
            self._forms = self._forms[::-1]
        stamp = (match["stamp"], match["offset"])
        if stamp != self._stamp:
            found = self._seconds(match.groupdict())
            if found is None:
                return None
            self._stamp, self._known = stamp, found
        return self._known, match.end(), stamp[0][-22:-19] == b">1 "

    def _seconds(self, parts: dict[str, bytes | None]) -> float | None:
        month, day = parts["month"] or b"", int(parts["day"] or 0)
        number = MONTHS.index(month) + 1 if month in MONTHS else int(month)
        year = int(parts["year"] or 0) or self._guessed(number, day)
        if not year:
            return None
        second = min(int(parts["second"] or 0), 59)  # a leap second
        try:
            when = datetime(
                year, number, day, int(parts["hour"] or 0), int(parts["minute"] or 0), second
            )
            found = self._epoch(when, _offset(parts.get("offset")))
        except (ValueError, OverflowError):
            return None
        if not 0 <= found < END:
            return None
        self._last = found
        return found

    def _guessed(self, month: int, day: int) -> int:
        if not self._asked:
            self._asked, self._year = True, self._ask()
        return self._year + self._years.step(month, day) if self._year else 0

    def _epoch(self, when: datetime, offset: tzinfo | None) -> float:
        """Where the hour comes twice in autumn, the second one is meant if the first is past."""
        found = when.replace(tzinfo=offset or self._zone).timestamp()
        if offset is None and found < self._last:
            return when.replace(tzinfo=self._zone, fold=1).timestamp()
        return found


def _offset(text: bytes | None) -> tzinfo | None:
    if not text:
        return None
    if text == b"Z":
        return UTC
    span = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return timezone(-span if text[:1] == b"-" else span)


def rfc3339(seconds: float, zone: tzinfo) -> str:
    """As evidence writes it, to the second."""
    return datetime.fromtimestamp(int(seconds), zone).isoformat()
