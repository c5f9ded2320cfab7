"""TOML 1.0; tomllib gives no positions, so headers and keys are looked up in the text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from auditor_plugins.files.document import Document, Lines, UnreadableError, step

PART = r'(?:"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|[A-Za-z0-9_-]+)'
PATH = rf"{PART}(?:\s*\.\s*{PART})*"
HEADER = re.compile(rf"^\s*(\[\[?)\s*({PATH})\s*\]")
KEY = re.compile(rf"^\s*({PATH})\s*=")
LONG = re.compile(r'"""|\'\'\'')
AT = re.compile(r"line (\d+)")


def read(text: str) -> Iterator[Document]:
    """The one document of a file.

    Raises:
        UnreadableError: not TOML.
    """
    try:
        value = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        at = AT.search(str(error))
        raise UnreadableError("not TOML", "不是 TOML", int(at[1]) if at else None) from None
    yield Document(_plain(value), line_map(text))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_plain(member) for member in value]
    if isinstance(value, datetime | date | time):
        return value.isoformat().replace("+00:00", "Z")
    return value


def line_map(text: str) -> Lines:
    """Lines of tables and keys; what stands inside a value has the line of its key."""
    lines: Lines = {"": 1}
    counts: dict[str, int] = {}
    table, inside = "", ""
    for number, line in enumerate(text.splitlines(), 1):
        header = None if inside else HEADER.match(line)
        key = None if inside or header else KEY.match(line)
        if header:
            table = _pointer("", header[2], counts)
            if header[1] == "[[":
                lines.setdefault(table, number)
                counts[table] = counts.get(table, -1) + 1
                table = step(table, counts[table])
            lines[table] = number
        elif key:
            lines[_pointer(table, key[1], {})] = number
        for mark in LONG.findall(line):
            inside = "" if inside == mark else inside or mark
    return lines


def _pointer(table: str, path: str, counts: dict[str, int]) -> str:
    """A dotted path below a table; an array of tables on the way stands for its last member."""
    parts = re.findall(PART, path)
    for position, part in enumerate(parts):
        table = step(table, part.strip("\"'"))
        if table in counts and position < len(parts) - 1:
            table = step(table, counts[table])
    return table
