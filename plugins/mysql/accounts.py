"""Accounts and roles of the server, as several kinds of evidence need them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from auditor.api import GapError
from auditor.api.databases.subject import Problem, Row, problem_of
from auditor_plugins.mysql.subject import Subject

RIGHTS = (
    *("Select", "Insert", "Update", "Delete", "Drop", "Trigger", "Grant", "Super"),
    *("Create_user", "File", "Process", "Reload", "Shutdown", "Repl_slave"),
)
"""Global rights that are read, as the columns of mysql.user name them before `_priv`."""
ADMIN = frozenset(
    ("Grant", "Super", "Create_user", "File", "Process", "Reload", "Shutdown", "Repl_slave")
)
"""Global rights of administration, or that pass by the rights on tables."""
COLUMNS = ", ".join(f"{right}_priv" for right in RIGHTS)
SECRET = frozenset(
    (
        *("", "mysql_native_password", "mysql_old_password", "ed25519", "parsec"),
        *("caching_sha2_password", "sha256_password"),
    )
)
"""Ways to log in by a password that the server keeps."""
MARIADB = f"SELECT User, Host, is_role, ssl_type, plugin, {COLUMNS} FROM mysql.user"  # noqa: S608
MARIADB_STATES = """
SELECT User, Host,
  IFNULL(JSON_VALUE(Priv, '$.account_locked'), '0') IN ('1', 'true') AS Account_locked,
  JSON_VALUE(Priv, '$.password_last_changed') AS Password_last_changed,
  JSON_VALUE(Priv, '$.password_lifetime') AS Password_lifetime,
  IFNULL(JSON_VALUE(Priv, '$.authentication_string'), '') = '' AS No_password,
  JSON_EXTRACT(Priv, '$.auth_or[*].plugin') AS Other_plugins
FROM mysql.global_priv"""
"""The state of accounts. Of their secrets it only takes whether there is one."""
MYSQL = f"SELECT User, Host, 'N' AS is_role, ssl_type, plugin, {COLUMNS} FROM mysql.user"  # noqa: S608
MYSQL_STATES = """
SELECT User, Host, account_locked = 'Y' AS Account_locked,
  IF(password_expired = 'Y', '0', UNIX_TIMESTAMP(password_last_changed)) AS Password_last_changed,
  password_lifetime AS Password_lifetime, authentication_string = '' AS No_password,
  NULL AS Other_plugins
FROM mysql.user"""
MARIADB_MEMBERS = "SELECT User, Host, Role, '' AS Role_host FROM mysql.roles_mapping"
MYSQL_MEMBERS = (
    "SELECT TO_USER AS User, TO_HOST AS Host, FROM_USER AS Role, FROM_HOST AS Role_host "
    "FROM mysql.role_edges"
)
NEEDS = {
    "users": "GRANT SELECT (User, Host, is_role, ssl_type, plugin and the columns *_priv) "
    "ON mysql.user TO the account",
    "states": "GRANT SELECT ON mysql.global_priv TO the account (or account_view)",
    "members": "GRANT SELECT ON mysql.roles_mapping TO the account",
}
Key = tuple[str, str]
"""User and host; the host of a role is empty."""


@dataclass(slots=True)
class State:
    """What is known of how an account may log in."""

    locked: bool = False
    changed_at: datetime | None = None
    expired: bool = False
    lifetime: int | None = None
    no_password: bool = False
    plugins: tuple[str, ...] = ()


@dataclass(slots=True)
class Account:
    """One account or role."""

    user: str
    host: str
    is_role: bool
    tls: bool
    plugin: str
    rights: frozenset[str]
    state: State | None = None
    roles: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """`user@host`; a role by its name alone."""
        return self.user if self.is_role else f"{self.user}@{self.host}"

    @property
    def login(self) -> bool:
        """Whether anybody may log in; yes where that is not known."""
        return not self.is_role and not (self.state and self.state.locked)

    @property
    def passwordless(self) -> bool:
        """Whether it lets anybody in who names it."""
        if self.state is None or self.is_role:
            return False
        return self.state.no_password and self.plugin.lower() in SECRET

    def expires_at(self, lifetime: int | None) -> datetime | None:
        """When the password expires; `lifetime` is the server's own, in days."""
        if self.state is None or self.is_role or self.plugin.lower() not in SECRET:
            return None
        if self.state.expired:
            return datetime.fromtimestamp(0, UTC)
        days = lifetime if self.state.lifetime is None else self.state.lifetime
        return (
            self.state.changed_at + timedelta(days=days) if days and self.state.changed_at else None
        )


