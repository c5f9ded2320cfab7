"""A real `auditor check` in this process, with the policies loaded once."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from auditor.api import ReportOptions, Run
from auditor.app import Audit, Settings, prepare, run
from auditor.core.config import load_config
from auditor.core.plugins import load_plugins
from auditor.engines.interface import EngineSettings

HEAD = """\
version: 1
organisation: {{name: Bank, timezone: UTC}}
environments:
  - name: centre
    profile: {{base: none, include: [{controls}]}}
    targets:
"""
READY: list[Audit] = []


def audit(folder: Path, targets: str, *controls: str) -> Run:
    """Audit these targets (YAML of a list) with these controls, now."""
    text = HEAD.format(controls=", ".join(controls))
    text += textwrap.indent(textwrap.dedent(targets), "      ")
    (folder / "auditor.yaml").write_text(text, encoding="utf-8")
    loaded = load_config(folder / "auditor.yaml")
    settings = Settings(now=datetime.now(UTC), limits=EngineSettings(jobs=1))
    if not READY:
        READY.append(prepare(loaded, load_plugins(), settings))
    return run(replace(READY[0], loaded=loaded, settings=settings))


def outcome(done: Run, control: str):
    (one,) = (one for one in done.environments[0].outcomes if one.control == control)
    return one


def reported(done: Run) -> bytes:
    """All reports in both languages."""
    options = (ReportOptions(lang=lang, verbose=True) for lang in ("en", "zh-CN"))
    reports = load_plugins().reports
    given = [*options]
    return b"".join(
        chunk for one in reports.values() for option in given for chunk in one.render(done, option)
    )
