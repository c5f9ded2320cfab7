"""Attribute values of directories: times, intervals and names.

Nothing here quotes a value: what cannot be read is None, which the caller tells.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

GENERALIZED = re.compile(
    r"(\d{4})(\d\d)(\d\d)(\d\d)(?:(\d\d)(\d\d)?)?(?:[.,](\d+))?(Z|[+-]\d\d(?:\d\d)?)", re.ASCII
)
EPOCH_1601 = datetime(1601, 1, 1, tzinfo=UTC)
NEVER = 2**63 - 1
"""AD's `never` as a time; as an interval it is its negative, or the lowest number."""
TICKS = 10_000_000
"""Units of 100 ns in a second."""
DAY = 86_400


def generalized(text: str) -> datetime | None:
    """A time in the form of RFC 4517 3.3.13; None for another text, or a moment that is none."""
    found = GENERALIZED.fullmatch(text)
    if not found:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
        return moment - _offset(found[8])
    except (ValueError, OverflowError):
        return None


def _offset(zone: str) -> timedelta:
    if zone == "Z":
        return timedelta(0)
    hours, minutes = int(zone[1:3]), int(zone[3:5] or 0)
    return timedelta(hours=hours, minutes=minutes) * (-1 if zone[0] == "-" else 1)


def filetime(text: str) -> datetime | None:
    """AD's count of 100 ns since 1601; None for never (zero or the highest) and for other texts."""
    ticks = whole(text)
    if ticks is None or ticks <= 0 or ticks >= NEVER:
        return None
    try:
        return EPOCH_1601 + timedelta(seconds=ticks // TICKS)
    except OverflowError:
        return None


def interval(text: str) -> int | None:
    """Seconds of an AD interval, which is negative; 0 for none or for ever, None for other texts.

    A positive interval is no interval of AD.
    """
    ticks = whole(text)
    if ticks is None or ticks > 0:
        return None
    return 0 if -ticks >= NEVER else -ticks // TICKS


def days(seconds: int) -> int:
    """Whole days, rounded up, so that a limit never looks stricter than it is."""
    return -(-seconds // DAY)


def whole(text: str) -> int | None:
    """A whole number of at most 19 digits, or None."""
    return int(text) if re.fullmatch(r"-?[0-9]{1,19}", text) else None


def shown(moment: datetime | None) -> str | None:
    """RFC 3339 in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else None


def settled(moment: datetime | None, now: datetime) -> datetime | None:
    """A moment of the hour after `now` is `now`: the run's clock stands, the directory goes on."""
    return now if moment and now < moment <= now + timedelta(hours=1) else moment


def from_days(text: str) -> datetime | None:
    """A count of days since 1970, as in shadow(5)."""
    number = whole(text)
    if number is None or number <= 0:
        return None
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=number)
    except OverflowError:
        return None


def parts(dn: str) -> list[str]:
    """The relative names of a DN, the entry's own first; commas within values are kept."""
    return [part.strip() for part in re.split(r"(?<!\\)(?:\\\\)*,", dn)] if dn else []


def parent(dn: str) -> str:
    """The DN of the container."""
    return ",".join(parts(dn)[1:])


def same(dn: str) -> str:
    """A form in which equal DNs are equal texts: case and blanks around signs do not count."""
    return ",".join(re.sub(r"\s*=\s*", "=", part, count=1).lower() for part in parts(dn))


def first_value(dn: str) -> str:
    """The value of the entry's own name: `admins` of `cn=admins,dc=example`."""
    own = parts(dn)[0] if dn else ""
    return own.partition("=")[2].replace("\\", "")


def escaped(value: str) -> str:
    """A value as it may stand in a filter (RFC 4515 3)."""
    return re.sub(r"[*()\\\x00]", lambda found: f"\\{ord(found[0]):02x}", value)


def sid(data: bytes) -> str:
    """A binary objectSid as text; empty when it is none."""
    if len(data) < 8 or len(data) != 8 + 4 * data[1]:
        return ""
    authority = int.from_bytes(data[2:8], "big")
    subs = (int.from_bytes(data[at : at + 4], "little") for at in range(8, len(data), 4))
    return "-".join(["S", str(data[0]), str(authority), *map(str, subs)])
