"""Options of a `postgres` target, as written in the configuration."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from auditor.api.databases.options import DatabaseOptions

EvidenceKind = Literal[
    "account_inventory",
    "audit_logging",
    "data_dictionary",
    "db_views",
    "dlp_scan",
    "password_policy",
    "postgres_archiving",
    "postgres_grants",
    "postgres_object_grants",
    "postgres_roles",
    "postgres_row_security",
    "postgres_settings",
    "storage_inventory",
    "system_inventory",
    "tls_endpoints",
]


class Options(DatabaseOptions):
    """What a `postgres` target may say; the plugin's page explains each key."""

    port: int = Field(default=5432, ge=1, le=65535)
    database: str = "postgres"
    exclude_schemas: tuple[str, ...] = ()
    label_provider: str | None = None
    password_days: int | None = Field(default=None, ge=1)
    leave_out: frozenset[EvidenceKind] = frozenset()
