"""The password stack of PAM: pam.d(5), with includes and controls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from auditor.api import Host
from auditor_plugins.linux.common import Line, Problem, absent, invalid, joined, read_lines

FOLDER = "/etc/pam.d"
SERVICES = ("passwd", "common-password", "system-auth")
"""Where the stack begins: the first of these that is there."""
MAX_DEPTH = 16
RULE = re.compile(r"-?(\w+)\s+(\[[^\]]*\]|\S+)\s+(\S+)\s*(.*)")
ARGUMENT = re.compile(r"\[((?:\\\]|[^\]])*)\]|(\S+)")


@dataclass(frozen=True, slots=True)
class Module:
    """One line of the stack: module name without folder and `.so`, control, arguments."""

    name: str
    control: str
    arguments: tuple[str, ...]
    line: Line

    def option(self, name: str) -> str | None:
        """The value of `name=value`; the empty string for a bare `name`; None if not given."""
        for argument in reversed(self.arguments):
            key, _, value = argument.partition("=")
            if key == name:
                return value
        return None

    @property
    def enforced(self) -> bool:
        """True when its failure makes the change of the password fail (pam.d(5), control)."""
        if not self.control.startswith("["):
            return self.control in ("required", "requisite")
        actions = dict(part.partition("=")[::2] for part in self.control[1:-1].split())
        return actions.get("default", "bad") in ("bad", "die")


def password_stack(host: Host) -> tuple[list[Module], list[Problem]]:
    """The modules that a change of the password goes through, in order.

    Raises:
        GapError: `absent` when there is no stack or one of its includes is missing.
    """
    for service in SERVICES:
        if host.exists(f"{FOLDER}/{service}"):
            problems: list[Problem] = []
            return list(_modules(host, f"{FOLDER}/{service}", 0, problems)), problems
    raise absent(host, f"{FOLDER}/common-password", "expected the password stack of PAM")


def _modules(host: Host, path: str, depth: int, problems: list[Problem]) -> Iterator[Module]:
    if depth > MAX_DEPTH:
        raise absent(host, path, "it includes itself")
    for line in joined(read_lines(host, path)):
        text = _uncommented(line.text)
        included = _included(text)
        if included:
            yield from _modules(host, _path(included), depth + 1, problems)
        elif text and not text.startswith("@"):
            yield from _module(host, line, text, problems)


def _module(host: Host, line: Line, text: str, problems: list[Problem]) -> Iterator[Module]:
    match = RULE.fullmatch(text)
    if match is None:
        problems.append(invalid(host, line, "expected `type control module arguments`"))
        return
    kind, control, module, rest = match.groups()
    if kind.lower() == "password":
        arguments = tuple(one or other for one, other in ARGUMENT.findall(rest))
        name = PurePosixPath(module).name.removesuffix(".so")
        yield Module(name, control.lower(), arguments, line)


def _uncommented(text: str) -> str:
    return text.split("#", 1)[0].strip()


def _included(text: str) -> str:
    """The file that a line takes in, if it does for the type `password`."""
    words = text.split()
    if len(words) == 2 and words[0] == "@include":
        return words[1]
    is_include = len(words) >= 3 and words[1] in ("include", "substack")
    return words[2] if is_include and words[0].lstrip("-").lower() == "password" else ""


def _path(name: str) -> str:
    return name if name.startswith("/") else f"{FOLDER}/{name}"
