"""What the tools write, taken apart with care."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from auditor.api import GapError, GapReason


def parsed(text: str) -> Any:
    """pgBackRest quotes bytes that it could not decrypt, control characters among them."""
    return json.loads(text, strict=False)


@contextmanager
def form_of(tool: str) -> Iterator[None]:
    """What is not of the form that a tool writes is an `invalid` gap."""
    try:
        yield
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        en = f"this is not the JSON that {tool} writes"
        raise GapError(GapReason.INVALID, en, None, f"不是 {tool} 的 JSON 输出") from None


def listed(found: Any) -> list[Mapping[str, Any]]:
    """A list; else a TypeError."""
    if not isinstance(found, list):
        raise TypeError
    return found


def word(found: Any) -> str:
    """A text; else a TypeError."""
    if not isinstance(found, str):
        raise TypeError
    return found


def instant(found: Any, zone: str) -> datetime:
    """A time in UTC; without an offset it is of `zone`."""
    at = datetime.fromisoformat(word(found))
    return (at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
