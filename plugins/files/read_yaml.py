"""YAML, with the plain scalars that conftest sees: those of Go's yaml.v2 (`yes` is true, dates
stay text), which PyYAML resolves otherwise.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Any

import yaml

from auditor_plugins.files.document import Document, Lines, UnreadableError, step

BASE: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MOST = 1_000_000
"""Nodes of one file, aliases followed: a few lines of aliases can stand for billions."""
WORDS: dict[str, bool | float | None] = {
    **dict.fromkeys(
        ("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"), True
    ),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "false", "False", "FALSE"), False),
    **dict.fromkeys(("off", "Off", "OFF"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
}
WHOLE = re.compile(r"^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|[1-9][0-9]*|0)$")
FRACTION = re.compile(r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")
TAG = "tag:yaml.org,2002:"


class _Loader(BASE):  # type: ignore[misc]
    """Leaves implicit tags empty, so that an explicit one can be told from them."""

    def resolve(self, kind: type[Any], value: Any, implicit: Any) -> str:
        plain = kind is yaml.ScalarNode and implicit[0]
        return "" if plain else str(super().resolve(kind, value, implicit))


def read(text: str) -> Iterator[Document]:
    """The documents of a file.

    Raises:
        UnreadableError: not YAML, or aliases that blow up.
    """
    try:
        for node in yaml.compose_all(text, Loader=_Loader):
            builder = _Builder()
            value = builder.build(node, "", node.start_mark.line + 1, ())
            yield Document(value, builder.lines, node.start_mark.line + 1)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise UnreadableError("not YAML", "不是 YAML", mark and mark.line + 1) from None
    except (yaml.YAMLError, RecursionError):
        raise UnreadableError("not YAML, or nested too deeply", "不是 YAML 或嵌套过深") from None


class _Builder:
    """Turns nodes into values and notes their lines."""

    def __init__(self) -> None:
        self.lines: Lines = {}
        self._left = MOST

    def build(self, node: Any, pointer: str, line: int, above: tuple[int, ...]) -> Any:
        self._left -= 1
        if id(node) in above or self._left < 0:
            at = node.start_mark.line + 1
            raise UnreadableError("aliases without end", "别名展开没有尽头", at)
        self.lines[pointer] = line
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node)
        above = (*above, id(node))
        if isinstance(node, yaml.SequenceNode):
            members = enumerate(node.value)
            return [
                self.build(one, step(pointer, i), one.start_mark.line + 1, above)
                for i, one in members
            ]
        return self._mapping(node, pointer, above)

    def _mapping(self, node: Any, pointer: str, above: tuple[int, ...]) -> dict[str, Any]:
        merged: dict[str, Any] = {}
        own: dict[str, Any] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if key.tag == "" and key.value == "<<":
                for one in value.value if isinstance(value, yaml.SequenceNode) else [value]:
                    found = self.build(one, pointer, self.lines[pointer], above)
                    if not isinstance(found, dict):
                        raise UnreadableError("`<<` needs a mapping", "<< 需要映射", line)
                    merged = {**found, **merged}
            else:
                name = _key(key, line)
                own[name] = self.build(value, step(pointer, name), line, above)
        return {**merged, **own}


def _key(node: Any, line: int) -> str:
    value = _scalar(node) if isinstance(node, yaml.ScalarNode) else None
    if value is None:
        raise UnreadableError("a key that is no text", "键不是文本", line)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _scalar(node: Any) -> Any:
    tag, text = node.tag.removeprefix(TAG), node.value
    line = node.start_mark.line + 1
    try:
        if tag == "binary":
            return base64.b64decode(text).decode("utf-8", "replace")
        if tag == "float":
            return float(text)
    except (ValueError, binascii.Error):
        raise UnreadableError(f"not a !!{tag}", f"不是 !!{tag}", line) from None
    return resolve(text) if tag in ("", "int", "bool", "null") else text


def resolve(text: str) -> Any:
    """The value of a plain scalar (Go yaml.v2, resolve.go)."""
    if text in WORDS:
        return WORDS[text]
    digits = text.replace("_", "")
    if text[:1] not in "0123456789+-." or not digits:
        return text
    whole = WHOLE.match(digits)
    if whole:
        number = whole[2].lower()
        octal = len(number) > 1 and number.isdigit() and number[0] == "0"
        value = int(number, 8) if octal else int(number, 0)
        return -value if whole[1] == "-" else value
    return float(digits) if FRACTION.match(digits) else text
