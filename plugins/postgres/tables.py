"""Columns with their classes, the store that the database is, and rows kept too long."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from auditor.api import GapError, Item
from auditor.api.databases import tables as made
from auditor.api.databases.options import Retention
from auditor.api.databases.subject import Problem, problem_of
from auditor.api.labels import Label
from auditor_plugins.postgres.settings import admits, read_rules
from auditor_plugins.postgres.subject import Subject, literal


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
    yield from made.dictionary(subject, _labelled(subject))


def _labelled(subject: Subject) -> Iterator[tuple[made.Where, Label]]:
    labels = subject.labels
    for row in subject.ask(columns_question(subject.user_schemas)):
        where = row["schema"], row["relation"], row["attribute"]
        if row["is_view"] and labels.exact(*where).data_class != "none":
            continue
        yield where, labels.of(*where)


def store(subject: Subject) -> Iterator[Item | Problem]:
    """The one store that the database is, with the highest of its labels."""
    options = subject.options
    limited = options.store.access_controlled
    if limited is None:
        try:
            limited = all(rule["auth_method"] != "trust" for rule in admits(read_rules(subject)))
        except GapError as error:
            yield problem_of(error)
    location = f"{options.host}:{options.port}/{options.database}"
    yield made.store(subject, "pg_database", location, limited)


def system(subject: Subject) -> Iterator[Item]:
    """The server as a system; counts only while no inventory is delivered."""
    yield made.system(subject, "pg_database")


def old_data(subject: Subject) -> Iterator[Item | Problem]:
    """One row for each table with dated rows: how many are beyond their term, and when the term of
    the oldest ends.
    """
    yield from made.old_data(subject, partial(_old_rows, subject))


def _old_rows(subject: Subject, term: Retention) -> Iterator[Item]:
    table = subject.identifier(*term.table.split("."))
    column = subject.identifier(term.date_column)
    needs = (
        f"GRANT USAGE on the schema and SELECT ({term.date_column}) ON {term.table} TO "
        f"{subject.options.user}, and where row-level security is on the attribute BYPASSRLS"
    )
    today = made.today(subject.context)
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
        yield made.beyond_term(subject, term, found["rows"], found["until"])
