"""Targets of the plugin and what they deliver."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import jsonschema_rs
import orjson

from auditor.api import Collected, Context, Gap, Target
from auditor_plugins.kubernetes import auditor_collectors, auditor_schemas
from auditor_plugins.kubernetes.options import Options
from tests.contracts.rego import ROOT

NOW = datetime.fromisoformat("2026-11-20T18:00:00+08:00")
CONTEXT = Context(NOW, "Asia/Shanghai")
(COLLECTOR,) = auditor_collectors()


@dataclass
class Result:
    things: list[Collected | Gap]

    def rows(self, kind: str) -> list[dict[str, Any]]:
        found = [one for one in self.things if isinstance(one, Collected) and one.kind == kind]
        return [row for one in found for row in one.items]

    def gaps(self, kind: str = "") -> list[Gap]:
        gaps = [one for one in self.things if isinstance(one, Gap)]
        return [one for one in gaps if kind in ("", one.kind)]

    def row(self, kind: str, value: str) -> dict[str, Any]:
        (one,) = (row for row in self.rows(kind) if value in row.values())
        return one

    def checked(self) -> Result:
        """All rows fit their schemas."""
        for one in self.things:
            if isinstance(one, Collected):
                rows = orjson.loads(orjson.dumps(list(one.items)))
                jsonschema_rs.validate(schema(one.kind), rows)
        return self


def schema(kind: str) -> Any:
    path = ROOT / "policies" / "schemas" / f"{kind}.json"
    return auditor_schemas().get(kind) or orjson.loads(path.read_bytes())


def target(base: Path, **options: Any) -> Target:
    return Target("cluster", "kubernetes", "centre", Options(**options), base)


def collected(folder: Path, wanted: frozenset[str] | None = None, **options: Any) -> Result:
    context = Context(NOW, "Asia/Shanghai", wanted=wanted)
    return Result(list(COLLECTOR.collect(target(folder, **options), context))).checked()


def manifests(folder: Path, wanted: str = "", **files: str) -> Any:
    """Rows and gaps of these files, `a_yaml` for a.yaml."""
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return collected(folder, frozenset({wanted}) if wanted else None, manifests=(".",))
