"""What the terms of a rule hold, as far as that is certain: evidence, rows of a kind, one row.

Bindings are followed through `:=`, `some … in`, `every`, comprehensions, rules and functions of the
module. A term that is not certain has no type, so that only sure mistakes are reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from auditor.engines.rego_ast import Node, Parsed, every_term, tagged

INPUT, EVIDENCE, ROWS, ROW = "input", "evidence", "rows", "row"
COMPREHENSIONS = {"ArrayCompr", "SetCompr"}


@dataclass(frozen=True, slots=True)
class Type:
    """What a term certainly holds; `kinds` are those that its rows may be of."""

    shape: str
    kinds: frozenset[str] = frozenset()


Env = Mapping[str, Type | None]


def typeof(node: Node, env: Env) -> Type | None:
    """The type of a term."""
    kind, inner = tagged(node)
    if kind == "Var":
        return env.get(inner["value"])
    if kind == "RefDot":
        return member(typeof(inner["refr"], env), inner["field"][1])
    if kind == "RefBrack":
        name = text(inner["index"])
        of = typeof(inner["refr"], env)
        return element(of) if name is None else member(of, name)
    if kind in COMPREHENSIONS:
        found = typeof(inner["term"], bound(inner["query"], env))
        return Type(ROWS, found.kinds) if found and found.shape == ROW else None
    return None


def text(node: Node) -> str | None:
    """The value of a text literal."""
    kind, inner = tagged(node)
    return str(inner["value"]) if kind in ("String", "RawString") else None


def member(of: Type | None, name: str) -> Type | None:
    """What a name leads to."""
    if of == Type(INPUT) and name == "evidence":
        return Type(EVIDENCE)
    return Type(ROWS, frozenset({name})) if of == Type(EVIDENCE) else None


def element(of: Type | None) -> Type | None:
    """One of many rows."""
    return Type(ROW, of.kinds) if of and of.shape == ROWS else None


def base(parsed: Parsed) -> dict[str, Type | None]:
    """What a module knows before any rule: the input, and what it imports of it."""
    env: dict[str, Type | None] = {"input": Type(INPUT)}
    for name, full in parsed.imports.items():
        found: Type | None = Type(INPUT) if full.startswith("input.") else None
        for part in full.split(".")[1:]:
            found = member(found, part)
        env[name] = found
    return env


def bound(query: Node, env: Env) -> dict[str, Type | None]:
    """The environment inside a body. Two rounds, since a body has no order."""
    inner = dict(env)
    for _ in range(2):
        for statement in query["stmts"]:
            inner |= dict(_bindings(statement["literal"], inner, env))
    return inner


def _bindings(literal: Node, env: Env, outer: Env) -> Iterator[tuple[str, Type | None]]:
    kind, inner = tagged(literal)
    if kind == "SomeIn":
        yield from _pattern(inner["key"], None) if inner["key"] else ()
        yield from _pattern(inner["value"], element(typeof(inner["collection"], env)))
    elif kind == "Expr" and "AssignExpr" in inner["expr"]:
        assign = inner["expr"]["AssignExpr"]
        known = assign["op"] == "Eq" and tagged(assign["lhs"])[1].get("value") in outer
        if not known:
            yield from _pattern(assign["lhs"], typeof(assign["rhs"], env))


def _pattern(node: Node, found: Type | None) -> Iterator[tuple[str, Type | None]]:
    """Names that a pattern binds; those inside a composed one are not followed."""
    if "Var" in node:
        yield node["Var"]["value"], found
    for term in every_term(node):
        if "Var" in term:
            yield term["Var"]["value"], None
