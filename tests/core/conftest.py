"""Small builders that several tests of the core share."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from auditor.api import CollectorInfo, Control, Evidence, Severity, Source

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)


def make_control(**changes) -> Control:
    values = {
        "id": "X-001",
        "package": "rules.x.one",
        "topic": "x",
        "name": "One",
        "title": "One",
        "title_zh": "一",
        "description": "d",
        "description_zh": "描述",
        "severity": Severity.HIGH,
        "clause": "第1条",
        "evidence": ("loan_register",),
        "optional_evidence": (),
        "fail_when_empty": False,
        "max_age_seconds": 86400,
        "scope": "environment",
        "assurance": "automated",
        "params": {},
        "action": "fix",
        "action_zh": "整改",
        "frameworks": (),
        "related": (),
        "rules": frozenset({"deny"}),
        "source": "policies/x.rego",
    }
    return Control(**{**values, **changes})


def make_evidence(kind="loan_register", rows=1, target="t", **changes) -> Evidence:
    items = tuple({"n": n, "_loc": {"file": "a.csv", "line": n + 2}} for n in range(rows))
    values = {
        "kind": kind,
        "environment": "e",
        "target": target,
        "collector": CollectorInfo("c", "1"),
        "collected_at": NOW,
        "source": Source("a.csv"),
        "items": items,
    }
    return Evidence(**{**values, **changes})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path
