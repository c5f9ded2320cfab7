"""The table of evidence kinds and rooms, each kind guarded on its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

from auditor.api import Collected, Context, Gap, GapError, Item, Source, Target, bounded
from auditor.api.databases.subject import Problem, problem_of, sifted
from auditor_plugins.mysql import grants, logs, roles, settings, tables, views
from auditor_plugins.mysql.client import Client
from auditor_plugins.mysql.options import Options
from auditor_plugins.mysql.rights import Rights
from auditor_plugins.mysql.subject import Subject

Rows = Iterator[Item | Problem]


ROOMS: dict[str, Callable[[Subject, Rights], Rows]] = {
    "account_inventory": roles.inventory,
    "audit_logging": logs.logs,
    "data_dictionary": tables.dictionary,
    "db_views": views.views,
    "dlp_scan": tables.old_data,
    "password_policy": logs.passwords,
    "postgres_grants": grants.grants,
    "postgres_roles": roles.roles,
    "postgres_settings": settings.settings,
    "storage_inventory": tables.store,
    "system_inventory": tables.system,
    "tls_endpoints": settings.endpoints,
}
FALLBACK = {"system_inventory"}


def promised(options: Options) -> tuple[str, ...]:
    """The kinds that a target delivers, as rows or as a gap: all but those left out."""
    return options.promised(ROOMS)


def collect(target: Target, context: Context) -> Iterator[Collected | Gap]:
    """All kinds in the order of their names; one that fails is a gap of that kind alone.

    Raises:
        GapError: when there is no session with the server.
    """
    offset = context.now.astimezone(ZoneInfo(context.timezone)).isoformat()[-6:]
    client = Client(target, offset)
    try:
        yield from answered(Subject(target, context, client.ask))
    finally:
        client.close()


def answered(subject: Subject) -> Iterator[Collected | Gap]:
    """The evidence of a subject, whoever answers for it."""
    rights = Rights(subject)
    for kind in filter(subject.context.wants, promised(subject.options)):
        try:
            yield from _of_kind(kind, subject, rights)
        except GapError as error:
            yield _gap(kind, subject, problem_of(error), False)


def _of_kind(kind: str, subject: Subject, rights: Rights) -> Iterator[Collected | Gap]:
    problems: list[Problem] = []
    source = Source(f"mysql/{subject.name}")
    rows = sifted(ROOMS[kind](subject, rights), problems)
    found, *beyond = bounded(kind, rows, source, subject.name, subject.options.max_rows)
    partial = isinstance(found, Collected) and any(True for _ in found.items)
    if partial or not problems:
        yield replace(found, fallback=True) if kind in FALLBACK else found
    yield from beyond
    yield from (_gap(kind, subject, problem, partial) for problem in dict.fromkeys(problems))


def _gap(kind: str, subject: Subject, problem: Problem, partial: bool) -> Gap:
    return Gap(
        kind,
        subject.name,
        problem.reason,
        f"{kind}: {problem.message}",
        problem.location,
        partial=partial,
        message_zh=f"{kind}:{problem.message_zh}",
    )
