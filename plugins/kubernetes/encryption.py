"""`storage_inventory`: the cluster's store, and whether secrets in it are encrypted."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import GapError, GapReason, Item, Location
from auditor_plugins.kubernetes.apiserver import Server, servers, unseen
from auditor_plugins.kubernetes.cluster import Cluster
from auditor_plugins.kubernetes.objects import Thing, known, tables, texts

NEEDS = ("pods", "encryptionconfigurations")
FLAG, MODES = "encryption-provider-config", "authorization-mode"
CIPHERS = frozenset({"aescbc", "aesgcm", "kms", "secretbox"})


def collect(cluster: Cluster) -> Iterator[Item | GapError]:
    """One row for the store, or a gap where nothing tells whether it is encrypted."""
    found = servers(cluster)
    plain = next((one for one in found if not one.get(FLAG)), None)
    configurations = list(cluster.things("encryptionconfigurations"))
    stated = cluster.options.secrets_encrypted
    if stated is not None:
        yield _row(cluster, stated, Location(cluster.logical("store")), found)
    elif plain:
        yield _row(cluster, False, plain.place, found)
    elif configurations:
        yield from _configured(cluster, configurations, found)
    elif found:
        yield _no_file(found[0])
    elif not cluster.lacks(*NEEDS):
        yield unseen(cluster)


def _configured(
    cluster: Cluster, configurations: list[Thing], found: list[Server]
) -> Iterator[Item | GapError]:
    if not (found or cluster.lacks(*NEEDS)):
        yield unseen(cluster)
    wanted = cluster.options.encrypted_resources
    each = [_state(one, resource) for one in configurations for resource in wanted]
    encrypted, place = min(each, key=lambda one: one[0])
    yield _row(cluster, encrypted, place, found)


def _state(thing: Thing, resource: str) -> tuple[bool, Location]:
    """The first entry that names the resource decides, and its first provider writes."""
    for i, entry in tables(thing.value, "resources"):
        if any(_covers(one, resource) for one in texts(entry, "resources")):
            providers = [one for _, one in tables(entry, "providers")]
            first = next(iter(providers[0]), "") if providers else ""
            return first in CIPHERS, thing.place("resources", i, "providers", 0)
    return False, thing.place("resources")


def _covers(pattern: str, resource: str) -> bool:
    """`*.` is all of the core group, `*.group` all of a group, `*.*` everything."""
    group = resource.partition(".")[2]
    return pattern in (resource, "*.*", f"*.{group}")


def _row(cluster: Cluster, encrypted: bool, place: Location, found: list[Server]) -> Item:
    options = cluster.options
    return known(
        {
            "store_id": options.store_id or f"{cluster.name}/etcd",
            "kind": "database",
            "system_id": cluster.name,
            "encrypted": encrypted,
            "access_controlled": _controlled(found),
            "holds_customer_info": options.holds_customer_info,
            "_loc": place.as_dict(),
        }
    )


def _controlled(found: list[Server]) -> bool | None:
    """Whether each API server asks RBAC, or something outside, and never lets everyone in."""
    modes = [set(one.get(MODES).split(",")) for one in found]
    if not modes:
        return None
    return all(one & {"RBAC", "Webhook", "ABAC"} and "AlwaysAllow" not in one for one in modes)


def _no_file(server: Server) -> GapError:
    message = f"the file of --{FLAG} is not among the manifests: what is encrypted is unknown"
    message_zh = f"manifests 中没有 --{FLAG} 指向的文件,加密范围未知"
    return GapError(GapReason.ABSENT, message, server.at(FLAG), message_zh)
