"""Options of a `shares` target, as written in the configuration."""

from __future__ import annotations

import re
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

Content = Literal["customer_information", "aml_reports", "risk_criteria", "guest_register", "other"]
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
Kind = Literal["file_share", "archive", "device", "cloud_drive"]
EvidenceKind = Literal["dlp_scan", "file_acl", "storage_inventory"]
SNAPSHOTS = (".snapshot", "~snapshot", ".zfs", "@eaDir")


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Mark(_Model):
    """What a name, or the value of an extended attribute, says of what it is on."""

    pattern: str
    classification: str | None = None
    content: Content | None = None
    data_class: DataClass | None = None

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error:
            raise ValueError("expected a regular expression") from None
        return value


class Store(_Model):
    """Facts of the store that people know; see the kind `storage_inventory`."""

    kind: Kind = "file_share"
    location: str | None = None
    country: str | None = None
    approved: bool | None = None
    dedicated: bool | None = None
    custodian: str | None = None
    encrypted: bool | None = None
    access_controlled: bool | None = None
    owner_dept: str | None = None
    holds_customer_info: bool | None = None
    system_id: str | None = None


class Tree(_Model):
    """One tree of files.

    Attributes:
        path: folder, absolute or relative to the configuration.
        shown: path under which its server knows the folder; rows show it.
        store_id: store that it belongs to; the target's name without.
        custody: true where the material belongs, false where none of it may lie.
        retention_days: for how long files are kept after their last change.
    """

    path: str
    shown: str | None = Field(default=None, pattern=r"^/")
    store_id: str | None = None
    content: Content | None = None
    classification: str | None = None
    data_class: DataClass | None = None
    custody: bool | None = None
    retention_days: int | None = Field(default=None, ge=1, le=36500)
    store: Store = Store()

    @model_validator(mode="after")
    def _classed(self) -> Tree:
        if (self.retention_days or self.custody) and self.data_class is None:
            raise ValueError("a tree with retention_days or custody needs a data_class")
        return self


class Options(_Model):
    """What a `shares` target may say; see the plugin's page."""

    trees: tuple[Tree, ...] = Field(min_length=1)
    host: str | None = None
    marks: tuple[Mark, ...] = ()
    default_marks: bool = True
    xattrs: tuple[str, ...] = ("user.classification",)
    exclude: frozenset[str] = frozenset(SNAPSHOTS)
    passwd: str | None = None
    group: str | None = None
    rows: Literal["deviating", "all"] = "deviating"
    scanned_elsewhere: bool = False
    max_rows: int = Field(default=100_000, ge=1)
    leave_out: frozenset[EvidenceKind] = frozenset()
    state: str | None = None

    @property
    def looks_for_files(self) -> bool:
        """True when single files become rows of `dlp_scan`."""
        asked = any(tree.retention_days or tree.custody is not None for tree in self.trees)
        return asked and "dlp_scan" not in self.leave_out


def promised(options: Any) -> tuple[str, ...]:
    """The kinds that a target delivers; `dlp_scan` where ages or custody are asked for."""
    kinds = ("dlp_scan", "file_acl", "storage_inventory")
    wanted = kinds if options.looks_for_files else kinds[1:]
    return tuple(kind for kind in wanted if kind not in options.leave_out)
