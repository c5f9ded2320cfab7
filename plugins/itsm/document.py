"""JSON files whose objects know the line that they begin on."""

from __future__ import annotations

import json
import re
from typing import Any

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\n]', re.S)


class Placed(dict[str, Any]):
    """An object of a file."""

    line: int = 0


def parse(text: str) -> Any:
    """The document.

    Raises:
        ValueError: it is not JSON.
        RecursionError: it is nested too deep.
    """
    lines = iter(_lines(text))

    def placed(pairs: list[tuple[str, Any]]) -> Placed:
        found = Placed(pairs)
        found.line = next(lines)
        return found

    return json.loads(text, object_pairs_hook=placed)


def _lines(text: str) -> list[int]:
    """The line of each object, in the order in which objects end."""
    line, open_, found = 1, [], []
    for token in TOKEN.finditer(text):
        sign = token[0]
        if sign == "\n":
            line += 1
        elif sign == "{":
            open_.append(line)
        elif sign == "}" and open_:
            found.append(open_.pop())
        else:
            line += sign.count("\n")
    return found
