"""Rules that are filled key by key, and where they are used as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Any

from auditor.api import Location, PolicyError
from auditor.engines.rego_ast import (
    REFERENCES,
    Node,
    Parsed,
    every_term,
    is_term,
    line,
    path,
    rule_name,
    specs,
    tagged,
)


def keyed_rules(module: Parsed) -> Iterator[str]:
    """Full names of rules that the embedded engine leaves undefined while they are empty."""
    for _, kind, head in specs(module):
        if kind != "Func" and tagged(head["refr"])[0] in REFERENCES:
            yield f"{module.package}.{rule_name(head)}"


def whole_uses(module: Parsed, rule: Node, keyed: Set[str]) -> list[Node]:
    """References in a rule to a keyed rule as a whole: neither indexed nor iterated over.

    Raises:
        PolicyError: the rule has a variable of that name too.
    """
    head = tagged(rule["head"])[1]
    found = list(_uses(module, [head.get("key"), head.get("assign"), rule["bodies"]], keyed))
    local = set(_declared(module, [head.get("args"), rule["bodies"]]))
    for node in found:
        if path(node) in local:
            place = Location(module.file, line(node))
            raise PolicyError(f"`{path(node)}` is a rule and a variable", place, "rename one")
    return found


def _declared(module: Parsed, node: Any) -> Iterator[str]:
    """Names that a rule declares as its own variables."""
    for kind, inner in map(tagged, every_term([node])):
        if kind in {"SomeVars", "Every"}:
            spans = inner["vars"] if kind == "SomeVars" else [inner["key"], inner["value"]]
            yield from (module.source[s["start"] : s["end"]].decode() for s in spans if s)
        elif kind == "SomeIn" or (kind == "AssignExpr" and inner["op"] == "ColEq"):
            sides = [inner["lhs"]] if kind == "AssignExpr" else [inner["key"], inner["value"]]
            yield from (path(one) for one in every_term(sides) if "Var" in one)


def _uses(module: Parsed, node: Any, keyed: Set[str]) -> Iterator[Node]:
    if isinstance(node, list):
        for one in node:
            yield from _uses(module, one, keyed)
    if not isinstance(node, dict):
        return
    kind, inner = tagged(node) if is_term(node) else ("", node)
    if kind in {"Var", "RefDot"} and _full_name(module, node) in keyed:
        yield node
        return
    for name, part in inner.items() if isinstance(inner, dict) else ():
        in_place = name in {"refr", "fcn"} or (kind == "SomeIn" and name == "collection")
        yield from _uses(module, _inside(part) if in_place else part, keyed)


def _inside(node: Node) -> list[Node]:
    """What a reference in place holds besides its own name: its indexes."""
    kind, inner = tagged(node)
    if kind not in REFERENCES:
        return [] if kind == "Var" else [node]
    return [*_inside(inner["refr"]), *([inner["index"]] if "index" in inner else [])]


def _full_name(module: Parsed, node: Node) -> str:
    first, dot, rest = path(node).partition(".")
    if first in module.imports:
        return f"{module.imports[first]}{dot}{rest}"
    return path(node) if first == "data" else f"{module.package}.{path(node)}"
