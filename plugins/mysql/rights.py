"""Who holds which right: on the whole server, on schemas, on tables and on columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from auditor.api import GapError
from auditor.api.databases.subject import Problem, Row, problem_of
from auditor_plugins.mysql.accounts import Accounts, Key
from auditor_plugins.mysql.subject import Subject

PRIVILEGES = {
    "select": "SELECT",
    "insert": "INSERT",
    "update": "UPDATE",
    "delete": "DELETE",
    "drop": "TRUNCATE",
    "trigger": "TRIGGER",
}
"""Rights on data. DROP is what TRUNCATE TABLE asks for; REFERENCES, INDEX and such reach none."""
SCHEMAS = (
    "SELECT User, Host, Db, "  # noqa: S608 - constants only
    + ", ".join(f"{name.capitalize()}_priv" for name in PRIVILEGES)
    + " FROM mysql.db"
)
TABLES = "SELECT User, Host, Db, Table_name, Table_priv FROM mysql.tables_priv"
COLUMNS = "SELECT User, Host, Db, Table_name, Column_name, Column_priv FROM mysql.columns_priv"


@dataclass(frozen=True, slots=True, order=True)
class Grant:
    """Rights on what `schema`, `table` and `column` name; what is empty is all of it."""

    schema: str
    table: str
    column: str
    privileges: tuple[str, ...]

    def covers(self, schema: str) -> bool:
        """Whether it is a right on everything in a schema; its name may be a pattern."""
        return not self.table and (not self.schema or bool(_pattern(self.schema).fullmatch(schema)))


class Rights:
    """All rights by account, and what could not be read of them."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._problems: list[Problem] = []

    @cached_property
    def accounts(self) -> Accounts:
        """All accounts and roles."""
        return Accounts(self._subject)

    @cached_property
    def grants(self) -> dict[Key, list[Grant]]:
        """What each account and role holds."""
        found: dict[Key, list[Grant]] = {}
        for key, one in self.accounts.all.items():
            _add(found, key, Grant("", "", "", _of_words(one.rights)))
        for question, table in (
            (SCHEMAS, "db"),
            (TABLES, "tables_priv"),
            (COLUMNS, "columns_priv"),
        ):
            needs = f"GRANT SELECT ON mysql.{table} TO the account"
            try:
                for row in self._subject.ask(question, needs):
                    _add(found, (row["User"], row["Host"]), _grant(row))
            except GapError as error:
                self._problems.append(problem_of(error))
        return found

    @property
    def grant_problems(self) -> list[Problem]:
        """What could not be read of rights."""
        return [*self.accounts.problems, *(self._problems if self.grants is not None else ())]

    @property
    def problems(self) -> list[Problem]:
        """What could not be read of accounts and roles."""
        return self.accounts.problems

    @cached_property
    def powerful(self) -> frozenset[str]:
        """Names of superusers."""
        writes = {"INSERT", "UPDATE"}
        writers = {
            key
            for key, grants in self.grants.items()
            if any(one.covers("mysql") and writes & set(one.privileges) for one in grants)
        }
        return self.accounts.powerful(frozenset(writers))

    def by_name(self) -> Iterator[tuple[str, list[Grant]]]:
        """Names of accounts and roles, in order, with what they hold."""
        named = {self.accounts.name(key): grants for key, grants in self.grants.items()}
        for name in sorted(named):
            yield name, named[name]


def _add(found: dict[Key, list[Grant]], key: Key, grant: Grant) -> None:
    if grant.privileges:
        found.setdefault(key, []).append(grant)


def _grant(row: Row) -> Grant:
    if "Column_name" in row:
        words = str(row["Column_priv"] or "").split(",")
        return Grant(row["Db"], row["Table_name"], row["Column_name"], _of_words(words))
    if "Table_name" in row:
        words = str(row["Table_priv"] or "").split(",")
        return Grant(row["Db"], row["Table_name"], "", _of_words(words))
    held = [name for name in PRIVILEGES if row[f"{name.capitalize()}_priv"] == "Y"]
    return Grant(row["Db"], "", "", _of_words(held))


def _of_words(words: frozenset[str] | list[str]) -> tuple[str, ...]:
    return tuple(sorted(PRIVILEGES[w.lower()] for w in words if w.lower() in PRIVILEGES))


def _pattern(name: str) -> re.Pattern[str]:
    """A schema in a grant: `%` and `_` stand for any text and letter unless escaped."""
    parts = re.findall(r"\\.|[%_]|[^\\%_]+|\\", name, re.S)
    meaning = {"%": ".*", "_": "."}
    return re.compile(
        "".join(meaning.get(part) or re.escape(part.removeprefix("\\") or part) for part in parts),
        re.S,
    )
