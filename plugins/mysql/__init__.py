"""Collector of MariaDB and MySQL servers: accounts, rights, settings, labels, views, old data."""

from __future__ import annotations

from auditor.api import Collector, Late, hookimpl

VERSION = "1.0"


@hookimpl
def auditor_collectors() -> tuple[Collector, ...]:
    """The collector of targets of type `mysql`; its modules load when it is asked for."""
    return (
        Collector(
            name="mysql",
            version=VERSION,
            target_type="mysql",
            options=Late("auditor_plugins.mysql.options:Options"),
            kinds=Late("auditor_plugins.mysql.collector:promised"),
            collect=Late("auditor_plugins.mysql.collector:collect"),
            probe=Late("auditor_plugins.mysql.probe:probe"),
            timeout=600.0,
            summary="accounts, rights, settings, labels, views and old data of MariaDB or MySQL",
        ),
    )
