"""`file_acl`: ownership, mode and ACL of the configured paths."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from auditor.api import (
    GapError,
    GapReason,
    Host,
    Item,
    Location,
)
from auditor.api.acl import Acl, acl_of, read_getfacl
from auditor_plugins.linux.accounts import GROUP, PASSWD, group_of, user_of
from auditor_plugins.linux.common import (
    Found,
    Line,
    Problem,
    Subject,
    absent,
    invalid_at,
    is_absent,
    problem_of,
    read_lines,
    text_of,
)
from auditor_plugins.linux.hosts import TreeHost
from auditor_plugins.linux.options import WatchedPath

DEFAULTS = tuple(
    WatchedPath(path=path)
    for path in ("/etc/passwd", "/etc/shadow", "/etc/ssh", "/etc/sudoers", "/var/log")
)
"""Reported when nothing is configured; those that are not there are left out."""
Acls = Callable[[WatchedPath], list[Acl]]
Places = Callable[[Acl], Location]


def collect(subject: Subject) -> Found:
    """One row for each configured path, and for what lies below the recursive ones.

    Raises:
        GapError: when none of the paths could be read, or the metadata file cannot be.
    """
    problems: list[Problem] = []
    look, place_of = _from_metadata(subject) if subject.options.metadata else _from_disk(subject)
    items: list[Item] = []
    for path in subject.options.paths or DEFAULTS:
        try:
            items += [_row(subject, place_of(acl), path, acl) for acl in look(path)]
        except GapError as error:
            if subject.options.paths or not is_absent(error):
                problems.append(problem_of(error))
    if not items:
        raise _nothing(subject, problems)
    return Found(tuple(items), "", tuple(problems))


def _nothing(subject: Subject, problems: list[Problem]) -> GapError:
    if problems:
        return problems[0].as_error()
    return absent(subject.host, "/etc/passwd", "none of the default paths is there")


def _row(subject: Subject, at: Location, path: WatchedPath, acl: Acl) -> Item:
    row: Item = {
        "host": subject.name,
        "path": acl.path,
        "owner": acl.owner,
        "group": acl.group,
        "mode": acl.mode,
        "entries": acl.granted(),
        "inherited": False,
        "_loc": at.as_dict(),
    }
    labels = {"store_id", "content", "classification"}
    return row | path.model_dump(include=labels, exclude_none=True)


def _from_metadata(subject: Subject) -> tuple[Acls, Places]:
    """Look paths up in the file of `getfacl -Rp`; it is the user's file, not the host's."""
    file = subject.target.base / (subject.options.metadata or "")
    host, path = TreeHost(file.parent, subject.target.base), f"/{file.name}"
    try:
        records = {acl.path: acl for acl in read_getfacl(text_of(host, path).split("\n"))}
    except ValueError as error:
        raise invalid_at(Location(host.locate(path)), str(error)).as_error() from None

    def look(wanted: WatchedPath) -> list[Acl]:
        top = wanted.path.rstrip("/") or "/"
        if top not in records:
            place = Location(host.locate(path))
            message = f"{place.file} has no record of {top}; write it with getfacl -Rp"
            raise GapError(GapReason.ABSENT, message, place, f"{place.file} 中没有该路径的记录")
        below = [one for name, one in sorted(records.items()) if name.startswith(f"{top}/")]
        return [records[top], *(below if wanted.recursive else [])]

    return look, lambda acl: Location(host.locate(path), acl.line)


def _from_disk(subject: Subject) -> tuple[Acls, Places]:
    host = subject.host
    names = (_names(host, PASSWD, user_of, "uid"), _names(host, GROUP, group_of, "gid"))

    def look(wanted: WatchedPath) -> list[Acl]:
        paths = _below(host, wanted.path) if wanted.recursive else iter((wanted.path,))
        return [_acl(host, path, *names) for path in paths]

    return look, lambda acl: Location(host.locate(acl.path), 1)


def _below(host: Host, path: str) -> Iterator[str]:
    """The path and all below it, links left out (what they name has rights of its own)."""
    yield path
    if host.stat(path).kind != "dir":
        return
    for name in host.names(path):
        inner = f"{path.rstrip('/')}/{name}"
        kind = host.stat(inner, follow=False).kind
        if kind == "dir":
            yield from _below(host, inner)
        elif kind != "link":
            yield inner


def _acl(host: Host, path: str, users: dict[int, str], groups: dict[int, str]) -> Acl:
    meta = host.stat(path)
    owner = users.get(meta.uid, str(meta.uid))
    group = groups.get(meta.gid, str(meta.gid))
    return acl_of(path, meta.mode, owner, group, text=meta.acl, users=users, groups=groups)


def _names(host: Host, path: str, read: Callable[[Line], object], key: str) -> dict[int, str]:
    """Numbers to names by the host's own file; without it numbers stay numbers."""
    found: dict[int, str] = {}
    try:
        lines = read_lines(host, path)
    except GapError:
        return found
    for line in lines:
        try:
            one = read(line)
        except ValueError:
            continue
        found.setdefault(getattr(one, key), getattr(one, "name"))  # noqa: B009 - two types
    return found
