"""The syntax tree of Rego modules, as the embedded engine parses them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import regorus

from auditor.api import Location, PolicyError
from auditor.engines.worker import WIDE, brief

Node = dict[str, Any]

CONSTANTS = {"String", "RawString", "Number", "Bool", "True", "False", "Null"}
COMPOSITES = {"Array": "items", "Set": "items", "Object": "fields"}
REFERENCES = {"RefDot", "RefBrack"}
QUOTED = {"String", "RawString"}
BROKEN = re.compile(r":(\d+):\d+\b.*?error: *(.+)", re.S)


@dataclass(frozen=True)
class Parsed:
    """One parsed module: its file, package, rules, what its imports stand for, and its source."""

    file: str
    package: str
    rules: tuple[Node, ...]
    imports: Mapping[str, str] = field(default_factory=dict)
    source: bytes = b""


def parse(sources: Mapping[str, str]) -> list[Parsed]:
    """Parse modules given as file name and text.

    Raises:
        PolicyError: one does not parse; names the file and the line.
    """
    engine = regorus.Engine()
    engine.set_policy_length_config(**WIDE)
    broken = next(filter(None, (_added(engine, *source) for source in sources.items())), None)
    text = "[]" if broken else engine.get_ast_as_json()
    del engine  # it must not outlive its thread in the traceback of an error
    if broken:
        raise broken
    return [_parsed(entry) for entry in json.loads(text)]


def _added(engine: Any, name: str, text: str) -> PolicyError | None:
    try:
        engine.add_policy(name, text)
    except RuntimeError as error:
        return _broken(name, brief(error))
    return None


def _broken(name: str, message: str) -> PolicyError:
    """The engine's message holds the place and what is wrong with it."""
    found = BROKEN.search(message)
    place = Location(name, int(found[1]) if found else None)
    return PolicyError(f"cannot be parsed: {found[2] if found else message}", place)


def _parsed(entry: Node) -> Parsed:
    ast, source = entry["ast"], entry["source"]
    text = source["contents"].encode()
    imports = dict(_import(one, text) for one in ast["imports"])
    package = "data." + path(ast["package"]["refr"])
    rules = tuple(ast["rules"])
    return Parsed(source["file"], package, rules, imports, text)


def _import(one: Node, source: bytes) -> tuple[str, str]:
    """What an import is called, and what it stands for."""
    full, alias = path(one["refr"]), one.get("as")
    if alias:
        return source[alias["start"] : alias["end"]].decode(), full
    return full.rpartition(".")[2], full


def tagged(node: Node) -> tuple[str, Any]:
    """The kind of a term and what it holds."""
    ((kind, inner),) = node.items()
    return kind, inner


def is_term(node: Any) -> bool:
    """A term, a literal or another tagged node."""
    return isinstance(node, dict) and len(node) == 1 and next(iter(node))[0].isupper()


def terms(node: Any) -> Iterator[Node]:
    """The terms directly below a node."""
    if is_term(node):
        node = tagged(node)[1]
    parts = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for part in parts:
        if isinstance(part, dict) and is_term(part):
            yield part
        elif isinstance(part, dict | list) and "start" not in part:  # no value and no span
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


def indexes(node: Node) -> Iterator[Node]:
    """The terms in brackets of a reference."""
    kind, inner = tagged(node)
    if kind in REFERENCES:
        yield from indexes(inner["refr"])
        if "index" in inner:
            yield inner["index"]


def variables(node: object) -> set[str]:
    """The names that stand below a node."""
    return {path(term) for term in every_term(node) if "Var" in term}


def line(node: Node) -> int:
    """The line that a term begins in."""
    return int(tagged(node)[1]["span"]["line"])


def extent(span: Mapping[str, int], node: Any) -> tuple[int, int]:
    """The bytes of a node. The engine's span of a text leaves out its quotation marks."""
    start, end = span["start"], span["end"]
    quoted = [tagged(one)[1]["span"] for one in every_term([node]) if tagged(one)[0] in QUOTED]
    start -= any(one["start"] == start for one in quoted)
    return start, end + any(one["end"] == end for one in quoted)


def specs(module: Parsed) -> Iterator[tuple[Node, str, Node]]:
    """Rules with their head's kind (`Set`, `Compr`, `Func`) and head."""
    for rule in module.rules:
        if "Spec" in rule:
            yield (rule["Spec"], *tagged(rule["Spec"]["head"]))


def rule_name(head: Node) -> str:
    """The name that a head defines, without keys."""
    return path(head["refr"]).split("[")[0].split(".")[0]


def constant(node: Node) -> bool:
    """Made of literals alone; so is a call of them, which is then defined for all rows or none."""
    kind, inner = tagged(node)
    if kind == "Call":
        return all(constant(one) for one in inner["params"])
    return kind in CONSTANTS or (kind in COMPOSITES and all(map(constant, terms(node))))


def code(module: Parsed, node: Node) -> str:
    """The source text of a term."""
    start, end = extent(tagged(node)[1]["span"], node)
    return module.source[start:end].decode()


def queries(node: Any) -> Iterator[Node]:
    """All bodies, those of comprehensions included."""
    for part in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        if isinstance(part, dict) and "stmts" in part:
            yield part
        yield from queries(part)
