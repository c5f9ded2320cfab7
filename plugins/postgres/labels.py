"""All labels of a database, by place: what is narrower goes before what is wider."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from auditor_plugins.postgres.words import EMPTY, Label, highest, parse

Where = tuple[str, str, str]
"""Schema, table and column; the latter two are empty for what is wider."""


@dataclass(frozen=True, slots=True)
class Labels:
    """All labels of a database, by place."""

    found: Mapping[Where, Label] = field(default_factory=dict)

    @classmethod
    def read(
        cls,
        ask: Callable[[str], Iterable[Mapping[str, Any]]],
        schemas: str,
        own: Mapping[str, str],
        provider: str | None,
    ) -> Labels:
        """Ask for all comments and security labels, and keep what is understood of them."""
        found: dict[Where, Label] = {}
        for row in ask(question(schemas)):
            if provider and row["provider"] and row["provider"] != provider:
                continue
            label = parse(row["text"], own)
            if label != EMPTY:
                where = (row["schema"], row["relation"], row["attribute"])
                found[where] = label.joined(found.get(where, EMPTY))
        return cls(found)

    def exact(self, schema: str, table: str = "", column: str = "") -> Label:
        """What is said of just this."""
        return self.found.get((schema, table, column), EMPTY)

    def of(self, schema: str, table: str, column: str = "") -> Label:
        """What is said of it, or else of what it is part of."""
        wider = self.exact(schema).over(self.exact("", "", ""))
        whole = self.exact(schema, table).over(wider)
        return self.exact(schema, table, column).over(whole) if column else whole

    def by_table(self) -> dict[tuple[str, str], list[str | None]]:
        """The classes of labelled columns, by table."""
        found: dict[tuple[str, str], list[str | None]] = {}
        for (schema, table, column), label in self.found.items():
            if column:
                found.setdefault((schema, table), []).append(label.data_class)
        return found

    def classes(self) -> list[str]:
        """All classes that the database holds by its labels, in order."""
        names = {label.data_class for label in self.found.values()} - {None, "none"}
        return sorted(filter(None, names))

    def level(self) -> str | None:
        """The highest level of secrecy of all labels."""
        return highest(label.classification for label in self.found.values())


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
