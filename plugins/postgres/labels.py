"""All labels of a database, in its comments and security labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from auditor.api.labels import Labels


def read_labels(
    ask: Callable[[str], Iterable[Mapping[str, Any]]],
    schemas: str,
    own: Mapping[str, str],
    provider: str | None,
) -> Labels:
    """Ask for all comments and security labels, and keep what is understood of them."""
    rows = (
        row for row in ask(question(schemas)) if not provider or row["provider"] in ("", provider)
    )
    texts = ((row["schema"], row["relation"], row["attribute"], row["text"]) for row in rows)
    return Labels.read(texts, own)


def question(schemas: str) -> str:
    """All comments and security labels of the database, its schemas, relations and columns."""
    return f"""
SELECT coalesce(n.nspname, '') AS schema, coalesce(c.relname, '') AS relation,
  coalesce(a.attname, '') AS attribute, coalesce(t.provider, '') AS provider, t.text
FROM (
  SELECT classoid, objoid, objsubid, NULL AS provider, description AS text FROM pg_description
  UNION ALL SELECT classoid, objoid, objsubid, provider, label FROM pg_seclabel
  UNION ALL SELECT classoid, objoid, 0, NULL, description FROM pg_shdescription
  UNION ALL SELECT classoid, objoid, 0, provider, label FROM pg_shseclabel
) t
LEFT JOIN pg_class c ON t.classoid = 'pg_class'::regclass AND c.oid = t.objoid
LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = t.objsubid AND t.objsubid > 0
LEFT JOIN pg_namespace n ON n.oid = c.relnamespace
  OR (t.classoid = 'pg_namespace'::regclass AND n.oid = t.objoid)
LEFT JOIN pg_database d ON t.classoid = 'pg_database'::regclass AND d.oid = t.objoid
WHERE (c.relkind IN ('r', 'p', 'f', 'v', 'm') AND {schemas})
  OR (c.oid IS NULL AND n.oid IS NOT NULL AND {schemas})
  OR d.datname = current_database()
ORDER BY 1, 2, 3, 4, 5"""  # noqa: S608 - names are quoted
