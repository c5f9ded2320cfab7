"""Options of a `mysql` target, as written in the configuration."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from auditor.api.databases.options import DatabaseOptions, Name, Relation

EvidenceKind = Literal[
    "account_inventory",
    "audit_logging",
    "data_dictionary",
    "db_views",
    "dlp_scan",
    "password_policy",
    "postgres_grants",
    "postgres_roles",
    "postgres_settings",
    "storage_inventory",
    "system_inventory",
    "tls_endpoints",
]


class Options(DatabaseOptions):
    """What a `mysql` target may say; the plugin's page explains each key."""

    port: int = Field(default=3306, ge=1, le=65535)
    schemas: tuple[Name, ...] = ()
    exclude_schemas: tuple[Name, ...] = ()
    account_view: Relation | None = None
    leave_out: frozenset[EvidenceKind] = frozenset()
