"""What the rooms of this plugin share: one server under audit, and problems on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from auditor.api.databases.subject import Database, Problem
from auditor.api.labels import Labels
from auditor_plugins.mysql.options import Options

SYSTEM = ("information_schema", "mysql", "performance_schema", "sys")
GRANT = re.compile(r"GRANT (?P<rights>.+?) ON (?P<object>\S+) TO (?P<rest>.*)", re.S)
SEEING = frozenset(("ALL PRIVILEGES", "REFERENCES", "SELECT", "INSERT", "UPDATE"))
"""Rights that show a table's columns in information_schema; REFERENCES alone reads no row."""

OWN = "TABLE_SCHEMA NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys')"
VARIABLES = """
SHOW GLOBAL VARIABLES WHERE Variable_name REGEXP '^(server_audit|audit_log|have_ssl|ssl_|tls_version
|simple_password|validate_password|password_|cracklib|default_password|strict_password|old_passwords
|disconnect_on_expired|max_password|require_secure|skip_|bind_address$|port$|general_log$|log_output
|log_bin$|log_error|slow_query_log$|query_cache_(type|size)|expire_logs|binlog_expire|local_infile
|secure_|innodb_encrypt|encrypt_|default_table_encryption|authentication_policy|default_auth
|version$)'""".replace("\n|", "|")
COMMENTS = f"""
SELECT TABLE_SCHEMA AS s, TABLE_NAME AS t, '' AS n, TABLE_COMMENT AS c
FROM information_schema.TABLES WHERE TABLE_COMMENT <> '' AND {OWN}
UNION ALL SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, COLUMN_COMMENT
FROM information_schema.COLUMNS WHERE COLUMN_COMMENT <> '' AND {OWN}"""  # noqa: S608 - constants only
SCHEMA_COMMENTS = """
SELECT SCHEMA_NAME AS s, SCHEMA_COMMENT AS c FROM information_schema.SCHEMATA
WHERE SCHEMA_COMMENT <> ''"""


@dataclass(frozen=True, slots=True)
class Relation:
    """A table or view."""

    schema: str
    name: str
    is_view: bool

    @property
    def full(self) -> str:
        """Its name with the schema."""
        return f"{self.schema}.{self.name}"


class Subject(Database):
    """One server, and what several rooms need of it."""

    plugin = "mysql"
    quote = "`"

    @property
    def options(self) -> Options:
        """The target's options."""
        options: Options = self.target.options
        return options

    def concerns(self, schema: str) -> bool:
        """Whether a schema is one of those under audit."""
        options = self.options
        if schema.lower() in SYSTEM or schema in options.exclude_schemas:
            return False
        return not options.schemas or schema in options.schemas

    @cached_property
    def is_mariadb(self) -> bool:
        """MariaDB keeps accounts and roles otherwise than MySQL does."""
        return "mariadb" in self.variables.get("version", "").lower()

    @property
    def kind(self) -> str:
        """Which of the two servers it is."""
        return "mariadb" if self.is_mariadb else "mysql"

    @cached_property
    def variables(self) -> dict[str, str]:
        """The variables of the server that evidence is made of, by name."""
        rows = self.ask(VARIABLES)
        return {row["Variable_name"].lower(): row["Value"] or "" for row in rows}

    def on(self, name: str) -> bool:
        """Whether a switch is on."""
        return self.variables.get(name, "").upper() in ("ON", "YES", "1", "FORCE")

    def number(self, name: str) -> int | None:
        """A number among the variables; None where there is none of that name."""
        value = self.variables.get(name, "")
        return int(value) if value.isdigit() else None

    @cached_property
    def plugins(self) -> frozenset[str]:
        """Names of the plugins and components that are at work, in lower case."""
        question = "SELECT PLUGIN_NAME AS name FROM information_schema.PLUGINS"
        active = f"{question} WHERE PLUGIN_STATUS = 'ACTIVE' ORDER BY PLUGIN_NAME"
        return frozenset(row["name"].lower() for row in self.ask(active))

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """All tables and views under audit, by name."""
        question = (
            "SELECT TABLE_SCHEMA AS `schema`, TABLE_NAME AS `name`, TABLE_TYPE AS `type` "  # noqa: S608
            f"FROM information_schema.TABLES WHERE TABLE_TYPE <> 'SEQUENCE' AND {OWN}"
        )
        found = [
            Relation(row["schema"], row["name"], row["type"] == "VIEW")
            for row in self.ask(question)
            if self.concerns(row["schema"])
        ]
        return tuple(sorted(found, key=lambda one: (one.schema, one.name)))

    @cached_property
    def labels(self) -> Labels:
        """What the comments of schemas, tables and columns say; views only inherit theirs."""
        return Labels.read(sorted(self._texts()), self.options.labels)

    def _texts(self) -> Iterator[tuple[str, str, str, str]]:
        tables = {(one.schema, one.name) for one in self.relations if not one.is_view}
        if self.is_mariadb:
            for row in self.ask(SCHEMA_COMMENTS):
                if self.concerns(row["s"]):
                    yield row["s"], "", "", row["c"]
        for row in self.ask(COMMENTS):
            if (row["s"], row["t"]) in tables:
                yield row["s"], row["t"], row["n"], row["c"]

    @cached_property
    def own_grants(self) -> tuple[tuple[frozenset[str], str, bool], ...]:
        """Rights, object and whether they may be passed on, of the account that audits."""
        found = []
        for row in self.ask("SHOW GRANTS"):
            match = GRANT.match(str(next(iter(row.values()))))
            if match:
                rights = frozenset(split_rights(match["rights"]))
                plain = match["object"].replace("`", "").replace("\\_", "_")
                found.append((rights, plain, "WITH GRANT OPTION" in match["rest"]))
        return tuple(found)

    @cached_property
    def hidden(self) -> Problem | None:
        """The problem that information_schema may leave tables out, or None."""
        seen = {thing for rights, thing, _ in self.own_grants if rights & SEEING}
        wanted = [f"{schema}.*" for schema in self.options.schemas] or ["*.*"]
        missing = [] if "*.*" in seen else [thing for thing in wanted if thing not in seen]
        if not missing:
            return None
        needs = "; ".join(f"GRANT REFERENCES ON {thing} TO the account" for thing in missing)
        error = self.lacks(needs)
        text = f"{error.message}; tables that it may not see are left out"
        return Problem(error.reason, text, f"{error.message_zh};不可见的表未读取")


def split_rights(text: str) -> Iterator[str]:
    """The rights of a grant: a comma within a list of columns parts nothing."""
    for part in re.findall(r"(?:[^,(]|\([^)]*\))+", text):
        yield part.strip()
