"""Lint of parameters: each that is read is declared, each that is declared is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from auditor.core.fault import Fault, fault
from auditor.core.lint_file import PolicyFile
from auditor.core.lint_types import text
from auditor.core.words import nearest
from auditor.engines.rego_ast import (
    REFERENCES,
    Node,
    Parsed,
    is_term,
    line,
    path,
    specs,
    tagged,
    terms,
)

PARAMS = "data.params"


def check_params(file: PolicyFile) -> Iterator[Fault]:
    """All faults of a control's parameters."""
    id_, declared = str(file.custom["id"]), file.custom.get("params") or {}
    whole = f"{PARAMS}[{id_}]"
    rules, names = _rules(file.parsed, whole)
    used = [one for rule in rules for one in _uses(rule, {whole, *names})]
    for name, number in used:
        if name and name not in declared:
            place, told = (file.rego.name, number), "parameter `{name}` is not declared"
            yield fault(place, "params", told, "{near}", name=name, near=nearest(name, declared))
    read = {name for name, _ in used}
    for name in declared if "" not in read else ():
        if name not in read:
            place, told = file.place("custom", "params", name), "parameter `{name}` is never used"
            yield fault(place, "params", told, "remove it, or use it", name=name)
    for number in (number for rule in rules for number in _others(rule, id_)):
        told, hint = "reads the parameters of another control", 'its own are data.params["{id}"]'
        yield fault((file.rego.name, number), "params", told, hint, id=id_)


def _rules(parsed: Parsed, whole: str) -> tuple[list[Node], set[str]]:
    """The rules, apart from those that only give the parameters a name, and these names."""
    rules, names = [], set()
    for rule, kind, head in specs(parsed):
        value = head["assign"]["value"] if kind == "Compr" and head["assign"] else None
        if value and _shown(value) == whole:
            names.add(path(head["refr"]))
        else:
            rules.append(rule)
    return rules, names


def _shown(node: Node) -> str:
    kind, _ = tagged(node)
    return path(node) if kind == "Var" or kind in REFERENCES else ""


def _uses(node: Any, aliases: set[str]) -> Iterator[tuple[str, int]]:
    """Parameters with their lines; "" where they are used in a way that may mean any."""
    kind, inner = tagged(node) if is_term(node) else ("", {})
    if kind in REFERENCES and _shown(inner["refr"]) in aliases:
        yield (inner["field"][1] if kind == "RefDot" else text(inner["index"]) or ""), line(node)
    elif kind and _shown(node) in aliases:
        yield "", line(node)
    else:
        for term in terms(node):
            yield from _uses(term, aliases)


def _others(node: Any, id_: str) -> Iterator[int]:
    kind, inner = tagged(node) if is_term(node) else ("", {})
    if kind == "RefBrack" and _shown(inner["refr"]) == PARAMS and text(inner["index"]) != id_:
        yield line(node)
    for term in terms(node):
        yield from _others(term, id_)
