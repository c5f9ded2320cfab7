"""A tree of files in a temporary folder, collected and held against the schemas."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from auditor.api import Collected, Context, Gap, Target
from auditor_plugins.shares import auditor_collectors

SCHEMAS = Path(__file__).parents[3] / "policies" / "schemas"
NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
CONTEXT = Context(NOW, "Asia/Shanghai")
(COLLECTOR,) = auditor_collectors()


@cache
def validator(kind: str) -> Any:
    return jsonschema_rs.validator_for(json.loads((SCHEMAS / f"{kind}.json").read_text()))


@dataclass
class Found:
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    gaps: list[Gap] = field(default_factory=list)

    def paths(self, kind: str = "file_acl") -> list[str]:
        return [row["path"] for row in self.rows[kind]]

    def row(self, path: str, kind: str = "file_acl") -> dict[str, Any]:
        (row,) = (row for row in self.rows[kind] if row["path"] == path)
        return row

    def told(self, kind: str) -> list[tuple[str, str]]:
        return [(gap.reason.value, gap.message) for gap in self.gaps if gap.kind == kind]


class Share:
    """`base/share` is a hardened tree."""

    def __init__(self, base: Path) -> None:
        self.base, self.top = base, base / "share"
        self.folder("")

    def folder(self, path: str, mode: int = 0o750) -> Path:
        place = self.top / path
        if not place.parent.exists():
            self.folder(path.rpartition("/")[0])
        place.mkdir(exist_ok=True)
        place.chmod(mode)
        return place

    def file(self, path: str, mode: int = 0o640, data: bytes = b"x", days: int = 0) -> Path:
        place = self.top / path
        if not place.parent.exists():
            self.folder(path.rpartition("/")[0])
        place.write_bytes(data)
        place.chmod(mode)
        changed = NOW.timestamp() - days * 86400
        os.utime(place, (changed, changed))
        return place

    def collect(self, *trees: dict[str, Any], context: Context = CONTEXT, **options: Any) -> Found:
        trees = trees or ({"path": "share"},)
        given = COLLECTOR.options(**({"trees": trees} | options))
        target = Target("nas-1", "shares", "branch", given, self.base)
        found = Found()
        for one in COLLECTOR.collect(target, context):
            if isinstance(one, Collected):
                rows = list(one.items)
                validator(one.kind).validate(rows)
                found.rows.setdefault(one.kind, []).extend(rows)
            else:
                assert one.message_zh, one
                found.gaps.append(one)
        return found


@pytest.fixture
def share(tmp_path: Path) -> Share:
    return Share(tmp_path)


@pytest.fixture
def wanting():
    return lambda *kinds: replace(CONTEXT, wanted=frozenset(kinds))
