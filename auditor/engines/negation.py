"""What OPA works out before a negation: its compiler moves these terms out of `not`
(rewriting of dynamic terms and of nested calls), so that an undefined one makes the rule silent.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from auditor.engines.rego_ast import REFERENCES, Node, constant, path, tagged, terms

COMPREHENSIONS = {"ArrayCompr", "SetCompr", "ObjectCompr"}


def outside(node: Node, known: Set[str]) -> Iterator[Node]:
    """Terms of a negated expression that OPA works out before it and that may be undefined;
    `known` are the names of rules and imports, which variables may stand for.
    """
    kind, inner = tagged(node)
    if kind in REFERENCES:
        yield from _indexes(node, known)
    elif kind == "Call":
        for one in inner["params"]:
            yield from _operand(one, known)
    elif kind in {"BoolExpr", "AssignExpr"} and inner["op"] == "Eq":
        for side in (inner["lhs"], inner["rhs"]):
            if tagged(side)[0] != "Var":
                in_place = tagged(side)[0] in REFERENCES
                yield from _indexes(side, known) if in_place else _operand(side, known)
    elif kind not in COMPREHENSIONS:
        for one in terms(node):
            yield from _operand(one, known)


def _indexes(node: Node, known: Set[str]) -> Iterator[Node]:
    kind, inner = tagged(node)
    if kind in REFERENCES:
        yield from _indexes(inner["refr"], known)
        if "index" in inner:
            yield from _operand(inner["index"], known)
    elif kind == "Call":
        yield node


def _operand(node: Node, known: Set[str]) -> Iterator[Node]:
    kind, _ = tagged(node)
    local = kind == "Var" and path(node) not in known
    if not local and kind not in COMPREHENSIONS and not constant(node):
        yield node
