"""Options of a `linux` target, as written in the configuration."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

Kind = Literal[
    "server",
    "database",
    "application",
    "workstation",
    "laptop",
    "phone",
    "tablet",
    "file_server",
    "mail_server",
    "network_device",
]
Content = Literal["customer_information", "aml_reports", "risk_criteria", "guest_register", "other"]
EvidenceKind = Literal[
    "account_inventory",
    "audit_logging",
    "endpoint_config",
    "endpoint_protection",
    "file_acl",
    "firewall_config",
    "listening_services",
    "password_policy",
    "patch_status",
    "sshd_config",
    "system_inventory",
]
LOCAL = "local"


class WatchedPath(BaseModel):
    """A path whose ownership, mode and ACL become `file_acl` rows."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str = Field(pattern=r"^/", description="absolute, as on the host")
    store_id: str | None = None
    content: Content | None = None
    classification: str | None = None
    recursive: bool = False


class Options(BaseModel):
    """What a `linux` target may say.

    Attributes:
        root: directory tree of the host, relative to the configuration; None or `local` is the
            running host.
        kind: what the system is (`system_kinds` of the catalogue).
        holds_customer_info: whether customer information is kept here; None is unknown.
        public_facing: whether it is reached from the internet.
        paths: what `file_acl` reports; empty means a few system paths.
        metadata: output of `getfacl -Rp`, relative to the configuration, from which ownership,
            modes and ACLs are taken instead of from the file system.
        owners: account to the person who answers for it.
        rules_reviewed_at: day of the last review of the firewall rules, which no host knows.
        leave_out: evidence kinds that another target delivers for this host.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    root: str | None = None
    kind: Kind = "server"
    holds_customer_info: bool | None = None
    public_facing: bool | None = None
    paths: tuple[WatchedPath, ...] = ()
    metadata: str | None = None
    owners: dict[str, str] = Field(default_factory=dict)
    rules_reviewed_at: date | None = None
    leave_out: frozenset[EvidenceKind] = frozenset()

    @field_validator("root")
    @classmethod
    def _local(cls, value: str | None) -> str | None:
        return None if value == LOCAL else value
