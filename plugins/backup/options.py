"""Options of a `type: backup` target: one repository of one tool."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from auditor.api import SecretRef
from auditor_plugins.backup.parts import Place, Promise, System, Text

Tool = Literal["restic", "borg", "pgbackrest", "barman"]
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
PARTLY = ("diagnosis", "retention")
"""Options that depend on whether the output is a recorded one."""


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
        retention: what is promised to be kept, where no configuration that is read tells it.
        diagnosis: file with what `barman diagnose` wrote, beside a recorded `output`.
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
    environment: dict[Variable, SecretRef] = Field(default_factory=dict)
    ca: Text | None = None
    config: Text | None = None
    executable: Text | None = None
    systems: tuple[System, ...] = ()
    places: dict[int, Place] = Field(default_factory=dict)
    encrypted: bool | None = None
    retention: Promise | None = None
    diagnosis: Text | None = None
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
        if self.check != "none" and (self.tool == "barman" or self.output):
            raise ValueError("check: is run by restic, borg and pgbackrest, on no recorded output:")
        if self.check == "structure" and self.tool == "pgbackrest":
            raise ValueError("check: pgbackrest verifies all data; say data")
        if self.check != "none" and self.check_record:
            raise ValueError("check_record: is for a check made elsewhere; leave out check:")
        wrong = {
            "encrypted": self.encrypted is not None and self.tool != "barman",
            "places": bool(self.places) and self.tool != "pgbackrest",
            "key_file": bool(self.key_file) and self.tool != "borg",
            "ca": bool(self.ca) and self.tool != "restic",
            "config": bool(self.config) and apart,
            "password": bool(self.password) and self.tool == "barman",
            "diagnosis": bool(self.diagnosis) and not (self.tool == "barman" and self.output),
            "retention": self.retention is not None and not (apart or self._is_untold),
            "systems: paths": any(one.paths for one in self.systems) and not apart,
            "systems: tag": any(one.tag for one in self.systems) and self.tool != "restic",
        }
        for option in (name for name, is_wrong in wrong.items() if is_wrong):
            raise ValueError(f"{option}: is not for {self.tool}" + " here" * (option in PARTLY))
        if self.retention is not None and not self.retention.told():
            raise ValueError("retention: names nothing that is kept")
        return self

    @property
    def _is_untold(self) -> bool:
        """Nothing is read that tells the policy of the tool."""
        return bool(self.output) and not (self.config or self.diagnosis)
