"""What `auditor doctor` shows of a database: reach, rights, rights beyond them, and its clock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from auditor.api import Context, GapError, Probe, Target
from auditor.api.probes import clock, excess, unknown
from auditor_plugins.sql.database import Database

NOW = {
    "postgresql": "SELECT extract(epoch FROM clock_timestamp())::float8",
    "mysql": "SELECT CAST(UNIX_TIMESTAMP(SYSDATE(3)) AS DOUBLE)",
}
UNKNOWN = ("how to ask this kind of database is not known", "不了解如何查询该类数据库")
WRITABLE = """
SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname !~ '^pg_' AND
  n.nspname <> 'information_schema' AND
  has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
ORDER BY 1 LIMIT 5"""
GRANT = re.compile(r"GRANT (?P<rights>.+?) ON (?P<thing>\S+) TO", re.S)
HARMLESS = frozenset(("USAGE", "SELECT", "SHOW VIEW", "SHOW DATABASES", "REFERENCES"))


def probe(target: Target, context: Context) -> Iterator[Probe]:
    """Look at the database as the collector would.

    Raises:
        GapError: when there is no session with it.
    """
    database = Database(target, context.timezone)
    name = {"mariadb": "mysql"}.get(database.dialect, database.dialect)
    try:
        said = f"{database.dialect} {database.version}".strip()
        yield Probe("reach", True, said, said)
        yield from _clock(database, name)
        yield from _rights(target, database)
        yield from _excess(target, database, name)
    finally:
        database.close()


def _clock(database: Database, name: str) -> Iterator[Probe]:
    """A file has no clock of its own."""
    if name in NOW:
        told = datetime.fromtimestamp(float(database.ask(NOW[name])[0][0]), UTC)
        yield clock(told, datetime.now(UTC))
    elif name != "sqlite":
        yield unknown("clock", *UNKNOWN)


def _rights(target: Target, database: Database) -> Iterator[Probe]:
    """Whether a row of each table may be read."""
    lacking = False
    for one in target.options.tables:
        try:
            list(database.read(one, 1)[1])
        except GapError as error:
            lacking = True
            yield Probe(
                "rights",
                False,
                f"{one.shown}: {error.message}",
                f"{one.shown}：{error.message_zh}",
            )
    if not lacking:
        yield Probe("rights", True, "all that is promised may be read", "承诺的证据均可读取")


def _excess(target: Target, database: Database, name: str) -> Iterator[Probe]:
    if name == "sqlite":
        yield from excess([(target.base / database.file, database.file)])
    elif name not in NOW:
        yield unknown("excess", *UNKNOWN)
    elif more := _writable(database) if name == "postgresql" else _granted(database):
        text = f"user {database.user} may do more than read: {', '.join(more)}"
        yield Probe("excess", False, text, f"用户 {database.user} 权限过大：{'、'.join(more)}")
    else:
        yield Probe("excess", True, "no right beyond reading", "没有读取以外的权限")


def _writable(database: Database) -> list[str]:
    return [f"write to {row[0]}" for row in database.ask(WRITABLE)]


def _granted(database: Database) -> list[str]:
    found = []
    for row in database.ask("SHOW GRANTS"):
        if match := GRANT.match(str(row[0])):
            plain = re.sub(r"\([^)]*\)", "", match["rights"])
            words = {word.strip() for word in plain.split(",")} - HARMLESS
            found += [f"{word} ON {match['thing'].replace('`', '')}" for word in sorted(words)]
    return found
