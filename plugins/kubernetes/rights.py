"""What the rules of a role amount to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from auditor_plugins.kubernetes.kinds import RIGHTS
from auditor_plugins.kubernetes.objects import texts
from auditor_plugins.kubernetes.resources import RBAC

Rights = frozenset[str]
READ = ("get", "list", "watch")
WRITE = ("create", "update", "patch")
SYSTEM = "kube-system"
# right -> verbs, group, resources
MARKS: tuple[tuple[str, tuple[str, ...], str, tuple[str, ...]], ...] = (
    ("escalation", ("bind", "escalate"), RBAC, ("roles", "clusterroles")),
    ("escalation", ("impersonate",), "", ("users", "groups", "serviceaccounts")),
    ("escalation", ("impersonate",), "authentication.k8s.io", ("uids", "userextras/scopes")),
    ("exec", ("create", "get"), "", ("pods/exec", "pods/attach")),
    ("exec", WRITE, "", ("pods/ephemeralcontainers",)),
    ("nodes", ("create", "get"), "", ("nodes/proxy",)),
    ("secrets", READ, "", ("secrets",)),
    ("tokens", ("create",), "", ("serviceaccounts/token",)),
    (
        "tokens",
        ("update", "patch"),
        "certificates.k8s.io",
        ("certificatesigningrequests/approval",),
    ),
    ("workloads", WRITE, "", ("pods", "replicationcontrollers")),
    ("workloads", WRITE, "apps", ("daemonsets", "deployments", "replicasets", "statefulsets")),
    ("workloads", WRITE, "batch", ("cronjobs", "jobs")),
)
NAMED = "escalation"
"""The right that is one even where a rule names the objects."""
EVERYWHERE = frozenset({"exec", "nodes", "secrets", "tokens"})
"""Rights of administration when they hold in all namespaces, or in that of the system."""
EDIT = frozenset({"exec", "secrets", "tokens", "workloads"})
BUILTIN: Mapping[str, Rights] = {
    "cluster-admin": frozenset(RIGHTS),
    "admin": EDIT,
    "edit": EDIT,
    "view": frozenset(),
}
"""Roles that every cluster has, and no manifest shows."""


def rights_of(rules: Iterable[Mapping[str, Any]]) -> Rights:
    """The rights that matter among those of the rules."""
    found: set[str] = set()
    for rule in rules:
        if all("*" in texts(rule, part) for part in ("verbs", "apiGroups", "resources")):
            found |= frozenset(RIGHTS) if not texts(rule, "resourceNames") else {NAMED}
        found |= {mark[0] for mark in MARKS if _gives(rule, mark)}
    return frozenset(found)


def _gives(rule: Mapping[str, Any], mark: tuple[str, tuple[str, ...], str, Any]) -> bool:
    right, verbs, group, resources = mark
    if texts(rule, "resourceNames") and right != NAMED:
        return False
    given = texts(rule, "resources")
    return (
        _any(texts(rule, "apiGroups"), (group,))
        and _any(texts(rule, "verbs"), verbs)
        and (_any(given, resources) or _any(given, [f"*/{_sub(one)}" for one in resources]))
    )


def _any(given: list[str], wanted: Iterable[str]) -> bool:
    return "*" in given or any(one in given for one in wanted)


def _sub(resource: str) -> str:
    return resource.partition("/")[2] or "\0"


def administers(rights: Rights, namespace: str) -> bool:
    """True when rights in a namespace (none is everywhere) come to ruling the cluster, or all of
    the namespace.
    """
    if rights & {"all", "escalation"}:
        return True
    return namespace in ("", SYSTEM) and bool(rights & EVERYWHERE)
