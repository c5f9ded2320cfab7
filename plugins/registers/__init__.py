"""Collector of registers kept in files: CSV, XLSX, JSON, Parquet and SQLite."""

from __future__ import annotations

from auditor.api import Collector, Late, hookimpl


@hookimpl
def auditor_collectors() -> tuple[Collector, ...]:
    """Return the collector of `type: registers` targets."""
    return (
        Collector(
            name="registers",
            version="1.0",
            target_type="registers",
            options=Late("auditor_plugins.registers.options:Options"),
            kinds=Late("auditor_plugins.registers.options:promised_kinds"),
            collect=Late("auditor_plugins.registers.collect:collect"),
            discover=Late("auditor_plugins.registers.discover:discover"),
            probe=Late("auditor_plugins.registers.probe:probe"),
            timeout=600.0,
            summary="registers kept as CSV, XLSX, JSON, Parquet or SQLite files",
        ),
    )
