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
        self._hour: tuple[str, str | None] = ("", None)

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
        """The date and hour are worked out once an hour of the log, in which the year is one."""
        if text[:9] != self._hour[0]:
            self._hour = text[:9], self._of_hour(text)
        minute, second = int(text[10:12]), int(text[13:15])
        if self._hour[1] is None or minute > 59 or second > 60:
            return None
        return f"{self._hour[1][:14]}{minute:02}:{min(second, 59):02}{self._hour[1][19:]}"

    def _of_hour(self, text: str) -> str | None:
        month, day, hour = MONTHS[text[:3]], int(text[4:6]), int(text[7:9])
        for year in range(self._this + 1, self._this - YEARS, -1):
            try:
                time = datetime(year, month, day, hour, tzinfo=self._zone)
            except ValueError:
                continue
            if time <= self._latest:
                return time.isoformat()
        return None
