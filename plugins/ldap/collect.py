"""The table of evidence kinds, each guarded on its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from auditor.api import Collected, Context, Gap, GapError, Target
from auditor_plugins.ldap import accounts, groups, policies
from auditor_plugins.ldap.client import opened
from auditor_plugins.ldap.directory import Directory, looked_up
from auditor_plugins.ldap.options import Options
from auditor_plugins.ldap.search import Ask

ROOMS: dict[str, Callable[[Directory], Iterator[Collected | Gap]]] = {
    "account_inventory": accounts.collect,
    "directory_groups": groups.collect,
    "lockout_policy": policies.lockouts,
    "password_policy": policies.passwords,
}


def promised(options: Options) -> tuple[str, ...]:
    """The kinds that a directory delivers, as rows or as a gap: all but those left out."""
    return tuple(kind for kind in ROOMS if kind not in options.leave_out)


def collect(target: Target, context: Context) -> Iterator[Collected | Gap]:
    """All kinds that are wanted, in the order of their names.

    Raises:
        GapError: when the directory itself cannot be reached or refuses the bind.
    """
    with opened(target) as ask:
        yield from asked(ask, target, context)


def asked(ask: Ask, target: Target, context: Context) -> Iterator[Collected | Gap]:
    """The same from anything that answers.

    Raises:
        GapError: the root entry cannot be had.
    """
    directory = looked_up(ask, target, context)
    for kind in filter(context.wants, promised(target.options)):
        try:
            yield from ROOMS[kind](directory)
        except GapError as error:
            yield directory.gap(kind, error)
