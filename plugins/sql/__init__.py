"""Collector of registers kept in any database that SQLAlchemy speaks to."""

from __future__ import annotations

from auditor.api import Collector, Late, hookimpl

VERSION = "1.0"


@hookimpl
def auditor_collectors() -> tuple[Collector, ...]:
    """The collector of targets of type `sql`; its modules load when it is asked for."""
    return (
        Collector(
            name="sql",
            version=VERSION,
            target_type="sql",
            options=Late("auditor_plugins.sql.options:Options"),
            kinds=Late("auditor_plugins.sql.options:promised_kinds"),
            collect=Late("auditor_plugins.sql.collect:collect"),
            probe=Late("auditor_plugins.sql.probe:probe"),
            timeout=1800.0,
            summary="registers kept in tables of any SQL database",
        ),
    )
