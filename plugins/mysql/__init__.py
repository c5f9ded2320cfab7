"""Collector of MariaDB and MySQL servers: accounts, rights, settings, labels, views, old data."""

from __future__ import annotations

from auditor.api import Collector, hookimpl

VERSION = "1.0"


@hookimpl
def auditor_collectors() -> tuple[Collector, ...]:
    """The collector of targets of type `mysql`; its modules load when it is asked for."""
    from auditor_plugins.mysql.collector import collect, promised  # noqa: PLC0415
    from auditor_plugins.mysql.options import Options  # noqa: PLC0415
    from auditor_plugins.mysql.probe import probe  # noqa: PLC0415

    return (
        Collector(
            name="mysql",
            version=VERSION,
            target_type="mysql",
            options=Options,
            kinds=promised,
            collect=collect,
            probe=probe,
            timeout=600.0,
            summary="accounts, rights, settings, labels, views and old data of MariaDB or MySQL",
        ),
    )
