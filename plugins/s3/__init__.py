"""Collector of object stores with the S3 interface."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from auditor.api import Collector, Late, hookimpl

VERSION = "1.0"


@hookimpl
def auditor_collectors() -> tuple[Collector, ...]:
    """The collector of targets of type `s3`; its modules load when it is asked for."""
    return (
        Collector(
            name="s3",
            version=VERSION,
            target_type="s3",
            options=Late("auditor_plugins.s3.options:Options"),
            kinds=Late("auditor_plugins.s3.collect:promised"),
            collect=Late("auditor_plugins.s3.collect:collect"),
            timeout=600.0,
            summary="settings and access rights of the buckets of an object store",
            probe=Late("auditor_plugins.s3.probe:probe"),
        ),
    )


@hookimpl
def auditor_schemas() -> Mapping[str, Mapping[str, Any]]:
    """The kind that no catalogue kind covers: replication."""
    from auditor_plugins.s3.kinds import SCHEMAS  # noqa: PLC0415

    return SCHEMAS
