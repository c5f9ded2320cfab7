"""The rules in force, as `nft -j list ruleset` prints them (libnftables-json(5))."""

from __future__ import annotations

import json
from typing import Any

from auditor.api import Location
from auditor_plugins.linux.common import Valued
from auditor_plugins.linux.ruleset import ACCEPT, DENY, FAMILIES, Chain, Rule

VERDICTS = {"accept": ACCEPT, "drop": DENY, "reject": DENY, "return": "return"}
IDLE = ("counter", "log", "comment", "notrack")
PROTOCOLS = ("l4proto", "nfproto", "protocol", "nexthdr", "version")


def parse(text: str, at: Location) -> list[Chain]:
    """The chains of the tables that see packets for the host; all stand at `at`.

    Raises:
        ValueError: when it is no such output.
    """
    try:
        objects = json.loads(text)["nftables"]
    except (TypeError, KeyError):
        raise ValueError("expected the output of nft -j") from None
    chains: dict[tuple[str, str, str], Chain] = {}
    for one in objects:
        chain, rule = one.get("chain"), one.get("rule")
        if chain and chain["family"] in FAMILIES:
            chains[_key(chain, chain["name"])] = _chain(chain, at)
        elif rule and _key(rule, rule["chain"]) in chains:
            found = chains[_key(rule, rule["chain"])]
            found.rules.append(_rule(rule["expr"], Valued(rule.get("handle", 0), at)))
    return list(chains.values())


def _key(one: dict[str, Any], name: str) -> tuple[str, str, str]:
    return one["family"], one["table"], name


def _chain(one: dict[str, Any], at: Location) -> Chain:
    inbound = one.get("hook") == "input" and one.get("type") == "filter"
    policy = Valued(VERDICTS.get(one.get("policy", "accept"), ACCEPT), at)
    return Chain(one["name"], one["family"], Valued(0, at), inbound, policy)


def _rule(expressions: list[dict[str, Any]], at: Valued) -> Rule:
    verdict, target, restricted = "", "", False
    for expression in expressions:
        (kind, body), *_ = expression.items()
        if kind in VERDICTS:
            verdict = VERDICTS[kind]
        elif kind in ("jump", "goto"):
            verdict, target = "jump", body["target"]
        elif kind not in IDLE:
            restricted |= kind != "match" or _restricts(body)
    return Rule(verdict, restricted, at, target)


def _restricts(match: dict[str, Any]) -> bool:
    """False for a protocol alone (but ICMP), new connections, all addresses, all ports."""
    field, right = _field(match.get("left")), match.get("right")
    if "icmp" in json.dumps(right):
        return True
    if field == "state":
        return not {"new", "untracked"} & set(_values(right))
    if right in ({"range": [0, 65535]}, {"range": [1, 65535]}):
        return False
    if isinstance(right, dict) and right.get("prefix", {}).get("len") == 0:
        return False
    return field not in PROTOCOLS


def _field(left: Any) -> str:
    """`dport` of a payload, `state` of ct, `l4proto` of meta; empty for anything else."""
    inner = next(iter(left.values())) if isinstance(left, dict) and left else {}
    return str(inner.get("field") or inner.get("key") or "") if isinstance(inner, dict) else ""


def _values(right: Any) -> list[str]:
    """The words on the right of a match: one, a list or a set."""
    inner = right.get("set", []) if isinstance(right, dict) else right
    return [str(one) for one in (inner if isinstance(inner, list) else [inner])]
