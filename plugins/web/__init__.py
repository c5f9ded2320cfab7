"""Collector of web servers: configuration of nginx and Apache, and their live TLS."""

from __future__ import annotations

from typing import Any

from auditor.api import Collector, Late, hookimpl

VERSION = "1.0"


@hookimpl
def auditor_collectors() -> tuple[Collector, ...]:
    """The collector of targets of type `web`; its modules load when it is asked for."""
    return (
        Collector(
            name="web",
            version=VERSION,
            target_type="web",
            options=Late("auditor_plugins.web.options:Options"),
            kinds=Late("auditor_plugins.web.collector:promised"),
            collect=Late("auditor_plugins.web.collector:collect"),
            probe=Late("auditor_plugins.web.probe:probe"),
            summary="sites of nginx and Apache: TLS, HSTS, listings, access logs",
        ),
    )


@hookimpl
def auditor_schemas() -> dict[str, Any]:
    """The kind that this plugin brings."""
    from auditor_plugins.web.schemas import SCHEMAS  # noqa: PLC0415

    return SCHEMAS
