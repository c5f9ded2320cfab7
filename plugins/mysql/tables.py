"""Columns with their classes, the store that the server is, and rows kept too long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from auditor.api import GapError, GapReason, Item, Location
from auditor.api.labels import Label, strictest
from auditor_plugins.mysql.options import Retention
from auditor_plugins.mysql.rights import Rights
from auditor_plugins.mysql.subject import OWN, Problem, Subject, identifier, known

COLUMNS = (
    "SELECT TABLE_SCHEMA AS `schema`, TABLE_NAME AS `table`, COLUMN_NAME AS `column` "  # noqa: S608
    f"FROM information_schema.COLUMNS WHERE {OWN}"
)


def dictionary(subject: Subject, _: Rights) -> Iterator[Item | Problem]:
    """One row for each column of a table; those of views have no label of their own."""
    tables = {(one.schema, one.name) for one in subject.relations if not one.is_view}
    rows = [
        (row["schema"], row["table"], row["column"])
        for row in subject.ask(COLUMNS)
        if (row["schema"], row["table"]) in tables
    ]
    unclear: list[str] = []
    for where in sorted(rows):
        label, place = subject.labels.of(*where), subject.place(".".join(where))
        if label.unclear:
            unclear.append(str(place["file"]))
        yield _column(where, label, place)
    if unclear:
        yield _misread(unclear)
    if subject.hidden:
        yield subject.hidden


def _column(where: tuple[str, str, str], label: Label, place: dict[str, object]) -> Item:
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


def store(subject: Subject, rights: Rights) -> Iterator[Item | Problem]:
    """The one store that the server is, with the highest of its labels."""
    options, stated = subject.options, subject.options.store
    classes = subject.labels.classes()
    holds = options.holds_customer_info
    limited = stated.access_controlled
    if limited is None:
        open_ = any(one.passwordless and one.login for one in rights.accounts.sorted())
        limited = False if open_ else None if rights.problems else True
        yield from rights.problems
    yield known(
        store_id=subject.store_id,
        kind="database",
        location=stated.location or f"{options.host}:{options.port}",
        country=stated.country,
        classification=subject.labels.level(),
        approved=stated.approved,
        dedicated=stated.dedicated,
        custodian=stated.custodian,
        encrypted=stated.encrypted,
        access_controlled=limited,
        owner_dept=stated.owner_dept,
        holds_customer_info=True if holds is None and classes else holds,
        system_id=subject.name,
        data_classes=classes or None,
        _loc=subject.place("schemas"),
    )
    if subject.hidden:
        yield subject.hidden


def system(subject: Subject, _: Rights) -> Iterator[Item]:
    """The server as a system; counts only while no inventory is delivered."""
    holds = subject.options.holds_customer_info
    if holds is None and subject.labels.classes():
        holds = True
    yield known(
        system_id=subject.name,
        host=subject.options.host,
        kind="database",
        holds_customer_info=holds,
        owner_dept=subject.options.store.owner_dept,
        _loc=subject.place("schemas"),
    )


def old_data(subject: Subject, _: Rights) -> Iterator[Item | Problem]:
    """One row for each table with rows beyond their term: how many, and since when."""
    for term in sorted(subject.options.retention, key=lambda term: (term.table, term.date_column)):
        try:
            yield from _old_rows(subject, term)
        except GapError as error:
            text = f"{term.table}.{term.date_column}: {error.message}"
            zh = f"{term.table}.{term.date_column}:{error.message_zh or error.message}"
            yield Problem(error.reason, text, zh)


def _old_rows(subject: Subject, term: Retention) -> Iterator[Item | Problem]:
    schema, _, table = term.table.partition(".")
    needs = f"GRANT SELECT ({term.date_column}) ON {term.table} TO the account"
    today = subject.context.now.astimezone(ZoneInfo(subject.context.timezone)).date()
    (found,) = subject.ask(_question(identifier(schema, table), term, str(today)), needs)
    if found["old"]:
        yield _finding(subject, term, int(found["old"]), found["until"])
    if found["undated"]:
        place = Location(f"mysql/{subject.name}/{term.table}.{term.date_column}")
        text = f"{place.file}: {found['undated']} rows hold no date that tells their age"
        zh = f"{place.file}:{found['undated']} 行没有可用的日期,无法判断保存年限"
        yield Problem(GapReason.INVALID, text, zh, place)


def _question(table: str, term: Retention, today: str) -> str:
    """Counts and the earliest end of a term only: no row leaves the server."""
    until = f"DATE({identifier(term.date_column)})"
    parts = (("YEAR", term.keep_years), ("MONTH", term.keep_months), ("DAY", term.keep_days))
    for unit, count in parts:
        until = f"DATE_ADD({until}, INTERVAL {count} {unit})" if count else until
    return (
        f"SELECT CAST(COALESCE(SUM({until} < '{today}'), 0) AS SIGNED) AS old, "  # noqa: S608 - names are quoted
        f"CAST(COALESCE(SUM({until} IS NULL), 0) AS SIGNED) AS undated, "
        f"CAST(MIN({until}) AS CHAR) AS until FROM {table}"
    )


def _finding(subject: Subject, term: Retention, rows: int, until: str) -> Item:
    schema, _, table = term.table.partition(".")
    labels = subject.labels
    by_label = (labels.of(schema, table).data_class, *subject.classes_of.get((schema, table), ()))
    found: datetime = subject.context.now
    return {
        "finding_id": f"{subject.name}/{term.table}/{term.date_column}",
        "host": subject.name,
        "path": term.table,
        "store_id": subject.store_id,
        "data_class": term.data_class or strictest(by_label) or "personal",
        "retention_until": until,
        "found_at": found.isoformat(),
        "record_count": rows,
        "_loc": subject.place(f"{term.table}.{term.date_column}"),
    }
