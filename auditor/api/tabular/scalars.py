"""Text, numbers, truth and lists as registers write them.

Each function takes a cell that is not empty, text trimmed, and gives its value or a Problem.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from auditor.api.tabular.cells import BLANKS, Problem, fold, misfit

Convert = Callable[[Any], Any]

INTEGER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.0*)?", re.A)
NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+|(?=\.\d))(?:\.\d*)?(?:e[+-]?\d{1,3})?", re.A)
PARTS = re.compile("[;；、]")
TRUE = frozenset(("true", "yes", "y", "1", "是", "有", "√", "✓", "✔"))
FALSE = frozenset(("false", "no", "n", "0", "否", "无", "×", "✗", "✘"))
LARGEST = 2**63 - 1
EXACT = 10**15
"""Beyond 15 digits a workbook's number has lost digits."""
LOST_DIGITS = Problem(
    "a number of more than 15 digits where text was expected (digits are lost)",
    "应为文本，实为超过 15 位的数字（已丢失位数）",
)
NOT_UNICODE = Problem("text that is not Unicode", "文本不是 Unicode")
TOO_LARGE = Problem("a whole number of more than 64 bits", "整数超过 64 位")


def as_text(cell: Any) -> str | Problem:
    """Trimmed text; typed cells become what a person reads in them."""
    if isinstance(cell, str):
        return cell if is_unicode(cell) else NOT_UNICODE
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float | Decimal):
        return _number_text(cell)
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return misfit(cell, "text")


def as_integer(cell: Any) -> int | Problem:
    """A whole number, also with thousands separators, of at most 64 bits."""
    if isinstance(cell, str):
        digits = fold(cell)
        if not INTEGER.fullmatch(digits):
            return misfit(cell, "a whole number")
        number = int(digits.replace(",", "").partition(".")[0]) if len(digits) < 40 else LARGEST + 1
    elif isinstance(cell, bool) or not _is_finite(cell) or cell != int(cell):
        return misfit(cell, "a whole number")
    else:
        number = int(cell)
    return number if abs(number) <= LARGEST else TOO_LARGE


def as_number(cell: Any) -> int | float | Problem:
    """A number, also with thousands separators; whole numbers stay exact."""
    whole = as_integer(cell)
    if not isinstance(whole, Problem):
        return whole
    text = fold(cell) if isinstance(cell, str) else ""
    if text and not NUMBER.fullmatch(text):
        return misfit(cell, "a number")
    if not text and (isinstance(cell, bool) or not _is_finite(cell)):
        return misfit(cell, "a number")
    number = float(text.replace(",", "") if text else cell)
    return number if math.isfinite(number) else misfit(cell, "a number")


def as_boolean(cell: Any) -> bool | Problem:
    """True or false, from the usual words and marks in both languages."""
    word = fold(str(int(cell) if _is_finite(cell) and cell in (0, 1) else cell))
    if isinstance(cell, bool | int | float | str | Decimal) and word in TRUE | FALSE:
        return word in TRUE
    return misfit(cell, "yes or no")


def as_list(cell: Any, convert: Convert) -> list[Any] | Problem:
    """A list: a JSON array, or text parted by `;`, `；` or `、`; empty parts are left out."""
    parts = _json(cell, list) if isinstance(cell, str) else cell
    if isinstance(parts, str):
        parts = PARTS.split(parts)
    if not isinstance(parts, list | tuple):
        return misfit(cell, "a list")
    trimmed = [part.strip(BLANKS) if isinstance(part, str) else part for part in parts]
    found = [convert(part) for part in trimmed if not (part is None or part == "")]
    return next((value for value in found if isinstance(value, Problem)), found)


def as_objects(cell: Any) -> list[Any] | Problem:
    """A list of objects, as such or as JSON text."""
    value = _json(cell, list) if isinstance(cell, str) else cell
    if isinstance(value, list) and all(isinstance(part, dict) for part in value):
        return value
    return misfit(cell, "a JSON array of objects")


def as_object(cell: Any) -> dict[str, Any] | Problem:
    """An object, as such or as JSON text."""
    value = _json(cell, dict) if isinstance(cell, str) else cell
    return value if isinstance(value, dict) else misfit(cell, "a JSON object")


def _json(text: str, kind: type) -> Any:
    """The value that the text is JSON of, when of that kind, else the text."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return value if isinstance(value, kind) else text


def _is_finite(cell: Any) -> bool:
    return isinstance(cell, int | float | Decimal) and math.isfinite(cell)


def is_unicode(text: str) -> bool:
    """False for text with lone surrogates, which no report could write."""
    try:
        text.isascii() or text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _number_text(cell: float | Decimal) -> str | Problem:
    if not _is_finite(cell):
        return misfit(cell, "text")
    if cell != int(cell):
        return str(cell)
    if isinstance(cell, float) and abs(cell) >= EXACT:
        return LOST_DIGITS
    return str(int(cell))
