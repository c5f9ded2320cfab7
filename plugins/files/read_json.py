"""JSON (RFC 8259), with the line of every member."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from auditor_plugins.files.document import Document, Lines, UnreadableError, step

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[][{},:]|[^][{},:"\s]+|\n', re.S)


def read(text: str) -> Iterator[Document]:
    """The one document of a file.

    Raises:
        UnreadableError: not JSON.
    """
    try:
        value = json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise UnreadableError("not JSON", "不是 JSON", error.lineno) from None
    except (RecursionError, ValueError):
        raise UnreadableError("not JSON, or nested too deeply", "不是 JSON 或嵌套过深") from None
    lines = line_map(text)
    yield Document(value, lines, lines[""])


def _refuse(word: str) -> Any:
    raise ValueError(word)


def line_map(text: str) -> Lines:
    """Lines of a text that is known to be JSON."""
    lines: Lines = {}
    open_: list[tuple[str, int]] = []
    line, pointer, key, key_line = 1, "", "", 0
    for part in TOKEN.findall(text):
        if part == "\n":
            line += 1
        elif part in ("}", "]"):
            open_.pop()
        elif part == ",":
            parent, index = open_[-1]
            open_[-1] = (parent, index + (index >= 0))
        elif part == ":":
            key_line = key_line or line
        elif open_ and open_[-1][1] < 0 and not key_line:
            key, key_line = json.loads(part), line
        else:
            parent, index = open_[-1] if open_ else ("", -1)
            pointer = step(parent, key if index < 0 else index) if open_ else ""
            lines[pointer] = key_line or line
            key_line = 0
            if part in ("{", "["):
                open_.append((pointer, -1 if part == "{" else 0))
    return lines
