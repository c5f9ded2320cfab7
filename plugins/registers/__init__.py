"""Collector of registers kept in files: CSV, XLSX, JSON, Parquet and SQLite."""

from __future__ import annotations

from auditor.api import Collector, hookimpl
from auditor_plugins.registers.collect import collect
from auditor_plugins.registers.discover import discover
from auditor_plugins.registers.options import Options, promised_kinds


@hookimpl
def auditor_collectors() -> tuple[Collector, ...]:
    """Return the collector of `type: registers` targets."""
    return (
        Collector(
            name="registers",
            version="1.0",
            target_type="registers",
            options=Options,
            kinds=promised_kinds,
            collect=collect,
            discover=discover,
            timeout=600.0,
            summary="registers kept as CSV, XLSX, JSON, Parquet or SQLite files",
        ),
    )
