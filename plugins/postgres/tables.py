"""Columns with their classes, the store that the database is, and rows kept too long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from auditor.api import GapError, GapReason, Item, Location
from auditor.api.labels import Label, strictest
from auditor_plugins.postgres.options import Retention
from auditor_plugins.postgres.settings import admits, read_rules
from auditor_plugins.postgres.subject import (
    Problem,
    Subject,
    identifier,
    known,
    literal,
    problem_of,
)


def columns_question(schemas: str) -> str:
    """All columns of tables; those of views only matter where they are labelled."""
    return f"""
SELECT n.nspname::text AS schema, c.relname::text AS relation, a.attname::text AS attribute,
  c.relkind IN ('v', 'm') AS is_view
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE a.attnum > 0 AND NOT a.attisdropped AND NOT c.relispartition AND {schemas}
  AND (c.relkind IN ('r', 'p', 'f') OR c.relkind IN ('v', 'm') AND EXISTS (
    SELECT FROM pg_description d WHERE d.classoid = 'pg_class'::regclass AND d.objoid = c.oid
      AND d.objsubid = a.attnum
    UNION ALL SELECT FROM pg_seclabel s WHERE s.classoid = 'pg_class'::regclass
      AND s.objoid = c.oid AND s.objsubid = a.attnum))
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
    AND d.objid = c.oid AND d.deptype = 'e')
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", a.attname COLLATE "C\""""  # noqa: S608


def dictionary(subject: Subject) -> Iterator[Item | Problem]:
    """One row for each column. A column of a view counts where it is labelled harmless, because
    the view made it so.
    """
    labels = subject.labels
    unclear: list[str] = []
    for row in subject.ask(columns_question(subject.user_schemas)):
        where = row["schema"], row["relation"], row["attribute"]
        if row["is_view"] and labels.exact(*where).data_class != "none":
            continue
        label = labels.of(*where)
        place = subject.place(".".join(where))
        if label.unclear:
            unclear.append(str(place["file"]))
        yield _column(where, label, place)
    if unclear:
        yield _misread(unclear)


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


def store(subject: Subject) -> Iterator[Item | Problem]:
    """The one store that the database is, with the highest of its labels."""
    options, stated = subject.options, subject.options.store
    classes = subject.labels.classes()
    holds = options.holds_customer_info
    limited = stated.access_controlled
    if limited is None:
        try:
            limited = all(rule["auth_method"] != "trust" for rule in admits(read_rules(subject)))
        except GapError as error:
            yield problem_of(error)
    yield known(
        store_id=subject.store_id,
        kind="database",
        location=stated.location or f"{options.host}:{options.port}/{options.database}",
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
        _loc=subject.place("pg_database"),
    )


def system(subject: Subject) -> Iterator[Item]:
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
        _loc=subject.place("pg_database"),
    )


def old_data(subject: Subject) -> Iterator[Item | Problem]:
    """One row for each table with dated rows: how many are beyond their term, and when the term of
    the oldest ends.
    """
    for term in sorted(subject.options.retention, key=lambda term: (term.table, term.date_column)):
        try:
            yield from _old_rows(subject, term)
        except GapError as error:
            text = f"{term.table}.{term.date_column}: {error.message}"
            zh = f"{term.table}.{term.date_column}:{error.message_zh or error.message}"
            yield Problem(error.reason, text, zh)


def _old_rows(subject: Subject, term: Retention) -> Iterator[Item]:
    table = identifier(*term.table.split("."))
    column = identifier(term.date_column)
    needs = (
        f"GRANT USAGE on the schema and SELECT ({term.date_column}) ON {term.table} TO "
        f"{subject.options.user}, and where row-level security is on the attribute BYPASSRLS"
    )
    today = subject.context.now.astimezone(ZoneInfo(subject.context.timezone)).date()
    keep = (
        f"make_interval(years => {term.keep_years}, months => {term.keep_months}, "
        f"days => {term.keep_days})"
    )
    day = f"CAST({column} AS date)"
    end = f"CAST({day} + {keep} AS date)"
    question = (
        f"SELECT count(*) FILTER (WHERE {end} < DATE {literal(str(today))}) AS rows, "  # noqa: S608
        f"CAST(CAST(min({day}) + {keep} AS date) AS text) AS until FROM {table}"
    )
    (found,) = subject.ask(question, needs)
    if found["until"]:
        yield _finding(subject, term, found["rows"], found["until"])


def _finding(subject: Subject, term: Retention, rows: int, until: str) -> Item:
    schema, table = term.table.split(".")
    labels = subject.labels
    by_label = (labels.of(schema, table).data_class, *labels.by_table().get((schema, table), ()))
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
