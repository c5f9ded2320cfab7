"""A `sql` target to evidence: each table is read, mapped, converted and accounted for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from auditor.api import (
    Collected,
    Context,
    Gap,
    GapError,
    GapReason,
    Location,
    Source,
    Target,
)
from auditor.api.tabular.cells import Bilingual, Problem
from auditor.api.tabular.evidence import columns_of, gap_of, yielded
from auditor.api.tabular.rows import pack
from auditor.api.tabular.tables import Problems, Row, Table
from auditor_plugins.sql.database import Database
from auditor_plugins.sql.options import SqlTable

Read = Callable[[SqlTable, int], tuple[tuple[str, ...], Iterator[tuple[Any, ...]]]]
"""Names of the columns and rows, at most so many."""


def collect(target: Target, context: Context) -> Iterator[Collected | Gap]:
    """Read the target's tables one after the other, in the order of the configuration.

    Raises:
        GapError: when there is no session with the database.
    """
    if not any(context.wants(one.kind) for one in target.options.tables):
        return
    database = Database(target, context.timezone)
    try:
        yield from answered(target, context, database.read)
    finally:
        database.close()


def answered(target: Target, context: Context, read: Read) -> Iterator[Collected | Gap]:
    """The evidence of a target, whoever reads its tables; one that fails is a gap of its own."""
    for one in target.options.tables:
        if not context.wants(one.kind):
            continue
        place = f"sql/{target.name}/{one.shown}"
        try:
            yield from _table(one, place, target, context, read)
        except GapError as error:
            problem = Problem(error.message, error.message_zh)
            yield gap_of(one.kind, target.name, Location(place), problem, error.reason)


def _table(
    one: SqlTable, place: str, target: Target, context: Context, read: Read
) -> Iterator[Collected | Gap]:
    limit, problems = target.options.max_rows, Problems()
    headers, cells = read(one, limit + 1)
    bounded = _Bounded(cells, limit)
    shown = Bilingual(f"table {one.shown}", f"表 {one.shown}")
    table = Table(headers, bounded.rows(), shown)
    found = pack(table, columns_of(table, one, context), place, problems)
    yield from yielded(one.kind, target.name, Source(place), found, problems)
    if bounded.more:
        text = f"{place}: more than {limit} rows; those beyond were not read (see max_rows)"
        zh = f"{place}：超过 {limit} 行，其余未读取（见 max_rows）"
        yield Gap(one.kind, target.name, GapReason.INVALID, text, None, True, zh)


class _Bounded:
    """Numbered rows up to a limit; `more` tells that there was another one."""

    def __init__(self, cells: Iterator[tuple[Any, ...]], limit: int) -> None:
        self._cells, self._limit, self.more = cells, limit, False

    def rows(self) -> Iterator[Row]:
        for number, row in enumerate(self._cells, 1):
            if number > self._limit:
                self.more = True
            else:
                yield number, row
