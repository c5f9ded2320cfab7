"""Collector of Linux hosts: a running machine or a directory tree of one."""

from __future__ import annotations

from auditor.api import Collector, Late, hookimpl

VERSION = "1.0"


@hookimpl
def auditor_collectors() -> tuple[Collector, ...]:
    """The collector of targets of type `linux`; its modules load when it is asked for."""
    return (
        Collector(
            name="linux",
            version=VERSION,
            target_type="linux",
            options=Late("auditor_plugins.linux.options:Options"),
            kinds=Late("auditor_plugins.linux.collector:promised"),
            collect=Late("auditor_plugins.linux.collector:collect"),
            discover=Late("auditor_plugins.linux.discover:discover"),
            probe=Late("auditor_plugins.linux.probe:probe"),
            summary="configuration of a Linux host, live or as a directory tree",
        ),
    )
