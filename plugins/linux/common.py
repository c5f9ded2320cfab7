"""What the rooms of this plugin share: the subject, lines with their place, and rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from auditor.api import GapError, GapReason, Host, Item, Location, Target
from auditor_plugins.linux.options import Options


@dataclass(frozen=True, slots=True)
class Packages:
    """The package database: installed names with versions; `known` is false without one."""

    known: bool
    versions: Mapping[str, str] = field(default_factory=dict)

    def any_of(self, *names: str) -> bool:
        """True when one of the packages is installed."""
        return any(name in self.versions for name in names)

    def ruled_out(self, *names: str) -> bool:
        """True when the database is there and holds none of the packages."""
        return self.known and not self.any_of(*names)


@dataclass(frozen=True, slots=True)
class Subject:
    """One host under audit: how to read it, its options and its packages."""

    host: Host
    target: Target
    packages: Packages

    @property
    def name(self) -> str:
        """The target's name, which is `host` and `system_id` of all evidence."""
        return self.target.name

    @property
    def options(self) -> Options:
        """The target's options."""
        options: Options = self.target.options
        return options


@dataclass(frozen=True, slots=True)
class Problem:
    """Part of the evidence that could not be had, while the rest was read."""

    reason: GapReason
    message: str
    location: Location | None = None
    message_zh: str = ""

    def as_error(self) -> GapError:
        """The same as the gap of a whole kind."""
        return GapError(self.reason, self.message, self.location, self.message_zh)


@dataclass(frozen=True, slots=True)
class Found:
    """What a room found: rows, the path that they come from, and problems on the way."""

    items: tuple[Item, ...]
    path: str
    problems: tuple[Problem, ...] = ()
    fallback: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file, counted from 1, without its end."""

    path: str
    number: int
    text: str

    def at(self, host: Host) -> Location:
        """Where it stands."""
        return Location(host.locate(self.path), self.number)


@dataclass(frozen=True, slots=True)
class Valued:
    """A value and the place that sets it."""

    value: Any
    at: Location


def text_of(host: Host, path: str) -> str:
    """A text file; bytes that are not UTF-8 become U+FFFD."""
    return host.read(path).decode("utf-8", errors="replace")


def read_lines(host: Host, path: str) -> tuple[Line, ...]:
    """The lines of a file."""
    texts = text_of(host, path).split("\n")
    return tuple(Line(path, number, text.rstrip("\r")) for number, text in enumerate(texts, 1))


def joined(lines: Iterable[Line]) -> Iterable[Line]:
    """Lines with a trailing backslash joined to the next; the number is that of the first."""
    held: Line | None = None
    for line in lines:
        text = (held.text if held else "") + line.text
        first = held.number if held else line.number
        held = Line(line.path, first, text.removesuffix("\\") + " " * text.endswith("\\"))
        if not text.endswith("\\"):
            yield held
            held = None
    if held:
        yield held


def start_of(host: Host, path: str) -> Location:
    """Line 1 of a file: where a value that is set nowhere would be set."""
    return Location(host.locate(path), 1)


def absent(host: Host, path: str, hint: str = "") -> GapError:
    """The gap for a file that should be there."""
    place = host.locate(path)
    message = f"{place} is missing" + (f"; {hint}" if hint else "")
    return GapError(GapReason.ABSENT, message, Location(place), f"{place} 不存在")


def invalid(host: Host, line: Line, message: str) -> Problem:
    """The problem of one line that cannot be understood; it is skipped."""
    return invalid_at(line.at(host), message)


def invalid_at(at: Location, message: str) -> Problem:
    """The problem of a setting, by its place."""
    place = f"{at.file}:{at.line}" if at.line else at.file
    text_zh = f"{place}:此处内容无法识别,未予采用"
    return Problem(GapReason.INVALID, f"{place}: {message}", at, text_zh)


def problem_of(error: GapError) -> Problem:
    """A gap of one part, as a problem of the whole."""
    return Problem(error.reason, error.message, error.location, error.message_zh)


def whole(text: str) -> int:
    """A whole number of at most ten ASCII digits.

    Raises:
        ValueError: for anything else, without quoting it.
    """
    if not re.fullmatch(r"[+-]?[0-9]{1,10}", text):
        raise ValueError("expected a whole number")
    return int(text)


def is_absent(error: GapError) -> bool:
    """True when the gap says that a path is not there."""
    return error.reason is GapReason.ABSENT


def not_installed(subject: Subject, error: GapError, path: str, *packages: str) -> Found:
    """No rows, when `path` is missing because none of its packages is installed.

    Raises:
        GapError: `error` itself, when they are installed or there is no package database.
    """
    if is_absent(error) and subject.packages.ruled_out(*packages):
        return Found((), path)
    raise error


def item(fixed: Mapping[str, Any], values: Mapping[str, Valued | None], at: Location) -> Item:
    """One row: `fixed` fields, those of `values` that are known, and where each stands."""
    known = {name: valued for name, valued in values.items() if valued is not None}
    row: Item = {name: value for name, value in fixed.items() if value is not None}
    row |= {name: valued.value for name, valued in known.items()}
    row["_loc"] = at.as_dict()
    if known:
        row["_locs"] = {name: valued.at.as_dict() for name, valued in known.items()}
    return row


def settings(host: Host, path: str, separator: str = "=") -> dict[str, Valued]:
    """`key = value` lines of a file, keys in lower case, the last one counts.

    Sections (`[name]`) are prefixed to the keys as `name.key`; comments begin with `#` or `;`.
    """
    found: dict[str, Valued] = {}
    section = ""
    for line in read_lines(host, path):
        text = line.text.strip()
        if text.startswith("[") and text.endswith("]"):
            section = text[1:-1].strip().lower() + "."
        elif text and text[0] not in "#;":
            key, _, value = text.partition(separator) if separator in text else text.partition(" ")
            value = value.strip().strip("\"'")
            found[section + key.strip().lower()] = Valued(value, line.at(host))
    return found
