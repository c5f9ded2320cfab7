"""Collector of log files: auditd, the journal and syslog, rotated and packed."""

from __future__ import annotations

from typing import Any

from auditor.api import Collector, hookimpl
from auditor_plugins.logs.collect import collect
from auditor_plugins.logs.options import Options, promised_kinds
from auditor_plugins.logs.probe import probe
from auditor_plugins.logs.schema import LOG_GAPS


@hookimpl
def auditor_collectors() -> tuple[Collector, ...]:
    """Return the collector of `type: logs` targets."""
    return (
        Collector(
            name="logs",
            version="1.0",
            target_type="logs",
            options=Options,
            kinds=promised_kinds,
            collect=collect,
            probe=probe,
            timeout=3600.0,
            summary="accesses and gaps from logs of auditd, the journal and syslog",
        ),
    )


@hookimpl
def auditor_schemas() -> dict[str, Any]:
    """Return the schema of `log_gaps`."""
    return {"log_gaps": LOG_GAPS}
