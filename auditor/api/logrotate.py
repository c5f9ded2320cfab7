"""How long logrotate keeps a log, by its configuration (logrotate(8), 3.21)."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

PERIODS = {"hourly": 1 / 24, "daily": 1, "weekly": 7, "monthly": 30, "yearly": 365}
"""Days; a month counts as 30."""
SCRIPTS = ("prerotate", "postrotate", "preremove", "firstaction", "lastaction")
FOR_EVER = 36500
"""Days given for logs that are never removed."""
TABOO = ("*,v", "*.bak", "*.cfsaved", "*.disabled", "*.dpkg-bak", "*.dpkg-del", "*.dpkg-dist",
    "*.dpkg-new", "*.dpkg-old", "*.dpkg-tmp", "*.rhn-cfg-tmp-*", "*.rpmnew", "*.rpmorig",
    "*.rpmsave", "*.swp", "*.ucf-dist", "*.ucf-new", "*.ucf-old", "*~")  # fmt: skip
COUNT = re.compile(r"-1|[0-9]{1,6}")
DEPTH = 10
Read = Callable[[str], Sequence[str]]
"""The lines of a file."""
Names = Callable[[str], Sequence[str] | None]
"""The names in a folder; None for what is no folder."""


@dataclass(frozen=True, slots=True)
class Place:
    """A word of the configuration, and where it stands."""

    value: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Kept:
    """Whole days that a log is kept at least, and the directive that says so."""

    days: int
    at: Place


@dataclass(frozen=True, slots=True)
class Block:
    """Patterns of logs, and the directives in force for them, global ones included."""

    patterns: tuple[str, ...]
    directives: Mapping[str, Place]

    def covers(self, log: str) -> bool:
        """Whether glob(7) finds the log: `*` matches neither `/` nor a dot at the beginning."""
        return any(_matches(pattern, log) for pattern in self.patterns)

    def kept(self) -> Kept | None:
        """The least of `rotate` times the period and `maxage`; None where sizes decide, or where a
        number is none.
        """
        given = self.directives
        period, limit = given.get("period"), given.get("maxage")
        if period is None or "maxsize" in given or period.value == "size":
            return None
        count = given.get("rotate", Place("0", period.path, period.line))
        if not COUNT.fullmatch(count.value) or (limit and not COUNT.fullmatch(limit.value)):
            return None
        times = int(count.value)
        days = FOR_EVER if times < 0 else int(times * PERIODS[period.value])
        if limit and 0 < int(limit.value) < days:
            return Kept(int(limit.value), limit)
        return Kept(days, count)


def blocks(read: Read, names: Names, path: str) -> Iterator[Block]:
    """The blocks of a configuration and what it includes, in the order that logrotate reads them;
    for a log that several cover, the first holds.
    """
    yield from _Reader(read, names).file(path)


def retention(found: Iterator[Block], log: str) -> Kept | None:
    """How long a log is kept; None where that is unknown, or not for logrotate to say."""
    return next((block.kept() for block in found if block.covers(log)), None)


@dataclass(slots=True)
class _Reader:
    read: Read
    names: Names
    common: dict[str, Place] = field(default_factory=dict)
    taboo: tuple[str, ...] = TABOO
    depth: int = 0

    def file(self, path: str) -> Iterator[Block]:
        """The blocks of one file. What stands outside of blocks holds for all that follow."""
        patterns: list[str] = []
        inside: dict[str, Place] | None = None
        script = False
        for number, text in enumerate(self.read(path), 1):
            word, value = _directive(text)
            if script:
                script = word != "endscript"
            elif word in SCRIPTS:
                script = True
            elif inside is None and (patterns or word[:1] in ("/", '"', "'", "{")):
                head, brace, rest = _bare(text).partition("{")
                patterns += _split(head)
                if brace:
                    inside = dict(self.common)
                    _put(inside, Place(_bare(rest).strip(), path, number))
            elif word.startswith("}") and inside is not None:
                yield Block(tuple(patterns), inside)
                patterns, inside = [], None
            elif inside is None and word == "include":
                yield from self.included(value)
            elif inside is None and word in ("tabooext", "taboopat"):
                self.avoid(word, value)
            else:
                _put(
                    self.common if inside is None else inside,
                    Place(f"{word} {value}", path, number),
                )

    def included(self, path: str) -> Iterator[Block]:
        found = self.names(path)
        kept = [path] if found is None else [
            f"{path.rstrip('/')}/{name}" for name in sorted(found)
            if not any(fnmatchcase(name, one) for one in self.taboo)
        ]  # fmt: skip
        self.depth += 1
        for one in kept if self.depth <= DEPTH else ():
            if found is None or self.names(one) is None:
                yield from self.file(one)
        self.depth -= 1

    def avoid(self, word: str, value: str) -> None:
        more = value.removeprefix("+").replace(",", " ") if word == "tabooext" else value
        sign = "*" if word == "tabooext" else ""
        found = tuple(sign + one for one in more.removeprefix("+").split())
        self.taboo = self.taboo + found if value.startswith("+") else found


def _put(directives: dict[str, Place], at: Place) -> None:
    """Set one directive: periods and `size` take each other's place."""
    word, _, value = at.value.partition(" ")
    if word in PERIODS or word == "size":
        directives["period"] = Place(word, at.path, at.line)
    elif word:
        directives[word] = Place(value.strip(), at.path, at.line)


def _directive(text: str) -> tuple[str, str]:
    """The word and its value; `=` may stand between them."""
    found = re.match(r"([^\s=]*)[\s=]*(.*)", _bare(text).strip())
    return (found[1], found[2].strip()) if found else ("", "")


def _bare(text: str) -> str:
    """Without its comment. Behind a value `#` begins none: logrotate refuses such a number."""
    return "" if text.lstrip().startswith("#") else text


def _split(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:  # a quote that is never closed
        return text.replace('"', " ").replace("'", " ").split()


def _matches(pattern: str, log: str) -> bool:
    parts, names = pattern.split("/"), log.split("/")
    return len(parts) == len(names) and all(
        fnmatchcase(name, part) and (part[:1] == "." or name[:1] != ".")
        for part, name in zip(parts, names, strict=True)
    )
