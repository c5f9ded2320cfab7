"""Small registers written as a bank would keep them, and audited for one control."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from openpyxl import Workbook

from auditor.api import Outcome
from auditor.app import Audit, Settings, prepare, run
from auditor.core.config import load_config
from auditor.core.plugins import load_plugins
from auditor.engines.interface import EngineSettings
from tests.e2e.bank import BANK, masking_key

NOW = "2026-03-10 18:00"
FORMATS = ("csv", "xlsx", "json")

Rows = list[dict[str, Any]]


@cache
def _prepared() -> Audit:
    settings = Settings(now=datetime.fromisoformat(f"{NOW}:00+08:00"))
    settings = replace(settings, limits=EngineSettings(jobs=1))
    return prepare(load_config(BANK / "compliant" / "auditor.yaml"), load_plugins(), settings)


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return ";".join(value)
    return {True: "是", False: "否"}.get(value, value) if isinstance(value, bool) else value


def _header(kind: str, rows: Rows) -> list[str]:
    """The columns in use; those of an empty register are the ones that it must have."""
    required = _prepared().schemas[kind]["items"]["required"] if not rows else ()
    return list(dict.fromkeys(name for row in rows or [required] for name in row if name != "_loc"))


def _write(path: Path, rows: Rows) -> None:
    header = _header(path.stem, rows)
    table = [header, *([_cell(row.get(name, "")) for name in header] for row in rows)]
    if path.suffix == ".json":
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        path.write_text(lines or "[]", "utf-8")
    elif path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(table)
    else:
        book = Workbook()
        for line in table:
            book.active.append(line)
        book.save(path)


def audited(
    folder: Path, control: str, evidence: dict[str, Rows], now: str, params: dict[str, Any]
) -> tuple[Outcome, dict[str, str]]:
    """The outcome of one control, and the register kind that each file holds."""
    start = sum(control.encode()) % len(FORMATS)
    names = {
        f"{kind}.{FORMATS[(start + number) % len(FORMATS)]}": kind
        for number, kind in enumerate(evidence)
    }
    for name, kind in names.items():
        _write(folder / name, evidence[kind])
    config = {
        "version": 1,
        "organisation": {"name": "测试行", "timezone": "Asia/Shanghai"},
        "environments": [
            {
                "name": "edge",
                "profile": {"base": "none", "include": [control]},
                "params": {control: params} if params else {},
                "targets": [
                    {
                        "name": "registers",
                        "type": "registers",
                        "files": [{"kind": kind, "path": name} for name, kind in names.items()],
                    }
                ],
            }
        ],
    }
    (folder / "auditor.yaml").write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")
    ready = _prepared()
    settings = replace(ready.settings, now=datetime.fromisoformat(f"{now}:00+08:00"))
    with masking_key():
        loaded = load_config(folder / "auditor.yaml")
        result = run(replace(ready, loaded=loaded, settings=settings))
    (outcome,) = result.environments[0].outcomes
    return outcome, names


def said(outcome: Outcome, names: dict[str, str]) -> str:
    """The verdict, or for a failure the places of the findings as `kind:row`."""
    if outcome.verdict != "fail":
        return str(outcome.verdict)
    places = set()
    for finding in outcome.findings:
        line = finding.location.line
        head = 0 if finding.location.file.endswith(".json") else 1
        kind = names.get(finding.location.file, finding.location.file)
        places.add(f"{kind}:{line - head}" if line else kind)
    return " ".join(sorted(places))
