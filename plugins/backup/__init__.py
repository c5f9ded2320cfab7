"""Collector of backup repositories: restic, borg, pgBackRest and Barman."""

from __future__ import annotations

from auditor.api import Collector, Late, hookimpl


@hookimpl
def auditor_collectors() -> tuple[Collector, ...]:
    """Return the collector of `type: backup` targets."""
    return (
        Collector(
            name="backup",
            version="1.0",
            target_type="backup",
            options=Late("auditor_plugins.backup.options:Options"),
            kinds=Late("auditor_plugins.backup.collect:promised"),
            collect=Late("auditor_plugins.backup.collect:collect"),
            probe=Late("auditor_plugins.backup.collect:probe"),
            timeout=22_200.0,
            summary="snapshots and checks of restic, borg, pgBackRest and Barman repositories",
        ),
    )
