"""What a retention policy promises, and who says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from auditor.api import GapError
from auditor_plugins.backup.parts import Promise

NOTHING = Promise()


@dataclass(frozen=True, slots=True)
class Policy:
    """`told_by` is `stated`, `configured`, `none` or `unknown`, as in the schema."""

    told_by: str
    promise: Promise = NOTHING

    def fields(self) -> dict[str, Any]:
        """The fields of a row that tell it."""
        return {"policy": self.told_by, **self.promise.told()}


NONE = Policy("none")
UNKNOWN = Policy("unknown")


@dataclass(frozen=True, slots=True)
class Policies:
    """By the number of the repository, where the tool has several, and the group; else `others`."""

    others: Policy = UNKNOWN
    own: Mapping[tuple[int | None, str], Policy] = field(default_factory=dict)
    problem: GapError | None = None

    def of(self, repo: int | None, group: str) -> Policy:
        """The policy for the snapshots of a group in a repository."""
        return self.own.get((repo, group), self.others)
