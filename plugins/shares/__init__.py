"""Collector of file shares: mounted trees with their rights, marks, ages and stray copies."""

from __future__ import annotations

from auditor.api import Collector, hookimpl


@hookimpl
def auditor_collectors() -> tuple[Collector, ...]:
    """The collector of targets of type `shares`; its modules load when it is asked for."""
    from auditor_plugins.shares.collect import collect  # noqa: PLC0415
    from auditor_plugins.shares.options import Options, promised  # noqa: PLC0415
    from auditor_plugins.shares.probe import probe  # noqa: PLC0415

    return (
        Collector(
            name="shares",
            version="1.0",
            target_type="shares",
            options=Options,
            kinds=promised,
            collect=collect,
            timeout=3600.0,
            summary="File shares: rights, classification marks, age and copies in mounted trees",
            probe=probe,
        ),
    )
