"""The syntax tree of Rego modules, as the embedded engine parses them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import regorus

Node = dict[str, Any]

CONSTANTS = {"String", "RawString", "Number", "Bool", "True", "False", "Null"}
COMPOSITES = {"Array": "items", "Set": "items", "Object": "fields"}
REFERENCES = {"RefDot", "RefBrack"}


@dataclass(frozen=True)
class Module:
    """One parsed module: its file, package, rules, and what its imports stand for."""

    file: str
    package: str
    rules: tuple[Node, ...]
    imports: Mapping[str, str] = field(default_factory=dict)


def parse(sources: Mapping[str, str]) -> list[Module]:
    """Parse modules given as file name and text."""
    engine = regorus.Engine()
    for name, text in sources.items():
        engine.add_policy(name, text)
    return [_module(entry) for entry in json.loads(engine.get_ast_as_json())]


def _module(entry: Node) -> Module:
    ast = entry["ast"]
    paths = {path(one["refr"]): one.get("as") for one in ast["imports"]}
    imports = {(alias or [0, name.rpartition(".")[2]])[1]: name for name, alias in paths.items()}
    package = "data." + path(ast["package"]["refr"])
    return Module(entry["source"]["file"], package, tuple(ast["rules"]), imports)


def tagged(node: Node) -> tuple[str, Any]:
    """The kind of a term and what it holds."""
    ((kind, inner),) = node.items()
    return kind, inner


def is_term(node: Any) -> bool:
    return isinstance(node, dict) and len(node) == 1 and next(iter(node))[0].isupper()


def terms(node: Any) -> Iterator[Node]:
    """The terms directly below a node."""
    if is_term(node):
        node = tagged(node)[1]
    parts = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for part in parts:
        if is_term(part):
            yield part
        else:
            yield from terms(part)


def every_term(node: Any) -> Iterator[Node]:
    """All terms below a node, at any depth."""
    for term in terms(node):
        yield term
        yield from every_term(term)


def path(node: Node) -> str:
    """A reference as text, such as `input.evidence[kind].x`."""
    kind, inner = tagged(node)
    if kind in CONSTANTS or kind == "Var":
        return str(inner["value"])
    if kind == "RefDot":
        return f"{path(inner['refr'])}.{inner['field'][1]}"
    if kind == "RefBrack":
        return f"{path(inner['refr'])}[{path(inner['index'])}]"
    if kind == "Call":
        return f"{path(inner['fcn'])}({', '.join(map(path, inner['params']))})"
    return f"term at {inner['span']['start']}"


def line(node: Node) -> int:
    return int(tagged(node)[1]["span"]["line"])


def specs(module: Module) -> Iterator[tuple[Node, str, Node]]:
    """Rules with their head's kind (`Set`, `Compr`, `Func`) and head."""
    for rule in module.rules:
        if "Spec" in rule:
            yield (rule["Spec"], *tagged(rule["Spec"]["head"]))


def constant(node: Node) -> bool:
    """Made of literals alone; so is a call of them, which is then defined for all rows or none."""
    kind, inner = tagged(node)
    if kind == "Call":
        return all(constant(one) for one in inner["params"])
    return kind in CONSTANTS or (kind in COMPOSITES and all(map(constant, terms(node))))


def describe(node: Node) -> str:
    """A term in a few words, for messages."""
    kind, inner = tagged(node)
    if kind == "Call":
        return f"the call of {path(inner['fcn'])}"
    if kind in REFERENCES or kind == "Var":
        return f"the reference {path(node)}"
    return "a composed term"


def queries(node: Any) -> Iterator[Node]:
    """All bodies, those of comprehensions included."""
    for part in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        if isinstance(part, dict) and "stmts" in part:
            yield part
        yield from queries(part)
