"""Text files of the project name no machine and no index host, and end as they should."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.contracts.rego import ROOT

KINDS = {".py", ".rego", ".json", ".yaml", ".yml", ".md", ".toml", ".lock", ".txt", ".cfg", ".svg"}
SELF = Path(__file__).resolve()
WORDS = re.compile(
    r"(?<![\w.])/(?:work|tmp/w|opt/gobin)/"
    r"|pypi\.org|files\.pythonhosted|--index-url https?:|proxy\.golang\.org|registry\.npmjs",
)
OWN = {".ci/run", "requirements.lock", "requirements-dev.lock"}


def files() -> list[Path]:
    done = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    paths = [ROOT / name for name in done.stdout.splitlines()]
    return [p for p in paths if (p.suffix in KINDS or p.name in OWN) and p.is_file()]


def test_there_are_files():
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    assert len(files()) > 200


def test_no_machine_is_named():
    named = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in files()
        if path != SELF
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1)
        if WORDS.search(line)
    ]
    assert named == []
