"""A parsed document: plain JSON values and the line each stands on."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

Lines = dict[str, int]
"""JSON Pointer (RFC 6901) to line, from 1; a member of an object has the line of its key."""

DEEPEST = 100
"""Levels of nesting; engines and serialisers stop at about 128."""
WHOLE = 2**53
"""Up to here a fraction without decimals is the same whole number (IEEE 754)."""


class UnreadableError(Exception):
    """A file that cannot be parsed. The text says why without quoting anything of it."""

    def __init__(self, why: str, why_zh: str, line: int | None = None) -> None:
        super().__init__(why)
        self.why, self.why_zh, self.line = why, why_zh, line


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a file. `commands` says more on each instruction of a Dockerfile."""

    value: Any
    lines: Lines
    line: int = 1
    commands: tuple[dict[str, Any], ...] = field(default=())


def step(pointer: str, key: str | int) -> str:
    """The pointer one level down."""
    return f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"


def parted(documents: Iterable[Document]) -> Iterator[Document]:
    """Documents as conftest judges them: a list that is all of a file is one document for each
    member; a document that holds nothing is none.
    """
    every = list(documents)
    for document in every:
        if len(every) > 1 or not isinstance(document.value, list) or document.commands:
            members = [(document.value, "")]
        else:
            members = [(value, f"/{index}") for index, value in enumerate(document.value)]
        for value, prefix in members:
            if value is not None:
                lines = _below(document.lines, prefix) if prefix else document.lines
                line = lines.get("", document.line)
                yield Document(plain(value), lines, line, document.commands)


def _below(lines: Lines, prefix: str) -> Lines:
    found = {at: line for at, line in lines.items() if at == prefix or at.startswith(f"{prefix}/")}
    return {at.removeprefix(prefix): line for at, line in found.items()}


def plain(value: Any, depth: int = 0) -> Any:
    """A value as JSON knows it, numbers as Go's encoding/json would hold them.

    Raises:
        UnreadableError: not a finite number, or nested too deeply.
    """
    if depth > DEEPEST:
        raise UnreadableError(f"nested over {DEEPEST} levels", f"嵌套超过 {DEEPEST} 层")
    if isinstance(value, dict):
        return {_text(key): plain(member, depth + 1) for key, member in value.items()}
    if isinstance(value, list):
        return [plain(member, depth + 1) for member in value]
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(value)
    return value


def _text(text: str) -> str:
    """Text without lone surrogates, which no UTF-8 can hold."""
    return (
        text
        if text.isascii()
        else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    )


def _number(number: float) -> float:
    if isinstance(number, int):
        return number if abs(number) < 2**63 else _number(_float(number))
    if not math.isfinite(number):
        raise UnreadableError("a number that is not finite", "含有非有限的数值")
    return int(number) if number.is_integer() and abs(number) < WHOLE else number


def _float(number: int) -> float:
    try:
        return float(number)
    except OverflowError:
        return math.inf
