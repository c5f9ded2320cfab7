"""A server that answers from a recording, or as a test says, held against the schemas."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from auditor.api import Collected, Context, Gap, Target
from auditor.api.testing import Recording
from auditor_plugins.postgres import auditor_collectors, auditor_schemas
from auditor_plugins.postgres.collector import answered
from auditor_plugins.postgres.subject import Subject

SCHEMAS = Path(__file__).parents[3] / "policies" / "schemas"
RECORDING = Path(__file__).parent / "recordings" / "bank.json"
CONTEXT = Context(datetime(2026, 11, 20, 10, tzinfo=UTC), "Asia/Shanghai")
(COLLECTOR,) = auditor_collectors()
FIXED: dict[str, Any] = {"host": "db", "database": "bank", "user": "auditor"}
VIEWS = {"crm.v_towns": {"count_column": "customers"}}
RETENTION = [{"table": "crm.closed", "date_column": "closed_on", "keep_years": 5}]
STATED: dict[str, Any] = {"views": VIEWS, "retention": RETENTION}


@cache
def validator(kind: str) -> Any:
    own = auditor_schemas()
    schema = own.get(kind) or json.loads((SCHEMAS / f"{kind}.json").read_text())
    return jsonschema_rs.validator_for(schema, validate_formats=True)


class Bank:
    """The recorded server; `change` sees each answer and may give another."""

    def subject(
        self, change: Callable[[str, Any], Any] = lambda _, answer: answer, **options: Any
    ) -> Subject:
        replay = Recording(RECORDING).replay()
        given = COLLECTOR.options(**(FIXED | STATED | options))
        target = Target("core-db", "postgres", "branch", given, Path())
        return Subject(
            target, CONTEXT, lambda q: change(q, replay(q)), lambda: "2027-01-01T00:00:00Z"
        )

    def collect(self, *changes: Any, **options: Any) -> tuple[dict[str, list[Any]], list[Gap]]:
        rows: dict[str, list[Any]] = {}
        gaps: list[Gap] = []
        for one in answered(self.subject(*changes, **options)):
            if isinstance(one, Collected):
                rows[one.kind] = list(one.items)
                validator(one.kind).validate(rows[one.kind])
            else:
                gaps.append(one)
        return rows, gaps


def settings(**values: str) -> Callable[[str, Any], Any]:
    """Answers with these settings (dots as double underscores) in place of the recorded ones."""
    names = {name.replace("__", "."): value for name, value in values.items()}

    def change(question: str, answer: Any) -> Any:
        if not question.startswith("SELECT name, setting"):
            return answer
        kept = [row for row in answer if row["name"] not in names]
        fresh = {"source": "configuration file", "sourcefile": "/etc/pg.conf", "sourceline": 7}
        return kept + [{"name": name, "setting": value, **fresh} for name, value in names.items()]

    return change


def rules(*given: Mapping[str, Any]) -> Callable[[str, Any], Any]:
    """Answers with these lines of pg_hba.conf."""
    empty = {"type": "host", "database": ["all"], "user_name": ["all"], "netmask": None}
    empty |= {"address": None, "auth_method": "scram-sha-256", "line_number": 1, "error": None}

    def change(question: str, answer: Any) -> Any:
        if "pg_hba_file_rules" not in question:
            return answer
        return [{"rule": empty | dict(one)} for one in given]

    return change
