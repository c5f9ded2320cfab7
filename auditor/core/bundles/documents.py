"""Data documents: JSON and YAML read as OPA reads them, into a tree that keeps numbers as written.

OPA signs a canonical form of data files, in which a number stands as it was written; so numbers
stay text (`Number`) until `plain` makes values of them.
"""

from __future__ import annotations

import json
import math
import re
from decimal import Decimal
from typing import Any, ClassVar

import yaml

from auditor.api import Location, PolicyError

MAX_NODES, MAX_DEPTH = 5_000_000, 100
NULL = re.compile(r"^(?:~|null|Null|NULL|)$")
BOOL = re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$")
INT = re.compile(r"^[-+]?(?:0x[0-9a-fA-F_]+|0o?[0-7_]+|0b[01_]+|0|[1-9][0-9_]*)$")
FLOAT = re.compile(r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$")
MERGE = re.compile(r"^<<$")
BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Number(str):
    """A number as it is written."""

    __slots__ = ()


class Loader(BASE):  # type: ignore[misc]
    """YAML's core schema (1.2) as OPA's reader resolves it: `yes`, `on` and dates are text."""

    yaml_implicit_resolvers: ClassVar[dict[str | None, list[tuple[str, re.Pattern[str]]]]] = {}


for _tag, _pattern in (("null", NULL), ("bool", BOOL), ("int", INT), ("float", FLOAT)):
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", _pattern, None)
Loader.add_implicit_resolver("tag:yaml.org,2002:merge", MERGE, ["<"])


def _integer(loader: Any, node: yaml.ScalarNode) -> Number:
    text = str(loader.construct_scalar(node)).replace("_", "")
    octal = re.match(r"^[-+]?0[0-7]+$", text)
    value = int(text, 8 if octal else 0)
    whole = -(2**63) <= value < 2**64
    return Number(value if whole else _go_float(float(value)))


def _fraction(loader: Any, node: yaml.ScalarNode) -> Number:
    return Number(_go_float(float(loader.construct_scalar(node))))


Loader.add_constructor("tag:yaml.org,2002:int", _integer)
Loader.add_constructor("tag:yaml.org,2002:float", _fraction)


def read_document(data: bytes, shown: str) -> Any:
    """The tree of a JSON or YAML file, by the end of its name.

    Raises:
        PolicyError: not UTF-8, not valid, too deep or too large once its aliases are followed.
    """
    try:
        text = data.decode("utf-8-sig")
        tree = _json(text) if shown.endswith((".json", ".manifest")) else _yaml(text)
        _measure(tree, shown)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PolicyError("not valid YAML", Location(shown, line)) from None
    except json.JSONDecodeError as error:
        raise PolicyError("not valid JSON", Location(shown, error.lineno)) from None
    except (yaml.YAMLError, ValueError, TypeError, OverflowError, RecursionError) as error:
        message = f"not a readable document: {type(error).__name__}"
        raise PolicyError(message, Location(shown)) from None
    return tree


def canonical(tree: Any) -> str:
    """The form that OPA hashes: compact JSON, keys in order of code points, numbers as written."""
    match tree:
        case dict():
            pairs = (f"{_quoted(key)}:{canonical(tree[key])}" for key in sorted(tree))
            return "{" + ",".join(pairs) + "}"
        case list() | tuple():
            return "[" + ",".join(map(canonical, tree)) + "]"
        case Number():
            return str(tree)
        case str():
            return _quoted(tree)
        case _:
            return json.dumps(tree, allow_nan=False)


def plain(tree: Any) -> Any:
    """The tree with numbers as int and float."""
    return json.loads(canonical(tree))


def _json(text: str) -> Any:
    return json.loads(text, parse_int=_literal, parse_float=_literal, parse_constant=_refused)


def _literal(text: str) -> Number:
    _ = _go_float(float(text))
    return Number(text)


def _refused(word: str) -> None:
    raise ValueError(word)


def _yaml(text: str) -> Any:
    try:
        return _json(text)
    except json.JSONDecodeError:
        documents = list(yaml.load_all(text, Loader))
        return documents[0] if documents else None


def _measure(tree: Any, shown: str) -> None:
    """Refuse what cannot be a data document; YAML aliases may stand for a tree without end."""
    pending, nodes = [(tree, 0)], 0
    while pending:
        node, depth = pending.pop()
        nodes += 1
        if nodes > MAX_NODES or depth > MAX_DEPTH:
            raise PolicyError("nested too deeply or too large", Location(shown))
        if isinstance(node, dict):
            _text_keys(node)
            pending += ((one, depth + 1) for one in node.values())
        elif isinstance(node, list):
            pending += ((one, depth + 1) for one in node)
        elif isinstance(node, str):
            node.encode()
        elif node is not None and not isinstance(node, bool):
            raise TypeError


def _text_keys(node: dict[Any, Any]) -> None:
    """Keys become text in place, as in JSON."""
    for key in list(node):
        if isinstance(key, bool):
            node[str(key).lower()] = node.pop(key)
        elif not isinstance(key, str):
            raise TypeError
        else:
            key.encode()


def _quoted(text: str) -> str:
    """A JSON string as Go's encoder writes it."""
    quoted = json.dumps(str(text), ensure_ascii=False)
    return quoted.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _go_float(value: float) -> str:
    """A number as Go's encoder writes a float64 (ES6 form).

    Raises:
        ValueError: infinite or not a number.
    """
    if not math.isfinite(value):
        raise ValueError
    if value == 0 or 1e-6 <= abs(value) < 1e21:
        text = format(Decimal(repr(value)), "f")
        return text.removesuffix(".0")
    return re.sub(r"e([-+])0(\d)$", r"e\1\2", repr(value))
