"""A real `auditor check` in this process; the policies are loaded once."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

from auditor.api import Outcome, Run
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
    (folder / "auditor.yaml").write_text(text, encoding="utf-8")
    if not READY:
        READY.append(_prepared(folder))
    return run(replace(READY[0], loaded=load_config(folder / "auditor.yaml")))


def outcome(done: Run, control: str) -> Outcome:
    (one,) = (one for one in done.environments[0].outcomes if one.control == control)
    return one


def subjects(done: Run, control: str) -> list[str]:
    """What the control finds, by subject."""
    return sorted(finding.subject for finding in outcome(done, control).findings)
