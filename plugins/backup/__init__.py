"""Collector of backup repositories: restic, borg, pgBackRest and Barman."""

from __future__ import annotations

from auditor.api import Collector, hookimpl
from auditor_plugins.backup.collect import collect, probe, promised
from auditor_plugins.backup.options import Options


@hookimpl
def auditor_collectors() -> tuple[Collector, ...]:
    """Return the collector of `type: backup` targets."""
    return (
        Collector(
            name="backup",
            version="1.0",
            target_type="backup",
            options=Options,
            kinds=promised,
            collect=collect,
            probe=probe,
            timeout=22_200.0,
            summary="snapshots and checks of restic, borg, pgBackRest and Barman repositories",
        ),
    )
