"""Rows of `backup_retention`: what is promised to be kept, and what is there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from itertools import pairwise
from typing import Any

from auditor.api import Item, Target
from auditor_plugins.backup.policies import Policies
from auditor_plugins.backup.snapshots import Snapshot, repository_name, systems_of

AHEAD = timedelta(hours=1)
"""As in the controls (`lib.times.ahead`): a backup dated later is none that counts."""
TELL_FULL = ("pgbackrest", "barman")
Group = tuple[int | None, str, str]
"""Number of the repository, system and group."""


@dataclass(frozen=True, slots=True)
class Stock:
    """Snapshots of a target, and the places that its tool lists with or without any. `whole`
    says that nothing stayed unlisted, so that a system that has none is known to have none.
    """

    snapshots: tuple[Snapshot, ...]
    places: tuple[tuple[int | None, str], ...]
    whole: bool


def retention(
    target: Target,
    stock: Stock,
    policies: Policies,
    now: datetime,
    place_of: Callable[[str], Mapping[str, Any]],
) -> list[Item]:
    """One row for each repository, system and group, by that key; ages are in days."""
    rows = []
    for (repo, system, group), found in _grouped(target, stock).items():
        row = {
            "repo": repository_name(target.name, repo),
            "system_id": system,
            "group": group,
            **policies.of(repo, group).fields(),
            **_seen(found, now),
            "_loc": place_of(group),
        }
        if target.options.tool in TELL_FULL:
            row["full_snapshots"] = sum(one.is_full for one in _good(found, now))
        rows.append(row)
    return sorted(rows, key=lambda row: (row["repo"], row["system_id"], row["group"]))


def _grouped(target: Target, stock: Stock) -> dict[Group, list[tuple[Snapshot, str]]]:
    systems = target.options.systems
    found: dict[Group, list[tuple[Snapshot, str]]] = defaultdict(list)
    for snapshot in stock.snapshots:
        for system, status in systems_of(snapshot, systems):
            found[snapshot.repo, system, snapshot.host].append((snapshot, status))
    there = {(repo, group) for repo, _, group in found}
    for repo, group in stock.places:
        if (repo, group) not in there:
            named = [one.system_id for one in systems if fnmatchcase(group, one.host)] or [group]
            found |= {(repo, system, group): [] for system in named}
    there_is = {system for _, system, _ in found}
    if stock.whole:
        missing = [one for one in systems if one.system_id not in there_is]
        found |= {(None, one.system_id, one.host): [] for one in missing}
    return found


def _good(found: Iterable[tuple[Snapshot, str]], now: datetime) -> list[Snapshot]:
    return [one for one, status in found if status == "ok" and one.at <= now + AHEAD]


def _seen(found: list[tuple[Snapshot, str]], now: datetime) -> dict[str, Any]:
    future = sum(one.at > now + AHEAD for one, _ in found)
    times = sorted(one.at for one in _good(found, now))
    seen: dict[str, Any] = {
        "snapshots": len(times),
        "unfinished": len(found) - len(times) - future,
        "future": future,
    }
    if times:
        seen |= {"oldest": times[0].isoformat(), "newest": times[-1].isoformat()}
        seen |= {
            "oldest_age_days": _days(now - times[0]),
            "newest_age_days": _days(now - times[-1]),
        }
    if len(times) > 1:
        seen["longest_gap_days"] = _days(max(later - one for one, later in pairwise(times)))
    return seen


def _days(span: timedelta) -> float:
    """Days with two decimals; a backup of the coming hour is of now."""
    return max(0.0, round(span / timedelta(days=1), 2))
