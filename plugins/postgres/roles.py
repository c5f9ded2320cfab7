"""Roles with their attributes and memberships, and the accounts that they are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from auditor.api import Item
from auditor.api.databases.options import Account
from auditor.api.databases.subject import Row, known
from auditor_plugins.postgres.subject import Subject

POWERFUL = (
    "azure_pg_admin",
    "cloudsqlsuperuser",
    "pg_execute_server_program",
    "pg_read_all_data",
    "pg_read_server_files",
    "pg_write_all_data",
    "pg_write_server_files",
    "rds_superuser",
)
"""Roles whose members pass by the grants on tables, here or at a cloud provider."""
QUESTION = f"""
WITH RECURSIVE power(oid) AS (
  SELECT oid FROM pg_roles WHERE rolsuper OR rolcreaterole OR rolreplication OR rolbypassrls
    OR rolname IN ({", ".join(f"'{name}'" for name in POWERFUL)})
  UNION SELECT m.member FROM pg_auth_members m JOIN power p ON p.oid = m.roleid
)
SELECT r.rolname AS role, r.rolcanlogin AS login, r.rolsuper AS superuser,
  r.rolcreaterole AS createrole, r.rolbypassrls AS bypassrls,
  ARRAY(SELECT DISTINCT g.rolname::text COLLATE "C" FROM pg_auth_members m
    JOIN pg_roles g ON g.oid = m.roleid WHERE m.member = r.oid ORDER BY 1) AS member_of,
  CASE WHEN r.rolvaliduntil = '-infinity' THEN '1970-01-01T00:00:00Z'
    WHEN r.rolvaliduntil < '9999-12-31' THEN
      to_char(r.rolvaliduntil AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
    END AS valid_until,
  r.oid IN (SELECT oid FROM power) AS privileged, r.oid < 16384 AND r.rolname ~ '^pg_' AS builtin
FROM pg_roles r ORDER BY r.rolname COLLATE "C\""""  # noqa: S608 - constants only
NOBODY = Account()


def roles(subject: Subject) -> Iterator[Item]:
    """One row for each role, those of the system too, since others are members of them."""
    for row in subject.ask(QUESTION):
        fields = ("role", "login", "superuser", "createrole", "bypassrls", "member_of")
        account = subject.options.accounts.get(row["role"], NOBODY)
        yield known(
            **{name: row[name] for name in fields},
            valid_until=row["valid_until"],
            person=account.person,
            host=subject.name,
            _loc=subject.place(f"pg_roles/{row['role']}"),
        )


def accounts(subject: Subject) -> Iterator[Item]:
    """One row for each role that is not the system's; a role without LOGIN is not enabled."""
    for row in subject.ask(QUESTION):
        if not row["builtin"]:
            yield _account(subject, row)


def _account(subject: Subject, row: Row) -> Item:
    account = subject.options.accounts.get(row["role"], NOBODY)
    return known(
        account=row["role"],
        system_id=subject.name,
        kind=account.kind,
        person=account.person,
        persons_using=account.persons_using,
        privileged=row["privileged"],
        enabled=row["login"],
        last_login_at=_day(account.last_login_at),
        password_changed_at=_day(account.password_changed_at) or _set_at(subject, row),
        expires_at=row["valid_until"],
        _loc=subject.place(f"pg_roles/{row['role']}"),
    )


def _day(day: object) -> str | None:
    return str(day) if day else None


def _set_at(subject: Subject, row: Row) -> str | None:
    """Where VALID UNTIL is always set to so many days after the change: when that was."""
    days = subject.options.password_days
    if not days or not row["valid_until"]:
        return None
    return (datetime.fromisoformat(row["valid_until"]) - timedelta(days=days)).isoformat()
