"""The picture of the README and the first audit show what auditor prints today."""

import runpy
import subprocess
import sys
from pathlib import Path

from tests.docs.pages import DOCS, blocks, page


def test_the_picture_is_what_auditor_prints(tmp_path: Path):
    """After a change of report or branch: `python docs/images/make.py`."""
    drawn = tmp_path / "drawn.svg"
    script = DOCS / "images" / "make.py"
    subprocess.run([sys.executable, str(script), str(drawn)], check=True)
    assert drawn.read_bytes() == (DOCS / "images" / "violating.svg").read_bytes()


def test_the_picture_asks_nothing_of_the_network():
    assert "url(" not in page("docs/images/violating.svg").replace("url(#", "")


def test_the_first_audit_quotes_the_report(monkeypatch):
    monkeypatch.setenv("AUDITOR_MASKING_KEY", "demo")
    script = runpy.run_path(str(DOCS / "images" / "make.py"))
    report = "\n".join(script["report"](False))
    quoted = blocks(page("docs/first-audit.md"), "text")
    assert quoted
    for block in quoted:
        for part in block.split("  …\n"):
            assert part in report, part
