"""The demo bank as tests use it: audited in this process, policies loaded once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from auditor.api import Outcome, ReportOptions, Run
from auditor.app import Audit, Settings, prepare, run, selection
from auditor.core.config import load_config
from auditor.core.plugins import load_plugins
from auditor.engines.interface import EngineSettings
from auditor.reports.interface import BUILTIN
from fixtures.builder.layout import environments, registers

BANK = Path(__file__).parents[2] / "fixtures" / "bank"
AS_OF = "2026-11-20T18:00:00+08:00"
KEY = "demo"
STATES = ("compliant", "violating")


@contextmanager
def masking_key() -> Iterator[None]:
    """The key that faults.yaml was written with."""
    before = os.environ.get("AUDITOR_MASKING_KEY")
    os.environ["AUDITOR_MASKING_KEY"] = KEY
    try:
        yield
    finally:
        if before is None:
            del os.environ["AUDITOR_MASKING_KEY"]
        else:
            os.environ["AUDITOR_MASKING_KEY"] = before


@cache
def _prepared() -> Audit:
    settings = Settings(now=datetime.fromisoformat(AS_OF), limits=EngineSettings(jobs=1))
    loaded = load_config(BANK / "compliant" / "auditor.yaml")
    return prepare(loaded, load_plugins(), settings)


def audit(folder: Path, *environments: str) -> Run:
    """Audit the bank in a folder: all of it, or the environments that are named."""
    ready = _prepared()
    settings = replace(ready.settings, environments=environments)
    with masking_key():
        loaded = load_config(folder / "auditor.yaml")
        return run(replace(ready, loaded=loaded, settings=settings))


@cache
def audited(state: str) -> Run:
    """The run of one committed state."""
    return audit(BANK / state)


def outcomes(run: Run) -> list[Outcome]:
    """The outcomes of all environments that were audited."""
    return [outcome for one in run.environments for outcome in one.outcomes]


def controls(environment: str = "") -> dict[str, Any]:
    """The controls in force in the demo, or in one environment of it, by id."""
    ready = _prepared()
    return {
        control.id: control
        for number, one in enumerate(ready.loaded.config.environments)
        if environment in ("", one.name)
        for control in selection(ready, number).controls
    }


def rendered(result: Run, name: str, lang: str = "en") -> bytes:
    """One report."""
    report = next(one for one in BUILTIN if one.name == name)
    return b"".join(report.render(result, ReportOptions(lang, verbose=True)))


def copied(state: str, to: Path) -> Path:
    """A copy of a state that a test may change."""
    return Path(shutil.copytree(BANK / state, to / state, symlinks=True))


def register_kinds() -> dict[tuple[str, str], set[str]]:
    """Environment and path of each register to the kinds that it delivers."""
    kinds: dict[tuple[str, str], set[str]] = {}
    for environment in environments():
        for kind, register in registers(environment).items():
            kinds.setdefault((environment, register.path), set()).add(kind)
    return kinds
