"""`firewall_config`: for each namespace, what network policies let in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from auditor.api import GapError, GapReason, Item, Location
from auditor_plugins.kubernetes.cluster import Cluster
from auditor_plugins.kubernetes.objects import Thing, known, rows, table, tables, texts
from auditor_plugins.kubernetes.options import matches

NEEDS = ("namespaces", "networkpolicies")
ANYWHERE = ("0.0.0.0/0", "::/0")


@dataclass
class Space:
    """A namespace and what its policies say of inbound traffic."""

    place: Location
    policies: int = 0
    isolated: Location | None = None
    opened: Location | None = None
    open_rules: list[Location] = field(default_factory=list)


def collect(cluster: Cluster) -> Iterator[Item | GapError]:
    """One row for each namespace. Without all policies none can be judged."""
    if cluster.lost("networkpolicies"):
        return
    spaces = _spaces(cluster)
    for policy in cluster.things("networkpolicies"):
        _count(spaces.setdefault(policy.namespace, Space(policy.place())), policy)
    judged = {
        name: spaces[name]
        for name in sorted(spaces)
        if not matches(name, cluster.options.exempt_namespaces)
    }
    undecided = any(not one.isolated for one in judged.values()) and cluster.foreign_policies()
    for space in judged.values():
        if space.isolated or not undecided:
            yield _row(cluster, space)
        else:
            yield _foreign(space)


def _spaces(cluster: Cluster) -> dict[str, Space]:
    found = {one.name: Space(one.place("metadata", "name")) for one in cluster.things("namespaces")}
    if not cluster.ask:
        for resource in ("pods", "cronjobs", "services"):
            for one in cluster.things(resource):
                found.setdefault(one.namespace, Space(one.place("metadata", "namespace")))
    return found


def _count(space: Space, policy: Thing) -> None:
    kinds = texts(policy.value, "spec", "policyTypes")
    if kinds and "Ingress" not in kinds:
        return
    space.policies += 1
    all_pods = not any(table(policy.value, "spec", "podSelector").values())
    if all_pods:
        space.isolated = space.isolated or policy.place("spec", "podSelector")
    for i, rule in tables(policy.value, "spec", "ingress"):
        if _open(rule):
            place = policy.place("spec", "ingress", i)
            space.open_rules.append(place)
            space.opened = space.opened or (place if all_pods else None)


def _open(rule: Mapping[str, Any]) -> bool:
    """True for a rule that lets in anything from anywhere: no port, and no sender or any."""
    if rows(rule, "ports"):
        return False
    senders = rows(rule, "from")
    blocks = (table(one, "ipBlock") for one in senders)
    return not senders or any(
        block.get("cidr") in ANYWHERE and not rows(block, "except") for block in blocks
    )


def _row(cluster: Cluster, space: Space) -> Item:
    reviewed = cluster.options.rules_reviewed_at
    inbound = space.opened or space.isolated or space.place
    locs = {"default_inbound": inbound.as_dict()}
    if space.open_rules:
        locs["any_any_rules"] = space.open_rules[0].as_dict()
    return known(
        {
            "host": cluster.name,
            "enabled": space.policies > 0,
            "default_inbound": "deny" if space.isolated and not space.opened else "accept",
            "any_any_rules": len(space.open_rules),
            "rules_reviewed_at": reviewed.isoformat() if reviewed else None,
            "_loc": space.place.as_dict(),
            "_locs": locs,
        }
    )


def _foreign(space: Space) -> GapError:
    message = (
        "a namespace without a default deny, while network policies of Cilium, Calico or the "
        "cluster, which are not judged, may give it one"
    )
    message_zh = "命名空间没有默认拒绝策略;Cilium、Calico 或集群级网络策略可能提供,但未作判断"
    return GapError(GapReason.INVALID, message, space.place, message_zh)
