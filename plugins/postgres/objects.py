"""Rights on what is no table, default privileges, row-level security, and archiving."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import Item
from auditor.api.databases.subject import Row, known
from auditor_plugins.postgres.subject import Subject

ARCHIVER = """
SELECT to_char(last_archived_time AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS archived,
  to_char(last_failed_time AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS failed,
  failed_count FROM pg_stat_archiver"""


def objects_question(schemas: str) -> str:
    """Rights on schemas, functions, sequences, columns and the database, and default ones."""
    return f"""
WITH granted AS (
  SELECT 'schema' AS kind, n.nspname::text AS name, false AS definer, a.*
  FROM pg_namespace n, LATERAL aclexplode(coalesce(nspacl, acldefault('n', nspowner))) a
  WHERE {schemas}
  UNION ALL SELECT 'function', n.nspname || '.' || p.proname || '(' ||
    pg_get_function_identity_arguments(p.oid) || ')', p.prosecdef, a.*
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace,
    LATERAL aclexplode(coalesce(proacl, acldefault('f', proowner))) a WHERE {schemas}
  UNION ALL SELECT 'sequence', n.nspname || '.' || c.relname, false, a.*
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,
    LATERAL aclexplode(coalesce(relacl, acldefault('s', relowner))) a
  WHERE c.relkind = 'S' AND {schemas}
  UNION ALL SELECT 'column', n.nspname || '.' || c.relname || '.' || t.attname, false, a.*
  FROM pg_attribute t JOIN pg_class c ON c.oid = t.attrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace, LATERAL aclexplode(t.attacl) a
  WHERE t.attnum > 0 AND NOT t.attisdropped AND {schemas}
  UNION ALL SELECT 'database', d.datname::text, false, a.*
  FROM pg_database d, LATERAL aclexplode(coalesce(datacl, acldefault('d', datdba))) a
  WHERE d.datname = current_database()
  UNION ALL SELECT 'default', o.rolname || '/' || coalesce(n.nspname, '*') || '/' ||
    (ARRAY['tables', 'sequences', 'functions', 'types', 'schemas'])
      [strpos('rSfTn', x.defaclobjtype::text)], false, a.*
  FROM pg_default_acl x JOIN pg_roles o ON o.oid = x.defaclrole
    LEFT JOIN pg_namespace n ON n.oid = x.defaclnamespace, LATERAL aclexplode(defaclacl) a
)
SELECT kind COLLATE "C" AS kind, name COLLATE "C" AS name, (CASE WHEN g.grantee = 0 THEN 'PUBLIC'
    ELSE coalesce(r.rolname::text, g.grantee::text) END) COLLATE "C" AS grantee,
  privilege_type COLLATE "C" AS privilege, bool_or(is_grantable) AS grantable,
  bool_or(definer) AS definer
FROM granted g LEFT JOIN pg_roles r ON r.oid = g.grantee
GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"""  # noqa: S608 - names are quoted


def object_grants(subject: Subject) -> Iterator[Item]:
    """One row for each object, grantee and privilege."""
    for row in subject.ask(objects_question(subject.user_schemas)):
        yield known(
            host=subject.name,
            database=subject.options.database,
            object_kind=row["kind"],
            object_name=row["name"],
            grantee=row["grantee"],
            privilege=row["privilege"],
            grantable=row["grantable"],
            security_definer=row["definer"] if row["kind"] == "function" else None,
            _loc=subject.place(f"{row['kind']}/{row['name']}"),
        )


def security_question(schemas: str) -> str:
    """Row-level security of each table, and its policies without their conditions."""
    return f"""
SELECT n.nspname || '.' || c.relname AS name, c.relrowsecurity AS enabled,
  c.relforcerowsecurity AS forced, coalesce((
    SELECT jsonb_agg(jsonb_build_object('name', p.polname, 'permissive', p.polpermissive,
      'command', CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT'
        WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
      'roles', (SELECT jsonb_agg(coalesce(r.rolname, 'PUBLIC') ORDER BY r.rolname)
        FROM unnest(p.polroles) m(oid) LEFT JOIN pg_roles r ON r.oid = m.oid))
      ORDER BY p.polname)
    FROM pg_policy p WHERE p.polrelid = c.oid), '[]') AS policies
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND {schemas}
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C\""""  # noqa: S608 - names are quoted


def row_security(subject: Subject) -> Iterator[Item]:
    """One row for each table, with or without policies."""
    for row in subject.ask(security_question(subject.user_schemas)):
        yield {
            "host": subject.name,
            "table_name": row["name"],
            "enabled": row["enabled"],
            "forced": row["forced"],
            "policies": row["policies"],
            "_loc": subject.place(row["name"]),
        }


def archiving(subject: Subject) -> Iterator[Item]:
    """One row: whether the write-ahead log is archived, and how that went."""
    (row,) = subject.ask(ARCHIVER)
    yield known(
        host=subject.name,
        enabled=subject.setting("archive_mode") in ("on", "always"),
        last_archived_at=row["archived"],
        last_failed_at=row["failed"],
        failures=row["failed_count"],
        failing=_failing(row),
        _loc=subject.place("pg_stat_archiver"),
    )


def _failing(row: Row) -> bool:
    return (row["failed"] or "") > (row["archived"] or "")
