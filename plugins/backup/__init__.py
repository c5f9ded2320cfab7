"""Collector of backup repositories: restic, borg, pgBackRest and Barman."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from auditor.api import Collector, Late, hookimpl


@hookimpl
def auditor_collectors() -> tuple[Collector, ...]:
    """Return the collector of `type: backup` targets."""
    return (
        Collector(
            name="backup",
            version="1.1",
            target_type="backup",
            options=Late("auditor_plugins.backup.options:Options"),
            kinds=Late("auditor_plugins.backup.collect:promised"),
            collect=Late("auditor_plugins.backup.collect:collect"),
            probe=Late("auditor_plugins.backup.probe:probe"),
            timeout=22_200.0,
            summary="snapshots, checks and retention of restic, borg, pgBackRest and Barman",
        ),
    )


@hookimpl
def auditor_schemas() -> Mapping[str, Mapping[str, Any]]:
    """The kind that no catalogue kind covers: how long backups are kept."""
    from auditor_plugins.backup.kinds import SCHEMAS  # noqa: PLC0415 - start-up time

    return SCHEMAS
