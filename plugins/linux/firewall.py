"""`firewall_config`: nftables, ufw or saved iptables rules, by their files or by `nft`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from auditor.api import GapError, Host
from auditor_plugins.linux import iptables, nft_json, nftables
from auditor_plugins.linux.common import (
    Found,
    Line,
    Problem,
    Subject,
    Valued,
    invalid_at,
    is_absent,
    item,
    settings,
    start_of,
)
from auditor_plugins.linux.hosts import NFT_LIST
from auditor_plugins.linux.packages import enabled
from auditor_plugins.linux.ruleset import DENY, Chain, judge

NFTABLES = "/etc/nftables.conf"
NFTABLES_RED_HAT = "/etc/sysconfig/nftables.conf"
UFW, UFW_DEFAULTS = "/etc/ufw/ufw.conf", "/etc/default/ufw"
UFW_RULES = ("/etc/ufw/user.rules", "/etc/ufw/user6.rules")
IPTABLES = ("/etc/iptables/rules.v4", "/etc/iptables/rules.v6")
FIREWALLD = "/etc/firewalld/firewalld.conf"
REVIEWED = re.compile(r"#\s*reviewed:\s*(\d{4}-\d{2}-\d{2})")


@dataclass
class Filter:
    """One packet filter as its files describe it."""

    path: str
    enabled: Valued
    chains: list[Chain] = field(default_factory=list)
    lines: tuple[Line, ...] = ()
    problems: list[Problem] = field(default_factory=list)


def collect(subject: Subject) -> Found:
    """One row: of the filter that is enabled, else of the first that is configured, else a row
    with `enabled` false.

    Raises:
        GapError: when the files cannot be read, or only firewalld is there.
    """
    host = subject.host
    filters = [one for one in (_ufw(host), _nftables(host), _iptables(host)) if one]
    if not filters and enabled(host, "firewalld"):
        message = "zones of firewalld are not read; deliver firewall_config as data"
        raise invalid_at(start_of(host, FIREWALLD), message).as_error()
    none = Filter(NFTABLES, Valued(False, start_of(host, NFTABLES)))
    chosen = min(filters, key=lambda one: not one.enabled.value, default=none)
    return _row(subject, _as_kernel_says(host, chosen))


def _row(subject: Subject, chosen: Filter) -> Found:
    host = subject.host
    nowhere = Valued(0, start_of(host, chosen.path))
    verdict = judge(chosen.chains, nowhere, not _ipv6_off(host))
    values = {
        "enabled": chosen.enabled,
        "default_inbound": verdict.default,
        "any_any_rules": verdict.any_any,
        "rules_reviewed_at": _reviewed(host, chosen.lines),
    }
    stated = subject.options.rules_reviewed_at
    fixed = {"host": subject.name, "rules_reviewed_at": stated.isoformat() if stated else None}
    if stated:
        del values["rules_reviewed_at"]
    at = verdict.default.at if verdict.default.value != DENY else chosen.enabled.at
    at = at if chosen.enabled.value else chosen.enabled.at
    return Found((item(fixed, values, at),), chosen.path, tuple(chosen.problems))


def _reviewed(host: Host, lines: Iterable[Line]) -> Valued | None:
    """The newest `# reviewed: YYYY-MM-DD` in the rule files."""
    found: list[Valued] = []
    for line in lines:
        match = REVIEWED.search(line.text)
        if match and _is_day(match.group(1)):
            found.append(Valued(match.group(1), line.at(host)))
    return max(found, key=lambda one: str(one.value), default=None)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _nftables(host: Host) -> Filter | None:
    for path in (NFTABLES, NFTABLES_RED_HAT):
        if host.exists(path):
            found = nftables.parse(host, path)
            on = Valued(enabled(host, "nftables"), start_of(host, path))
            return Filter(path, on, found.chains, tuple(found.lines), found.problems)
    return None


def _iptables(host: Host) -> Filter | None:
    paths = [path for path in IPTABLES if host.exists(path)]
    if not paths:
        return None
    on = Valued(enabled(host, "netfilter-persistent", "iptables"), start_of(host, paths[0]))
    return _with_rules(host, Filter(paths[0], on), paths)


def _with_rules(host: Host, found: Filter, paths: Iterable[str]) -> Filter:
    for path in paths:
        chains, lines = iptables.parse(host, path)
        found.chains += chains
        found.lines += lines
    return found


def _ufw(host: Host) -> Filter | None:
    """ufw(8): its own INPUT chains take the default policy, then jump to the user's rules."""
    if not host.exists(UFW):
        return None
    on = settings(host, UFW).get("enabled", Valued("no", start_of(host, UFW)))
    switched_on = on.value.lower() == "yes" and enabled(host, "ufw")
    found = Filter(UFW, Valued(switched_on, on.at))
    found = _with_rules(host, found, [path for path in UFW_RULES if host.exists(path)])
    given = settings(host, UFW_DEFAULTS)
    policy = given.get("default_input_policy", Valued("DROP", start_of(host, UFW_DEFAULTS)))
    verdict = Valued(iptables.VERDICTS.get(policy.value.upper(), "accept"), policy.at)
    for chain in found.chains:
        chain.inbound |= chain.name in ("ufw-user-input", "ufw6-user-input")
        chain.policy = verdict if chain.inbound else chain.policy
    for family in ("ip", "ip6"):
        if not any(one.inbound and one.family == family for one in found.chains):
            found.chains.append(Chain("INPUT", family, policy, True, verdict))
    return found


def _as_kernel_says(host: Host, chosen: Filter) -> Filter:
    """On a running host that permits it, the rules in force instead of those in files."""
    if not host.live:
        return chosen
    at = start_of(host, chosen.path)
    try:
        chains = nft_json.parse(host.run(NFT_LIST), at)
    except (GapError, ValueError):
        return chosen
    if not any(chain.inbound for chain in chains):
        return chosen if _legacy(host) else Filter(chosen.path, Valued(False, at))
    return Filter(chosen.path, Valued(True, at), chains, chosen.lines, chosen.problems)


def _legacy(host: Host) -> bool:
    """True when rules are kept by the older iptables, which nft does not show."""
    try:
        return b"filter" in host.read("/proc/net/ip_tables_names")
    except GapError as error:
        return not is_absent(error)


def _ipv6_off(host: Host) -> bool:
    """True when sysctl switches IPv6 off on all interfaces."""
    values: dict[str, Valued] = {}
    for path in (*host.glob("/etc/sysctl.d/*.conf"), "/etc/sysctl.conf"):
        if host.exists(path):
            values |= settings(host, path)
    given = values.get("net.ipv6.conf.all.disable_ipv6")
    return given is not None and given.value == "1"
