"""Collector of file shares: mounted trees with their rights, marks, ages and stray copies."""

from __future__ import annotations

from auditor.api import Collector, Late, hookimpl


@hookimpl
def auditor_collectors() -> tuple[Collector, ...]:
    """The collector of targets of type `shares`; its modules load when it is asked for."""

    return (
        Collector(
            name="shares",
            version="1.0",
            target_type="shares",
            options=Late("auditor_plugins.shares.options:Options"),
            kinds=Late("auditor_plugins.shares.options:promised"),
            collect=Late("auditor_plugins.shares.collect:collect"),
            timeout=3600.0,
            summary="file shares: rights, classification marks, age and copies in mounted trees",
            probe=Late("auditor_plugins.shares.probe:probe"),
        ),
    )
