"""The table of evidence kinds and rooms, each kind guarded on its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial

from auditor.api import (
    Collected,
    Context,
    Gap,
    GapError,
    GapReason,
    Item,
    Source,
    Target,
    bounded,
)
from auditor.api.databases.subject import Problem, problem_of, sifted
from auditor_plugins.postgres import grants, logs, objects, roles, settings, tables, tls, views
from auditor_plugins.postgres.client import Client
from auditor_plugins.postgres.options import Options
from auditor_plugins.postgres.subject import Subject

ROOMS: dict[str, Callable[[Subject], Iterator[Item | Problem]]] = {
    "account_inventory": roles.accounts,
    "audit_logging": logs.logs,
    "data_dictionary": tables.dictionary,
    "db_views": views.views,
    "dlp_scan": tables.old_data,
    "password_policy": logs.passwords,
    "postgres_archiving": objects.archiving,
    "postgres_grants": grants.grants,
    "postgres_object_grants": objects.object_grants,
    "postgres_roles": roles.roles,
    "postgres_row_security": objects.row_security,
    "postgres_settings": settings.settings,
    "storage_inventory": tables.store,
    "system_inventory": tables.system,
    "tls_endpoints": tls.endpoints,
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
    client = Client(target, context.timezone)
    try:
        yield from answered(
            Subject(target, context, client.ask, partial(tls.expiry, target.options))
        )
    finally:
        client.close()


def answered(subject: Subject) -> Iterator[Collected | Gap]:
    """The evidence of a subject, whoever answers for it."""
    for kind in filter(subject.context.wants, promised(subject.options)):
        try:
            yield from _of_kind(kind, subject)
        except GapError as error:
            yield _gap(kind, subject, problem_of(error), partial=False)


def _of_kind(kind: str, subject: Subject) -> Iterator[Collected | Gap]:
    problems: list[Problem] = []
    source = Source(f"postgres/{subject.name}")
    # A room that is left before its end must end its question before the next is asked.
    with closing(sifted(ROOMS[kind](subject), problems)) as rows:
        found = list(bounded(kind, rows, source, subject.name, subject.options.max_rows))
    empty = not any(next(iter(one.items), None) for one in found if isinstance(one, Collected))
    if problems and empty:
        yield _gap(kind, subject, problems[0], partial=False)
        return
    for one in found:
        last_resort = isinstance(one, Collected) and kind in FALLBACK
        yield replace(one, fallback=True) if last_resort else one
    yield from (_gap(kind, subject, problem, partial=True) for problem in problems)


def _gap(kind: str, subject: Subject, problem: Problem, partial: bool) -> Gap:
    reason: GapReason = problem.reason
    return Gap(
        kind,
        subject.name,
        reason,
        problem.message,
        problem.location,
        partial=partial,
        message_zh=problem.message_zh,
    )
