"""A packet filter reduced to what the audit asks: what happens to inbound packets by default,
and which rules accept any packet from anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from auditor_plugins.linux.common import Valued

DENY, ACCEPT = "deny", "accept"
V4, V6 = "ip", "ip6"
FAMILIES = {"inet": (V4, V6), "ip": (V4,), "ip6": (V6,), V4: (V4,), V6: (V6,)}
MAX_DEPTH = 16


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its verdict (`accept`, `deny`, `return`, `jump`), the chain jumped to, whether
    it is restricted by anything but the protocol, and its place (in `at.at`).
    """

    verdict: str
    restricted: bool
    at: Valued
    goes_to: str = ""


@dataclass
class Chain:
    """One chain; `inbound` is true for a base chain at the input hook."""

    name: str
    family: str
    at: Valued
    inbound: bool = False
    policy: Valued | None = None
    rules: list[Rule] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a ruleset does: the default for inbound packets, and the rules that accept any."""

    default: Valued
    any_any: Valued


def judge(chains: Iterable[Chain], nowhere: Valued, with_ipv6: bool) -> Verdict:
    """The verdict over IPv4 and, unless it is switched off, IPv6.

    A packet must be accepted by every inbound chain of its family, so one chain that denies is
    enough; a family without such a chain is open. `nowhere` is the place for what is not set.
    """
    chains = list(chains)
    wanted = (V4, V6) if with_ipv6 else (V4,)
    defaults = [_default(chains, family, nowhere) for family in wanted]
    default = next((one for one in defaults if one.value == ACCEPT), defaults[0])
    open_rules = [rule for one in chains if one.inbound for rule in _any_any(one, chains, 0)]
    at = open_rules[0].at.at if open_rules else default.at
    places = {(rule.at.at.file, rule.at.at.line, rule.at.value) for rule in open_rules}
    return Verdict(default, Valued(len(places), at))


def _default(chains: list[Chain], family: str, nowhere: Valued) -> Valued:
    found = [_of_chain(one) for one in chains if one.inbound and family in FAMILIES[one.family]]
    if not found:
        return Valued(ACCEPT, nowhere.at)
    return next((one for one in found if one.value == DENY), found[0])


def _of_chain(chain: Chain) -> Valued:
    """The last rule that meets every packet, else the policy, else accept."""
    for rule in chain.rules:
        if not rule.restricted and rule.verdict == DENY:
            return Valued(DENY, rule.at.at)
    return chain.policy or Valued(ACCEPT, chain.at.at)


def _any_any(chain: Chain, chains: list[Chain], depth: int) -> Iterator[Rule]:
    """Rules that accept every packet that reaches them, chains jumped to included."""
    for rule in chain.rules:
        if rule.restricted:
            continue
        if rule.verdict == ACCEPT:
            yield rule
        elif rule.verdict == "jump" and depth < MAX_DEPTH:
            for one in chains:
                if (one.name, one.family) == (rule.goes_to, chain.family):
                    yield from _any_any(one, chains, depth + 1)
        elif rule.verdict in (DENY, "return"):
            return
