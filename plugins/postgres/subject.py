"""What the rooms of this plugin share: one database under audit, and problems on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from auditor.api import Context, GapError, GapReason, Item, Location, Target
from auditor.api.labels import Labels
from auditor_plugins.postgres.labels import read_labels
from auditor_plugins.postgres.options import Options

Row = dict[str, Any]
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


@dataclass(frozen=True, slots=True)
class Problem:
    """Part of the evidence that could not be had, while the rest was read."""

    reason: GapReason
    message: str
    message_zh: str
    location: Location | None = None


class Subject:
    """One database: how to ask it, and what several rooms need of it."""

    def __init__(
        self,
        target: Target,
        context: Context,
        ask: Callable[[str], Iterable[Row]],
        certificate: Callable[[], str | None] = lambda: None,
    ) -> None:
        self.target, self.context, self.certificate = target, context, certificate
        self._ask = ask

    @property
    def name(self) -> str:
        """The target's name, which is `host` and `system_id` of all evidence."""
        return self.target.name

    @property
    def options(self) -> Options:
        """The target's options."""
        options: Options = self.target.options
        return options

    @property
    def store_id(self) -> str:
        """The store that the database is."""
        return self.options.store.store_id or self.name

    def ask(self, question: str, needs: str = "") -> Iterator[Row]:
        """Rows of a SELECT; `needs` is the right to name where it is refused.

        Raises:
            GapError: when it has no answer.
        """
        try:
            yield from self._ask(question)
        except GapError as error:
            if error.reason is not GapReason.DENIED or not needs:
                raise
            raise GapError(
                error.reason,
                f"role {self.options.user} lacks {needs}",
                None,
                f"角色 {self.options.user} 缺少权限:{needs}",
            ) from None

    def place(self, thing: str) -> dict[str, Any]:
        """Where a person would look in the server."""
        return Location(f"postgres/{self.name}/{thing}").as_dict()

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


def identifier(*names: str) -> str:
    """A name as SQL, whatever it holds."""
    return ".".join('"' + name.replace('"', '""') + '"' for name in names)


def known(**fields: Any) -> Item:
    """The fields that are not empty."""
    return {name: value for name, value in fields.items() if value is not None and value != ""}


def problem_of(error: GapError) -> Problem:
    """A gap of one part, as a problem of the whole."""
    return Problem(error.reason, error.message, error.message_zh, error.location)
