"""Columns with their classes, the store that the server is, and rows kept too long."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from auditor.api import GapReason, Item, Location
from auditor.api.databases import tables as made
from auditor.api.databases.options import Retention
from auditor.api.databases.subject import Problem
from auditor_plugins.mysql.rights import Rights
from auditor_plugins.mysql.subject import OWN, Subject

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
    labelled = ((where, subject.labels.of(*where)) for where in sorted(rows))
    yield from made.dictionary(subject, labelled)
    if subject.hidden:
        yield subject.hidden


def store(subject: Subject, rights: Rights) -> Iterator[Item | Problem]:
    """The one store that the server is, with the highest of its labels."""
    options = subject.options
    limited = options.store.access_controlled
    if limited is None:
        open_ = any(one.passwordless and one.login for one in rights.accounts.sorted())
        limited = False if open_ else None if rights.problems else True
        yield from rights.problems
    yield made.store(subject, "schemas", f"{options.host}:{options.port}", limited)
    if subject.hidden:
        yield subject.hidden


def system(subject: Subject, _: Rights) -> Iterator[Item]:
    """The server as a system; counts only while no inventory is delivered."""
    yield made.system(subject, "schemas")


def old_data(subject: Subject, _: Rights) -> Iterator[Item | Problem]:
    """One row for each table with rows beyond their term: how many, and since when."""
    yield from made.old_data(subject, partial(_old_rows, subject))


def _old_rows(subject: Subject, term: Retention) -> Iterator[Item | Problem]:
    schema, _, table = term.table.partition(".")
    needs = f"GRANT SELECT ({term.date_column}) ON {term.table} TO the account"
    today = str(made.today(subject.context))
    (found,) = subject.ask(_question(subject.identifier(schema, table), term, today), needs)
    if found["old"]:
        yield made.beyond_term(subject, term, int(found["old"]), found["until"])
    if found["undated"]:
        place = Location(f"mysql/{subject.name}/{term.table}.{term.date_column}")
        text = f"{place.file}: {found['undated']} rows hold no date that tells their age"
        zh = f"{place.file}:{found['undated']} 行没有可用的日期,无法判断保存年限"
        yield Problem(GapReason.INVALID, text, zh, place)


def _question(table: str, term: Retention, today: str) -> str:
    """Counts and the earliest end of a term only: no row leaves the server."""
    until = f"DATE({Subject.identifier(term.date_column)})"
    parts = (("YEAR", term.keep_years), ("MONTH", term.keep_months), ("DAY", term.keep_days))
    for unit, count in parts:
        until = f"DATE_ADD({until}, INTERVAL {count} {unit})" if count else until
    return (
        f"SELECT CAST(COALESCE(SUM({until} < '{today}'), 0) AS SIGNED) AS old, "  # noqa: S608 - names are quoted
        f"CAST(COALESCE(SUM({until} IS NULL), 0) AS SIGNED) AS undated, "
        f"CAST(MIN({until}) AS CHAR) AS until FROM {table}"
    )
