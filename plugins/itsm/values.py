"""Values of approvals to those of a kind's fields."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from decimal import Decimal, InvalidOperation
from typing import Any

SHOWN = ("display_value", "displayName", "value", "name", "text")
RAW = ("value", "date", "start", "text")
YES = frozenset(("true", "yes", "y", "1", "是", "有", "同意"))
NO = frozenset(("false", "no", "n", "0", "否", "无", "不同意"))
EPOCH = re.compile(r"[0-9]{10}|[0-9]{13}")
DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?:[T ]+(.+))?")
HOUR = re.compile(r"[0-9]:.*")
LONGEST_DAY = len("2026年11月20日")
PARTS = re.compile(r"[;；、\n]")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a value does not fit, without the value."""

    en: str
    zh: str


TIME = Problem("no date or time", "不是日期或时间")
NUMBER = Problem("no number", "不是数字")
YES_NO = Problem("neither yes nor no", "不是是或否")
WORD = Problem("a word outside the known values (see values)", "不在已知取值之列(见 values)")
SHAPE = Problem("a list or an object, no single value", "是列表或对象,不是单个值")
Scalar = str | bool | int | float


@dataclass(frozen=True, slots=True)
class Settings:
    """Zone of times without offset, the organisation's zone, its words for roles."""

    zone: tzinfo
    home: tzinfo
    roles: Mapping[str, str]


def fold(word: Any) -> str:
    """A word without regard to case, width and blanks around."""
    return unicodedata.normalize("NFKC", str(word)).strip().casefold()


def converter(
    name: str, schema: Mapping[str, Any], own: Mapping[str, Any], settings: Settings
) -> Callable[[Any], Any]:
    """Gives the value of the field, None for an empty one, a Problem for one that does not fit."""
    known = _words(name, schema, settings.roles) | {fold(word): to for word, to in own.items()}
    form = str(schema.get("x-type") or schema.get("type"))

    def convert(found: Any) -> Any:
        if form == "array":
            return _list(found, schema, known)
        found = _single(found, RAW if form in ("date", "datetime") else SHOWN)
        if found is None or isinstance(found, Problem) or fold(found) == "":
            return found if isinstance(found, Problem) else None
        found = known.get(fold(found), found)
        if schema.get("enum"):
            return found if found in schema["enum"] else WORD
        if form in ("date", "datetime"):
            return _time(found, form, settings)
        return SCALARS.get(form, _text)(found)

    return convert


def _words(name: str, schema: Mapping[str, Any], roles: Mapping[str, str]) -> dict[str, Any]:
    values = (*schema.get("enum", ()), *schema.get("x-values", ()))
    own = roles if name == "role" or name.endswith("_role") else {}
    found = {fold(word): role for word, role in own.items() if role in values}
    found |= {fold(label): value for value, label in schema.get("x-labels", {}).items()}
    return found | {fold(value): value for value in values}


def _single(found: Any, order: tuple[str, ...]) -> Any:
    """What stands in objects like `{"value": ...}` and in lists of one."""
    for _ in range(4):
        if isinstance(found, list) and len(found) <= 1:
            found = found[0] if found else None
        elif isinstance(found, dict):
            found = next((found[name] for name in order if name in found), SHAPE)
    return SHAPE if isinstance(found, list | dict) else found


def _list(found: Any, schema: Mapping[str, Any], known: Mapping[str, Any]) -> Any:
    if schema.get("items", {}).get("type") == "object":
        is_fit = isinstance(found, list) and all(isinstance(one, dict) for one in found)
        return ([dict(one) for one in found] or None) if is_fit else SHAPE
    if isinstance(found, str):
        found = PARTS.split(found)
    flat = [_single(one, SHOWN) for one in (found if isinstance(found, list) else [found])]
    if any(isinstance(one, Problem) for one in flat):
        return SHAPE
    words = [one for one in flat if one is not None and fold(one)]
    return [_text(known.get(fold(one), one)) for one in words] or None


def _time(found: Any, form: str, settings: Settings) -> Any:
    text = unicodedata.normalize("NFKC", str(found)).strip()
    if text == "0":  # not yet, where times are counted from 1970
        return None
    try:
        at = _instant(text)
        if at.tzinfo is None and len(text) <= LONGEST_DAY:
            return at.date().isoformat()
        at = at.replace(tzinfo=settings.zone) if at.tzinfo is None else at
        at = at.astimezone(settings.home)
    except (ValueError, OverflowError, OSError):
        return TIME
    return at.isoformat() if form == "datetime" else at.date().isoformat()


def _instant(text: str) -> datetime:
    if EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(text) / (1000 if len(text) == 13 else 1), UTC)
    if day := DAY.fullmatch(text):
        year, month, date, clock = day.groups()
        clock = f"0{clock}" if clock and HOUR.fullmatch(clock) else clock
        text = f"{year}-{month:0>2}-{date:0>2}" + (f"T{clock}" if clock else "")
    return datetime.fromisoformat(text)


def _boolean(found: Any) -> Any:
    word = fold(found)
    return word in YES if word in YES or word in NO else YES_NO


def _number(found: Any) -> Any:
    try:
        value = Decimal(fold(found).replace(",", ""))
    except InvalidOperation:
        return NUMBER
    if not value.is_finite():
        return NUMBER
    return int(value) if value == value.to_integral_value() else float(value)


def _integer(found: Any) -> Any:
    value = _number(found)
    return value if isinstance(value, int | Problem) and _fits(value) else NUMBER


def _fits(value: int | Problem) -> bool:
    """Whole numbers of 64 bits are what JSON readers agree on."""
    return isinstance(value, Problem) or -(2**63) <= value < 2**63


def _text(found: Any) -> str:
    if isinstance(found, bool):
        return "true" if found else "false"
    return str(found).strip()


SCALARS: Mapping[str, Callable[[Any], Any]] = {
    "boolean": _boolean,
    "integer": _integer,
    "number": _number,
}
