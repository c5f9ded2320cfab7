"""What the rooms of this plugin share: one database under audit, and problems on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from auditor.api import Context, Target
from auditor.api.databases.subject import Database, Row
from auditor.api.labels import Labels
from auditor_plugins.postgres.labels import read_labels
from auditor_plugins.postgres.options import Options

SHOWN = (
    "(log|ssl|pgaudit|credcheck|passwordcheck)([_.].*)?"
    "|logging_collector|syslog_.+|event_source|listen_addresses|port|unix_socket_.+"
    "|password_encryption|scram_iterations|md5_password_warnings|authentication_timeout"
    "|db_user_namespace|krb_.+|gss_.+|(shared|session|local)_preload_libraries"
    "|allow_system_table_mods|data_(checksums|directory_mode)|hba_file|ident_file"
    "|archive_(mode|command|library|timeout)|wal_level|fsync|full_page_writes|max_wal_senders"
    "|restore_command|server_version|track_commit_timestamp|debug_print_.+"
)
"""Settings that are read: none of the others says anything of protection."""
SYSTEM = "('pg_catalog', 'information_schema')"


class Subject(Database):
    """One database, and what several rooms need of it."""

    plugin = "postgres"
    login = ("role", "角色")

    def __init__(
        self,
        target: Target,
        context: Context,
        ask: Callable[[str], Iterable[Row]],
        certificate: Callable[[], str | None] = lambda: None,
    ) -> None:
        super().__init__(target, context, ask)
        self.certificate = certificate

    @property
    def options(self) -> Options:
        """The target's options."""
        options: Options = self.target.options
        return options

    @property
    def user_schemas(self) -> str:
        """Condition on `n`, a row of pg_namespace: neither the system's nor left out."""
        text = f"n.nspname NOT IN {SYSTEM} AND n.nspname !~ '^pg_(toast|temp)'"
        if not self.options.exclude_schemas:
            return text
        names = ", ".join(map(literal, sorted(self.options.exclude_schemas)))
        return f"{text} AND n.nspname NOT IN ({names})"

    @cached_property
    def labels(self) -> Labels:
        """What comments and security labels say."""
        options = self.options
        return read_labels(self.ask, self.user_schemas, options.labels, options.label_provider)

    @cached_property
    def may_read_settings(self) -> bool:
        """Whether no setting is hidden."""
        question = "SELECT pg_has_role('pg_read_all_settings', 'USAGE') AS may"
        return [row["may"] for row in self.ask(question)] == [True]

    @cached_property
    def settings(self) -> dict[str, Row]:
        """The settings of `SHOWN` that are not hidden, by name."""
        question = (
            "SELECT name, setting, source, sourcefile, sourceline FROM pg_settings "  # noqa: S608
            f"WHERE name ~ '^({SHOWN})$' ORDER BY name COLLATE \"C\""
        )
        return {row["name"]: row for row in self.ask(question)}

    def setting(self, name: str) -> str:
        """A setting; empty when it is not there."""
        return str((self.settings.get(name) or {}).get("setting") or "")

    def loads(self, library: str) -> bool:
        """Whether the server loads a library for every session."""
        settings = ("shared_preload_libraries", "session_preload_libraries")
        loaded = ",".join(map(self.setting, settings)).split(",")
        names = (name.strip().strip('"').rpartition("/")[2] for name in loaded)
        return library in {name.removesuffix(".so") for name in names}


def literal(text: str) -> str:
    """A text as SQL, whatever it holds; standard_conforming_strings does not matter."""
    escaped = text.replace("'", "''").replace("\\", "\\\\")
    return f"E'{escaped}'"
