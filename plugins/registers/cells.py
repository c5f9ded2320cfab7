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


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a cell does not fit its field, without its value."""

    text: str


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


def shape(cell: Any) -> str:
    """The kind of thing a cell holds, such as "text" or "a number"."""
    if isinstance(cell, str):
        return "digits" if fold(cell).isdigit() else "text"
    return next((words for kind, words in SHAPES if isinstance(cell, kind)), "another type")


def misfit(cell: Any, expected: str) -> Problem:
    """The problem of a cell that holds something other than `expected`."""
    return Problem(f"{shape(cell)} where {expected} was expected")


def fold(text: str) -> str:
    """Text as compared: full-width forms made plain, trimmed, without case."""
    return unicodedata.normalize("NFKC", text).strip(BLANKS).casefold()


def is_blank(cell: Any) -> bool:
    """True for a cell that holds nothing, or blanks only."""
    return cell is None or (isinstance(cell, str) and not cell.strip(BLANKS))
