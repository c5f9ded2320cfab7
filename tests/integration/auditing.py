"""A real `auditor check` in this process; the policies are loaded once."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from auditor.api import Collected, Gap, Outcome, Run
from auditor.app import Audit, Settings, prepare, run
from auditor.core.config import load_config
from auditor.core.plugins import load_plugins
from auditor.engines.interface import EngineSettings

AS_OF = "2026-11-20T18:00:00+08:00"
HEAD = """\
version: 1
organisation: {{name: Bank, timezone: Asia/Shanghai}}
environments:
  - name: centre
    profile: {{base: none, include: [{controls}]}}
    targets:
"""


@cache
def _prepared(folder: Path) -> Audit:
    settings = Settings(now=datetime.fromisoformat(AS_OF), limits=EngineSettings(jobs=1))
    return prepare(load_config(folder / "auditor.yaml"), load_plugins(), settings)


READY: list[Audit] = []


def audit(folder: Path, targets: str, *controls: str, files: Mapping[str, str] = {}) -> Run:
    """Audit these targets (YAML of a list) with these controls."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    head = HEAD.format(controls=", ".join(controls))
    text = head + textwrap.indent(textwrap.dedent(targets), "      ")
    return _run(folder, text)


def audit_place(folder: Path, place: Mapping[str, Any]) -> Run:
    """Audit one environment, given as data."""
    form = {"version": 1, "organisation": {"timezone": "Asia/Shanghai"}, "environments": [place]}
    return _run(folder, json.dumps(form))


def _run(folder: Path, text: str) -> Run:
    (folder / "auditor.yaml").write_text(text, encoding="utf-8")
    if not READY:
        READY.append(_prepared(folder))
    return run(replace(READY[0], loaded=load_config(folder / "auditor.yaml")))


def by_kind(found: Iterable[Collected | Gap]) -> dict[str, Any]:
    """The rows of each kind, and all gaps as `gaps`."""
    kinds: dict[str, Any] = {"gaps": []}
    for one in found:
        if isinstance(one, Collected):
            kinds[one.kind] = list(one.items)
        else:
            kinds["gaps"].append(one)
    return kinds


def verdicts(done: Run) -> dict[str, tuple[str, list[str], Any]]:
    """Verdict, messages and gaps of each control."""
    return {
        one.control: (one.verdict, [f.message for f in (*one.findings, *one.unknown)], one.gaps)
        for one in done.environments[0].outcomes
    }


def outcome(done: Run, control: str) -> Outcome:
    (one,) = (one for one in done.environments[0].outcomes if one.control == control)
    return one


def subjects(done: Run, control: str) -> list[str]:
    """What the control finds, by subject."""
    return sorted(finding.subject for finding in outcome(done, control).findings)
