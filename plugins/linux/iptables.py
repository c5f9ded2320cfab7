"""Rules as written by iptables-save(8), which ufw(8) keeps its own in too."""

from __future__ import annotations

import re

from auditor.api import Host
from auditor_plugins.linux.common import Line, Valued, read_lines
from auditor_plugins.linux.ruleset import ACCEPT, DENY, V4, V6, Chain, Rule

VERDICTS = {"ACCEPT": ACCEPT, "DROP": DENY, "REJECT": DENY, "RETURN": "return"}
IDLE = re.compile(
    r"-m \S+|--comment (?:\"[^\"]*\"|\S+)|--reject-with \S+|-c \d+ \d+"
    r"|(?:-p|--protocol) (?!icmp|ipv6-icmp)\S+|(?:-[sd]|--source|--destination)"
    r" (?:0\.0\.0\.0/0|::/0)"
    r"|--[sd]ports? [01]:65535|--(?:ct)?state \S*\b(?:NEW|UNTRACKED)\b\S*"
)
"""What restricts nothing: modules by name, a protocol alone, all ports, new connections."""


def parse(host: Host, path: str) -> tuple[list[Chain], tuple[Line, ...]]:
    """The chains of the table `filter`, and the lines of the file.

    Raises:
        GapError: when the file cannot be read.
    """
    family = V6 if re.search(r"6(?:\.rules)?$", path) else V4
    lines = read_lines(host, path)
    chains: dict[str, Chain] = {}
    table = ""
    for line in lines:
        text = line.text.strip()
        if text.startswith("*"):
            table = text[1:]
        elif table == "filter" and text.startswith(":"):
            _declare(host, line, family, chains)
        elif table == "filter" and text.startswith(("-A ", "-I ")):
            name = text.split()[1]
            at = Valued(0, line.at(host))
            chain = chains.setdefault(name, Chain(name, family, at, name == "INPUT"))
            chain.rules.append(rule_of(text.split(None, 2)[2], at))
    return list(chains.values()), lines


def _declare(host: Host, line: Line, family: str, chains: dict[str, Chain]) -> None:
    """`:INPUT DROP [0:0]`; `-` is the policy of a chain of one's own."""
    name, policy, *_ = [*line.text[1:].split(), "-"]
    at = line.at(host)
    chain = chains.setdefault(name, Chain(name, family, Valued(0, at), name == "INPUT"))
    chain.policy = Valued(VERDICTS[policy], at) if policy in VERDICTS else None


def rule_of(text: str, at: Valued) -> Rule:
    """A rule by its arguments after the chain's name."""
    match = re.search(r"(?:-j|--jump|-g|--goto)\s+(\S+)", text)
    target = match.group(1) if match else ""
    rest = text.replace(match.group(0), " ") if match else text
    restricted = bool(IDLE.sub(" ", rest).strip())
    if target in VERDICTS:
        return Rule(VERDICTS[target], restricted, at)
    return Rule("jump" if target else "", restricted, at, target)
