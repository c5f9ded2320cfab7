"""A `registers` target to evidence: each file is read, mapped, converted and accounted for."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import Collected, Context, Gap, GapError, Location, Source, Target
from auditor.api.tabular.cells import Problem
from auditor.api.tabular.evidence import columns_of, gap_of, yielded
from auditor.api.tabular.rows import Columns, pack
from auditor.api.tabular.tables import Problems, Table, unreadable
from auditor_plugins.registers.files import RegisterPath, locate
from auditor_plugins.registers.options import RegisterFile
from auditor_plugins.registers.read import read

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
            where = Location(place.shown)
            yield gap_of(register.kind, target.name, where, problem, error.reason)


def _file(
    register: RegisterFile, place: RegisterPath, target: Target, context: Context
) -> Iterator[Yielded]:
    problems = Problems()
    table, digest = read(register, place, context.timezone, problems)
    found = pack(table, _columns(table, register, context), place.shown, problems)
    if place.digest() != digest:
        raise unreadable(
            "the file changed while it was read; audit a copy", "读取时文件有改动；请审计副本"
        )
    yield from yielded(register.kind, target.name, Source(place.shown, digest), found, problems)


def _columns(table: Table, register: RegisterFile, context: Context) -> Columns:
    is_workbook = register.resolved_format == "xlsx" and not register.query
    return columns_of(table, register, context, is_workbook)
