"""`audit_logging`: the flags of the API servers, and what the audit policy lets through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from auditor.api import GapError, GapReason, Item
from auditor_plugins.kubernetes.apiserver import PROGRAM, Server, servers, unseen
from auditor_plugins.kubernetes.audit_policy import uncovered
from auditor_plugins.kubernetes.cluster import Cluster
from auditor_plugins.kubernetes.objects import Thing, known

NEEDS = ("pods", "auditpolicies")
READS = ("get", "list", "watch")
WRITES = ("create", "update", "patch", "delete", "deletecollection")
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
    wanted = cluster.options.audited_resources
    for name, verbs in (("covers_reads", READS), ("covers_writes", WRITES)):
        if policies:
            spots = [spot for one in policies if (spot := uncovered(one, verbs, wanted))]
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
