"""A `registers` target to evidence: each file is read, mapped, converted and accounted for."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

from auditor_plugins.registers.fields import Settings, converter
from auditor_plugins.registers.files import RegisterPath, locate
from auditor_plugins.registers.header import Mapper, fields_of
from auditor_plugins.registers.options import RegisterFile
from auditor_plugins.registers.read import read
from auditor_plugins.registers.rows import Columns, items
from auditor_plugins.registers.tables import Problems, Table, unreadable

from auditor.api import Collected, Context, Gap, GapError, GapReason, Location, Source, Target

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
            message = f"{place.shown}: {error.message}"
            location = error.location or Location(place.shown)
            yield Gap(register.kind, target.name, error.reason, message, location)


def _file(
    register: RegisterFile, place: RegisterPath, target: Target, context: Context
) -> Iterator[Yielded]:
    problems = Problems()
    table, digest = read(register, place, problems)
    columns = _columns(table, register, context)
    with _no_cycle_search():
        found = tuple(items(table, columns, place.shown, problems))
    if place.digest() != digest:
        raise unreadable("the file changed while it was read", "audit a copy")
    misfits = tuple(problems.messages())
    if found or not misfits:
        yield Collected(register.kind, found, Source(place.shown, digest))
    for message, line in misfits:
        text, location = f"{place.shown}: {message}", Location(place.shown, line)
        yield Gap(register.kind, target.name, GapReason.INVALID, text, location, bool(found))


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
        raise unreadable(f"kind: {register.kind} is not a known evidence kind")
    mapper = Mapper(table, register, schema)
    if problems := mapper.problems():
        raise unreadable(*problems)
    is_workbook = register.resolved_format == "xlsx"
    settings = Settings(ZoneInfo(context.timezone), context.role_names, is_workbook)
    fields, values = fields_of(schema), register.values
    return tuple(
        (
            column,
            converter(column.field, fields[column.field], values.get(column.field, {}), settings),
        )
        for column in mapper.columns()
    )
