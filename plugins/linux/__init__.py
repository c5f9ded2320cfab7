"""Collector of Linux hosts: a running machine or a directory tree of one."""

from __future__ import annotations

from auditor.api import Collector, hookimpl

VERSION = "1.0"


@hookimpl
def auditor_collectors() -> tuple[Collector, ...]:
    """The collector of targets of type `linux`; its modules load when it is asked for."""
    from auditor_plugins.linux.collector import collect, promised  # noqa: PLC0415
    from auditor_plugins.linux.discover import discover  # noqa: PLC0415
    from auditor_plugins.linux.options import Options  # noqa: PLC0415

    return (
        Collector(
            name="linux",
            version=VERSION,
            target_type="linux",
            options=Options,
            kinds=promised,
            collect=collect,
            discover=discover,
            summary="Configuration of a Linux host, live or as a directory tree",
        ),
    )
