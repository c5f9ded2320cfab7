"""Audits a folder of policies of others against a folder of files, on both engines."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from auditor.__main__ import _run
from tests.require import require

SAMPLES = Path(__file__).parent / "samples"
AS_OF = "2026-11-20T10:00:00Z"


@dataclass(frozen=True)
class Result:
    """Exit code, what was said on standard error, and the JSON report where there is one."""

    code: int
    err: str
    out: str

    @property
    def environment(self) -> dict[str, Any]:
        return json.loads(self.out)["environments"][0]

    @property
    def verdicts(self) -> dict[str, str]:
        return {one["control"]: one["verdict"] for one in self.environment["outcomes"]}

    def findings(self, control: str = "") -> list[dict[str, Any]]:
        found = self.environment["findings"]
        return [one for one in found if control in ("", one["control"])]

    def places(self, control: str) -> list[str]:
        places = [one["location"] for one in self.findings(control)]
        return [f"{place['file']}:{place['line']}" for place in places]


Audit = Callable[..., Result]


@pytest.fixture(params=["embedded", "opa"])
def engine(request: pytest.FixtureRequest) -> str:
    if request.param == "opa":
        require("opa", shutil.which("opa"))
    return str(request.param)


@pytest.fixture
def audit(tmp_path, monkeypatch, capfdbinary) -> Audit:
    """A function that audits the folder that it stands in; keywords go into the configuration."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / ".state"))
    monkeypatch.setenv("AUDITOR_LANG", "en")

    def run(engine: str = "embedded", format_: str = "json", **given: Any) -> Result:
        target = {"name": "files", "type": "files", "paths": given.get("paths", ["files"])}
        source = {"path": "policy", **given.get("source", {})}
        environment = {"name": "e", "targets": [{**target, **given.get("target", {})}]}
        config = {
            "version": 1,
            "policies": given.get("policies", [source]),
            "environments": [{**environment, **given.get("environment", {})}],
        }
        (tmp_path / "auditor.yaml").write_text(json.dumps(config), encoding="utf-8")
        words = ["auditor", "check", "-f", format_, "--engine", engine, "--as-of", AS_OF]
        monkeypatch.setattr(sys, "argv", words)
        code = _run()
        out, err = capfdbinary.readouterr()
        return Result(code, err.decode(), out.decode())

    return run


@pytest.fixture
def sample(tmp_path: Path) -> Callable[[str], Path]:
    """Copies a sample into the folder that is audited."""

    def copy(name: str) -> Path:
        shutil.copytree(SAMPLES / name, tmp_path, dirs_exist_ok=True)
        return tmp_path

    return copy


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], None]:
    def put(name: str, text: str) -> None:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    return put
