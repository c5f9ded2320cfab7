"""Collector of object stores with the S3 interface."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from auditor.api import Collector, hookimpl

VERSION = "1.0"


@hookimpl
def auditor_collectors() -> tuple[Collector, ...]:
    """The collector of targets of type `s3`; its modules load when it is asked for."""
    from auditor_plugins.s3.collect import collect, promised  # noqa: PLC0415
    from auditor_plugins.s3.options import Options  # noqa: PLC0415
    from auditor_plugins.s3.probe import probe  # noqa: PLC0415

    return (
        Collector(
            name="s3",
            version=VERSION,
            target_type="s3",
            options=Options,
            kinds=promised,
            collect=collect,
            timeout=600.0,
            summary="Settings and access rights of the buckets of an object store",
            probe=probe,
        ),
    )


@hookimpl
def auditor_schemas() -> Mapping[str, Mapping[str, Any]]:
    """The kind that no catalogue kind covers: replication."""
    from auditor_plugins.s3.kinds import SCHEMAS  # noqa: PLC0415

    return SCHEMAS
