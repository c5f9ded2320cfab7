"""`account_inventory`: service accounts, and the users that bindings name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from auditor.api import Item, Location
from auditor_plugins.kubernetes.cluster import Cluster
from auditor_plugins.kubernetes.objects import Thing, known, text
from auditor_plugins.kubernetes.options import chosen, matches
from auditor_plugins.kubernetes.rbac import ANONYMOUS, RESOURCES, Grant, grants, service_account

NEEDS = ("serviceaccounts", *RESOURCES)

KNOWN = ("system:authenticated", "system:unauthenticated", "system:nodes", "system:monitoring")
GROUP = "\0group"
"""Stands for groups that rule, and that any user may be in."""


def collect(cluster: Cluster) -> Iterator[Item]:
    """One row for each account."""
    found = list(grants(cluster))
    power = _power(found)
    rows = {
        service_account(thing.namespace, thing.name): (thing.place(), _named_owner(cluster, thing))
        for thing in cluster.things("serviceaccounts")
    }
    for one in found:
        if (one.kind == "User" and one.subject != ANONYMOUS) or _undeclared(cluster, one):
            rows.setdefault(one.subject, (one.place, ""))
    for name in sorted(rows):
        yield _row(cluster, name, rows[name], _privileged(cluster, name, power))


def _undeclared(cluster: Cluster, grant: Grant) -> bool:
    """A service account that a binding in a file names, and that is declared elsewhere."""
    return grant.kind == "ServiceAccount" and not cluster.ask


def _row(
    cluster: Cluster, name: str, about: tuple[Location, str], power: tuple[bool | None, Location]
) -> Item:
    (place, owner), (privileged, source) = about, power
    options = cluster.options
    service = name.startswith("system:") or matches(name, options.service_users)
    return known(
        {
            "system_id": cluster.name,
            "account": name,
            "kind": "service" if service else "personal",
            "person": owner or chosen(name, options.owners) or None,
            "privileged": privileged,
            "enabled": True,
            "_loc": place.as_dict(),
            "_locs": {"privileged": source.as_dict()} if privileged else None,
        }
    )


def _named_owner(cluster: Cluster, thing: Thing) -> str:
    annotation = cluster.options.owner_annotation
    notes = thing.meta.get("annotations")
    return text(notes.get(annotation)) if annotation and isinstance(notes, dict) else ""


def _power(found: list[Grant]) -> dict[str, tuple[bool | None, Location]]:
    """What is known of each subject: privileged by one of its grants, or by none of them."""
    power: dict[str, tuple[bool | None, Location]] = {}
    for grant in sorted(found, key=lambda one: _rank(one.privileged)):
        power[grant.subject] = (grant.privileged, grant.place)
        if grant.kind == "Group" and grant.privileged is not False and not _fixed(grant.subject):
            power[GROUP] = (None, grant.place)
    return power


def _fixed(group: str) -> bool:
    """True for groups of which it is known who is in them."""
    return group in KNOWN or group.startswith("system:serviceaccounts")


def _rank(privileged: bool | None) -> int:
    return {False: 0, None: 1, True: 2}[privileged]


def _privileged(
    cluster: Cluster, name: str, power: Mapping[str, tuple[bool | None, Location]]
) -> tuple[bool | None, Location]:
    """By its own bindings, and by those of the groups that it is in for certain; who is in other
    groups is not known to the cluster.
    """
    some = cluster.lost(*RESOURCES) or (not name.startswith("system:") and GROUP in power)
    nothing = (None if some else False, Location(cluster.logical()))
    told = [power[one] for one in (name, *_groups(name)) if one in power]
    return max([nothing, *told], key=lambda one: _rank(one[0]))


def _groups(name: str) -> tuple[str, ...]:
    if not name.startswith("system:serviceaccount:"):
        return ("system:authenticated",)
    namespace = name.split(":")[2]
    return (
        "system:authenticated",
        "system:serviceaccounts",
        f"system:serviceaccounts:{namespace}",
    )
