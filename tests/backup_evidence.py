"""Rows of the plugin, and whether they fit their schema."""

from __future__ import annotations

from collections.abc import Iterable

import jsonschema_rs

from auditor.api import Collected, Gap
from auditor_plugins.backup.kinds import SCHEMAS
from tests.policies_schemas import schema


def fits(one: Collected) -> None:
    """Raises where a row does not fit the schema of its kind."""
    jsonschema_rs.validate(SCHEMAS.get(one.kind) or schema(one.kind), list(one.items))


def rows(found: Iterable[Collected | Gap], kind: str = "backup_snapshots") -> list[dict]:
    """The rows of a kind."""
    return [
        row for one in found if isinstance(one, Collected) and one.kind == kind for row in one.items
    ]
