"""Dates and times as registers write them, to the catalogue's two forms.

A date is `YYYY-MM-DD`; a time is RFC 3339 with the offset it was given or that of the
organisation's timezone.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Any

from auditor.api.tabular.cells import Problem, misfit

DATE = r"""(?P<year>\d{4})(?:
    (?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})
  | \s*年\s*(?P<month_zh>\d{1,2})\s*月\s*(?P<day_zh>\d{1,2})\s*[日号]
  | (?P<month_2>\d\d)(?P<day_2>\d\d))"""
TIME = r"""(?P<half>上午|下午|AM|PM)?\s*(?:
    (?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,](?P<fraction>\d{1,9}))?)?
  | (?P<hour_zh>\d{1,2})\s*[时点]
    (?:\s*(?P<minute_zh>\d{1,2})\s*分(?:\s*(?P<second_zh>\d{1,2})\s*秒)?)?
  | (?P<hour_2>\d\d)(?P<minute_2>\d\d)(?P<second_2>\d\d))
  \s*(?P<half_after>AM|PM)?\s*(?P<offset>Z|[+-]\d\d:?\d\d)?"""
WHEN = re.compile(rf"{DATE}(?:(?:\s*T\s*|\s*){TIME})?", re.X | re.A | re.I)
CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?", re.A)
OFFSET = re.compile(r"Z|[+-](?:[01]\d|2[0-3]):[0-5]\d", re.A)
SHORT_YEAR = re.compile(r"\d{1,2}[-/.年]\d{1,2}[-/.月]\d{1,4}(?!\d).*", re.A | re.S)

NO_SUCH_DAY = Problem("a date or time that does not exist", "日期或时间不存在")
TWO_DIGITS = Problem(
    "a date that does not begin with a four-digit year, which is ambiguous",
    "日期不以四位数的年份开头，有歧义",
)
TOO_EARLY = Problem(
    "a time from before the timezone had an offset in whole minutes",
    "时间早于该时区采用整分钟时差之时",
)
TIME_IN_DATE = Problem("a time of day where only a date was expected", "应只有日期，却带有时刻")

FIRST_SERIAL, LAST_SERIAL = 3654, 2958465  # 1910-01-02 to 9999-12-31: a year is no serial
EPOCH = datetime(1899, 12, 30)


def as_date(cell: Any, zone: tzinfo, serials: bool) -> str | Problem:
    """A plain date; midnight counts as one, in the organisation's zone where an offset is given."""
    when = _when(cell, "a date", serials)
    if not isinstance(when, datetime):
        return when.isoformat() if isinstance(when, date) else when
    local = when.astimezone(zone) if when.tzinfo else when
    if (local.hour, local.minute, local.second, local.microsecond) != (0, 0, 0, 0):
        return TIME_IN_DATE
    return local.date().isoformat()


def as_datetime(cell: Any, zone: tzinfo, serials: bool) -> str | Problem:
    """RFC 3339 with offset, or a plain date where the cell holds no time."""
    when = _when(cell, "a date or time", serials)
    if not isinstance(when, datetime):
        return when.isoformat() if isinstance(when, date) else when
    aware = when if when.tzinfo else when.replace(tzinfo=zone)
    offset = aware.utcoffset()
    if offset is None or offset.total_seconds() % 60:
        return TOO_EARLY
    return aware.isoformat()


def simple_times(cells: Sequence[str | None], zone: tzinfo) -> list[str]:
    """RFC 3339 of the cells in the form that most systems write, "" for all other cells."""
    return [_simple(cell, zone) if cell else "" for cell in cells]


def _when(cell: Any, expected: str, serials: bool) -> date | Problem:
    if isinstance(cell, datetime) and serials:
        return _shown(cell)
    if isinstance(cell, date):
        return cell
    if isinstance(cell, str):
        return _text(cell, expected)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _number(cell, expected, serials)
    return misfit(cell, expected)


def _shown(cell: datetime) -> datetime:
    """A time of a workbook to the second, as it is shown: it is kept as a fraction of a day."""
    try:
        return (cell + timedelta(microseconds=500_000)).replace(microsecond=0)
    except OverflowError:  # in the last half second of the year 9999
        return cell.replace(microsecond=0)


