"""`audit_logging`: the flags of the API servers, and what the audit policy lets through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from auditor.api import GapError, GapReason, Item, Location
from auditor_plugins.kubernetes.apiserver import PROGRAM, Server, servers, unseen
from auditor_plugins.kubernetes.cluster import Cluster
from auditor_plugins.kubernetes.objects import Thing, known, rows, tables, text, texts

NEEDS = ("pods", "auditpolicies")
READS = ("get", "list", "watch")
WRITES = ("create", "update", "patch", "delete", "deletecollection")
EVERYBODY = frozenset({"system:authenticated"})
ENDS = frozenset({"ResponseComplete", "RequestReceived"})
FOR_EVER = 36500
"""Days, where entries are never deleted."""
POLICY, LOG, HOOK = "audit-policy-file", "audit-log-path", "audit-webhook-config-file"


def collect(cluster: Cluster) -> Iterator[Item | GapError]:
    """One row: of several servers the worst decides."""
    found = servers(cluster)
    if not found:
        if not cluster.lacks("pods"):
            yield unseen(cluster)
        return
    policies = list(cluster.things("auditpolicies"))
    weakest = min(found, key=_on)
    enabled = _on(weakest)
    if enabled and not policies:
        yield _no_policy(weakest)
    yield _row(cluster, found, weakest, policies if enabled else [])


def _on(server: Server) -> bool:
    return bool(server.get(POLICY) and (server.get(LOG) or server.get(HOOK)))


def _row(cluster: Cluster, found: list[Server], weakest: Server, policies: list[Thing]) -> Item:
    locs: dict[str, Any] = {"enabled": weakest.at(POLICY).as_dict()}
    values: dict[str, Any] = {}
    for name, verbs in (("covers_reads", READS), ("covers_writes", WRITES)):
        if policies:
            spots = [spot for one in policies if (spot := _uncovered(cluster, one, verbs))]
            values[name] = not spots
            place = spots[0] if spots else policies[0].place("rules")
            locs[name] = place.as_dict()
    brief = min(found, key=lambda one: _retention(cluster, one) or 0)
    days = _retention(cluster, brief)
    locs["retention_days"] = brief.at("audit-log-maxage").as_dict()
    locs["forwarded"] = weakest.at(HOOK).as_dict()
    forwarded = cluster.options.audit_forwarded or all(one.get(HOOK) for one in found)
    return known(
        {
            "host": cluster.name,
            "system_id": cluster.name,
            "source": PROGRAM,
            "enabled": _on(weakest),
            **values,
            "forwarded": True if forwarded else cluster.options.audit_forwarded,
            "retention_days": days,
            "_loc": weakest.at(POLICY).as_dict(),
            "_locs": locs,
        }
    )


def _retention(cluster: Cluster, server: Server) -> int | None:
    """Days; None where a number of files bounds them, so that a busy day may use them up."""
    if cluster.options.audit_retention_days is not None:
        return cluster.options.audit_retention_days
    if not server.get(LOG) or server.number("audit-log-maxbackup"):
        return None
    return server.number("audit-log-maxage") or FOR_EVER


def _no_policy(server: Server) -> GapError:
    message = (
        "the file of --audit-policy-file is not among the manifests: what is logged is unknown"
    )
    message_zh = "manifests 中没有 --audit-policy-file 指向的文件,记录内容未知"
    return GapError(GapReason.ABSENT, message, server.at(POLICY), message_zh)


def _uncovered(cluster: Cluster, policy: Thing, verbs: tuple[str, ...]) -> Location | None:
    """Where the policy lets a use of the resources pass unlogged; None where it never does."""
    for resource in cluster.options.audited_resources:
        for verb in verbs:
            spot = _missed(policy, verb, resource)
            if spot:
                return spot
    return None


def _missed(policy: Thing, verb: str, resource: str) -> Location | None:
    """The first rule that fits decides. One for some only decides for those, and is a hole when
    they are people or a namespace.
    """
    top = _silent(policy.value)
    for i, rule in tables(policy.value, "rules"):
        if not _fits(rule, verb, resource):
            continue
        logged = text(rule.get("level")) not in ("None", "") and not (top or _silent(rule))
        some = _some_only(rule)
        if not logged and not (some and _of_system(rule)):
            return policy.place("rules", i)
        if not some:
            return None
    return policy.place("rules")


def _silent(rule: Mapping[str, Any]) -> bool:
    """True when no stage that every request comes through is written."""
    return set(texts(rule, "omitStages")) >= ENDS


def _fits(rule: Mapping[str, Any], verb: str, resource: str) -> bool:
    if (verbs := texts(rule, "verbs")) and verb not in verbs and "*" not in verbs:
        return False
    if rows(rule, "nonResourceURLs") and not rows(rule, "resources"):
        return False
    groups = list(tables(rule, "resources"))
    return not groups or any(_names(one, resource) for _, one in groups)


def _names(group: Mapping[str, Any], resource: str) -> bool:
    name, _, api = resource.partition(".")
    if text(group.get("group")) != api:
        return False
    listed = texts(group, "resources")
    return not listed or name in listed or "*" in listed


def _some_only(rule: Mapping[str, Any]) -> bool:
    groups = set(texts(rule, "userGroups"))
    named = any(rows(one, "resourceNames") for _, one in tables(rule, "resources"))
    limited = groups and not groups & EVERYBODY
    return bool(limited or rows(rule, "users") or rows(rule, "namespaces") or named)


def _of_system(rule: Mapping[str, Any]) -> bool:
    """True when a rule speaks of parts of the cluster itself alone."""
    who = [*texts(rule, "users"), *texts(rule, "userGroups")]
    parts = (
        "system:kube-",
        "system:node",
        "system:apiserver",
        "system:cloud-",
        "system:addon-manager",
    )
    accounts = ("system:serviceaccount:kube-system:", "system:serviceaccounts:kube-system")
    return bool(who) and all(one.startswith((*parts, *accounts)) for one in who)