class Accounts:
    """All accounts by key, who is in which role, and what could not be read of them."""

    def __init__(self, subject: Subject) -> None:
        mariadb = subject.is_mariadb
        self.problems: list[Problem] = []
        rows = self._tried(subject, MARIADB if mariadb else MYSQL, NEEDS["users"])
        self._edges = self._tried(
            subject, MARIADB_MEMBERS if mariadb else MYSQL_MEMBERS, NEEDS["members"]
        )
        self._as_roles = {(row["Role"], row["Role_host"]) for row in self._edges}
        self.all = {(row["User"], row["Host"]): self._account(row) for row in rows}
        for row in self._edges:
            if member := self.all.get((row["User"], row["Host"])):
                member.roles.append(self.name((row["Role"], row["Role_host"])))
        self._add_states(subject)

    def name(self, key: Key) -> str:
        """The name that evidence has for an account or role."""
        found = self.all.get(key)
        if found:
            return found.name
        return key[0] if not key[1] else f"{key[0]}@{key[1]}"

    def sorted(self) -> list[Account]:
        """All of them by name."""
        return sorted(self.all.values(), key=lambda one: one.name)

    def powerful(self, writers: frozenset[Key]) -> frozenset[str]:
        """Names of those that may make themselves anything, by SUPER or by writing to `mysql`."""
        own = {
            one.name
            for key, one in self.all.items()
            if one.rights & {"Super", "Insert", "Update"} or key in writers
        }
        return frozenset(own)

    def privileged(self, powerful: frozenset[str]) -> frozenset[str]:
        """Names of those with rights of administration, also by way of a role."""
        found = {one.name for one in self.all.values() if one.rights & ADMIN} | powerful
        members: dict[str, list[str]] = {}
        for one in self.all.values():
            for role in one.roles:
                members.setdefault(role, []).append(one.name)
        waiting = list(found)
        while waiting:
            fresh = [name for name in members.get(waiting.pop(), ()) if name not in found]
            found.update(fresh)
            waiting += fresh
        return frozenset(found)

    def _account(self, row: Row) -> Account:
        rights = frozenset(right for right in RIGHTS if row[f"{right}_priv"] == "Y")
        key = row["User"], row["Host"]
        is_role = row["is_role"] == "Y" or (key in self._as_roles and key[1] in ("", "%"))
        tls = bool(row["ssl_type"])
        return Account(*key, is_role, tls, row["plugin"] or "", rights)

    def _tried(self, subject: Subject, question: str, needs: str) -> list[Row]:
        try:
            return list(subject.ask(question, needs))
        except GapError as error:
            self.problems.append(problem_of(error))
            return []

    def _add_states(self, subject: Subject) -> None:
        question = MARIADB_STATES if subject.is_mariadb else MYSQL_STATES
        needs = NEEDS["states"]
        if view := subject.options.account_view:
            columns = "User, Host, Account_locked, Password_last_changed, Password_lifetime, "
            schema, _, name = view.partition(".")
            question = f"SELECT {columns}No_password, Other_plugins FROM `{schema}`.`{name}`"  # noqa: S608 - an option
            needs = f"GRANT SELECT ON {view} TO the account"
        for row in self._tried(subject, question, needs):
            if one := self.all.get((row["User"], row["Host"])):
                one.state = _state(row)


def _state(row: Mapping[str, object]) -> State:
    changed, lifetime = _number(row["Password_last_changed"]), _number(row["Password_lifetime"])
    others = str(row["Other_plugins"] or "").strip("[]").replace('"', "")
    return State(
        locked=bool(row["Account_locked"]),
        changed_at=datetime.fromtimestamp(changed, UTC) if changed else None,
        expired=changed == 0,
        lifetime=None if lifetime is None or lifetime < 0 else lifetime,
        no_password=bool(row["No_password"]),
        plugins=tuple(filter(None, (name.strip() for name in others.split(",")))),
    )


def _number(value: object) -> int | None:
    try:
        return None if value is None else int(float(str(value)))
    except ValueError:
        return None
