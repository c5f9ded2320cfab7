"""The command line, run in this process, with everything that it writes kept in one folder."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from auditor.__main__ import _run
from tests.e2e.bank import AS_OF, KEY


@dataclass(frozen=True)
class Said:
    """Exit code, and the bytes of both streams."""

    code: int
    out: bytes
    err: bytes


@dataclass(frozen=True)
class Shell:
    """Runs `auditor`; `written` is where its files, state and temporary files go."""

    written: Path
    monkeypatch: pytest.MonkeyPatch
    streams: pytest.CaptureFixture

    def __call__(self, *words: object) -> Said:
        arguments = [str(word) for word in words]
        self.monkeypatch.setattr(
            sys, "argv", ["auditor", *arguments, "--as-of", AS_OF, "--jobs", "1"]
        )
        code = _run()
        return Said(code, *self.streams.readouterr())


@pytest.fixture
def shell(tmp_path, monkeypatch, capfdbinary):
    written = tmp_path / "written"
    for name in ("state", "tmp", "cache", "home"):
        (written / name).mkdir(parents=True)
    monkeypatch.chdir(written)
    for variable, name in (("XDG_STATE_HOME", "state"), ("XDG_CACHE_HOME", "cache")):
        monkeypatch.setenv(variable, str(written / name))
    monkeypatch.setenv("HOME", str(written / "home"))
    monkeypatch.setenv("TMPDIR", str(written / "tmp"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setenv("AUDITOR_MASKING_KEY", KEY)
    return Shell(written, monkeypatch, capfdbinary)
