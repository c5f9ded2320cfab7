"""Collector of PostgreSQL servers: roles, rights, settings, labels, views and old data."""

from __future__ import annotations

from typing import Any

from auditor.api import Collector, Late, hookimpl

VERSION = "1.0"


@hookimpl
def auditor_collectors() -> tuple[Collector, ...]:
    """The collector of targets of type `postgres`; its modules load when it is asked for."""
    return (
        Collector(
            name="postgres",
            version=VERSION,
            target_type="postgres",
            options=Late("auditor_plugins.postgres.options:Options"),
            kinds=Late("auditor_plugins.postgres.collector:promised"),
            collect=Late("auditor_plugins.postgres.collector:collect"),
            probe=Late("auditor_plugins.postgres.probe:probe"),
            timeout=600.0,
            summary="roles, rights, settings, labels, views and old data of a PostgreSQL database",
        ),
    )


@hookimpl
def auditor_schemas() -> dict[str, Any]:
    """The kinds that no register or other server delivers."""
    from auditor_plugins.postgres.schemas import SCHEMAS  # noqa: PLC0415

    return SCHEMAS
