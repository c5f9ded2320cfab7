"""Who may do everything by sudo: sudoers(5) with aliases, groups and includes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from auditor.api import GapError, Host
from auditor_plugins.linux.common import (
    Line,
    Problem,
    invalid,
    joined,
    problem_of,
    read_lines,
)

MAIN = "/etc/sudoers"
MAX_DEPTH = 128
INCLUDE = re.compile(r"[@#]include(?:dir)?\s+\S")
ALIAS = re.compile(r"(User|Runas|Host|Cmnd|Cmd)_Alias\s+(.*)")
TAG = re.compile(r"^(?:[A-Z_]+:\s*|(?:ROLE|TYPE|CWD|CHROOT|TIMEOUT|NOTBEFORE|NOTAFTER)=\S+\s+)")
RUN_AS = re.compile(r"^\(([^)]*)\)\s*")
UNQUOTED = re.compile(r'("[^"]*"|\\.|[^,\\"]+)')


@dataclass
class Sudoers:
    """Aliases and user specifications as they stand, and what could not be understood."""

    users: dict[str, list[str]] = field(default_factory=dict)
    others: dict[str, list[str]] = field(default_factory=dict)
    rules: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def all_powerful(self) -> list[list[str]]:
        """The user list (aliases expanded) of each rule that allows ALL commands as root."""
        return [
            _expanded(_items(users), self.users)
            for users, rights in self.rules
            if _allows_all(rights, self.others)
        ]


def parse(host: Host, path: str = MAIN) -> Sudoers:
    """The file and all that it includes.

    Raises:
        GapError: when the main file cannot be read; an included file becomes a problem.
    """
    found = Sudoers()
    _read(host, path, 0, found)
    return found


def grants(sudoers: Sudoers, account: str, uid: int, groups: Mapping[str, int]) -> bool:
    """True when a rule gives the account, or one of its groups (name to gid), everything.

    The last matching entry of a user list counts, as in sudo.
    """
    names = {account, f"#{uid}", "ALL"}
    names |= {f"%{name}" for name in groups} | {f"%#{gid}" for gid in groups.values()}
    for users in sudoers.all_powerful():
        verdict = False
        for user in users:
            if user.lstrip("!") in names:
                verdict = user.count("!") % 2 == 0
        if verdict:
            return True
    return False


def _read(host: Host, path: str, depth: int, found: Sudoers) -> None:
    for line in joined(read_lines(host, path)):
        text = _uncommented(line.text)
        if INCLUDE.match(line.text.strip()):
            _include(host, line, depth, found)
        elif text and not text.startswith("Defaults"):
            _statement(host, line, text, found)


def _include(host: Host, line: Line, depth: int, found: Sudoers) -> None:
    kind, named = line.text.strip()[1:].split(None, 1)
    named = named.strip().strip('"').replace("\\ ", " ")
    path = named if named.startswith("/") else f"{line.path.rpartition('/')[0]}/{named}"
    if depth > MAX_DEPTH or "%h" in path:
        found.problems.append(invalid(host, line, "this include cannot be followed"))
        return
    for one in _in_folder(host, path) if kind == "includedir" else (path,):
        try:
            _read(host, one, depth + 1, found)
        except GapError as error:
            found.problems.append(problem_of(error))


def _in_folder(host: Host, path: str) -> list[str]:
    """The files of an includedir: names with a dot or ending in `~` are left out."""
    paths = host.glob(f"{path}/*")
    return [one for one in paths if "." not in one[len(path) :] and not one.endswith("~")]


def _statement(host: Host, line: Line, text: str, found: Sudoers) -> None:
    alias = ALIAS.match(text)
    if alias:
        table = found.users if alias.group(1) == "User" else found.others
        for part in re.split(r"(?<!\\):", alias.group(2)):
            name, equals, members = part.partition("=")
            if not equals:
                found.problems.append(invalid(host, line, "expected NAME = members"))
                return
            table[name.strip()] = _items(members)
        return
    left, equals, right = text.partition("=")
    users = re.sub(r"\s*,\s*", ",", left).split() if equals else []
    if len(users) < 2:
        found.problems.append(invalid(host, line, "expected `users hosts = commands`"))
        return
    if "+" in (one.lstrip("!")[:1] for one in _items(users[0])):
        found.problems.append(invalid(host, line, "netgroups cannot be resolved"))
    head = " ".join(users[:-1])
    found.rules.append((head, right))


def _uncommented(text: str) -> str:
    """The text before `#`, which begins no comment in `#1000` and after a backslash."""
    return re.split(r"(?<![\\%])#(?!\d)", text, maxsplit=1)[0].strip()


def _items(text: str) -> list[str]:
    parts = re.split(r',(?=(?:[^"]*"[^"]*")*[^"]*$)(?<!\\,)', text)
    return [part.strip().replace('"', "").replace("! ", "!") for part in parts if part.strip()]


def _expanded(names: list[str], aliases: Mapping[str, list[str]], depth: int = 0) -> list[str]:
    return list(_walk(names, aliases, depth))


def _walk(names: list[str], aliases: Mapping[str, list[str]], depth: int) -> Iterator[str]:
    for name in names:
        bare = name.lstrip("!")
        if bare in aliases and depth < MAX_DEPTH:
            negated = (len(name) - len(bare)) % 2 == 1
            for inner in _walk(aliases[bare], aliases, depth + 1):
                yield f"!{inner}" if negated else inner
        else:
            yield name


def _allows_all(rights: str, aliases: Mapping[str, list[str]]) -> bool:
    """True when one `hosts = (runas) commands` part allows ALL as root."""
    for part in re.split(r"(?<!\\):\s*(?=[^:=]+=)(?![^(]*\))", rights):
        commands = part.rpartition("=")[2] if re.match(r"^[^()]*=", part) else part
        as_root = True
        for command in _items_outside_brackets(commands):
            text = command
            run_as = RUN_AS.match(text)
            if run_as:
                names = _expanded(_items(run_as.group(1).split(":")[0] or "-"), aliases)
                as_root = bool({"ALL", "root", "#0"} & set(names))
                text = text[run_as.end() :]
            while TAG.match(text):
                text = TAG.sub("", text)
            if as_root and "ALL" in _expanded([text.strip()], aliases):
                return True
    return False


def _items_outside_brackets(text: str) -> list[str]:
    return [part.strip() for part in re.split(r",(?![^(]*\))", text) if part.strip()]
