"""`rbac_grants`: each subject of each binding, with what its role amounts to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from auditor.api import Item, Location
from auditor_plugins.kubernetes.cluster import Cluster
from auditor_plugins.kubernetes.objects import Thing, known, table, tables, text
from auditor_plugins.kubernetes.rights import BUILTIN, Rights, administers, rights_of

RESOURCES = ("clusterroles", "roles", "clusterrolebindings", "rolebindings")
EVERYBODY = frozenset({"system:authenticated", "system:unauthenticated", "system:serviceaccounts"})
ANONYMOUS = "system:anonymous"
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Grant:
    """A role given to one subject. `rights` is None where the role is not known."""

    namespace: str
    binding: str
    kind: str
    subject: str
    role: str
    rights: Rights | None
    place: Location

    @property
    def privileged(self) -> bool | None:
        """Whether it gives administration; None is unknown."""
        return None if self.rights is None else administers(self.rights, self.namespace)

    @property
    def everybody(self) -> bool:
        """Whether the subject is everyone, or all who sign in."""
        return self.subject in EVERYBODY or self.subject == ANONYMOUS


def collect(cluster: Cluster) -> Iterator[Item]:
    """One row for each subject of each binding."""
    found = sorted(grants(cluster), key=lambda one: (one.namespace, one.binding, one.subject))
    return (_row(cluster, one) for one in found)


def _row(cluster: Cluster, grant: Grant) -> Item:
    return known(
        {
            "system_id": cluster.name,
            "namespace": grant.namespace or None,
            "binding": grant.binding,
            "subject_kind": grant.kind,
            "subject": grant.subject,
            "role": grant.role,
            "rights": None if grant.rights is None else sorted(grant.rights),
            "privileged": grant.privileged,
            "everybody": grant.everybody,
            "_loc": grant.place.as_dict(),
        }
    )


def grants(cluster: Cluster) -> Iterator[Grant]:
    """All that bindings give."""
    roles = _roles(cluster)
    for resource in ("clusterrolebindings", "rolebindings"):
        for thing in cluster.things(resource):
            namespace = thing.namespace if resource == "rolebindings" else ""
            yield from _of_binding(cluster, thing, namespace, roles)


def _of_binding(
    cluster: Cluster, thing: Thing, namespace: str, roles: Mapping[Key, Rights]
) -> Iterator[Grant]:
    role = table(thing.value, "roleRef")
    name = text(role.get("name"))
    key = ("" if role.get("kind") == "ClusterRole" else namespace, name)
    rights = roles[key] if key in roles else _elsewhere(cluster, key)
    for i, one in tables(thing.value, "subjects"):
        kind, subject = text(one.get("kind")), text(one.get("name"))
        if kind == "ServiceAccount":
            subject = service_account(text(one.get("namespace")) or thing.namespace, subject)
        if kind in ("User", "Group", "ServiceAccount") and subject:
            place = thing.place("subjects", i)
            yield Grant(namespace, thing.name, kind, subject, name, rights, place)


def _elsewhere(cluster: Cluster, key: Key) -> Rights | None:
    """A role that is not there gives nothing, if all roles were seen; files never show all."""
    if cluster.ask and not cluster.lost("clusterroles" if key[0] == "" else "roles"):
        return frozenset()
    return BUILTIN.get(key[1]) if key[0] == "" else None


def _roles(cluster: Cluster) -> dict[Key, Rights]:
    found: dict[Key, Rights] = {}
    parts: list[tuple[Mapping[str, Any], Rights]] = []
    sums: list[Thing] = []
    for thing in cluster.things("clusterroles"):
        own = rights_of(one for _, one in tables(thing.value, "rules"))
        found["", thing.name] = own
        parts.append((dict(thing.labels), own)) if thing.labels else None
        sums.append(thing) if "aggregationRule" in thing.value else None
    for thing in sums:
        # The server keeps the sum up to date in `rules`; a file leaves it to the server.
        chosen = (own for labels, own in parts if _selected(thing, labels))
        found["", thing.name] = found["", thing.name].union(*chosen)
    for thing in cluster.things("roles"):
        found[thing.namespace, thing.name] = rights_of(
            one for _, one in tables(thing.value, "rules")
        )
    return found


def _selected(thing: Thing, labels: Mapping[str, Any]) -> bool:
    for _, one in tables(thing.value, "aggregationRule", "clusterRoleSelectors"):
        wanted = table(one, "matchLabels")
        if wanted and all(labels.get(name) == value for name, value in wanted.items()):
            return True
    return False


def service_account(namespace: str, name: str) -> str:
    """The user name of a service account."""
    return f"system:serviceaccount:{namespace}:{name}"
