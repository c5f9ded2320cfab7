"""Roles with their attributes and memberships, and the accounts that log in."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import Item
from auditor.api.databases.options import Account as Stated
from auditor.api.databases.subject import Problem, known
from auditor_plugins.mysql.accounts import Account
from auditor_plugins.mysql.rights import Rights
from auditor_plugins.mysql.subject import Subject

NOBODY = Stated()


def roles(subject: Subject, rights: Rights) -> Iterator[Item | Problem]:
    """One row for each account and role."""
    lifetime = subject.number("default_password_lifetime")
    for one in rights.accounts.sorted():
        stated = subject.options.accounts.get(one.name, NOBODY)
        expires = one.expires_at(lifetime)
        yield known(
            role=one.name,
            login=one.login,
            superuser=one.name in rights.powerful,
            createrole="Create_user" in one.rights,
            bypassrls=False,  # there is no row security to pass by
            member_of=sorted(set(one.roles)),
            valid_until=expires.isoformat() if expires else None,
            person=stated.person,
            host=subject.name,
            _loc=subject.place(f"mysql.user/{one.name}"),
        )
    yield from rights.problems


def inventory(subject: Subject, rights: Rights) -> Iterator[Item | Problem]:
    """One row for each account; roles cannot log in and are none."""
    privileged = rights.accounts.privileged(rights.powerful)
    lifetime = subject.number("default_password_lifetime")
    for one in rights.accounts.sorted():
        if not one.is_role:
            yield _account(subject, one, one.name in privileged, lifetime)
    yield from rights.problems


def _account(subject: Subject, one: Account, privileged: bool, lifetime: int | None) -> Item:
    stated = subject.options.accounts.get(one.name, NOBODY)
    changed = one.state.changed_at if one.state else None
    expires = one.expires_at(lifetime)
    return known(
        account=one.name,
        system_id=subject.name,
        kind=stated.kind,
        person=stated.person,
        persons_using=stated.persons_using,
        privileged=privileged,
        enabled=one.login,
        last_login_at=str(stated.last_login_at) if stated.last_login_at else None,
        password_changed_at=_changed(stated, changed.isoformat() if changed else None),
        expires_at=expires.isoformat() if expires else None,
        _loc=subject.place(f"mysql.user/{one.name}"),
    )


def _changed(stated: Stated, found: str | None) -> str | None:
    return str(stated.password_changed_at) if stated.password_changed_at else found
