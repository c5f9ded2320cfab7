"""What a cell holds, in words that never repeat it."""

from __future__ import annotations

import string
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

BLANKS = string.whitespace + (
    "\x1c\x1d\x1e\x1f\x85\xa0\xad\u1680\u180e\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
"""Blanks, full-width and zero-width ones too."""


@dataclass(frozen=True, slots=True, order=True)
class Bilingual:
    """Words of a message in English and Chinese, without any value of the evidence."""

    en: str
    zh: str


class Problem(Bilingual):
    """What is wrong with a cell, row or file."""

    __slots__ = ()


class Lost:
    """A cell whose content the file does not hold: a formula error or an unstored result."""


LOST = Lost()

SHAPES: tuple[tuple[type, str], ...] = (
    (bool, "true or false"),
    (int, "a number"),
    (float, "a number"),
    (Decimal, "a number"),
    (datetime, "a date with time"),
    (date, "a date"),
    (time, "a time of day"),
    (timedelta, "a duration"),
    (list, "a list"),
    (dict, "an object"),
    (bytes, "binary data"),
    (Lost, "a formula without a result"),
)

CHINESE = {
    "true or false": "真假值",
    "a number": "数字",
    "a date with time": "带时间的日期",
    "a date": "日期",
    "a time of day": "时刻",
    "a duration": "时长",
    "a list": "列表",
    "an object": "对象",
    "binary data": "二进制数据",
    "a formula without a result": "没有结果的公式",
    "another type": "其他类型",
    "digits": "一串数字",
    "text": "文本",
    "a whole number": "整数",
    "a date or time": "日期或时间",
    "yes or no": "是或否",
    "a JSON array of objects": "对象数组（JSON）",
    "a JSON object": "对象（JSON）",
}


def shape(cell: Any) -> str:
    """The kind of thing a cell holds, a key of `CHINESE`."""
    if isinstance(cell, str):
        return "digits" if fold(cell).isdigit() else "text"
    return next((words for kind, words in SHAPES if isinstance(cell, kind)), "another type")


def misfit(cell: Any, expected: str) -> Problem:
    """The problem of a cell that holds something other than `expected`, a key of `CHINESE`."""
    found = shape(cell)
    return Problem(
        f"{found} where {expected} was expected", f"应为{CHINESE[expected]}，实为{CHINESE[found]}"
    )


def fold(text: str) -> str:
    """Text as compared: full-width forms made plain, trimmed, without case."""
    return unicodedata.normalize("NFKC", text).strip(BLANKS).casefold()


def is_blank(cell: Any) -> bool:
    """True for a cell that holds nothing, or blanks only."""
    return cell is None or (isinstance(cell, str) and not cell.strip(BLANKS))
