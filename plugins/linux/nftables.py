"""Rule files of nft(8): tables, chains, rules, includes and plain definitions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from auditor.api import GapError, Host
from auditor_plugins.linux.common import Line, Problem, Valued, invalid, problem_of, read_lines
from auditor_plugins.linux.ruleset import ACCEPT, DENY, FAMILIES, Chain, Rule

WORD = re.compile(r'"[^"]*"|[{};]|[^\s{};"]+')
QUOTED = re.compile(r'"[^"]*"')
VERDICTS = {"accept": ACCEPT, "drop": DENY, "reject": DENY, "return": "return"}
JUMPS = ("jump", "goto")
IDLE = re.compile(
    r"counter(?: packets \d+ bytes \d+)?|comment \"[^\"]*\"|log(?: (?:prefix|level|group|flags)"
    r" (?:\"[^\"]*\"|\S+))*|meta nftrace set \d|notrack"
    r"|(?:meta )?l4proto (?:\{[^}]*\}|\S+)"
    r"|meta nfproto \S+|ip protocol \S+|ip6 nexthdr \S+|ip6? version \d"
    r"|ip6? [sd]addr (?:0\.0\.0\.0/0|::/0)|(?:tcp|udp|th) [sd]port [01]-65535"
)
"""What restricts nothing that the audit counts: a protocol alone, all ports, new connections."""
CT_STATE = re.compile(r"ct state (?:\{[^}]*\}|\w+(?:, ?\w+)*)")
ADMITS_NEW = re.compile(r"\b(?:new|untracked)\b")
ICMP = re.compile(r"\bicmp(?:v6|x)?\b|ipv6-icmp")
OPEN, CLOSE, EOL = "{", "}", "\n"
MAX_DEPTH = 16


@dataclass
class Ruleset:
    """Chains of all files read, and what could not be understood."""

    chains: list[Chain] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Statement:
    """Words up to `;` or a line's end; `opens` and `closes` tell of a block's braces."""

    words: tuple[str, ...]
    line: Line
    opens: bool = False
    closes: bool = False


def parse(host: Host, path: str) -> Ruleset:
    """The file and what it includes.

    Raises:
        GapError: when the main file cannot be read; an included file becomes a problem.
    """
    found = Ruleset()
    _Reader(host, found).read(path, 0)
    return found


class _Reader:
    def __init__(self, host: Host, found: Ruleset) -> None:
        self.host, self.found = host, found
        self.defined: dict[str, str] = {}
        self.table: list[str] = []
        self.blocks: list[str] = []
        self.chain: Chain | None = None

    def read(self, path: str, depth: int) -> None:
        lines = read_lines(self.host, path)
        self.found.lines += lines
        for statement in statements(lines):
            words = tuple(self.defined.get(word, word) for word in statement.words)
            if words[:1] == ("include",) and len(words) > 1:
                self.include(words[1].strip('"'), statement.line, depth)
            elif words[:1] == ("define",) and "=" in words:
                self.defined[f"${words[1]}"] = " ".join(words[words.index("=") + 1 :])
            else:
                self.take(words, statement)

    def include(self, pattern: str, line: Line, depth: int) -> None:
        folder = line.path.rpartition("/")[0]
        whole = pattern if pattern.startswith("/") else f"{folder}/{pattern.removeprefix('./')}"
        if depth >= MAX_DEPTH:
            self.found.problems.append(invalid(self.host, line, "too many levels of include"))
            return
        paths = self.host.glob(whole)
        if not paths and not set("*?[") & set(whole):
            self.found.problems.append(invalid(self.host, line, "the included file is missing"))
        for path in paths:
            try:
                self.read(path, depth + 1)
            except GapError as error:
                self.found.problems.append(problem_of(error))

    def take(self, words: tuple[str, ...], statement: Statement) -> None:
        words = words[1:] if words[:1] in (("add",), ("create",), ("insert",)) else words
        if statement.opens:
            self.blocks.append(words[0])
        if statement.closes:
            closed = self.blocks.pop() if self.blocks else ""
            self.chain = None if closed == "chain" else self.chain
            self.table = [] if closed == "table" else self.table
        elif words[:1] == ("flush",) and words[1:2] == ("ruleset",):
            self.found.chains.clear()
        elif words[:1] == ("table",) and len(words) > 1:
            self.table = list(words[1:3]) if len(words) > 2 else ["ip", words[1]]
        elif words[:1] == ("chain",) and statement.opens:
            self.open_chain(words[1:], statement.line)
        elif words[:1] == ("rule",):
            self.single_rule(words[1:], statement.line)
        elif self.chain is not None and words:
            self.inside(words, statement.line, self.chain)

    def open_chain(self, words: tuple[str, ...], line: Line) -> None:
        family = words[-3] if len(words) >= 3 else (self.table or ["ip"])[0]
        name = words[-1]
        known = (one for one in self.found.chains if (one.name, one.family) == (name, family))
        self.chain = next(known, None)
        if self.chain is None:
            self.chain = Chain(name, family, Valued(0, line.at(self.host)))
            if family in FAMILIES:
                self.found.chains.append(self.chain)

    def single_rule(self, words: tuple[str, ...], line: Line) -> None:
        family, *rest = words if words[:1] and words[0] in FAMILIES else ("ip", *words)
        name = rest[1] if len(rest) > 2 else ""
        for one in self.found.chains:
            if (one.name, one.family) == (name, family):
                self.inside(tuple(rest[2:]), line, one)

    def inside(self, words: tuple[str, ...], line: Line, chain: Chain) -> None:
        at = line.at(self.host)
        if words[0] == "type":
            chain.inbound = "hook input" in " ".join(words) and words[1:2] == ("filter",)
        if "policy" in words[:-1] and words[0] in ("type", "policy"):
            verdict = VERDICTS.get(words[words.index("policy") + 1], ACCEPT)
            chain.policy = Valued(verdict, at)
        elif words[0] not in ("type", "comment", "}"):
            chain.rules.append(rule_of(" ".join(words), Valued(len(chain.rules), at)))


def statements(lines: Iterable[Line]) -> Iterator[Statement]:
    """The statements of a file; braces of sets stay within their statement."""
    words: list[str] = []
    depth = 0
    for line in lines:
        text = re.sub(r'("[^"]*")|#.*', lambda match: match.group(1) or "", line.text)
        for word in [*WORD.findall(text.removesuffix("\\")), *(() if _goes_on(text) else (EOL,))]:
            opens = word == OPEN and not depth and _opens_block(words)
            if depth or (word == OPEN and not opens):
                depth += {OPEN: 1, CLOSE: -1}.get(word, 0)
                words += [word] if word != EOL else []
            elif word not in (OPEN, CLOSE, EOL, ";"):
                words.append(word)
            else:
                if words:
                    yield Statement(tuple(words), line, opens=opens)
                if word == CLOSE:
                    yield Statement((), line, closes=True)
                words = []


def _goes_on(text: str) -> bool:
    return text.endswith("\\")


def _opens_block(words: list[str]) -> bool:
    plain = words[1:] if words[:1] and words[0] in ("add", "create") else words
    return plain[:1] != [] and plain[0] in ("table", "chain", "set", "map", "counter", "flowtable")


def rule_of(text: str, at: Valued) -> Rule:
    """A rule by its words: verdict, and whether anything in it restricts source, port or state."""
    text = QUOTED.sub('""', text)
    words = text.split()
    verdict = next((VERDICTS[word] for word in words if word in VERDICTS), "")
    target = ""
    for jump in JUMPS:
        if jump in words[:-1]:
            verdict, target = "jump", words[words.index(jump) + 1]
    return Rule(verdict, restricts(text), at, target)


def restricts(text: str) -> bool:
    """True when the matches of a rule leave some source, port, interface or state out."""
    rest = re.sub(r"\b(?:accept|drop|return|reject(?: with .*)?|(?:jump|goto) \S+)", " ", text)
    if ICMP.search(rest):
        return True
    rest = CT_STATE.sub(lambda m: " " if ADMITS_NEW.search(m.group()) else m.group(), rest)
    rest = IDLE.sub(" ", rest)
    return bool(rest.strip())
