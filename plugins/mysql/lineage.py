"""Which columns of tables a column of a view is made of, from the statement that the server keeps.

The server writes the names of a view's statement out in full before it keeps it. Of sqlglot only
the tree is used.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

Column = tuple[str, str, str]
"""Schema, relation and column."""
Sources = Mapping[str, Any]
"""What a query reads, by the name that its columns have before the dot."""
DEEPEST = 40


class UnclearError(ValueError):
    """The statement has a form that is not understood."""


def relations(text: str) -> set[tuple[str, str]]:
    """Schema and name of all relations that a statement reads, wherever it names them.

    Raises:
        UnclearError: it cannot be read.
    """
    from sqlglot import exp  # noqa: PLC0415 - an extra, and slow to import

    return {(one.db, one.name) for one in _parsed(text).find_all(exp.Table) if one.db}


def columns(text: str) -> list[set[Column]]:
    """For each column of a statement, in order: the columns of relations that it is made of.

    Raises:
        UnclearError: it cannot be read.
    """
    try:
        return [set(found) for _, found in _outputs(_parsed(text), (), {}, 0)]
    except RecursionError:
        raise UnclearError from None


def _parsed(text: str) -> Any:
    import sqlglot  # noqa: PLC0415
    from sqlglot.errors import SqlglotError  # noqa: PLC0415

    logging.getLogger("sqlglot").setLevel(logging.CRITICAL)  # it would log parts of the statement
    try:
        return sqlglot.parse_one(text, read="mysql")
    except (SqlglotError, RecursionError):
        raise UnclearError from None


def _is_query(node: Any) -> bool:
    from sqlglot import exp  # noqa: PLC0415

    return isinstance(node, exp.Select | exp.Subquery) or hasattr(node, "left")


def _outputs(
    query: Any, outer: tuple[Sources, ...], ctes: Sources, depth: int
) -> list[tuple[str, list[Column]]]:
    """Name and origin of each column that a query gives."""
    from sqlglot import exp  # noqa: PLC0415

    if depth > DEEPEST:
        raise UnclearError
    query = query.unnest()
    ctes = {**ctes, **{one.alias: one.this for one in getattr(query, "ctes", ())}}
    if not isinstance(query, exp.Select):
        return _joined(query, outer, ctes, depth)
    parts = [query.args.get("from") or query.args.get("from_"), *query.args.get("joins", ())]
    sources = dict(chain(*(_sources(one.this) for one in parts if one)))
    around = (sources, *outer)
    return [(one.alias_or_name, list(_behind(one, around, ctes, depth))) for one in query.selects]


def _joined(
    query: Any, outer: tuple[Sources, ...], ctes: Sources, depth: int
) -> list[tuple[str, list[Column]]]:
    """The columns of a UNION, which has the names of its first arm."""
    if not hasattr(query, "left"):
        raise UnclearError
    one, two = (_outputs(arm, outer, ctes, depth + 1) for arm in (query.left, query.right))
    if len(one) != len(two):
        raise UnclearError
    return [(name, first + rest) for (name, first), (_, rest) in zip(one, two, strict=True)]


def _sources(node: Any) -> Iterator[tuple[str, Any]]:
    """Tables and queries of a FROM, also within parentheses."""
    from sqlglot import exp  # noqa: PLC0415

    if isinstance(node, exp.Table) or (node.alias and _is_query(node)):
        yield node.alias_or_name, node
    else:
        yield from _sources(node.this)
    for join in node.args.get("joins") or ():
        yield from _sources(join.this)


def _behind(value: Any, around: tuple[Sources, ...], ctes: Sources, depth: int) -> Iterator[Column]:
    from sqlglot import exp  # noqa: PLC0415

    if isinstance(value, exp.Column):
        yield from _of_column(value, around, ctes, depth)
    elif _is_query(value):
        yield from chain(*(found for _, found in _outputs(value, around, ctes, depth + 1)))
    else:
        for part in value.iter_expressions():
            yield from _behind(part, around, ctes, depth)


def _of_column(
    column: Any, around: tuple[Sources, ...], ctes: Sources, depth: int
) -> Iterator[Column]:
    from sqlglot import exp  # noqa: PLC0415

    source = next((one[column.table] for one in around if column.table in one), None)
    if isinstance(source, exp.Table) and source.db:
        yield source.db, source.name, column.name
        return
    query = ctes.get(source.name) if isinstance(source, exp.Table) else source
    if query is None:
        raise UnclearError
    inner = {name: one for name, one in ctes.items() if one is not query}
    found = dict(_outputs(query, around[1:], inner, depth + 1))
    if column.name not in found:
        raise UnclearError
    yield from found[column.name]
