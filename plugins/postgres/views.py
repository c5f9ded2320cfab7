"""Views: what they show, of which tables, and who may read them."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import Item
from auditor.api.databases.options import View
from auditor.api.databases.subject import Problem, Row, known
from auditor.api.databases.views import counts
from auditor.api.labels import Label
from auditor_plugins.postgres.book import Book, Relation
from auditor_plugins.postgres.grants import USABLE
from auditor_plugins.postgres.lineage import Ref, UnclearError, columns
from auditor_plugins.postgres.subject import Subject

NAMES = """
SELECT c.oid::int8 AS oid, n.nspname::text AS schema, c.relname::text AS name,
  c.relkind IN ('v', 'm') AS is_view,
  ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0
    ORDER BY a.attnum) AS columns
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.oid IN (SELECT d.refobjid FROM pg_depend d WHERE d.classid = 'pg_rewrite'::regclass
  AND d.refclassid = 'pg_class'::regclass)"""


def question(schemas: str) -> str:
    """Views with their rules; superusers and owners that nobody can act as are no readers."""
    return f"""
SELECT c.oid::int8 AS oid, n.nspname::text AS schema, c.relname::text AS name,
  w.ev_action::text AS rule,
  ARRAY(SELECT DISTINCT d.refobjid::int8 FROM pg_depend d
    WHERE d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid
      AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> c.oid ORDER BY 1) AS tables,
  ARRAY(SELECT DISTINCT (CASE WHEN g.grantee = 0 THEN 'PUBLIC'
      ELSE coalesce(r.rolname::text, g.grantee::text) END) COLLATE "C"
    FROM (SELECT grantee, privilege_type
        FROM aclexplode(coalesce(c.relacl, acldefault('r', c.relowner)))
      UNION SELECT x.grantee, x.privilege_type
        FROM pg_attribute a, aclexplode(a.attacl) x WHERE a.attrelid = c.oid
      UNION SELECT p.oid, 'SELECT' FROM pg_roles p WHERE p.rolname = 'pg_read_all_data'
        AND EXISTS (SELECT FROM pg_auth_members m WHERE m.roleid = p.oid)) g
    LEFT JOIN pg_roles r ON r.oid = g.grantee
    WHERE g.privilege_type = 'SELECT'
      AND (g.grantee <> c.relowner OR (NOT o.rolsuper AND {USABLE})) ORDER BY 1) AS grantees
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_roles o ON o.oid = c.relowner
JOIN pg_rewrite w ON w.ev_class = c.oid AND w.rulename = '_RETURN'
WHERE c.relkind IN ('v', 'm') AND {schemas}
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
    AND d.objid = c.oid AND d.deptype = 'e')
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C\""""  # noqa: S608 - names are quoted


def views(subject: Subject) -> Iterator[Item | Problem]:
    """One row for each view; a view that nobody labelled must show what a standard one may."""
    labels = subject.labels
    book, rows = _read(subject)
    for row in rows:
        label = labels.exact(row["schema"], row["name"])
        view = subject.options.views.get(f"{row['schema']}.{row['name']}", View())
        fields = dict(_shown(subject, book, row, view))
        where, bases = (row["schema"], row["name"]), book.base_tables(row["oid"])
        counted, problems = counts(subject, where, view, bases, subject.options.user)
        yield known(
            view_name=f"{row['schema']}.{row['name']}",
            view_kind=view.kind or label.view_kind or "standard",
            purpose=view.purpose or label.purpose,
            grantees=row["grantees"],
            base_tables=sorted(bases),
            **fields,
            **counted,
            _loc=subject.place(f"{row['schema']}.{row['name']}"),
        )
        yield from problems


def _read(subject: Subject) -> tuple[Book, list[Row]]:
    relations = {
        row["oid"]: Relation(row["schema"], row["name"], row["is_view"], tuple(row["columns"]))
        for row in subject.ask(NAMES)
    }
    rows: list[Row] = []
    for row in subject.ask(question(subject.user_schemas)):
        if len(rows) > subject.options.max_rows:
            break
        plain = relations[row["oid"]]
        relations[row["oid"]] = Relation(
            plain.schema,
            plain.name,
            True,
            plain.columns,
            _made_of(row.pop("rule")),
            tuple(row["tables"]),
        )
        rows.append(row)
    return Book(relations), rows


def _made_of(rule: str) -> tuple[tuple[frozenset[Ref], bool], ...] | None:
    try:
        return tuple(columns(rule))
    except (UnclearError, RecursionError):
        return None


def _shown(subject: Subject, book: Book, row: Row, view: View) -> Iterator[tuple[str, list[str]]]:
    """Columns by the names of what they are made of, and which of them are made harmless."""
    own = book.columns(row["oid"])
    sets: dict[str, set[str]] = {"columns": set(), "anonymised_columns": set()}
    sets["reversible_columns"] = set()
    for number, name in enumerate(own, 1):
        label = subject.labels.exact(row["schema"], row["name"], name)
        names = _names(book, row, number, name, label)
        sets["columns"] |= names
        if label.anonymised or name in view.anonymised:
            sets["anonymised_columns"] |= names
        if label.reversible or name in view.reversible:
            sets["reversible_columns"] |= names
    for field, values in sets.items():
        if values or field == "columns":
            yield field, sorted(values)


def _names(book: Book, row: Row, number: int, name: str, label: Label) -> set[str]:
    if label.data_class == "none":
        return {f"{row['name']}.{name}"}
    return book.behind(row["oid"], number)
