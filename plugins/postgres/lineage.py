"""Which columns of base tables a column of a view is made of, from the stored rule of the view.

PostgreSQL keeps a view as the tree of its query (pg_rewrite.ev_action), in which every column that
is read is named by table and number. Nothing of SQL's text has to be understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

TOKEN = re.compile(r"[(){}]|(?:\\.|[^\s(){}\\])+", re.S)
RELATION, SUBQUERY, JOIN, CTE, GROUP = "0", "1", "2", "6", "9"
DEEPEST = 40
OPAQUE = {"SUBLINK", "FUNCEXPR", "NEXTVALUEEXPR", "SQLVALUEFUNCTION"}
"""What may bring values that stand in no column of the query."""
Ref = tuple[int, int]
"""Relation and column by number; column 0 is the whole row."""


class UnclearError(ValueError):
    """The tree has a form that is not known."""


@dataclass(frozen=True, slots=True)
class Node:
    """One node of the tree: its name, and the values of each of its fields."""

    name: str
    fields: dict[str, list[Any]]

    def one(self, field: str) -> Any:
        """The only value of a field; empty where it has none."""
        values = self.fields.get(field) or [""]
        return "" if values[0] == "<>" else values[0]

    def many(self, field: str) -> list[Any]:
        """The members of a list."""
        value = self.one(field)
        return value if isinstance(value, list) else []


def parse(text: str) -> Any:
    """The tree in a text of the type pg_node_tree.

    Raises:
        UnclearError: it is none.
    """
    root: list[Any] = []
    stack: list[list[Any]] = [root]
    for match in TOKEN.finditer(text):
        part = match[0]
        if part in "({":
            stack.append([part])
        elif part in ")}":
            if len(stack) == 1:
                raise UnclearError
            done = stack.pop()
            if done[0] != {")": "(", "}": "{"}[part]:
                raise UnclearError
            stack[-1].append(done[1:] if part == ")" else _node(done[1:]))
        else:
            stack[-1].append(part)
    if len(stack) != 1 or not root:
        raise UnclearError
    return root[0]


def _node(parts: list[Any]) -> Node:
    if not parts or not isinstance(parts[0], str):
        raise UnclearError
    fields: dict[str, list[Any]] = {}
    values: list[Any] = []
    for part in parts[1:]:
        if isinstance(part, str) and len(part) > 1 and part.startswith(":"):
            values = fields.setdefault(part[1:], [])
        else:
            values.append(part)
    return Node(parts[0], fields)


def columns(text: str) -> list[tuple[frozenset[Ref], bool]]:
    """For each column of a view, in order: what it reads, and whether that is all there is.

    Raises:
        UnclearError: the tree has a form that is not known.
    """
    tree = parse(text)
    query = tree[0] if isinstance(tree, list) and tree else tree
    if not isinstance(query, Node) or query.name != "QUERY":
        raise UnclearError
    found = []
    for number, entry in enumerate(_shown(query), 1):
        refs, clear = set(), True
        for ref in _of_column(query, number, entry, (), 0):
            if ref is None:
                clear = False
            else:
                refs.add(ref)
        found.append((frozenset(refs), clear))
    return found


def _shown(query: Node) -> list[Node]:
    entries = [one for one in query.many("targetList") if isinstance(one, Node)]
    return [one for one in entries if one.one("resjunk") != "true"]


def _of_column(
    query: Node, number: int, entry: Node, outer: tuple[Node, ...], depth: int
) -> Iterator[Ref | None]:
    """Columns behind one column of a query; None where something else is behind it too."""
    if depth > DEEPEST:
        yield None
    elif query.one("setOperations"):
        for arm in _tables(query):
            if _text(arm, "rtekind") == SUBQUERY:
                yield from _inside(arm.one("subquery"), number, (query, *outer), depth)
    else:
        yield from _of_value(entry.fields.get("expr", []), query, outer, depth)


def _inside(query: Any, number: int, outer: tuple[Node, ...], depth: int) -> Iterator[Ref | None]:
    if not isinstance(query, Node) or query.name != "QUERY":
        yield None
        return
    entries = _shown(query)
    if not 0 < number <= len(entries):
        yield None
        return
    yield from _of_column(query, number, entries[number - 1], outer, depth + 1)


def _of_value(value: Any, query: Node, outer: tuple[Node, ...], depth: int) -> Iterator[Ref | None]:
    if depth > DEEPEST:
        yield None
    elif isinstance(value, list):
        for one in value:
            yield from _of_value(one, query, outer, depth)
    elif isinstance(value, Node):
        if value.name == "VAR":
            yield from _of_var(value, query, outer, depth)
            return
        if value.name == "SUBLINK" or (value.name in OPAQUE and not _has_var(value)):
            yield None
        inner = (part for name, part in value.fields.items() if name != "subselect")
        for part in inner:
            yield from _of_value(part, query, outer, depth)


def _has_var(value: Any) -> bool:
    if isinstance(value, list):
        return any(map(_has_var, value))
    if isinstance(value, Node):
        return value.name == "VAR" or any(map(_has_var, value.fields.values()))
    return False


def _of_var(var: Node, query: Node, outer: tuple[Node, ...], depth: int) -> Iterator[Ref | None]:
    for _ in range(_number(var, "varlevelsup")):
        if not outer:
            raise UnclearError
        query, outer = outer[0], outer[1:]
    tables, number = _tables(query), _number(var, "varno")
    if not 0 < number <= len(tables):
        raise UnclearError
    table, column = tables[number - 1], _number(var, "varattno")
    kind = _text(table, "rtekind")
    if kind == RELATION:
        yield (_number(table, "relid"), max(column, 0))
    elif column < 1:
        yield None
    elif kind == SUBQUERY:
        yield from _inside(table.one("subquery"), column, (query, *outer), depth)
    elif kind in (JOIN, GROUP):
        values = table.many("joinaliasvars" if kind == JOIN else "groupexprs")
        behind = values[column - 1] if column <= len(values) else None
        yield from _of_value(behind, query, outer, depth + 1) if behind else [None]
    elif kind == CTE:
        yield from _of_cte(table, column, (query, *outer), depth)
    else:
        yield None


def _of_cte(table: Node, column: int, around: tuple[Node, ...], depth: int) -> Iterator[Ref | None]:
    around = around[_number(table, "ctelevelsup") :]
    for one in around[0].many("cteList") if around else []:
        if one.one("ctename") == table.one("ctename"):
            yield from _inside(one.one("ctequery"), column, around, depth)
            return
    yield None


def _tables(query: Node) -> list[Node]:
    return [one for one in query.many("rtable") if isinstance(one, Node)]


def _text(node: Node, field: str) -> str:
    value = node.one(field)
    return value if isinstance(value, str) else ""


def _number(node: Node, field: str) -> int:
    try:
        return int(_text(node, field) or 0)
    except ValueError:
        raise UnclearError from None
