"""Which objects are read: in files by group and kind, from the API by path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource of the API: `path` lists it over all namespaces."""

    group: str
    version: str
    name: str

    @property
    def path(self) -> str:
        """Where it is listed."""
        head = f"/apis/{self.group}" if self.group else "/api"
        return f"{head}/{self.version}/{self.name}"


RBAC = "rbac.authorization.k8s.io"
NETWORK = "networking.k8s.io"
API: Mapping[str, Resource] = {
    one.name: one
    for one in (
        Resource("", "v1", "namespaces"),
        Resource("", "v1", "pods"),
        Resource("", "v1", "serviceaccounts"),
        Resource("", "v1", "services"),
        Resource("batch", "v1", "cronjobs"),
        Resource(NETWORK, "v1", "ingresses"),
        Resource(NETWORK, "v1", "networkpolicies"),
        Resource(RBAC, "v1", "clusterrolebindings"),
        Resource(RBAC, "v1", "clusterroles"),
        Resource(RBAC, "v1", "rolebindings"),
        Resource(RBAC, "v1", "roles"),
    )
}
FILE_ONLY = ("auditpolicies", "encryptionconfigurations")
"""What no API tells."""
FOREIGN_POLICIES = frozenset(
    {"cilium.io", "crd.projectcalico.org", "projectcalico.org", "policy.networking.k8s.io"}
)
"""Groups whose network policies are other than the standard's, and are not judged."""
_APPS = ("apps", "extensions")
KINDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "Namespace": ("namespaces", ("",)),
    "Pod": ("pods", ("",)),
    "ReplicationController": ("pods", ("",)),
    "Deployment": ("pods", _APPS),
    "ReplicaSet": ("pods", _APPS),
    "StatefulSet": ("pods", _APPS),
    "DaemonSet": ("pods", _APPS),
    "Job": ("pods", ("batch",)),
    "CronJob": ("cronjobs", ("batch",)),
    "ServiceAccount": ("serviceaccounts", ("",)),
    "Service": ("services", ("",)),
    "Ingress": ("ingresses", (NETWORK, "extensions")),
    "NetworkPolicy": ("networkpolicies", (NETWORK, "extensions")),
    "ClusterRoleBinding": ("clusterrolebindings", (RBAC,)),
    "ClusterRole": ("clusterroles", (RBAC,)),
    "RoleBinding": ("rolebindings", (RBAC,)),
    "Role": ("roles", (RBAC,)),
    "Policy": ("auditpolicies", ("audit.k8s.io",)),
    "EncryptionConfiguration": ("encryptionconfigurations", ("apiserver.config.k8s.io",)),
    "EncryptionConfig": ("encryptionconfigurations", ("",)),
}


def group_of(value: Mapping[str, Any]) -> str:
    """Group of an object by its apiVersion; empty for the core group."""
    version = value.get("apiVersion")
    return version.rpartition("/")[0] if isinstance(version, str) else ""


def resource_of(value: Mapping[str, Any]) -> str:
    """What a file's object is read as: a resource, `foreignpolicies`, or nothing (empty)."""
    kind, group = value.get("kind"), group_of(value)
    if group in FOREIGN_POLICIES and isinstance(kind, str) and kind.endswith("NetworkPolicy"):
        return "foreignpolicies"
    name, groups = KINDS.get(kind, ("", ())) if isinstance(kind, str) else ("", ())
    return name if group in groups else ""
