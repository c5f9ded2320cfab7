"""The table of evidence kinds, each guarded on its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from itertools import chain

from auditor.api import Collected, Context, Gap, GapError, Item, Location, Target, bounded
from auditor_plugins.kubernetes import (
    accounts,
    audit,
    encryption,
    images,
    network,
    pods,
    rbac,
    running,
    services,
)
from auditor_plugins.kubernetes.client import opened
from auditor_plugins.kubernetes.cluster import Cluster
from auditor_plugins.kubernetes.objects import Ask, known
from auditor_plugins.kubernetes.options import Options

Room = Callable[[Cluster], Iterable[Item | GapError]]
FALLBACK = "system_inventory"


def _inventory(cluster: Cluster) -> Iterator[Item]:
    """The cluster as one system; a fallback, since an inventory kept by people says more."""
    yield known(
        {
            "system_id": cluster.name,
            "host": cluster.name,
            "kind": cluster.options.kind,
            "holds_customer_info": cluster.options.holds_customer_info,
            "_loc": Location(cluster.source.uri).as_dict(),
        }
    )


ROOMS: dict[str, tuple[Room, tuple[str, ...]]] = {
    "account_inventory": (accounts.collect, accounts.NEEDS),
    "audit_logging": (audit.collect, audit.NEEDS),
    "firewall_config": (network.collect, network.NEEDS),
    "listening_services": (services.collect, services.NEEDS),
    "rbac_grants": (rbac.collect, rbac.RESOURCES),
    "software_inventory": (images.collect, pods.RESOURCES),
    "storage_inventory": (encryption.collect, encryption.NEEDS),
    "system_inventory": (_inventory, ()),
    "workloads": (running.collect, pods.RESOURCES),
}
"""Kind to what makes its rows, and the resources that it reads for them."""


def promised(options: Options) -> tuple[str, ...]:
    """The kinds that a cluster delivers, as rows or as a gap: all but those left out."""
    return tuple(kind for kind in ROOMS if kind not in options.leave_out)


def collect(target: Target, context: Context) -> Iterator[Collected | Gap]:
    """All kinds that are wanted, in the order of their names.

    Raises:
        GapError: the kubeconfig cannot be used.
    """
    with ExitStack() as stack:
        ask = stack.enter_context(opened(target)) if target.options.kubeconfig else None
        yield from asked(ask, target, context)


def asked(ask: Ask | None, target: Target, context: Context) -> Iterator[Collected | Gap]:
    """The same from anything that answers, or from files alone."""
    cluster = Cluster(target, ask)
    for kind in filter(context.wants, promised(target.options)):
        yield from _kind(cluster, kind)


def _kind(cluster: Cluster, kind: str) -> Iterator[Collected | Gap]:
    """Rows and what is missing of them; without a row, a gap alone."""
    room, needs = ROOMS[kind]
    problems: list[GapError] = []
    rows = _parted(room(cluster), problems)
    first = next(rows, None)
    missing = [*problems, *cluster.lacks(*needs)] if first is None else []
    if missing:
        yield from (_gap(cluster, kind, one, False) for one in missing)
        return
    given = chain([first] if first is not None else [], rows)
    most = cluster.options.max_rows
    for one in bounded(kind, given, cluster.source, cluster.name, most):
        if kind == FALLBACK and isinstance(one, Collected):
            yield Collected(kind, one.items, one.source, fallback=True)
        else:
            yield one
    for problem in [*problems, *cluster.lacks(*needs)]:
        yield _gap(cluster, kind, problem, True)


def _parted(found: Iterable[Item | GapError], problems: list[GapError]) -> Iterator[Item]:
    for one in found:
        if isinstance(one, GapError):
            problems.append(one)
        else:
            yield one


def _gap(cluster: Cluster, kind: str, error: GapError, partial: bool) -> Gap:
    return Gap(
        kind,
        cluster.name,
        error.reason,
        error.message,
        error.location,
        partial=partial,
        message_zh=error.message_zh,
    )
