"""Collector of registers kept in any database that SQLAlchemy speaks to."""

from __future__ import annotations

from auditor.api import Collector, hookimpl

VERSION = "1.0"


@hookimpl
def auditor_collectors() -> tuple[Collector, ...]:
    """The collector of targets of type `sql`; its modules load when it is asked for."""
    from auditor_plugins.sql.collect import collect  # noqa: PLC0415
    from auditor_plugins.sql.options import Options, promised_kinds  # noqa: PLC0415
    from auditor_plugins.sql.probe import probe  # noqa: PLC0415

    return (
        Collector(
            name="sql",
            version=VERSION,
            target_type="sql",
            options=Options,
            kinds=promised_kinds,
            collect=collect,
            probe=probe,
            timeout=1800.0,
            summary="registers kept in tables of any SQL database",
        ),
    )
