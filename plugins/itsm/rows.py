"""Approvals to rows: each field by its paths or labels, each problem counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from auditor.api import Item
from auditor_plugins.itsm.options import Pick
from auditor_plugins.itsm.paths import Paths
from auditor_plugins.itsm.presets import DECISION, FORM, Preset
from auditor_plugins.itsm.values import Problem

SEVERAL = Problem("several values where one is wanted (see pick)", "有多个值(见 pick)")
EMPTY = Problem("required, and empty", "必填但为空")
SHOWN = 5
Place = tuple[str, int | None]
Found = tuple[dict[str, Any], Any, Place, dict[str, Any]]
"""An approval, the answer that it stands in, its place, and its `_loc`."""


@dataclass(slots=True)
class Report:
    """What did not fit: field and problem to the places, and fields that never gave anything."""

    found: dict[tuple[str, Problem], list[Place]] = field(default_factory=dict)
    silent: set[str] = field(default_factory=set)
    rows: int = 0
    items: int = 0

    def note(self, name: str, problem: Problem, place: Place) -> None:
        """Count a problem."""
        self.found.setdefault((name, problem), []).append(place)

    def messages(self) -> Iterator[tuple[str, str, Place]]:
        """For each field and problem how often, and the first places."""
        for (name, problem), places in sorted(self.found.items(), key=lambda one: one[0][0]):
            first = ", ".join(_shown(place) for place in places[:SHOWN])
            en = f"{name}: {problem.en}; {len(places)} items ({first})"
            yield en, f"{name}:{problem.zh};{len(places)} 项({first})", places[0]
        for name in sorted(self.silent) if self.items else ():
            en = f"{name}: no item has what fields: names for it"
            yield en, f"{name}:没有任何一项含有 fields: 所指的内容", ("", None)


def _shown(place: Place) -> str:
    name, number = place
    return f"{name}:{number}" if name else f"no. {number}"


@dataclass(frozen=True, slots=True)
class Plan:
    """How items become rows of a kind. `told` are the fields that the configuration maps."""

    picks: Mapping[str, Pick]
    converters: Mapping[str, Callable[[Any], Any]]
    constants: Mapping[str, Any]
    required: tuple[str, ...]
    lists: frozenset[str]
    told: frozenset[str]
    preset: Preset
    paths: Paths


def rows(
    items: Iterable[Found],
    mapping: Plan,
    report: Report,
) -> Iterator[Item]:
    """The row of each item that fits; items come with their answer, place and `_loc`."""
    report.silent |= mapping.told
    for item, document, place, loc in items:
        report.items += 1
        item[FORM] = mapping.preset.form(item, document)
        item[DECISION] = mapping.preset.decision(item)
        row, is_whole = _row(item, mapping, report, place)
        if is_whole:
            report.rows += 1
            yield row | {"_loc": loc}


def _row(item: dict[str, Any], mapping: Plan, report: Report, place: Place) -> tuple[Item, bool]:
    row, wrong = dict(mapping.constants), {}
    for name, pick in mapping.picks.items():
        found, is_there = _found(item, pick, name in mapping.lists, mapping.paths)
        if is_there:
            report.silent.discard(name)
        value = found if isinstance(found, Problem) else mapping.converters[name](found)
        if isinstance(value, Problem):
            wrong[name] = value
        elif value is not None:
            row[name] = value
    missing = (name for name in mapping.required if name not in row and name not in wrong)
    wrong |= dict.fromkeys(missing, EMPTY)
    for name, problem in wrong.items():
        report.note(name, problem, place)
    return row, not wrong


def _found(item: dict[str, Any], pick: Pick, is_list: bool, paths: Paths) -> tuple[Any, bool]:
    """What the first path or label with a value gives, and whether any was there at all."""
    is_there = False
    for one in pick.of:
        values = paths.values(item, one) if one.startswith("$") else item[FORM].get(one, [])
        is_there = is_there or bool(values)
        full = [value for value in values if value not in (None, "", [], {})]
        if full:
            return _picked(full, pick, is_list), True
    return None, is_there


def _picked(values: list[Any], pick: Pick, is_list: bool) -> Any:
    if is_list:
        return values[0] if len(values) == 1 else values
    if pick.pick != "one":
        return values[0 if pick.pick == "first" else -1]
    return values[0] if all(value == values[0] for value in values) else SEVERAL
