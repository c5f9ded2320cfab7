"""Parts of the options: places, systems and what is promised."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Medium = Literal["disk", "tape", "cloud", "optical"]
Text = Annotated[str, Field(min_length=1)]
Count = Annotated[int, Field(ge=0)]


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


class Promise(BaseModel):
    """What a retention policy keeps at least: numbers of backups, or of the hours, days and so on
    of which one backup each is kept.

    Attributes:
        keep_within_days: all backups that are no older (restic `--keep-within`, Barman's recovery
            window, pgBackRest's `repo-retention-full-type=time`).
        keep_full, keep_diff: full and differential backups (pgBackRest).
        keep_archive, archive_of: backups up to which WAL is kept, and their type (pgBackRest).
        minimum_redundancy: backups that are kept even where they are older (Barman).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    keep_last: Count | None = None
    keep_within_days: Count | None = None
    keep_hourly: Count | None = None
    keep_daily: Count | None = None
    keep_weekly: Count | None = None
    keep_monthly: Count | None = None
    keep_yearly: Count | None = None
    keep_full: Count | None = None
    keep_diff: Count | None = None
    keep_archive: Count | None = None
    archive_of: Literal["full", "diff", "incr"] | None = None
    minimum_redundancy: Count | None = None

    def told(self) -> dict[str, Any]:
        """What it says, without what it leaves open."""
        return self.model_dump(exclude_none=True)
