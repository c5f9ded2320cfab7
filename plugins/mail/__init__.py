"""Collector of mail servers: Postfix and Dovecot configuration, mail log, message stores."""

from __future__ import annotations

from typing import Any

from auditor.api import Collector, hookimpl

VERSION = "1.0"


@hookimpl
def auditor_collectors() -> tuple[Collector, ...]:
    """The collector of targets of type `mail`; its modules load when it is asked for."""
    from auditor_plugins.mail.collector import collect, promised  # noqa: PLC0415
    from auditor_plugins.mail.options import Options  # noqa: PLC0415
    from auditor_plugins.mail.probe import probe  # noqa: PLC0415

    return (
        Collector(
            name="mail",
            version=VERSION,
            target_type="mail",
            options=Options,
            kinds=promised,
            collect=collect,
            probe=probe,
            timeout=3600.0,
            summary="Postfix, Dovecot, mail logs and message stores",
        ),
    )


@hookimpl
def auditor_schemas() -> dict[str, Any]:
    """The kinds that this plugin brings."""
    from auditor_plugins.mail.schemas import SCHEMAS  # noqa: PLC0415

    return SCHEMAS