def _number(cell: int | float, expected: str, serials: bool) -> date | Problem:
    """Eight digits are a compact date; a workbook's other numbers are Excel serial days."""
    if not math.isfinite(cell):
        return misfit(cell, expected)
    if cell == int(cell) and 10_000_000 <= cell <= 99_999_999:
        return _text(str(int(cell)), expected)
    if not (serials and FIRST_SERIAL <= cell <= LAST_SERIAL):
        return misfit(cell, expected)
    whole = EPOCH + timedelta(days=int(cell))
    if cell == int(cell):
        return whole.date()
    return whole + timedelta(seconds=round((cell - int(cell)) * 86_400))


def _text(cell: str, expected: str) -> date | Problem:
    text = unicodedata.normalize("NFKC", cell).strip()
    found = WHEN.fullmatch(text)
    if not found:
        return TWO_DIGITS if SHORT_YEAR.fullmatch(text) else misfit(cell, expected)
    try:
        return _built({name: part for name, part in found.groupdict().items() if part})
    except ValueError:
        return NO_SUCH_DAY


def _simple(cell: str, zone: tzinfo) -> str:
    """The form that most systems write, `YYYY-MM-DD HH:MM[:SS]` or `YYYY-MM-DD HH:MM:SS±HH:MM`, by
    table; "" for any other.
    """
    if cell[10:11] not in (" ", "T"):
        return ""
    day, clock, given = cell[:10], _clock(cell[11:19]), cell[19:]
    offset = _offset_given(given) if given else _offset_of_day(day, zone)
    is_day = not given or _offset_of_day(day, UTC)
    return f"{day}T{clock}{offset}" if clock and offset and is_day else ""


@lru_cache(maxsize=1 << 17)
def _clock(text: str) -> str:
    """`HH:MM:SS` of a time of day, "" for what is none."""
    return (text if len(text) == 8 else f"{text}:00") if CLOCK.fullmatch(text) else ""


@lru_cache(maxsize=1 << 15)
def _offset_of_day(text: str, zone: tzinfo) -> str:
    """The offset that holds all through a day `YYYY-MM-DD`; "" where it changes, or for no day."""
    try:
        start = datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=zone)
        offsets = {(start + timedelta(days=days)).isoformat()[19:] for days in (0, 1)}
    except (ValueError, OverflowError):
        return ""
    offset, exact = offsets.pop(), start.isoformat()[:10] == text  # strptime takes "2026-01- 5"
    return offset if exact and not offsets and len(offset) == 6 else ""


@lru_cache(maxsize=1 << 12)
def _offset_given(text: str) -> str:
    """`±HH:MM` of an offset, "" for what is none."""
    is_offset = OFFSET.fullmatch(text)
    return datetime(2000, 1, 1, tzinfo=_offset(text)).isoformat()[19:] if is_offset else ""


def _built(parts: dict[str, str]) -> date:
    def number(name: str) -> int:
        return int(parts.get(name) or parts.get(f"{name}_zh") or parts.get(f"{name}_2") or 0)

    day = date(number("year"), number("month"), number("day"))
    if not any(name.startswith("hour") for name in parts):
        return day
    hour = _hour(number("hour"), parts.get("half", ""), parts.get("half_after", ""))
    micro = int(parts.get("fraction", "0").ljust(6, "0")[:6])
    zone = _offset(parts.get("offset", ""))
    return datetime(
        day.year, day.month, day.day, hour, number("minute"), number("second"), micro, zone
    )


def _hour(hour: int, before: str, after: str) -> int:
    """Hour of the day; a half of the day that contradicts the hour is refused."""
    half = (before or after).upper()
    if (before and after) or (half in ("上午", "AM") and hour > 12) or hour > 23:
        raise ValueError
    if half in ("上午", "AM"):
        return hour % 12
    return hour + 12 if half and hour < 12 else hour


def _offset(text: str) -> tzinfo | None:
    if not text:
        return None
    if text in "Zz":
        return UTC
    hours, minutes = int(text[1:3]), int(text[-2:])
    if hours > 23 or minutes > 59:
        raise ValueError
    span = timedelta(hours=hours, minutes=minutes)
    return timezone(-span if text[0] == "-" else span)
