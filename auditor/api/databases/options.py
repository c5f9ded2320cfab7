"""Options that mean the same for each database: who logs in how, and facts only people know."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from auditor.api.secrets import SecretRef

DataClass = Literal[
    "identity",
    "personal",
    "sensitive",
    "none",
    "kyc",
    "aml_report",
    "credential",
    "risk_criteria",
]
ViewKind = Literal["standard", "personal_data", "anonymous", "opt_out", "selective_anonymous"]
Relation = Annotated[str, Field(pattern=r"^[^.\x00]+\.[^.\x00]+$", description="schema.name")]
Name = Annotated[str, Field(pattern=r"^[^\x00]+$")]


class Part(BaseModel):
    """A part of the options."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Account(Part):
    """Who stands behind an account or role."""

    person: str | None = None
    kind: Literal["personal", "service", "shared"] = "personal"
    persons_using: int | None = Field(default=None, ge=0)
    last_login_at: date | None = None
    password_changed_at: date | None = None


class OptOuts(Part):
    """Where it stands who opted out: rows of the view whose `key` is in `table`.`table_key`."""

    key: Name
    table: Relation
    table_key: Name


class View(Part):
    """What a view is for, and how to count its rows."""

    kind: ViewKind | None = None
    purpose: str | None = None
    anonymised: tuple[str, ...] = ()
    reversible: tuple[str, ...] = ()
    group_by: tuple[Name, ...] = ()
    count_column: Name | None = None
    opted_out: OptOuts | None = None


class Retention(Part):
    """How long the rows of a table are kept, counted from a date in each of them."""

    table: Relation
    date_column: Name
    keep_years: int = Field(default=0, ge=0, le=1000)
    keep_months: int = Field(default=0, ge=0, le=12000)
    keep_days: int = Field(default=0, ge=0, le=366000)
    data_class: DataClass | None = None

    @model_validator(mode="after")
    def _some_term(self) -> Retention:
        if not (self.keep_years or self.keep_months or self.keep_days):
            raise ValueError("expected keep_years, keep_months or keep_days")
        return self


class Log(Part):
    """What the server does not know of its own log."""

    forwarded: bool | None = None
    append_only: bool | None = None
    retention_days: int | None = Field(default=None, ge=0)


class Store(Part):
    """What the server does not know of the store that it is."""

    store_id: str | None = None
    location: str | None = None
    country: str | None = Field(default=None, pattern=r"^[A-Z]{2}$")
    approved: bool | None = None
    dedicated: bool | None = None
    custodian: str | None = None
    encrypted: bool | None = None
    access_controlled: bool | None = None
    owner_dept: str | None = None


class DatabaseOptions(Part):
    """The base of a plugin's own options."""

    host: str
    port: int = Field(ge=1, le=65535)
    user: str
    password: SecretRef | None = None
    tls: Literal["verify", "unverified", "off"] = "verify"
    ca: str | None = None
    certificate: str | None = None
    key: str | None = None
    timeout: float = Field(default=30.0, gt=0, le=600)
    max_rows: int = Field(default=500_000, ge=1)
    holds_customer_info: bool | None = None
    labels: dict[str, DataClass] = Field(default_factory=dict)
    accounts: dict[str, Account] = Field(default_factory=dict)
    views: dict[Relation, View] = Field(default_factory=dict)
    retention: tuple[Retention, ...] = ()
    log: Log = Log()
    store: Store = Store()
    leave_out: frozenset[str] = frozenset()

    @property
    def local(self) -> bool:
        """True for a Unix socket, which carries no TLS."""
        return self.host.startswith("/")

    def promised(self, kinds: Iterable[str]) -> tuple[str, ...]:
        """Those of the kinds that are delivered, as rows or as a gap: all but those left out."""
        left_out = self.leave_out | (set() if self.retention else {"dlp_scan"})
        return tuple(kind for kind in kinds if kind not in left_out)
