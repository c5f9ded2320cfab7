"""Which lines of rules the tests evaluate: by file and by rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from auditor.core.rego_files import RegoFiles
from auditor.engines.rego_ast import Node, Parsed, parse, rule_name, specs

Lines = tuple[list[int], list[int]]
"""Line numbers that were evaluated, and that were not."""


@dataclass(frozen=True, slots=True)
class Covered:
    """The lines of a rule (`line` is its first) or, without a name, of a whole file."""

    name: str
    line: int
    covered: frozenset[int]
    missed: frozenset[int]

    @property
    def percent(self) -> float:
        """Evaluated lines of a hundred, rounded down to a tenth; 100 where there are none."""
        every = len(self.covered) + len(self.missed)
        return (1000 * len(self.covered) // every) / 10 if every else 100.0


@dataclass(frozen=True, slots=True)
class FileCoverage:
    """One file and its rules in the order of their lines."""

    file: str
    whole: Covered
    rules: tuple[Covered, ...]


def merge(reports: Iterable[Mapping[str, Lines]]) -> dict[str, Lines]:
    """A line that any report calls evaluated is evaluated."""
    covered: dict[str, set[int]] = {}
    known: dict[str, set[int]] = {}
    for report in reports:
        for file, (yes, no) in report.items():
            covered.setdefault(file, set()).update(yes)
            known.setdefault(file, set()).update(yes, no)
    return {f: (sorted(covered[f]), sorted(known[f] - covered[f])) for f in sorted(known)}


def by_file(files: RegoFiles, lines: Mapping[str, Lines]) -> tuple[FileCoverage, ...]:
    """The coverage of every given file that is no test."""
    rules = [file for file in files.given if not file.is_test]
    return tuple(
        _file(parse({file.name: file.text})[0], lines.get(file.name, ([], []))) for file in rules
    )


def _file(parsed: Parsed, lines: Lines) -> FileCoverage:
    yes, no = map(frozenset, lines)
    rules = tuple(_rule(parsed, rule, head, yes, no) for rule, _, head in specs(parsed))
    return FileCoverage(parsed.file, Covered("", 1, yes, no), rules)


def _rule(
    parsed: Parsed, rule: Node, head: Node, yes: frozenset[int], no: frozenset[int]
) -> Covered:
    span = rule["span"]
    first = span["line"]
    own = frozenset(range(first, first + parsed.source[span["start"] : span["end"]].count(10) + 1))
    return Covered(rule_name(head), first, yes & own, no & own)


def ranges(lines: Iterable[int]) -> str:
    """Line numbers in short: `3, 5-7`."""
    return ", ".join(_ranges(sorted(lines)))


def _ranges(lines: list[int]) -> Iterator[str]:
    groups: dict[int, list[int]] = {}
    for number, line in zip(count(), lines, strict=False):
        groups.setdefault(line - number, []).append(line)
    for group in groups.values():
        yield str(group[0]) if len(group) == 1 else f"{group[0]}-{group[-1]}"
