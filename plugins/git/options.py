"""Options of a `git` target, as written in the configuration."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Content = Literal["customer_information", "aml_reports", "risk_criteria", "guest_register", "other"]
Forge = Literal["github", "gitlab", "gitee"]
EvidenceKind = Literal[
    "file_acl", "repositories", "repository_files", "secret_scan", "storage_inventory"
]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Repository(_Model):
    """A repository on this machine: a work tree or a bare one; `name` is its path without."""

    path: str
    name: str | None = None


class Export(_Model):
    """What a forge's API answered to the list of repositories, as JSON."""

    path: str
    forge: Forge


class Part(_Model):
    """What a forge's API answered about one repository (`owner/name`), as JSON."""

    path: str
    forge: Forge
    repository: str
    branch: str | None = None


class Report(_Model):
    """A JSON report of gitleaks on one repository; `scanned_at` is the day of the scan."""

    path: str
    repository: str
    scanned_at: date


class Facts(_Model):
    """What people know of a repository of a forge."""

    holds_customer_info: bool | None = None
    content: Content | None = None
    classification: str | None = None
    approved: bool | None = None
    custodian: str | None = None
    country: str | None = None
    encrypted: bool | None = None
    owner_dept: str | None = None
    system_id: str | None = None


class Options(_Model):
    """What a `git` target may say; see the plugin's page."""

    repositories: tuple[Repository, ...] = ()
    roots: tuple[str, ...] = ()
    exports: tuple[Export, ...] = ()
    protections: tuple[Part, ...] = ()
    members: tuple[Part, ...] = ()
    secret_reports: tuple[Report, ...] = ()
    own_hosts: frozenset[str] = frozenset()
    facts: dict[str, Facts] = Field(default_factory=dict)
    history: bool = False
    timeout: float = Field(default=120.0, gt=0)
    max_rows: int = Field(default=200_000, ge=1)
    leave_out: frozenset[EvidenceKind] = frozenset()

    @model_validator(mode="after")
    def _something(self) -> Options:
        if not (self.repositories or self.roots or self.exports or self.secret_reports):
            raise ValueError("expected repositories, roots, exports or secret_reports")
        return self

    @property
    def local(self) -> bool:
        """True when there are repositories to read on this machine."""
        return bool(self.repositories or self.roots)


def promised(options: Any) -> tuple[str, ...]:
    """The kinds that a target delivers, by what it was given."""
    given = {
        "file_acl": options.exports,
        "repositories": options.local or options.exports,
        "repository_files": options.local,
        "secret_scan": options.secret_reports,
        "storage_inventory": options.exports,
    }
    return tuple(kind for kind, source in given.items() if source and kind not in options.leave_out)
