"""Options of a `type: backup` target: one repository of one tool."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from auditor.api import SecretRef

Tool = Literal["restic", "borg", "pgbackrest", "barman"]
Medium = Literal["disk", "tape", "cloud", "optical"]
Text = Annotated[str, Field(min_length=1)]
# Only what names an account or its key: no variable that makes a tool run another program.
Variable = Annotated[
    str,
    Field(
        pattern=r"^(AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|AWS_DEFAULT_REGION"
        r"|B2_ACCOUNT_ID|B2_ACCOUNT_KEY|AZURE_ACCOUNT_(NAME|KEY|SAS)|RESTIC_REST_(USERNAME|PASSWORD)"
        r"|OS_[A-Z_]+|HTTPS_PROXY|NO_PROXY|PGBACKREST_REPO[0-9]+_(CIPHER_PASS|S3_KEY|S3_KEY_SECRET))$"
    ),
]
CREDENTIALS = re.compile(r"://[^/@]*:[^/@]*@")
KEPT_APART = ("restic", "borg")
"""Tools whose target names one repository; the others read their own configuration."""


class Place(BaseModel):
    """Where copies lie, which no tool knows: site, medium, path or bucket, and their lock."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    location: Text | None = None
    site: Text | None = None
    medium: Medium | None = None
    immutable: bool | None = None


class System(BaseModel):
    """Which snapshots are of a system.

    Attributes:
        system_id: its number in the system inventory.
        host: pattern of the host (restic, borg), stanza (pgBackRest) or server (Barman).
        name: pattern of the archive's name (borg) or label.
        tag: pattern that one of the snapshot's tags must fit (restic).
        paths: what a backup of the system must hold; a snapshot without one of them is `partial`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    system_id: Text
    host: Text = "*"
    name: Text = "*"
    tag: Text | None = None
    paths: tuple[Text, ...] = ()


class Options(Place):
    """Keys of a `type: backup` target.

    Attributes:
        tool: program that made the backups.
        repository: where restic or borg keeps them, as these write it, without credentials.
        output: file with the tool's recorded JSON, read instead of running the tool.
        password: of the repository.
        key_file: borg's key file, for repositories that do not hold their key.
        environment: accounts of the store, by the variable that the tool reads.
        ca: certificates to verify the store's server against (restic).
        config: configuration file of pgBackRest or Barman.
        executable: path of the tool; else it is looked for in PATH.
        systems: which snapshots are of which system; else the host's name is the system.
        places: of pgBackRest, by the number of its repository.
        encrypted: where the tool does not tell (Barman).
        check: `structure` or `data` runs the tool's own check, which reads much.
        check_record: JSON file with `checked_at` and `check_result` of a check made elsewhere.
        timeout, check_timeout: seconds for listing, and for the check.
        max_rows: rows that are read at most.
    """

    tool: Tool
    repository: Text | None = None
    output: Text | None = None
    password: SecretRef | None = None
    key_file: Text | None = None
    environment: dict[Variable, SecretRef] = {}
    ca: Text | None = None
    config: Text | None = None
    executable: Text | None = None
    systems: tuple[System, ...] = ()
    places: dict[int, Place] = {}
    encrypted: bool | None = None
    check: Literal["none", "structure", "data"] = "none"
    check_record: Text | None = None
    timeout: float = Field(default=120.0, gt=0, le=600)
    check_timeout: float = Field(default=1800.0, gt=0, le=21600)
    max_rows: int = Field(default=100_000, ge=1)

    @field_validator("repository")
    @classmethod
    def _no_credentials(cls, repository: str | None) -> str | None:
        if repository and (CREDENTIALS.search(repository) or repository.startswith("-")):
            raise ValueError("expected a place without credentials; name them under environment:")
        return repository

    @model_validator(mode="after")
    def _fits_the_tool(self) -> Options:
        apart = self.tool in KEPT_APART
        if apart and bool(self.repository) == bool(self.output):
            raise ValueError(f"{self.tool}: give either repository: or output:")
        if not apart and self.repository:
            raise ValueError(f"repository: {self.tool} knows it from its own configuration")
        if self.check != "none" and (not apart or self.output):
            raise ValueError("check: is run by restic and borg on a repository:")
        if self.check != "none" and self.check_record:
            raise ValueError("check_record: is for a check made elsewhere; leave out check:")
        wrong = {
            "encrypted": self.encrypted is not None and self.tool != "barman",
            "places": bool(self.places) and self.tool != "pgbackrest",
            "key_file": bool(self.key_file) and self.tool != "borg",
            "ca": bool(self.ca) and self.tool != "restic",
            "config": bool(self.config) and apart,
            "password": bool(self.password) and self.tool == "barman",
            "systems: paths": any(one.paths for one in self.systems) and not apart,
            "systems: tag": any(one.tag for one in self.systems) and self.tool != "restic",
        }
        for option in (name for name, is_wrong in wrong.items() if is_wrong):
            raise ValueError(f"{option}: is not for {self.tool}")
        return self
