"""Rows of columns with their classes, of the store and system, and of data kept too long."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from auditor.api.databases.options import Retention
from auditor.api.databases.subject import Database, Problem, known
from auditor.api.errors import GapError
from auditor.api.hooks import Context
from auditor.api.labels import Label, strictest
from auditor.api.models import GapReason, Item, Location

Where = tuple[str, str, str]
"""Schema, table and column."""


def dictionary(
    database: Database, columns: Iterator[tuple[Where, Label]]
) -> Iterator[Item | Problem]:
    """One row for each column, and one problem for all labels that are not understood."""
    unclear: list[str] = []
    for where, label in columns:
        place = database.place(".".join(where))
        if label.unclear:
            unclear.append(str(place["file"]))
        yield _column(where, label, place)
    if unclear:
        yield _misread(unclear)


def _column(where: Where, label: Label, place: dict[str, Any]) -> Item:
    schema, table, column = where
    return known(
        schema_name=schema,
        table_name=table,
        column_name=column,
        data_class=label.data_class,
        owner=label.owner,
        reviewed_at=label.reviewed_at,
        optout=label.optout,
        _loc=place,
    )


def _misread(places: list[str]) -> Problem:
    text = f"{places[0]}: its label has a word that is not known ({len(places)} such columns)"
    zh = f"{places[0]}:标签中有无法识别的词(共 {len(places)} 列)"
    return Problem(GapReason.INVALID, text, zh, Location(places[0]))


def store(database: Database, thing: str, location: str, limited: bool | None) -> Item:
    """The one store that the database is, with the highest of its labels; `limited` tells whether
    all who log in must prove who they are.
    """
    stated = database.options.store
    return known(
        store_id=database.store_id,
        kind="database",
        location=stated.location or location,
        country=stated.country,
        classification=database.labels.level(),
        approved=stated.approved,
        dedicated=stated.dedicated,
        custodian=stated.custodian,
        encrypted=stated.encrypted,
        access_controlled=limited,
        owner_dept=stated.owner_dept,
        holds_customer_info=database.holds_customer_info,
        system_id=database.name,
        data_classes=database.labels.classes() or None,
        _loc=database.place(thing),
    )


def system(database: Database, thing: str) -> Item:
    """The server as a system; counts only while no inventory is delivered."""
    return known(
        system_id=database.name,
        host=database.options.host,
        kind="database",
        holds_customer_info=database.holds_customer_info,
        owner_dept=database.options.store.owner_dept,
        _loc=database.place(thing),
    )


def today(context: Context) -> date:
    """The day of the audit where the organisation is."""
    return context.now.astimezone(ZoneInfo(context.timezone)).date()


def old_data(
    database: Database, rows: Callable[[Retention], Iterator[Item | Problem]]
) -> Iterator[Item | Problem]:
    """What `rows` finds for each term, in their order; one that fails is a problem of its own."""
    for term in sorted(database.options.retention, key=lambda one: (one.table, one.date_column)):
        try:
            yield from rows(term)
        except GapError as error:
            text = f"{term.table}.{term.date_column}: {error.message}"
            zh = f"{term.table}.{term.date_column}:{error.message_zh or error.message}"
            yield Problem(error.reason, text, zh)


def beyond_term(database: Database, term: Retention, rows: int, until: str) -> Item:
    """So many rows of a table are beyond their term; that of the oldest ended on `until`."""
    schema, _, table = term.table.partition(".")
    by_table = database.classes_of.get((schema, table), ())
    by_label = (database.labels.of(schema, table).data_class, *by_table)
    return {
        "finding_id": f"{database.name}/{term.table}/{term.date_column}",
        "host": database.name,
        "path": term.table,
        "store_id": database.store_id,
        "data_class": term.data_class or strictest(by_label) or "personal",
        "retention_until": until,
        "found_at": database.context.now.isoformat(),
        "record_count": rows,
        "_loc": database.place(f"{term.table}.{term.date_column}"),
    }
