"""Draws the picture of the README from the real report on the demo branch: `make.py [FILE]`."""

from __future__ import annotations

import os
import re
import sys
from datetime import datetime
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.text import Text

from auditor.api import ReportOptions
from auditor.app import Settings, prepare, run
from auditor.core.config import load_config
from auditor.core.plugins import load_plugins
from auditor.reports import text

HERE = Path(__file__).parent
BANK = HERE.parents[1] / "fixtures" / "bank" / "violating" / "auditor.yaml"
BRANCH = "branch-01"
AS_OF = datetime.fromisoformat("2026-11-20T18:00:00+08:00")
HEAD, TAIL = 26, 6
"""Lines shown from the beginning and the end of the report."""
ADDRESS = re.compile(r"@font-face \{.*?\}\s*|<!--.*?-->\s*", re.S)
"""Fonts of the network and a note, which a picture needs not."""


def report(color: bool = True) -> list[str]:
    """The lines of the report, made with the key of the demo."""
    os.environ["AUDITOR_MASKING_KEY"] = "demo"
    result = run(
        prepare(load_config(BANK), load_plugins(), Settings(AS_OF, environments=(BRANCH,)))
    )
    return b"".join(text.render(result, ReportOptions(color=color))).decode().split("\n")


def picture() -> str:
    """The report's beginning and end as SVG."""
    lines = report()
    shown = [*lines[:HEAD], "…", *lines[-TAIL:]]
    console = Console(record=True, width=100, file=StringIO(), force_terminal=True)
    console.print(Text.from_ansi("\n".join(shown).rstrip()))
    svg = ADDRESS.sub("", console.export_svg(title="auditor check", unique_id="auditor"))
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


if __name__ == "__main__":
    name = sys.argv[1] if len(sys.argv) > 1 else str(HERE / "violating.svg")
    Path(name).write_text(picture(), encoding="utf-8")
