"""Collector of Kubernetes clusters: manifests in files, and the API by a kubeconfig."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from auditor.api import Collector, Late, hookimpl

VERSION = "1.0"


@hookimpl
def auditor_collectors() -> tuple[Collector, ...]:
    """The collector of targets of type `kubernetes`; its modules load when it is asked for."""
    return (
        Collector(
            name="kubernetes",
            version=VERSION,
            target_type="kubernetes",
            options=Late("auditor_plugins.kubernetes.options:Options"),
            kinds=Late("auditor_plugins.kubernetes.collect:promised"),
            collect=Late("auditor_plugins.kubernetes.collect:collect"),
            timeout=900.0,
            summary="rights, workloads, networks and audit of a Kubernetes cluster",
            probe=Late("auditor_plugins.kubernetes.probe:probe"),
        ),
    )


@hookimpl
def auditor_schemas() -> Mapping[str, Mapping[str, Any]]:
    """The kinds that no catalogue kind covers: workloads, and what bindings give to whom."""
    from auditor_plugins.kubernetes.kinds import SCHEMAS  # noqa: PLC0415 - start-up time

    return SCHEMAS
