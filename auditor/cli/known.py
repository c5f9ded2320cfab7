"""The controls that a command can speak of."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from auditor.api import AuditorError, Control
from auditor.app import policy_sources
from auditor.cli.loading import load
from auditor.core.plugins import load_plugins
from auditor.core.policies import load_library
from auditor.core.profiles import select
from auditor.core.schemas import Schemas
from auditor.core.words import nearest


def known_controls(config: Path | None, profile: str = "") -> list[Control]:
    """All controls of the configured policies and of plugins, by topic, or those of a profile."""
    loaded = load(config, (), profile)
    plugins = load_plugins()
    schemas = Schemas(plugins.schemas)
    library = load_library(policy_sources(loaded, plugins), loaded.base, schemas)
    chosen: Iterable[Control] = library.controls.values()
    if profile:
        choice = loaded.config.environments[0].profile
        chosen = select(choice, library.controls, loaded.base).controls
    return sorted(chosen, key=lambda control: (control.topic, control.id))


def find_control(id_: str, controls: Iterable[Control], words: Iterable[str] = ()) -> Control:
    """The control of an id, letters in either case.

    Raises:
        AuditorError: no such control; names the nearest of controls and other words.
    """
    known = {control.id: control for control in controls}
    for name, control in known.items():
        if name.lower() == id_.lower():
            return control
    raise AuditorError(f"no control `{id_}`", hint=nearest(id_.upper(), [*known, *words]))
