"""Real repositories in a temporary folder, collected and held against the schemas."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from auditor.api import Collected, Context, Gap, Target
from auditor_plugins.git import auditor_collectors, auditor_schemas
from tests.require import require

SCHEMAS = Path(__file__).parents[3] / "policies" / "schemas"
CONTEXT = Context(datetime(2026, 11, 21, 8, tzinfo=UTC), "Asia/Shanghai")
(COLLECTOR,) = auditor_collectors()
ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "HOME": "/nonexistent",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_DATE": "2026-11-01T08:00:00+08:00",
    "GIT_COMMITTER_DATE": "2026-11-01T08:00:00+08:00",
}
WHO = (
    "-c",
    "user.name=wang",
    "-c",
    "user.email=wang@bank.example",
    "-c",
    "core.hooksPath=/dev/null",
)


@cache
def validator(kind: str) -> Any:
    own = auditor_schemas()
    schema = own[kind] if kind in own else json.loads((SCHEMAS / f"{kind}.json").read_text())
    return jsonschema_rs.validator_for(schema)


@dataclass
class Found:
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    gaps: list[Gap] = field(default_factory=list)

    def told(self, kind: str) -> list[tuple[str, str]]:
        return [(gap.reason.value, gap.message) for gap in self.gaps if gap.kind == kind]

    def repository(self, name: str) -> dict[str, Any]:
        (row,) = (row for row in self.rows["repositories"] if row["repository"] == name)
        return row

    def paths(self) -> list[str]:
        return [row["path"] for row in self.rows["repository_files"]]


class Bench:
    """`base` is the folder of the configuration; repositories are made in it."""

    def __init__(self, base: Path) -> None:
        self.base = base

    def git(self, path: str, *argv: str, data: bytes | None = None) -> str:
        command = ("git", *WHO, "-C", str(self.base / path), *argv)
        done = subprocess.run(
            command, env=ENVIRONMENT, input=data, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.decode().strip()

    def make(self, path: str, files: dict[str, str] | None = None, *options: str) -> Path:
        top = self.base / path
        top.mkdir(parents=True)
        self.git(path, "init", "-q", "-b", "main", *options)
        return self.commit(path, files) if files else top

    def commit(self, path: str, files: dict[str, str]) -> Path:
        for name, text in files.items():
            place = self.base / path / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text)
        self.git(path, "add", "-A")
        self.git(path, "commit", "-q", "-m", "change")
        return self.base / path

    def json(self, name: str, value: Any) -> str:
        (self.base / name).write_text(value if isinstance(value, str) else json.dumps(value))
        return name

    def target(self, **options: Any) -> Target:
        return Target("code", "git", "centre", COLLECTOR.options(**options), self.base)

    def collect(self, context: Context = CONTEXT, **options: Any) -> Found:
        found = Found()
        for one in COLLECTOR.collect(self.target(**options), context):
            if isinstance(one, Collected):
                rows = list(one.items)
                validator(one.kind).validate(rows)
                found.rows.setdefault(one.kind, []).extend(rows)
            else:
                found.gaps.append(one)
        return found


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    require("git", shutil.which("git"))
    return Bench(tmp_path)


@pytest.fixture
def wanting():
    return lambda *kinds: replace(CONTEXT, wanted=frozenset(kinds))
