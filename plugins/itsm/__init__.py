"""Collector of approvals from ticket and workflow systems, over REST or from their exports."""

from __future__ import annotations

from auditor.api import Collector, hookimpl
from auditor_plugins.itsm.collect import collect, promised
from auditor_plugins.itsm.options import Options
from auditor_plugins.itsm.probe import probe


@hookimpl
def auditor_collectors() -> tuple[Collector, ...]:
    """Return the collector of `type: itsm` targets."""
    return (
        Collector(
            name="itsm",
            version="1.0",
            target_type="itsm",
            options=Options,
            kinds=promised,
            collect=collect,
            probe=probe,
            timeout=1800.0,
            summary="approvals of Jira, ServiceNow, DingTalk, Feishu and other systems with JSON",
        ),
    )
