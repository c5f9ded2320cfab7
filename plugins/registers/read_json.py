"""JSON (RFC 8259): an array of objects, or one object a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from auditor.api.tabular.cells import Bilingual, Problem
from auditor.api.tabular.tables import Problems, Row, Table, unreadable
from auditor_plugins.registers.decode import encoding_of
from auditor_plugins.registers.options import RegisterFile

Numbered = tuple[int, Any]
GAP = re.compile(r"[ \t\r\n]*")
PLACE = Bilingual("the objects", "各对象")
NOT_AN_OBJECT = Problem("not an object with distinct names", "不是名称互不重复的对象")
NOT_ONE_OBJECT = Problem("not one JSON object", "不是单个 JSON 对象")


def read_json(data: bytes, register: RegisterFile, problems: Problems) -> Table:
    """Read the objects; the headers are the names that any of them uses.

    Raises:
        GapError: invalid; undecodable, empty, or an array that is not JSON.
    """
    text = data.decode(encoding_of(data, register.encoding))
    start = _skip(text, 0)
    if start == len(text):
        raise unreadable(
            "the file is empty; an empty register is written as []", "文件为空；空登记簿应写作 []"
        )
    values = _array(text, start) if text[start] == "[" else _lines(text, problems)
    objects = list(_objects(values, problems))
    headers = tuple(dict.fromkeys(name for _, value in objects for name in value))
    return Table(headers, _rows(objects, headers), PLACE, open_ended=not objects)


def _objects(values: Iterator[Numbered], problems: Problems) -> Iterator[Numbered]:
    for line, value in values:
        if isinstance(value, dict):
            yield line, value
        else:
            problems.note("", NOT_AN_OBJECT, line)


def _rows(objects: list[Numbered], headers: tuple[str, ...]) -> Iterator[Row]:
    for line, value in objects:
        yield line, [value.get(name) for name in headers]


def _lines(text: str, problems: Problems) -> Iterator[Numbered]:
    for line, content in enumerate(text.split("\n"), 1):
        if not content.strip():
            continue
        try:
            yield line, json.loads(content, object_pairs_hook=_distinct, parse_constant=_refuse)
        except (ValueError, RecursionError):
            problems.note("", NOT_ONE_OBJECT, line)


def _array(text: str, start: int) -> Iterator[Numbered]:
    """Elements of the array that opens at `start`, each with its line."""
    decoder = json.JSONDecoder(object_pairs_hook=_distinct, parse_constant=_refuse)
    line, seen, position = 1, 0, _skip(text, start + 1)
    closed = text[position : position + 1] == "]"
    while not closed:
        line, seen = line + text.count("\n", seen, position), position
        try:
            value, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            raise _broken(text, position) from None
        yield line, value
        position = _skip(text, position)
        if text[position : position + 1] not in ("]", ","):
            raise _broken(text, position)
        closed = text[position] == "]"
        position = position if closed else _skip(text, position + 1)
    if _skip(text, position + 1) != len(text):
        raise _broken(text, position + 1)


def _skip(text: str, position: int) -> int:
    found = GAP.match(text, position)
    return found.end() if found else position


def _broken(text: str, position: int) -> Exception:
    line = text.count("\n", 0, position) + 1
    return unreadable(
        f"line {line}: the element that begins here, or what follows it, is not JSON",
        f"第 {line} 行：由此开始的元素或其后的内容不是 JSON",
    )


def _distinct(pairs: list[tuple[str, Any]]) -> Any:
    found = dict(pairs)
    # A repeated name has no defined meaning (RFC 8259 section 4): the object becomes a bad row.
    return found if len(found) == len(pairs) else NOT_AN_OBJECT


def _refuse(word: str) -> Any:
    raise ValueError(word)
