"""`account_inventory`: passwd(5), shadow(5), group(5), sudoers(5) and the last logins.

Password hashes are looked at for one thing, whether they lock the account, and go nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from auditor.api import GapError, Host, Item
from auditor_plugins.linux import sudoers
from auditor_plugins.linux.common import (
    Found,
    Line,
    Problem,
    Subject,
    Valued,
    invalid,
    is_absent,
    item,
    problem_of,
    read_lines,
    whole,
)
from auditor_plugins.linux.keys import has_keys
from auditor_plugins.linux.lastlog import lastlog, lastlog2

T = TypeVar("T")
PASSWD, SHADOW, GROUP = "/etc/passwd", "/etc/shadow", "/etc/group"
PERSONAL_UIDS = range(1000, 60000)
"""UID_MIN and UID_MAX of login.defs(5) as delivered."""
NO_SHELLS = ("nologin", "false", "sync", "halt", "shutdown", "true")
LAST_DAY = (date.max - date(1970, 1, 1)).days
ADMIN_GROUPS = ("sudo", "wheel", "admin", "root")


@dataclass(frozen=True, slots=True)
class User:
    """A line of passwd."""

    name: str
    password: str = field(repr=False)
    uid: int
    gid: int
    home: str
    shell: str
    line: Line = field(repr=False)


@dataclass(frozen=True, slots=True)
class Shadow:
    """What a line of shadow says, without the hash."""

    locked: bool
    changed: str | None
    expires: str | None
    line: Line = field(repr=False)


@dataclass(frozen=True, slots=True)
class Group:
    """A line of group."""

    name: str
    gid: int
    members: frozenset[str]


def collect(subject: Subject) -> Found:
    """One row for each account of passwd.

    Raises:
        GapError: when passwd or shadow cannot be read; without shadow nobody knows who is enabled.
    """
    host, problems = subject.host, list[Problem]()
    users = _parsed(host, PASSWD, user_of, problems)
    shadows = dict(_parsed(host, SHADOW, _shadow_of, problems))
    privileged = _privileged(subject, [user for _, user in users], problems)
    logins = _logins(host, [user for _, user in users], problems)
    items = [
        _row(subject, user, shadows.get(user.name), privileged, logins.get(user.name))
        for _, user in users
    ]
    return Found(tuple(items), PASSWD, tuple(problems))


def _row(
    subject: Subject,
    user: User,
    shadow: Shadow | None,
    privileged: frozenset[str] | None,
    login: Valued | None,
) -> Item:
    host, at = subject.host, user.line.at(subject.host)
    fixed = {
        "system_id": subject.name,
        "account": user.name,
        "kind": "personal" if user.uid in PERSONAL_UIDS else "service",
        "enabled": _enabled(host, user, shadow),
        "privileged": None if privileged is None else user.name in privileged,
        "person": subject.options.owners.get(user.name),
    }
    values: dict[str, Valued | None] = {"last_login_at": login}
    if shadow:
        place = shadow.line.at(host)
        for name, day in (("password_changed_at", shadow.changed), ("expires_at", shadow.expires)):
            values[name] = Valued(day, place) if day else None
    return item(fixed, values, at)


def _enabled(host: Host, user: User, shadow: Shadow | None) -> bool:
    """A shell that lets in, and a password that is not locked or a key to log in with."""
    if user.shell.rpartition("/")[2] in NO_SHELLS:
        return False
    in_shadow = user.password == "x"  # noqa: S105 - the mark that shadow holds the password
    if in_shadow and shadow is not None and not shadow.locked:
        return True
    if not in_shadow and not _is_locked(user.password):
        return True
    return has_keys(host, user.name, user.uid, user.home)


def _is_locked(password: str) -> bool:
    return password[:1] in ("!", "*") or password in ("x", "NP", "LK")


def _parsed(
    host: Host, path: str, read: Callable[[Line], T], problems: list[Problem]
) -> list[tuple[str, T]]:
    """Name and content of each line; what cannot be read is a problem."""
    found: list[tuple[str, T]] = []
    for line in read_lines(host, path):
        if not line.text.strip() or line.text.startswith("#"):
            continue
        try:
            one = read(line)
        except ValueError as error:
            problems.append(invalid(host, line, str(error)))
            continue
        found.append((line.text.split(":", 1)[0], one))
    return found


def _fields(line: Line, count: int) -> list[str]:
    if line.text[:1] in "+-":
        raise ValueError("accounts of another directory (NIS) are not read")
    fields = line.text.split(":")
    if len(fields) != count or not fields[0]:
        raise ValueError(f"expected {count} fields parted by colons")
    return fields


def user_of(line: Line) -> User:
    """A line of passwd(5).

    Raises:
        ValueError: naming the field, never quoting it.
    """
    name, password, uid, gid, _, home, shell = _fields(line, 7)
    numbers = whole(uid), whole(gid)
    return User(name, password, *numbers, home, shell or "/bin/sh", line)


def _shadow_of(line: Line) -> Shadow:
    fields = _fields(line, 9)
    return Shadow(_is_locked(fields[1]), _day(fields[2]), _day(fields[7]), line)


def _day(text: str) -> str | None:
    """Days since the epoch as a date; 0 (must change) and nothing are no date (shadow(5))."""
    days = whole(text) if text else 0
    if days > LAST_DAY:
        raise ValueError("expected days since 1970-01-01")
    return (date(1970, 1, 1) + timedelta(days=days)).isoformat() if days > 0 else None


def group_of(line: Line) -> Group:
    """A line of group(5)."""
    name, _, gid, members = _fields(line, 4)
    return Group(name, whole(gid), frozenset(filter(None, members.split(","))))


def _privileged(
    subject: Subject, users: Iterable[User], problems: list[Problem]
) -> frozenset[str] | None:
    """The accounts with the rights of root; None when groups or sudoers cannot be read."""
    host = subject.host
    try:
        groups = [group for _, group in _parsed(host, GROUP, group_of, problems)]
        rules = _sudoers(subject)
    except GapError as error:
        problems.append(problem_of(error))
        return None
    problems += rules.problems
    memberships = ((user, _groups_of(user, groups)) for user in users)
    return frozenset(user.name for user, own in memberships if _is_admin(rules, user, own))


def _sudoers(subject: Subject) -> sudoers.Sudoers:
    try:
        return sudoers.parse(subject.host)
    except GapError as error:
        if is_absent(error) and subject.packages.ruled_out("sudo", "sudo-ldap"):
            return sudoers.Sudoers()
        raise


def _groups_of(user: User, groups: Iterable[Group]) -> dict[str, int]:
    return {one.name: one.gid for one in groups if user.name in one.members or one.gid == user.gid}


def _is_admin(rules: sudoers.Sudoers, user: User, groups: Mapping[str, int]) -> bool:
    in_group = any(name in groups for name in ADMIN_GROUPS)
    return user.uid == 0 or in_group or sudoers.grants(rules, user.name, user.uid, groups)


def _logins(host: Host, users: Iterable[User], problems: list[Problem]) -> dict[str, Valued]:
    try:
        found = {user.name: lastlog(host, user.uid) for user in users}
        return {name: login for name, login in found.items() if login} | lastlog2(host)
    except GapError as error:
        problems.append(problem_of(error))
        return {}
