"""Mutants of a rule: its text with one small change that its tests should notice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.engines.rego_ast import Node, Parsed, every_term, queries, tagged
from auditor.engines.rewrite import Rewrite

OPERATOR = re.compile(r"==|!=|<=|>=|<|>")
NEGATED = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
LIMIT = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
FLIPPED = {"true": "false", "false": "true"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: its line, what it is, the code before and after, and the whole text with it."""

    file: str
    line: int
    what: str
    before: str
    after: str
    text: str


@dataclass(frozen=True, slots=True)
class _Edit:
    """The bytes from `start` to `end` become `new`."""

    line: int
    what: str
    start: int
    end: int
    new: str


def mutants(parsed: Parsed) -> list[Mutant]:
    """All mutants of a module, in the order of its lines; equal ones once."""
    found = {mutant.text: mutant for mutant in (_apply(parsed, one) for one in _edits(parsed))}
    return sorted(found.values(), key=lambda mutant: (mutant.line, mutant.what, mutant.after))


def _apply(parsed: Parsed, edit: _Edit) -> Mutant:
    source = parsed.source
    text = source[: edit.start] + edit.new.encode() + source[edit.end :]
    before, after = _flat(source[edit.start : edit.end].decode()), _flat(edit.new)
    return Mutant(parsed.file, edit.line, edit.what, before, after, text.decode())


def _flat(text: str) -> str:
    return " ".join(text.split())


def _extent(parsed: Parsed, node: Node) -> tuple[int, int]:
    return Rewrite(parsed.source).extent(node)


def _edits(parsed: Parsed) -> Iterator[_Edit]:
    for rule in parsed.rules:
        if "Default" in rule:
            yield from _default(parsed, rule["Default"]["value"])
            continue
        yield from _numbers(parsed, rule)
        for query in queries(rule):
            yield from _never(parsed, query)
            for statement in query["stmts"]:
                yield from _statement(parsed, statement, alone=len(query["stmts"]) == 1)


def _default(parsed: Parsed, value: Node) -> Iterator[_Edit]:
    span = tagged(value)[1]["span"]
    old = parsed.source[span["start"] : span["end"]].decode()
    if old in FLIPPED:
        yield _Edit(span["line"], "value flipped", span["start"], span["end"], FLIPPED[old])


def _numbers(parsed: Parsed, rule: Node) -> Iterator[_Edit]:
    """Whole numbers one higher; every limit and offset is off by one then."""
    for term in every_term(rule):
        kind, inner = tagged(term)
        if kind == "Number" and isinstance(inner["value"], int):
            span = inner["span"]
            new = str(inner["value"] + 1)
            yield _Edit(span["line"], "number off by one", span["start"], span["end"], new)


def _never(parsed: Parsed, query: Node) -> Iterator[_Edit]:
    """The whole body false."""
    if not query["stmts"]:
        return
    first = query["stmts"][0]
    start, end = _extent(parsed, first)
    line, opening = query["span"]["line"], query["span"]["start"]
    braced = parsed.source[opening:start].strip() or parsed.source[:opening].rstrip()[-1:] == b"|"
    if braced or len(query["stmts"]) > 1:
        yield _Edit(line, "body false", start, start, "false; ")
    else:
        yield _Edit(line, "body false", start, end, "false")


def _statement(parsed: Parsed, statement: Node, *, alone: bool) -> Iterator[_Edit]:
    kind, inner = tagged(statement["literal"])
    line = statement["span"]["line"]
    start, end = _extent(parsed, statement)
    if kind in ("SomeIn", "SomeVars") or (kind == "Expr" and "AssignExpr" in inner["expr"]):
        return
    if not alone:
        yield _Edit(line, "conjunct dropped", start, end, "true")
    if kind == "NotExpr":
        inside, _ = _extent(parsed, inner["expr"])
        yield _Edit(line, "condition negated", start, inside, "")
    elif kind == "Expr" and "BoolExpr" in inner["expr"]:
        yield from _comparison(parsed, inner["expr"]["BoolExpr"], line)
    elif kind == "Expr":
        yield _Edit(line, "condition negated", start, start, "not ")


def _comparison(parsed: Parsed, term: Node, line: int) -> Iterator[_Edit]:
    _, left = _extent(parsed, term["lhs"])
    right, _ = _extent(parsed, term["rhs"])
    found = OPERATOR.search(parsed.source[left:right].decode())
    if not found:
        return
    start, end = left + found.start(), left + found.end()
    yield _Edit(line, "condition negated", start, end, NEGATED[found[0]])
    if found[0] in LIMIT:
        yield _Edit(line, "limit off by one", start, end, LIMIT[found[0]])
