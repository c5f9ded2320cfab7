"""Who may do what with tables, views and their columns."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from auditor.api import Item
from auditor.api.databases.subject import Row, known
from auditor.api.labels import strictest
from auditor_plugins.postgres.subject import Subject

KINDS = {"v": "view", "m": "view"}
USABLE = """(o.rolcanlogin OR EXISTS (
      SELECT FROM pg_auth_members m WHERE m.roleid = o.oid))"""
"""Whether anybody can act as the owner `o`: an owner without LOGIN and members is nobody."""


def question(schemas: str) -> str:
    """Rights on tables and on columns. Rights on a partition are rights on its table's rows."""
    return f"""
WITH rel AS (
  SELECT c.oid, c.relkind, c.relowner, c.relacl, n.nspname AS own_schema, c.relname AS own_name,
    coalesce(tn.nspname, n.nspname) AS schema, coalesce(t.relname, c.relname) AS name,
    {USABLE} AS usable
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_roles o ON o.oid = c.relowner
  LEFT JOIN pg_class t ON c.relispartition AND t.oid = pg_partition_root(c.oid)
  LEFT JOIN pg_namespace tn ON tn.oid = t.relnamespace
  WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND {schemas}
), granted AS (
  SELECT rel.*, a.grantee, a.privilege_type, '' AS attribute
  FROM rel, LATERAL aclexplode(coalesce(relacl, acldefault('r', relowner))) a
  WHERE a.grantee <> relowner OR usable
  UNION ALL
  SELECT rel.*, a.grantee, a.privilege_type, att.attname
  FROM rel JOIN pg_attribute att ON att.attrelid = rel.oid AND att.attacl IS NOT NULL
    AND att.attnum > 0 AND NOT att.attisdropped, LATERAL aclexplode(att.attacl) a
  UNION ALL
  SELECT rel.*, r.oid, b.privilege, ''
  FROM (VALUES ('pg_read_all_data', 'SELECT'), ('pg_write_all_data', 'INSERT'),
    ('pg_write_all_data', 'UPDATE'), ('pg_write_all_data', 'DELETE')) b(role, privilege)
  JOIN pg_roles r ON r.rolname = b.role
    AND EXISTS (SELECT FROM pg_auth_members m WHERE m.roleid = r.oid), rel
)
SELECT DISTINCT (CASE WHEN g.grantee = 0 THEN 'PUBLIC' ELSE coalesce(r.rolname::text,
    g.grantee::text) END) COLLATE "C" AS grantee,
  (g.schema || '.' || g.name) COLLATE "C" AS object, g.privilege_type COLLATE "C" AS privilege,
  g.attribute::text COLLATE "C" AS attribute, g.schema::text COLLATE "C" AS schema,
  g.name::text COLLATE "C" AS name,
  (g.own_schema || '.' || g.own_name) COLLATE "C" AS own, g.relkind::text AS relkind
FROM granted g LEFT JOIN pg_roles r ON r.oid = g.grantee
WHERE g.privilege_type IN
  ('SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER')
ORDER BY 1, 2, 3, 4, 5, 6, 7, 8"""  # noqa: S608 - names are quoted


def grants(subject: Subject) -> Iterator[Item]:
    """One row for each grantee, object and privilege; columns count as their table unless all of
    them are labelled `none`.
    """
    by_table = subject.labels.by_table()
    rows = subject.ask(question(subject.user_schemas))
    for _, group in groupby(rows, itemgetter("grantee", "schema", "name", "privilege")):
        yield _grant(subject, list(group), by_table)


def _grant(
    subject: Subject, rows: list[Row], by_table: dict[tuple[str, str], list[str | None]]
) -> Item:
    first = rows[0]
    schema, table = first["schema"], first["name"]
    columns = sorted({row["attribute"] for row in rows} - {""})
    name, place = first["object"], first["own"]
    if first["attribute"]:
        classes = [subject.labels.of(schema, table, column).data_class for column in columns]
        place = f"{place}.{first['attribute']}"
        if set(classes) == {"none"}:
            name = f"{name}({','.join(columns)})"
    else:
        whole = subject.labels.of(schema, table).data_class
        classes = [whole, *by_table.get((schema, table), ())]
        # Unlabelled columns beside harmless ones may hold anything.
        classes = [None] if strictest(classes) == "none" != whole else classes
    return known(
        grantee=first["grantee"],
        object_name=name,
        object_kind=KINDS.get(first["relkind"], "table"),
        privilege=first["privilege"],
        data_class=strictest(classes),
        host=subject.name,
        _loc=subject.place(place),
    )
