"""Three ways to write Rego that OPA and the embedded engine read differently, found in the AST.

Both agree on the form that each message recommends, so rules are written in that form only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from auditor.core.fault import Fault, fault
from auditor.engines.rego_ast import (
    COMPOSITES,
    REFERENCES,
    Node,
    Parsed,
    code,
    constant,
    is_term,
    line,
    path,
    queries,
    rule_name,
    specs,
    tagged,
    terms,
)

COMPREHENSIONS = {"ArrayCompr", "SetCompr", "ObjectCompr"}
GIVEN = ("params.", "input.now")
"""The core always gives these: every parameter of the METADATA, and the clock."""

RULE = "portable"
HEAD = "a rule's head holds `{code}`", "bind it to a variable in the body"
NOT = "`not` over `{code}`, which may be undefined", "move the condition into a rule of its own"
KEYED = "`{code}` has no value while it is empty", "index it or iterate over it only"


def lint(modules: Iterable[Parsed]) -> list[Fault]:
    """Every place in the modules that the engines read differently, in order."""
    modules = list(modules)
    keyed = {name for module in modules for name in keyed_rules(module)}
    faults: list[Fault] = []
    for module in modules:
        faults += _head_faults(module)
        faults += _not_faults(module)
        faults += _keyed_faults(module, keyed)
    return sorted(set(faults))


def keyed_rules(module: Parsed) -> Iterator[str]:
    """Full names of the rules that are filled key by key (`x[k] := …`, `x[k] contains …`)."""
    for _, kind, head in specs(module):
        if kind != "Func" and tagged(head["refr"])[0] in REFERENCES:
            yield f"{module.package}.{rule_name(head)}"


def _fault(module: Parsed, node: Node, sentence: tuple[str, str]) -> Fault:
    return fault((module.file, line(node)), RULE, *sentence, code=code(module, node))


def _head_faults(module: Parsed) -> Iterator[Fault]:
    values = _complete_rules(module)
    for _, kind, head in specs(module):
        partial = kind == "Set" or (kind == "Compr" and tagged(head["refr"])[0] == "RefBrack")
        for term in _head_terms(kind, head) if partial else ():
            for bad in _unbound(term, values):
                yield _fault(module, bad, HEAD)


def _complete_rules(module: Parsed) -> dict[str, bool]:
    """Names of the module's complete rules, and whether their value is a constant."""
    found: dict[str, bool] = {}
    for rule, kind, head in specs(module):
        if kind == "Compr" and "Var" in head["refr"]:
            unconditional = not any(body["query"]["stmts"] for body in rule["bodies"])
            value = head["assign"] and head["assign"]["value"]
            found[path(head["refr"])] = bool(unconditional and value and constant(value))
    return found


def _head_terms(kind: str, head: Node) -> Iterator[Node]:
    refr = head["refr"]
    while tagged(refr)[0] in REFERENCES:
        inner = tagged(refr)[1]
        if "index" in inner:
            yield inner["index"]
        refr = inner["refr"]
    if kind == "Set":
        yield head["key"]
    elif head["assign"]:
        yield head["assign"]["value"]


def _unbound(node: Node, values: Mapping[str, bool]) -> Iterator[Node]:
    kind, inner = tagged(node)
    if kind in COMPOSITES:
        for part in terms(node):
            yield from _unbound(part, values)
    elif kind == "Var":
        if not values.get(inner["value"], True):
            yield node
    elif not constant(node):
        yield node


def _not_faults(module: Parsed) -> Iterator[Fault]:
    rows = _rows(module)
    for query in queries(list(module.rules)):
        literals = [tagged(stmt["literal"]) for stmt in query["stmts"]]
        sure = {path(one["expr"]) for kind, one in literals if kind == "Expr"}
        for bad in (b for k, one in literals if k == "NotExpr" for b in _doubtful(one["expr"])):
            if path(bad) not in sure and not _is_row(bad, rows):
                yield _fault(module, bad, NOT)


def _rows(module: Parsed) -> set[str]:
    """The module's names for the rows of a kind."""
    complete = (head for _, kind, head in specs(module) if kind == "Compr" and head["assign"])
    return {
        path(head["refr"])
        for head in complete
        if path(head["assign"]["value"]).startswith("input.evidence.")
    }


def _is_row(node: Node, rows: set[str]) -> bool:
    """One row by its number, such as `input.evidence.k[i]` or `rows[i]`."""
    kind, inner = tagged(node)
    if kind != "RefBrack" or "Var" not in inner["index"]:
        return False
    name = path(inner["refr"])
    return name in rows or name.startswith("input.evidence.")


def _doubtful(node: Node) -> Iterator[Node]:
    """What OPA evaluates outside of the negation of `node`, and which may have no value."""
    kind, inner = tagged(node)
    if kind == "Expr":
        yield from _doubtful(inner["expr"])
    elif kind in REFERENCES:
        yield from _doubtful_indexes(node)
    elif kind == "BoolExpr" and inner["op"] == "Eq":
        for side in (inner["lhs"], inner["rhs"]):
            yield from (
                _doubtful_indexes(side) if tagged(side)[0] in REFERENCES else _unsettled(side)
            )
    elif kind == "Call":
        for one in inner["params"]:
            yield from _unsettled(one)
    else:
        for one in terms(node):
            yield from _unsettled(one)


def _doubtful_indexes(node: Node) -> Iterator[Node]:
    kind, inner = tagged(node)
    if kind not in REFERENCES:
        yield from _unsettled(node)
        return
    if "index" in inner:
        yield from _unsettled(inner["index"])
    yield from _doubtful_indexes(inner["refr"])


def _unsettled(node: Node) -> Iterator[Node]:
    """Parts of a term that may have no value."""
    kind, inner = tagged(node)
    if kind == "Var" or kind in COMPREHENSIONS or constant(node):
        return
    if kind in COMPOSITES or kind == "BinExpr" or _is_lookup(node):
        for one in inner["params"] if kind == "Call" else terms(node):
            yield from _unsettled(one)
    elif not (kind in REFERENCES and path(node).startswith(GIVEN)):
        yield node


def _is_lookup(node: Node) -> bool:
    kind, inner = tagged(node)
    return kind == "Call" and path(inner["fcn"]) == "object.get"


def _keyed_faults(module: Parsed, keyed: set[str]) -> Iterator[Fault]:
    for rule, _, head in specs(module):
        used = [head.get("key"), (head.get("assign") or {}).get("value"), rule["bodies"]]
        for node in used:
            for bad in _whole(node, module, keyed, indexed=False):
                yield _fault(module, bad, KEYED)


def _whole(node: Any, module: Parsed, keyed: set[str], *, indexed: bool) -> Iterator[Node]:
    """Uses of keyed rules as a whole."""
    if isinstance(node, list):
        for one in node:
            yield from _whole(one, module, keyed, indexed=False)
    if not isinstance(node, dict):
        return
    kind, inner = tagged(node) if is_term(node) else ("", node)
    if kind in {"Var", "RefDot"} and _full_name(node, module) in keyed:
        if not indexed:
            yield node
        return
    for name, part in inner.items() if isinstance(inner, dict) else ():
        safe = (kind in REFERENCES and name == "refr") or (
            kind == "SomeIn" and name == "collection"
        )
        yield from _whole(part, module, keyed, indexed=safe)


def _full_name(node: Node, module: Parsed) -> str:
    first, _, rest = path(node).partition(".")
    if first in module.imports:
        return f"{module.imports[first]}.{rest}"
    return path(node) if first == "data" else f"{module.package}.{path(node)}"
