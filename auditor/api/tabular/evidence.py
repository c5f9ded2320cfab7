"""From a table to what a collector yields of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

from auditor.api.hooks import Context
from auditor.api.models import Collected, Gap, GapReason, Location, Source
from auditor.api.rows import Rows
from auditor.api.tabular.cells import Problem
from auditor.api.tabular.fields import Settings, converter
from auditor.api.tabular.header import Mapped, Mapper
from auditor.api.tabular.rows import Columns
from auditor.api.tabular.schema import fields_of
from auditor.api.tabular.tables import Problems, Table, unreadable


def columns_of(table: Table, mapped: Mapped, context: Context, serials: bool = False) -> Columns:
    """The columns of the kind's fields, each with its converter. `serials`: numbers may be Excel
    dates.

    Raises:
        GapError: invalid; the kind is not known, or its fields and the headers do not fit.
    """
    schema = context.schemas.get(mapped.kind)
    if schema is None:
        raise unreadable(
            f"kind: {mapped.kind} is not a known evidence kind",
            f"kind: {mapped.kind} 不是已知的证据种类",
        )
    mapper = Mapper(table, mapped, schema)
    if problems := mapper.problems():
        raise unreadable(
            "; ".join(problem.en for problem in problems),
            "；".join(problem.zh for problem in problems),
        )
    settings = Settings(ZoneInfo(context.timezone), context.role_names, serials)
    fields, values = fields_of(schema), mapped.values
    return tuple(
        (
            column,
            converter(column.field, fields[column.field], values.get(column.field, {}), settings),
        )
        for column in mapper.columns()
    )


def yielded(
    kind: str, target: str, source: Source, found: Rows, problems: Problems
) -> Iterator[Collected | Gap]:
    """The rows (also when there are none), then a partial gap for each column and problem of
    those that do not fit; gaps only where none fits.
    """
    misfits = tuple(problems.messages())
    if len(found) or not misfits:
        yield Collected(kind, found, source)
    for problem, line in misfits:
        gap = gap_of(kind, target, Location(source.uri, line), problem)
        yield replace(gap, partial=len(found) > 0)


def gap_of(
    kind: str,
    target: str,
    where: Location,
    problem: Problem,
    reason: GapReason = GapReason.INVALID,
) -> Gap:
    """A problem as a gap that names its file."""
    en, zh = f"{where.file}: {problem.en}", f"{where.file}：{problem.zh}"
    return Gap(kind, target, reason, en, where, message_zh=zh)
