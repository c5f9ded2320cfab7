"""Options of an `s3` target, as written in the configuration."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from auditor.api import SecretRef

Content = Literal["customer_information", "aml_reports", "risk_criteria", "guest_register", "other"]
EvidenceKind = Literal[
    "audit_logging",
    "bucket_replication",
    "file_acl",
    "object_store_config",
    "storage_inventory",
]
WILD = "*?["


class Store(BaseModel):
    """What only people know of a bucket."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    store_id: str | None = None
    system_id: str | None = None
    holds_customer_info: bool | None = None
    data_classes: tuple[str, ...] | None = None
    classification: str | None = None
    content: Content | None = None
    approved: bool | None = None
    dedicated: bool | None = None
    custodian: str | None = None
    owner_dept: str | None = None
    country: str | None = Field(default=None, pattern=r"^[A-Z]{2}$")
    encryption: Literal["sse", "kms", "client_side"] | None = None
    log_forwarded: bool | None = None


class Options(BaseModel):
    """What an `s3` target may say.

    Attributes:
        endpoint: URL of the store; AWS without it.
        region: region to sign for.
        path_style: bucket names in the path and not in the host; usual for own endpoints.
        tls: `unverified` accepts any certificate, `none` goes with an http:// endpoint.
        ca: file of CA certificates, relative to the configuration; the system's without it.
        access_key, secret_key, session_token: where the credentials are; without them those of
            the environment, profile or role that the AWS client finds by itself.
        account_id: account of the buckets: it is no stranger in policies, and on AWS
            its own public access block counts.
        buckets: names or patterns of the buckets to read.
        exclude: names or patterns of those to leave out.
        stores: pattern of bucket names to what people know of them; the first that fits counts.
        timeout: seconds for each answer of the server.
        max_rows: how many buckets are read at most.
        leave_out: evidence kinds that another target delivers.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    endpoint: str | None = Field(default=None, pattern=r"^https?://[^/\s@]+/?$")
    region: str = "us-east-1"
    path_style: bool | None = None
    tls: Literal["verified", "unverified", "none"] = "verified"
    ca: str | None = None
    access_key: SecretRef | None = None
    secret_key: SecretRef | None = None
    session_token: SecretRef | None = None
    account_id: str | None = Field(default=None, pattern=r"^\d{12}$")
    buckets: tuple[str, ...] = ("*",)
    exclude: tuple[str, ...] = ()
    stores: dict[str, Store] = Field(default_factory=dict)
    timeout: int = Field(default=10, gt=0, le=120)
    max_rows: int = Field(default=10_000, gt=0)
    leave_out: frozenset[EvidenceKind] = frozenset()

    @model_validator(mode="after")
    def _whole(self) -> Options:
        if bool(self.access_key) != bool(self.secret_key):
            raise ValueError("`access_key` and `secret_key` go together")
        if ((self.endpoint or "").startswith("http:")) != (self.tls == "none"):
            raise ValueError("an http:// endpoint and `tls: none` go together")
        return self

    def store(self, bucket: str) -> Store:
        """What is known of a bucket."""
        fitting = (one for pattern, one in self.stores.items() if fnmatchcase(bucket, pattern))
        return next(fitting, Store())

    @property
    def blocks(self) -> bool:
        """True where the account has a public access block of its own: on AWS."""
        return self.endpoint is None and self.account_id is not None

    def named(self) -> tuple[str, ...] | None:
        """The buckets where all are given by name, so that no listing is needed."""
        wild = any(sign in name for name in self.buckets for sign in WILD)
        return None if wild else self.buckets

    def chosen(self, bucket: str) -> bool:
        """True for a bucket that is to be read."""
        listed = any(fnmatchcase(bucket, pattern) for pattern in self.buckets)
        return listed and not any(fnmatchcase(bucket, pattern) for pattern in self.exclude)
