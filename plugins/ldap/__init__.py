"""Collector of LDAP directories: OpenLDAP with the ppolicy overlay, and Active Directory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from auditor.api import Collector, Late, hookimpl

VERSION = "1.0"


@hookimpl
def auditor_collectors() -> tuple[Collector, ...]:
    """The collector of targets of type `ldap`; its modules load when it is asked for."""
    return (
        Collector(
            name="ldap",
            version=VERSION,
            target_type="ldap",
            options=Late("auditor_plugins.ldap.options:Options"),
            kinds=Late("auditor_plugins.ldap.collect:promised"),
            collect=Late("auditor_plugins.ldap.collect:collect"),
            timeout=600.0,
            summary="accounts, groups and password rules of an LDAP directory",
            probe=Late("auditor_plugins.ldap.probe:probe"),
        ),
    )


@hookimpl
def auditor_schemas() -> Mapping[str, Mapping[str, Any]]:
    """The kinds that no catalogue kind covers: groups and lockout."""
    from auditor_plugins.ldap.kinds import SCHEMAS  # noqa: PLC0415 - start-up time

    return SCHEMAS
