"""Collector of approvals from ticket and workflow systems, over REST or from their exports."""

from __future__ import annotations

from auditor.api import Collector, Late, hookimpl


@hookimpl
def auditor_collectors() -> tuple[Collector, ...]:
    """Return the collector of `type: itsm` targets."""
    return (
        Collector(
            name="itsm",
            version="1.0",
            target_type="itsm",
            options=Late("auditor_plugins.itsm.options:Options"),
            kinds=Late("auditor_plugins.itsm.collect:promised"),
            collect=Late("auditor_plugins.itsm.collect:collect"),
            probe=Late("auditor_plugins.itsm.probe:probe"),
            timeout=1800.0,
            summary="approvals of Jira, ServiceNow, DingTalk, Feishu and other systems with JSON",
        ),
    )
