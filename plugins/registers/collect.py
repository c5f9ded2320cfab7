"""A `registers` target to evidence: each file is read, mapped, converted and accounted for."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from zoneinfo import ZoneInfo

from auditor.api import Collected, Context, Gap, GapError, GapReason, Location, Rows, Source, Target
from auditor_plugins.registers.cells import Problem
from auditor_plugins.registers.fields import Settings, converter
from auditor_plugins.registers.files import RegisterPath, locate
from auditor_plugins.registers.header import Mapper
from auditor_plugins.registers.options import RegisterFile
from auditor_plugins.registers.read import read
from auditor_plugins.registers.rows import Columns, items
from auditor_plugins.registers.schema import fields_of
from auditor_plugins.registers.tables import Problems, Table, unreadable

Yielded = Collected | Gap


def collect(target: Target, context: Context) -> Iterator[Yielded]:
    """Read the target's files one after the other, in the order of the configuration.

    Yields for each file its rows (also when it holds none), then one partial `invalid` gap for
    each column and problem of rows that do not fit. A file that cannot be used as a whole, or
    none of whose rows fits, gives gaps only.
    """
    for register in target.options.files:
        place = locate(target.base, register.path)
        try:
            yield from _file(register, place, target, context)
        except GapError as error:
            problem = Problem(error.message, error.message_zh)
            yield _gap(register, target, Location(place.shown), problem, error.reason)


def _file(
    register: RegisterFile, place: RegisterPath, target: Target, context: Context
) -> Iterator[Yielded]:
    problems = Problems()
    table, digest = read(register, place, context.timezone, problems)
    columns = _columns(table, register, context)
    with _no_cycle_search():
        found = Rows.of(items(table, columns, place.shown, problems))
    if place.digest() != digest:
        raise unreadable(
            "the file changed while it was read; audit a copy", "读取时文件有改动；请审计副本"
        )
    misfits = tuple(problems.messages())
    if len(found) or not misfits:
        yield Collected(register.kind, found, Source(place.shown, digest))
    for problem, line in misfits:
        gap = _gap(register, target, Location(place.shown, line), problem, GapReason.INVALID)
        yield replace(gap, partial=len(found) > 0)


def _gap(
    register: RegisterFile, target: Target, where: Location, problem: Problem, reason: GapReason
) -> Gap:
    en, zh = f"{where.file}: {problem.en}", f"{where.file}：{problem.zh}"
    return Gap(register.kind, target.name, reason, en, where, message_zh=zh)


@contextmanager
def _no_cycle_search() -> Iterator[None]:
    """Millions of new acyclic rows make Python's search for cycles a third of all the work."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _columns(table: Table, register: RegisterFile, context: Context) -> Columns:
    schema = context.schemas.get(register.kind)
    if schema is None:
        raise unreadable(
            f"kind: {register.kind} is not a known evidence kind",
            f"kind: {register.kind} 不是已知的证据种类",
        )
    mapper = Mapper(table, register, schema)
    if problems := mapper.problems():
        raise unreadable(
            "; ".join(problem.en for problem in problems),
            "；".join(problem.zh for problem in problems),
        )
    is_workbook = register.resolved_format == "xlsx" and not register.query
    settings = Settings(ZoneInfo(context.timezone), context.role_names, is_workbook)
    fields, values = fields_of(schema), register.values
    return tuple(
        (
            column,
            converter(column.field, fields[column.field], values.get(column.field, {}), settings),
        )
        for column in mapper.columns()
    )
