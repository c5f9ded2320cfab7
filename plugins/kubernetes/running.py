"""`workloads`: what runs, with its rights."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import Item
from auditor_plugins.kubernetes.cluster import Cluster
from auditor_plugins.kubernetes.images import whole
from auditor_plugins.kubernetes.objects import known, table, text
from auditor_plugins.kubernetes.pods import Container, Workload, workloads


def collect(cluster: Cluster) -> Iterator[Item]:
    """One row for each workload; another where pods of one differ, as while they are replaced."""
    seen: set[int] = set()
    for one in workloads(cluster):
        row = _row(cluster, one)
        mark = hash(repr(sorted((name, row[name]) for name in row if name[0] != "_")))
        if mark not in seen:
            seen.add(mark)
            yield row


def _row(cluster: Cluster, one: Workload) -> Item:
    permissions, containers = one.permissions(), list(one.containers())
    images = sorted({whole(image) for each in containers if (image := each.image)})
    place = permissions[0][1] if permissions else one.thing.place("metadata", "name")
    return known(
        {
            "system_id": cluster.name,
            "namespace": one.namespace,
            "kind": one.kind,
            "name": one.name,
            "service_account": text(one.spec.get("serviceAccountName")) or "default",
            "images": images,
            "unpinned_images": [image for image in images if "@sha256:" not in image],
            "permissions": [name for name, _ in permissions],
            "may_run_as_root": any(_as_root(one, each) for each in containers),
            "may_escalate": any(_escalates(each) for each in containers),
            "token_mounted": one.spec.get("automountServiceAccountToken") is not False,
            "holds_customer_info": cluster.options.holds(one.namespace),
            "_loc": place.as_dict(),
        }
    )


def _as_root(one: Workload, container: Container) -> bool:
    """A container's own word counts before its pod's; without any the image decides."""
    context = {**table(one.spec, "securityContext"), **table(container.value, "securityContext")}
    user = context.get("runAsUser")
    return user == 0 or (user is None and context.get("runAsNonRoot") is not True)


def _escalates(container: Container) -> bool:
    return table(container.value, "securityContext").get("allowPrivilegeEscalation") is not False
