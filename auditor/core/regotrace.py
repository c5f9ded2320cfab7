"""Why a test does not hold: its expressions are evaluated one by one up to the first that fails."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from auditor.api import PolicyError
from auditor.engines.bench import Bench, Tried
from auditor.engines.interface import Module
from auditor.engines.rego_ast import (
    REFERENCES,
    Node,
    Parsed,
    constant,
    tagged,
    terms,
)
from auditor.engines.rewrite import Rewrite

PROBE = "auditor_probe"
SHOWN = 400
"""Longest value that is shown, in characters."""


@dataclass(frozen=True, slots=True)
class Failure:
    """The first expression that does not hold, and the values of its parts, as JSON text. What
    has several values shows them parted by a bar.
    """

    line: int
    expression: str
    values: tuple[tuple[str, str], ...]


def explain(bench: Bench, parsed: Parsed, rule: Node) -> Failure | None:
    """What does not hold in a rule's first body; None where that cannot be told."""
    statements = rule["bodies"][0]["query"]["stmts"] if rule["bodies"] else []
    for number in range(len(statements)):
        try:
            tried = _probe(bench, parsed, f"{PROBE} if {{", statements[: number + 1], "")
            if not tried.true:
                return _failure(bench, parsed, statements[: number + 1])
        except PolicyError:
            return None
    return None


def _failure(bench: Bench, parsed: Parsed, statements: list[Node]) -> Failure:
    *before, last = statements
    values = []
    for part in _parts(last["literal"]):
        bound = f"{PROBE}_value := {_code(parsed, part)}{_modifiers(parsed, last)}"
        tried = _probe(bench, parsed, f"{PROBE} := [{PROBE}_value |", before, bound)
        values.append((_flat(_code(parsed, part)), _shown(tried)))
    expression = _flat(_code(parsed, last))
    return Failure(last["span"]["line"], expression, tuple(dict(values).items()))


def _extent(parsed: Parsed, node: Node) -> tuple[int, int]:
    return Rewrite(parsed.source).extent(node)


def _code(parsed: Parsed, node: Node) -> str:
    return parsed.source[slice(*_extent(parsed, node))].decode()


def _parts(literal: Node) -> Iterator[Node]:
    """The terms of an expression whose values say why it does not hold."""
    kind, inner = tagged(literal)
    if kind not in ("Expr", "NotExpr"):
        return
    kind, term = tagged(inner["expr"])
    if kind == "AssignExpr":
        found = [term["rhs"]]
    elif kind in REFERENCES or kind == "Var":
        found = [inner["expr"]]
    else:
        found = term["params"] if kind == "Call" else list(terms(inner["expr"]))
    yield from (one for one in found if not constant(one))


def _modifiers(parsed: Parsed, statement: Node) -> str:
    """The `with` part of a statement."""
    start = statement["with_mods"][0]["span"]["start"] if statement.get("with_mods") else 0
    _, end = _extent(parsed, statement)
    return " " + parsed.source[start:end].decode() if start else ""


def _probe(bench: Bench, parsed: Parsed, head: str, statements: list[Node], last: str) -> Tried:
    """Evaluate a rule of these statements in the package of the test."""
    texts = [_code(parsed, one) for one in statements]
    body = "\n".join([*texts, last])
    imports = "\n".join(_import(name, full) for name, full in parsed.imports.items())
    package = parsed.package.removeprefix("data.")
    end = "]" if "[" in head else "}"
    text = f"package {package}\n{imports}\n{head}\n{body}\n{end}\n"
    rule = f"{parsed.package}.{PROBE}"
    return bench.run([rule], [Module("probe.rego", text)]).results[rule]


def _import(name: str, full: str) -> str:
    return f"import {full} as {name}" if full.startswith(("data.", "input.")) else f"import {full}"


def _shown(tried: Tried) -> str:
    if tried.error:
        return "error: " + tried.error.splitlines()[-1]
    texts = [json.dumps(one, ensure_ascii=False) for one in tried.value or ()]
    return _short(" | ".join(dict.fromkeys(texts))) or "undefined"


def _flat(text: Any) -> str:
    return _short(" ".join(str(text).split()))


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[:SHOWN] + " …"
