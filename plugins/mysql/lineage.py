"""Which columns of tables a column of a view is made of, from the statement that the server keeps.

The server writes the names of a view's statement out in full before it keeps it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from itertools import chain
from typing import Any

Column = tuple[str, str, str]
"""Schema, relation and column; an empty column is one that stands for nothing readable."""


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
    from sqlglot.errors import SqlglotError  # noqa: PLC0415
    from sqlglot.optimizer.scope import build_scope  # noqa: PLC0415

    try:
        scope = build_scope(_parsed(text))
        if scope is None:
            raise UnclearError
        return [set(found) for found in _of_scope(scope, 0)]
    except (SqlglotError, RecursionError):
        raise UnclearError from None


def _parsed(text: str) -> Any:
    import sqlglot  # noqa: PLC0415
    from sqlglot.errors import SqlglotError  # noqa: PLC0415

    logging.getLogger("sqlglot").setLevel(logging.CRITICAL)  # it would log parts of the statement
    try:
        return sqlglot.parse_one(text, read="mysql")
    except (SqlglotError, RecursionError):
        raise UnclearError from None


def _of_scope(scope: Any, depth: int) -> list[list[Column]]:
    if depth > 40:
        raise UnclearError
    if scope.union_scopes:
        arms = [_of_scope(arm, depth + 1) for arm in scope.union_scopes]
        return [list(chain(*parts)) for parts in zip(*arms, strict=True)]
    return [list(_of_value(one, scope, depth)) for one in scope.expression.selects]


def _of_value(value: Any, scope: Any, depth: int) -> Iterator[Column]:
    from sqlglot import exp  # noqa: PLC0415

    for one in value.find_all(exp.Column):
        yield from _of_column(one, scope, depth)


def _of_column(column: Any, scope: Any, depth: int) -> Iterator[Column]:
    from sqlglot import exp  # noqa: PLC0415

    source, around = None, scope
    while around is not None and source is None:
        source = around.sources.get(column.table)
        around = around.parent
    if isinstance(source, exp.Table):
        yield source.db, source.name, column.name
    elif source is None:
        raise UnclearError
    else:
        names = [one.alias_or_name for one in source.expression.selects]
        if column.name not in names:
            raise UnclearError
        yield from _of_scope(source, depth + 1)[names.index(column.name)]
