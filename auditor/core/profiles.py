"""Profiles: which controls are in force for an environment, and which are left out and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import Field

from auditor.api import ConfigError, Control, LeftOut, Location
from auditor.core.config import Exclusion, ProfileChoice, Strict, validate
from auditor.core.schemas import policy_root
from auditor.core.words import nearest
from auditor.core.yamlfile import read_yaml


class Selector(Strict):
    """Controls that match all the given keys."""

    all: bool = False
    topic: tuple[str, ...] = ()
    id: tuple[str, ...] = ()
    severity: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()

    def matches(self, control: Control) -> bool:
        """True when every given key names the control's value."""
        pairs = (
            (self.topic, control.topic),
            (self.id, control.id),
            (self.severity, control.severity.value),
            (self.scope, control.scope),
        )
        given = [value in wanted for wanted, value in pairs if wanted]
        return self.all or (bool(given) and all(given))


class Profile(Strict):
    """A named selection of controls."""

    name: str
    title: str
    title_zh: str
    description: str
    description_zh: str
    include: tuple[Selector, ...] = Field(min_length=1)
    exclude: tuple[Exclusion, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """The controls in force, and the others."""

    profile: str
    controls: tuple[Control, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def kinds(self) -> frozenset[str]:
        """The evidence kinds that the controls in force read."""
        return frozenset(k for c in self.controls for k in (*c.evidence, *c.optional_evidence))


def profile_names() -> list[str]:
    """The built-in profiles."""
    return sorted(path.stem for path in _folder().glob("*.yaml"))


def read_profile(name: str, base: Path) -> Profile:
    """A built-in profile, or one in a file of the user's (a path that ends in `.yaml`)."""
    if name.endswith((".yaml", ".yml")):
        file = read_yaml(base / name, name)
    elif name in profile_names():
        file = read_yaml(_folder() / f"{name}.yaml", f"policies/data/profiles/{name}.yaml")
    else:
        raise ConfigError(f"unknown profile `{name}`", hint=nearest(name, profile_names()))
    return validate(Profile, file.data, file, ())


def select(choice: ProfileChoice, controls: Mapping[str, Control], base: Path) -> Selection:
    """Apply a profile choice to the loaded controls. Those that the organisation added to the
    built-in ones are in force in every profile that does not exclude them; without a base, only
    what is included.

    Raises:
        ConfigError: an unknown profile or control id, or nothing selected.
    """
    profile = None if choice.base == "none" else read_profile(choice.base, base)
    excluded = {e.id: e.reason for e in [*(profile.exclude if profile else ()), *choice.exclude]}
    _known([*choice.include, *(e.id for e in choice.exclude)], controls)
    selectors = profile.include if profile else ()
    wanted = {
        id_
        for id_, control in controls.items()
        if id_ in choice.include
        or any(s.matches(control) for s in selectors)
        or (control.added and profile)
    } - (excluded.keys() - set(choice.include))
    if not wanted:
        raise ConfigError("the profile selects no control", hint="nothing would be evaluated")
    ordered = sorted(controls)
    return Selection(
        choice.base if choice.base != "none" else "custom",
        tuple(controls[id_] for id_ in ordered if id_ in wanted),
        tuple(LeftOut(id_, excluded.get(id_, "")) for id_ in ordered if id_ not in wanted),
    )


def _known(ids: list[str], controls: Mapping[str, Any]) -> None:
    for id_ in ids:
        if id_ not in controls:
            place = Location("profile")
            raise ConfigError(f"unknown control `{id_}`", place, nearest(id_, controls))


def _folder() -> Path:
    return policy_root() / "data" / "profiles"
