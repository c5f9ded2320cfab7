from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from auditor.api import Collected, Context, Gap, Target
from auditor_plugins.registers import auditor_collectors
from tests.languages import check_both_languages

SCHEMAS = {
    path.stem: json.loads(path.read_text())
    for path in (Path(__file__).parents[3] / "policies" / "schemas").glob("*.json")
}
NOW = datetime(2026, 11, 21, tzinfo=UTC)

Collect = Callable[..., list[Collected | Gap]]


def collect_in(base: Path, *files: dict[str, Any], **context: Any) -> list[Collected | Gap]:
    """Everything the collector yields for these files, with the schemas of the catalogue."""
    (collector,) = auditor_collectors()
    options = collector.options(files=list(files))
    known = {"role_names": {}, "schemas": SCHEMAS, **context}
    target = Target("registers", "registers", "branch", options, base)
    found = list(collector.collect(target, Context(NOW, "Asia/Shanghai", **known)))
    for gap in found:
        if isinstance(gap, Gap):
            check_both_languages(gap.message, gap.message_zh)
    return found
