"""Which fields of which kinds the rules of a module read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from auditor.core.lint_types import ROW, ROWS, Env, Type, base, bound, element, text, typeof
from auditor.engines.rego_ast import Node, Parsed, every_term, is_term, path, specs, tagged, terms

ROUNDS = 4
"""How often types are followed through rules that lean on each other."""
NAMES = {"object.get": 1, "data.lib.findings.of": 1, "data.lib.findings.key": 1,
         "data.lib.findings.at": 2}  # fmt: skip
"""Functions of a row, and which argument names fields of it."""

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Access:
    """A field that is read of a row which is of one of these kinds."""

    kinds: frozenset[str]
    name: str
    line: int


@dataclass(slots=True)
class Flow:
    """Follows rows through one module; `closed` says that no other module calls its functions."""

    parsed: Parsed
    closed: bool
    rules: dict[str, Type | None] = field(default_factory=dict)
    arguments: dict[Key, Type | None] = field(default_factory=dict)
    calls: dict[Key, list[Type | None]] = field(default_factory=dict)

    def accesses(self) -> list[Access]:
        """Every field that is certainly read of a row."""
        found: list[Access] = []
        for _ in range(ROUNDS):
            before = self.rules, self.arguments
            found = self._round()
            if before == (self.rules, self.arguments):
                break
        return found

    def _round(self) -> list[Access]:
        self.calls = {}
        found: list[Access] = []
        rules: dict[str, list[Type | None]] = {}
        for rule, kind, head in specs(self.parsed):
            env = {**base(self.parsed), **self.rules, **self._parameters(kind, head)}
            for body in rule["bodies"] or [{"query": {"stmts": []}}]:
                inner = bound(body["query"], env)
                found += self._query(body["query"], inner)
                for term in _head(head, body):
                    found += self._walk(term, inner)
                if kind != "Func" and "Var" in head["refr"]:
                    rules.setdefault(path(head["refr"]), []).append(_value(kind, head, body, inner))
        self.rules = {name: _union(many) for name, many in rules.items()}
        self.arguments = {key: _union(many) for key, many in self.calls.items()}
        return found

    def _parameters(self, kind: str, head: Node) -> dict[str, Type | None]:
        if kind != "Func":
            return {}
        name = path(head["refr"])
        names = {t["Var"]["value"]: None for t in every_term(head["args"]) if "Var" in t}
        known = self.arguments if self.closed else {}
        return names | {
            one["Var"]["value"]: known.get((name, number))
            for number, one in enumerate(head["args"])
            if "Var" in one
        }

    def _query(self, query: Node, env: Env) -> Iterator[Access]:
        """Statements under another input say nothing certain."""
        for statement in query["stmts"]:
            if not statement.get("with_mods"):
                yield from self._walk(statement["literal"], env)

    def _walk(self, node: Any, env: Env) -> Iterator[Access]:
        if not is_term(node):
            for term in terms(node):
                yield from self._walk(term, env)
            return
        kind, inner = tagged(node)
        yield from self._read(kind, inner, env)
        if kind == "Every":
            yield from self._walk(inner["domain"], env)
            yield from self._query(inner["query"], self._every(inner, env))
        elif isinstance(inner, dict) and "query" in inner:
            deeper = bound(inner["query"], env)
            yield from self._query(inner["query"], deeper)
            for name in ("term", "key", "value"):
                yield from self._walk(inner[name], deeper) if inner.get(name) else ()
        else:
            for term in terms(node):
                yield from self._walk(term, env)

    def _every(self, every: Node, env: Env) -> Env:
        names = [every[part] for part in ("key", "value") if every[part]]
        bare = {self.parsed.source[one["start"] : one["end"]].decode(): None for one in names}
        value = self.parsed.source[every["value"]["start"] : every["value"]["end"]].decode()
        inner = {**env, **bare, value: element(typeof(every["domain"], env))}
        return bound(every["query"], inner)

    def _read(self, kind: str, inner: Node, env: Env) -> Iterator[Access]:
        if kind == "RefDot":
            yield from _access(inner["refr"], [inner["field"][1]], inner["field"][0]["line"], env)
        elif kind == "RefBrack" and text(inner["index"]) is not None:
            yield from _access(inner["refr"], [text(inner["index"])], inner["span"]["line"], env)
        elif kind == "Call":
            yield from self._call(inner, env)

    def _call(self, inner: Node, env: Env) -> Iterator[Access]:
        name, params = path(inner["fcn"]), inner["params"]
        for number, one in enumerate(params):
            self.calls.setdefault((name, number), []).append(typeof(one, env))
        first, _, rest = name.partition(".")
        full = f"{self.parsed.imports[first]}.{rest}" if first in self.parsed.imports else name
        position = NAMES.get(full, len(params))
        if position < len(params):
            given = params[position]
            many = tagged(given)[1]["items"] if "Array" in given else [given]
            names = [text(one) for one in many]
            # A path such as ["_locs", "x"] names one field and what is in it.
            named = names[:1] if full == "object.get" else names
            yield from _access(params[0], named, inner["span"]["line"], env)


def _access(of: Node, names: Iterable[str | None], line: int, env: Env) -> Iterator[Access]:
    found = typeof(of, env)
    if found and found.shape == ROW:
        yield from (Access(found.kinds, name, line) for name in names if name is not None)


def _head(head: Node, body: Node) -> Iterator[Node]:
    """The terms of a head: keys and value, those of an `else` too."""
    if "Var" not in head["refr"]:
        yield head["refr"]
    for one in (head.get("key"), (body.get("assign") or head.get("assign") or {}).get("value")):
        if one:
            yield one


def _value(kind: str, head: Node, body: Node, env: Env) -> Type | None:
    term = next(_head(head, body), None)
    found = typeof(term, env) if term else None
    if kind == "Set":
        return Type(ROWS, found.kinds) if found and found.shape == ROW else None
    return found


def _union(many: list[Type | None]) -> Type | None:
    """One type for all, whose rows are of any of the kinds; none where one is not certain."""
    known = [one for one in many if one]
    if len(known) < len(many) or len({one.shape for one in known}) != 1:
        return None
    return Type(known[0].shape, frozenset().union(*(one.kinds for one in known)))
