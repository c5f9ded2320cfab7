"""The demo branch as tests use it: audited in this process, policies loaded once."""

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

import yaml

from auditor.api import ReportOptions, Run
from auditor.app import Audit, Settings, prepare, run, selection
from auditor.core.config import load_config
from auditor.core.plugins import load_plugins
from auditor.engines.interface import EngineSettings
from auditor.reports.interface import BUILTIN

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


def audit(folder: Path) -> Run:
    """Audit the branch in a folder."""
    with masking_key():
        return run(replace(_prepared(), loaded=load_config(folder / "auditor.yaml")))


@cache
def audited(state: str) -> Run:
    """The run of one committed state."""
    return audit(BANK / state)


def controls() -> dict[str, Any]:
    """The controls in force in the demo branch, by id."""
    return {control.id: control for control in selection(_prepared(), 0).controls}


def rendered(result: Run, name: str, lang: str = "en") -> bytes:
    """One report."""
    report = next(one for one in BUILTIN if one.name == name)
    return b"".join(report.render(result, ReportOptions(lang, verbose=True)))


def copied(state: str, to: Path) -> Path:
    """A copy of a state that a test may change."""
    return Path(shutil.copytree(BANK / state, to / state, symlinks=True))


def register_kinds() -> dict[str, set[str]]:
    """Path of each register to the kinds that it delivers."""
    config = yaml.safe_load((BANK / "compliant" / "auditor.yaml").read_text("utf-8"))
    (files,) = (t["files"] for t in config["environments"][0]["targets"] if "files" in t)
    kinds: dict[str, set[str]] = {}
    for file in files:
        kinds.setdefault(file["path"], set()).add(file["kind"])
    return kinds
