"""Times of a log: RFC 3339 as they stand, or the old form, which names no year and no zone."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

MONTHS = {name: number for number, name in enumerate(
    ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), 1
)}  # fmt: skip
YEARS = 9
"""Years back that are tried: in eight of them there is a 29 February."""


class Clock:
    """Reads times; the year is the last in which the time is not ahead of the run's clock."""

    def __init__(self, now: datetime, zone: str) -> None:
        self._zone = ZoneInfo(zone)
        self._latest = now + timedelta(days=1)
        self._this = now.astimezone(self._zone).year
        self._last: tuple[bytes, str | None] = (b"", None)

    def read(self, text: bytes) -> str | None:
        """RFC 3339 with offset, or None where it is no time."""
        if text != self._last[0]:
            self._last = text, self._parsed(text.decode("ascii", "replace"))
        return self._last[1]

    def _parsed(self, text: str) -> str | None:
        try:
            return self._full(text) if text[:1].isdigit() else self._short(text)
        except (ValueError, KeyError, OverflowError):
            return None

    def _full(self, text: str) -> str:
        time = datetime.fromisoformat(text)
        return (time if time.tzinfo else time.replace(tzinfo=self._zone)).isoformat()

    def _short(self, text: str) -> str | None:
        month, day = MONTHS[text[:3]], int(text[4:6])
        hour, minute, second = (int(text[one : one + 2]) for one in (7, 10, 13))
        for year in range(self._this + 1, self._this - YEARS, -1):
            try:
                time = datetime(year, month, day, hour, minute, second, tzinfo=self._zone)
            except ValueError:
                continue
            if time <= self._latest:
                return time.isoformat()
        return None
