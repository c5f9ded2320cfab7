"""Options of a `kubernetes` target, as written in the configuration."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fnmatch import fnmatchcase
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from auditor.api import SecretRef

EvidenceKind = Literal[
    "account_inventory",
    "audit_logging",
    "firewall_config",
    "listening_services",
    "rbac_grants",
    "software_inventory",
    "storage_inventory",
    "system_inventory",
    "workloads",
]
Kind = Literal["server", "database", "application"]
T = TypeVar("T")


class ApprovedImage(BaseModel):
    """Images that may run, by a pattern of `registry/repository:tag@digest`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pattern: str = Field(min_length=1)
    permissions: tuple[str, ...] = ()
    privacy_reviewed_at: date | None = None
    licensed: bool | None = None


class Options(BaseModel):
    """What a `kubernetes` target may say.

    Attributes:
        manifests: files, folders or patterns, relative to the configuration.
        kubeconfig: where the kubeconfig is; with it the API tells what the cluster holds, and of
            the manifests only what no API tells is read.
        context: context of the kubeconfig; its current one without it.
        token: bearer token instead of the kubeconfig's credentials.
        ca: file of CA certificates, relative to the configuration, instead of the kubeconfig's.
        tls: `unverified` accepts any certificate.
        timeout: seconds for each answer of the server.
        page_size: objects that are asked for at a time.
        max_rows: how many objects of a resource, and rows of a kind, are read at most.
        max_file_bytes: manifests larger than this are not read.
        kind: what the system is in `system_inventory`.
        holds_customer_info: whether the cluster holds customer information; None is unknown.
        customer_namespaces: patterns of the namespaces that do; the others then do not.
        exempt_namespaces: patterns of namespaces that need no network policy.
        encrypted_namespaces: patterns of namespaces whose traffic a service mesh encrypts.
        protocols: pattern of `namespace/service:port` to the protocol that is spoken there.
        rules_reviewed_at: day of the last review of the network policies.
        owners: pattern of account names to the person who answers for them.
        owner_annotation: annotation of service accounts that names that person.
        service_users: patterns of names of users that services use.
        approved_images: images that may run.
        encrypted_resources: resources that must be encrypted in etcd.
        secrets_encrypted: said by people, where the provider keeps the control plane.
        store_id: number of the cluster's store in the inventory.
        audited_resources: resources whose use the audit log must show.
        audit_forwarded: whether the audit log is sent on, where the cluster does not tell.
        audit_retention_days: for how long it is kept where it is sent to.
        leave_out: evidence kinds that another target delivers.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    manifests: tuple[str, ...] = ()
    kubeconfig: SecretRef | None = None
    context: str | None = None
    token: SecretRef | None = None
    ca: str | None = None
    tls: Literal["verified", "unverified"] = "verified"
    timeout: int = Field(default=15, gt=0, le=120)
    page_size: int = Field(default=500, gt=0, le=5000)
    max_rows: int = Field(default=200_000, gt=0)
    max_file_bytes: int = Field(default=8 << 20, gt=0)
    kind: Kind = "server"
    holds_customer_info: bool | None = None
    customer_namespaces: tuple[str, ...] | None = None
    exempt_namespaces: tuple[str, ...] = ("kube-node-lease", "kube-public")
    encrypted_namespaces: tuple[str, ...] = ()
    protocols: dict[str, str] = Field(default_factory=dict)
    rules_reviewed_at: date | None = None
    owners: dict[str, str] = Field(default_factory=dict)
    owner_annotation: str | None = None
    service_users: tuple[str, ...] = ()
    approved_images: tuple[ApprovedImage, ...] = ()
    encrypted_resources: tuple[str, ...] = ("secrets",)
    secrets_encrypted: bool | None = None
    store_id: str | None = None
    audited_resources: tuple[str, ...] = ("secrets", "configmaps")
    audit_forwarded: bool | None = None
    audit_retention_days: int | None = Field(default=None, ge=0)
    leave_out: frozenset[EvidenceKind] = frozenset()

    @model_validator(mode="after")
    def _whole(self) -> Options:
        if not (self.manifests or self.kubeconfig):
            raise ValueError("one of `manifests` and `kubeconfig` is needed")
        if not self.kubeconfig and (self.token or self.context or self.ca):
            raise ValueError("`token`, `context` and `ca` go with `kubeconfig`")
        return self

    def holds(self, namespace: str) -> bool | None:
        """Whether a namespace holds customer information; None is unknown."""
        if self.customer_namespaces is None:
            return self.holds_customer_info
        return matches(namespace, self.customer_namespaces)


def matches(name: str, patterns: Iterable[str]) -> bool:
    """True when the name is one of the patterns."""
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def chosen(name: str, table: Mapping[str, T]) -> T | None:
    """What the first pattern that fits the name stands for."""
    return next((value for pattern, value in table.items() if fnmatchcase(name, pattern)), None)
