"""Rego source as code, texts and comments, without parsing it: this must work on every text that
OPA accepts, also where the embedded engine's parser gives up.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from enum import Enum

PART = re.compile(
    r'(?P<comment>#[^\n]*)|(?P<text>"(?:\\.|[^"\\\n])*"|`[^`]*`)|(?P<template>\$["`])|[{}]'
)
LITERAL = {
    '"': re.compile(r'(?:\\.|[^"\\{\n])*["{]?'),
    "`": re.compile(r"(?:\\\{|[^`{])*[`{]?"),
}
"""From a template's begin, or from where an expression in it ends, to its end or the next one."""


class Kind(Enum):
    """What a piece of source is."""

    CODE = 1
    TEXT = 2
    COMMENT = 3


def pieces(source: str) -> Iterator[tuple[Kind, str]]:
    """The source in pieces that add up to it. The expressions in template strings, such as
    `$"… {input.x} …"`, are code.
    """
    begin, braces = 0, [("", 0)]  # open templates by their quote, and braces open in the innermost
    while found := PART.search(source, begin):
        yield Kind.CODE, source[begin : found.start()]
        part, begin = found[0], found.end()
        quote, depth = braces[-1]
        if found["comment"] or found["text"]:
            yield Kind.COMMENT if found["comment"] else Kind.TEXT, part
            continue
        if part == "{":
            braces[-1] = (quote, depth + 1)
        elif part == "}" and (depth or not quote):
            braces[-1] = (quote, depth - 1)
        else:
            quote = part[1:] or braces.pop()[0]
            literal = LITERAL[quote].match(source, begin)
            part, begin = part + (literal[0] if literal else ""), literal.end() if literal else 0
            if part.endswith("{"):
                braces.append((quote, 0))
            yield Kind.TEXT, part
            continue
        yield Kind.CODE, part
    yield Kind.CODE, source[begin:]


def one_line(source: str) -> str:
    """An expression without comments and line breaks, which means the same."""
    return "".join(_joined(kind, text) for kind, text in pieces(source))


def _joined(kind: Kind, text: str) -> str:
    if kind is Kind.CODE:
        return text.replace("\n", " ")
    if kind is Kind.TEXT:
        return json.dumps(text[1:-1]) if "\n" in text else text
    return ""
