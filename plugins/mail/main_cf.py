"""main.cf and master.cf as postconf(5) and master(5) say, with the place of each value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from auditor.api import Location
from auditor.api.trees import Line, Tree, invalid

NAME = re.compile(r"(?<!\$)\$(?:(\w+)|\{([^{}]*)\}|\(([^()]*)\))")
CHOICE = re.compile(r"(\w+)(?:([?:])\s*(.*))?\Z", re.DOTALL)
BOTH = re.compile(r"\$\{\s*(\w+)\s*\?\s*\{([^{}]*)\}\s*:\s*\{([^{}]*)\}\s*\}")
DEPTH = 20
"""Times that a value is expanded; references that go round end there."""


@dataclass(frozen=True, slots=True)
class Value:
    """The text of a parameter and where it is set; `number` None stands for the default."""

    text: str
    at: Location


@dataclass(frozen=True, slots=True)
class Service:
    """One entry of master.cf. `given` are its `-o` parameters."""

    name: str
    type: str
    command: str
    given: Mapping[str, Value]
    at: Location


@dataclass(frozen=True, slots=True)
class Settings:
    """Parameters in force, for one service or all."""

    given: Mapping[str, Value]
    start: Location
    defaults: Mapping[str, str] = field(default_factory=dict)

    def value(self, name: str) -> Value:
        """The value, expanded; the default stands at the first line of main.cf."""
        found = self.given.get(name)
        if found is None:
            return Value(self.expand(self.defaults.get(name, "")), self.start)
        return Value(self.expand(found.text).strip(), found.at)

    def text(self, name: str) -> str:
        """The text of a value."""
        return self.value(name).text

    def words(self, name: str) -> list[str]:
        """The words of a list, parted by blanks or commas."""
        return re.split(r"[\s,]+", self.text(name)) if self.text(name) else []

    def expand(self, text: str) -> str:
        """Put in what `$name`, `${name?text}`, `${name:text}` and `${name?{a}:{b}}` stand for."""
        for _ in range(DEPTH):
            new = NAME.sub(self._put, BOTH.sub(self._choose, text))
            if new == text:
                break
            text = new
        return text.replace("$$", "$")

    def _raw(self, name: str) -> str:
        found = self.given.get(name)
        return found.text if found else self.defaults.get(name, "")

    def _put(self, match: re.Match[str]) -> str:
        choice = CHOICE.match(next(filter(None, match.groups()), ""))
        if choice is None:
            return match.group(0)
        name, sign, text = choice.groups()
        there = bool(self._raw(name))
        return self._raw(name) if not sign else text.strip("{}") if there is (sign == "?") else ""

    def _choose(self, match: re.Match[str]) -> str:
        name, one, other = match.groups()
        return (one if self._raw(name) else other).strip()

    def with_given(self, given: Mapping[str, Value]) -> Settings:
        """The same with the parameters of one service on top."""
        return Settings({**self.given, **given}, self.start, self.defaults)


def logical(lines: Iterable[Line]) -> Iterator[Line]:
    """Lines that begin with a blank continue the one before; comments and empty lines between
    them do not end it.
    """
    held: Line | None = None
    for line in lines:
        bare = line.text.strip()
        if not bare or bare.startswith("#"):
            continue
        if line.text[0].isspace():
            if held:
                held = Line(held.path, held.number, f"{held.text} {bare}")
            continue
        if held:
            yield held
        held = Line(line.path, line.number, line.text.rstrip())
    if held:
        yield held


def main_cf(tree: Tree, folder: Path, defaults: Mapping[str, str]) -> Settings:
    """The parameters of main.cf; the last of several counts.

    Raises:
        GapError: it cannot be read, or a line has no `=`.
    """
    path = folder / "main.cf"
    given: dict[str, Value] = {}
    for line in logical(tree.lines(path)):
        name, sign, text = line.text.partition("=")
        if not sign:
            raise invalid(tree, path, line.number, "expected name = value", "应为 name = value")
        given[name.strip()] = Value(text.strip(), tree.at(path, line.number))
    return Settings(given, tree.at(path, 1), defaults)


def master_cf(tree: Tree, folder: Path) -> list[Service]:
    """The services of master.cf.

    Raises:
        GapError: it cannot be read, or an entry has fewer than eight fields.
    """
    path = folder / "master.cf"
    found: dict[tuple[str, str], Service] = {}
    for line in logical(tree.lines(path)):
        words = line.text.split()
        if len(words) < 8:
            raise invalid(tree, path, line.number, "expected eight fields", "应有八个字段")
        at = tree.at(path, line.number)
        given = {name: Value(text, at) for name, text in _options(line.text.split(None, 8)[8:])}
        found[words[0], words[1]] = Service(words[0], words[1], words[7], given, at)
    return list(found.values())


def _options(rest: list[str]) -> Iterator[tuple[str, str]]:
    """The `-o name=value` and `-o { name = value }` of an entry's arguments."""
    for braced, plain in re.findall(r"-o\s*(?:\{([^{}]*)\}|(\S+))", rest[0] if rest else ""):
        name, sign, text = (braced or plain).partition("=")
        if sign:
            yield name.strip(), text.strip()
