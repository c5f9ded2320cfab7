"""What an audit policy lets pass unlogged, read as the API server reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from auditor.api import Location
from auditor_plugins.kubernetes.objects import Thing, rows, tables, text, texts

EVERYBODY = frozenset({"system:authenticated"})
ENDS = frozenset({"ResponseComplete", "RequestReceived"})


def uncovered(policy: Thing, verbs: tuple[str, ...], resources: tuple[str, ...]) -> Location | None:
    """Where the policy lets a use of the resources pass unlogged; None where it never does."""
    for resource in resources:
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
