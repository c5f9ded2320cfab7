"""A mail server's files in a temporary folder, collected and held against the schemas."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from auditor.api import Collected, Context, Gap, Target
from auditor_plugins.mail import auditor_collectors, auditor_schemas
from tests.accounts import open_to_all

SCHEMAS = Path(__file__).parents[3] / "policies" / "schemas"
CONTEXT = Context(datetime(2026, 11, 28, 8, tzinfo=UTC), "Asia/Shanghai")
(COLLECTOR,) = auditor_collectors()


@cache
def validator(kind: str) -> Any:
    own = auditor_schemas()
    path = SCHEMAS / f"{kind}.json"
    schema = own[kind] if kind in own else json.loads(path.read_text(encoding="utf-8"))
    return jsonschema_rs.validator_for(schema)


@dataclass
class Result:
    items: list[dict[str, Any]] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)

    @property
    def row(self) -> dict[str, Any]:
        assert len(self.items) == 1, (self.items, self.gaps)
        return self.items[0]

    @property
    def gap(self) -> Gap:
        assert len(self.gaps) == 1, self.gaps
        return self.gaps[0]

    def by(self, name: str) -> dict[Any, dict[str, Any]]:
        return {row[name]: row for row in self.items}


class Host:
    """`base` is the folder of the configuration; files are written below it."""

    def __init__(self, base: Path) -> None:
        self.base = base

    def write(self, files: Mapping[str, str | bytes]) -> Host:
        for path, text in files.items():
            place = self.base / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(text if isinstance(text, bytes) else text.encode())
        return self

    def collect(self, **options: Any) -> dict[str, Result]:
        given = COLLECTOR.options(**options)
        target = Target("mx", "mail", "branch", given, self.base)
        results = {kind: Result() for kind in COLLECTOR.kinds(given)}
        said = set()
        for one in COLLECTOR.collect(target, CONTEXT):
            said.add(one.kind)
            if isinstance(one, Collected):
                rows = list(one.items)
                validator(one.kind).validate(rows)
                results[one.kind].items += rows
            else:
                assert one.message_zh, one
                results[one.kind].gaps.append(one)
        assert said == set(results)
        return results


@pytest.fixture
def open_host(tmp_path: Path) -> Host:
    """In a folder that others may search too."""
    open_to_all(tmp_path)
    return Host(tmp_path)


@pytest.fixture
def host(tmp_path: Path) -> Host:
    return Host(tmp_path)
