"""The frameworks that built-in controls refer to, and which controls answer to what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import orjson

from auditor.api import Control, Framework, Requirement, requirement_of
from auditor.core.schemas import policy_root


def read_frameworks() -> dict[str, Framework]:
    """All frameworks by their short name (`iso-27001-2022`)."""
    folder = policy_root() / "data" / "frameworks"
    return {path.stem: _read(path) for path in sorted(folder.glob("*.json"))}


def _read(path: Path) -> Framework:
    raw = orjson.loads(path.read_bytes())
    raw["requirements"] = {id_: Requirement(**one) for id_, one in raw["requirements"].items()}
    return Framework(**raw)


def used_by(controls: Iterable[Control]) -> dict[str, Framework]:
    """The frameworks that these controls refer to, by name; unknown ones are left out."""
    names = {requirement_of(one)[0] for control in controls for one in control.frameworks}
    return {one.name: one for one in read_frameworks().values() if one.name in names}


def answers(framework: Framework, controls: Iterable[Control]) -> Mapping[str, tuple[str, ...]]:
    """Each requirement of a framework, with the ids of the controls that answer to it."""
    found: dict[str, list[str]] = {id_: [] for id_ in framework.requirements}
    for control in controls:
        for reference in control.frameworks:
            name, id_ = requirement_of(reference)
            if name == framework.name:
                found.setdefault(id_, []).append(control.id)
    return {id_: tuple(dict.fromkeys(ids)) for id_, ids in found.items()}
