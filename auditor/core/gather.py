"""Gathering: all targets of a run are collected side by side and told of as they end; a bundle
that is gone on with gives what it has already.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

from auditor.api import Target
from auditor.core.collect import Harvest, Task, collect
from auditor.core.evidence_bundle import read_bundle

Key = tuple[str, str]
"""Environment and target."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is: the target that has just ended, how many of all have, and what came so far."""

    target: str
    done: int
    total: int
    rows: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Gathering:
    """How evidence is gathered. Of the bundle `resumed` the targets `done` are taken over; `plan`
    is told what each target will deliver, `keep` what it did, `progress` how far it is.
    """

    resumed: Path = Path()
    manifest: Mapping[str, Any] = field(default_factory=dict)
    done: frozenset[Key] = frozenset()
    progress: Callable[[Progress], None] = lambda _: None
    plan: Callable[[Mapping[Key, tuple[str, ...]]], None] = lambda _: None
    keep: Callable[[str, str, Harvest], None] = lambda *_: None


def gather(tasks: Mapping[int, Sequence[Task]], limit: int, how: Gathering) -> dict[int, Harvest]:
    """What the targets of each environment delivered, in their order, by the same number."""
    every = [task for of_one in tasks.values() for task in of_one]
    how.plan({_key(task): task.job.kinds for task in every})
    before = {id(task): _before(task, how) for task in every if _key(task) in how.done}
    new = [task for task in every if id(task) not in before]
    fresh = collect(new, limit, _Telling(how, len(new)))
    found = before | dict(zip(map(id, new), fresh, strict=True))
    return {
        number: sum((found[id(task)] for task in of_one), Harvest())
        for number, of_one in tasks.items()
    }


def _key(task: Task) -> Key:
    return task.job.target.environment, task.job.target.name


def _before(task: Task, how: Gathering) -> Harvest:
    harvest = read_bundle(how.resumed, how.manifest, *_key(task))
    how.keep(*_key(task), harvest)
    return harvest


class _Telling:
    """Passes on what has ended."""

    def __init__(self, how: Gathering, total: int) -> None:
        self._how, self._total = how, total
        self._begun, self._done, self._rows = monotonic(), 0, 0

    def __call__(self, target: Target, harvest: Harvest) -> None:
        self._how.keep(target.environment, target.name, harvest)
        self._done += 1
        self._rows += sum(len(one.items) for one in harvest.evidence)
        seconds = monotonic() - self._begun
        self._how.progress(Progress(target.name, self._done, self._total, self._rows, seconds))
