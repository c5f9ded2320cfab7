"""The table of evidence kinds and rooms, each kind guarded on its own."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

from auditor.api import Collected, Context, Gap, GapError, GapReason, Source, Target
from auditor_plugins.linux import (
    accounts,
    acl,
    auditlog,
    endpoint,
    firewall,
    inventory,
    malware,
    packages,
    pam,
    patches,
    services,
    sshd,
)
from auditor_plugins.linux.common import Found, Problem, Subject, problem_of
from auditor_plugins.linux.hosts import open_host
from auditor_plugins.linux.options import Options

ROOMS: dict[str, Callable[[Subject], Found]] = {
    "account_inventory": accounts.collect,
    "audit_logging": auditlog.collect,
    "endpoint_config": endpoint.collect,
    "endpoint_protection": malware.collect,
    "file_acl": acl.collect,
    "firewall_config": firewall.collect,
    "listening_services": services.collect,
    "password_policy": pam.collect,
    "patch_status": patches.collect,
    "sshd_config": sshd.collect,
    "system_inventory": inventory.collect,
}


def promised(options: Options) -> tuple[str, ...]:
    """The kinds that a host delivers, as rows or as a gap: all but those left out."""
    return tuple(kind for kind in ROOMS if kind not in options.leave_out)


def collect(target: Target, context: Context) -> Iterator[Collected | Gap]:
    """All kinds in the order of their names; one that fails is a gap of that kind alone.

    Raises:
        GapError: when the host itself cannot be reached.
    """
    host = open_host(target)
    subject = Subject(host, target, packages.load(host))
    for kind in filter(context.wants, promised(target.options)):
        yield from _guarded(kind, ROOMS[kind], subject)


def _guarded(
    kind: str, room: Callable[[Subject], Found], subject: Subject
) -> Iterator[Collected | Gap]:
    try:
        found = room(subject)
        source = _source(subject, found.path)
    except GapError as error:
        yield _gap(kind, subject, problem_of(error), partial=False)
        return
    except Exception as error:
        message = f"the collector of {kind} failed with {type(error).__name__}"
        message_zh = f"采集 {kind} 时程序出错:{type(error).__name__}"
        yield Gap(kind, subject.name, GapReason.CRASHED, message, message_zh=message_zh)
        return
    yield Collected(kind, found.items, source, found.fallback)
    yield from (_gap(kind, subject, problem, partial=True) for problem in found.problems)


def _gap(kind: str, subject: Subject, problem: Problem, partial: bool) -> Gap:
    return Gap(
        kind,
        subject.name,
        problem.reason,
        problem.message,
        problem.location,
        partial=partial,
        message_zh=problem.message_zh,
    )


def _source(subject: Subject, path: str) -> Source:
    """Where rows come from; with a digest when that is one readable file."""
    if not path:
        return Source(subject.host.locate("/"))
    try:
        digest = hashlib.sha256(subject.host.read(path)).hexdigest()
    except GapError:
        digest = ""
    return Source(subject.host.locate(path), digest)
