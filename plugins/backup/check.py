"""The check of a repository: made now by the tool itself, or recorded elsewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from auditor.api import GapError, GapReason, Location
from auditor_plugins.backup.failures import error_of, sign_of
from auditor_plugins.backup.process import Ask
from auditor_plugins.backup.snapshots import Snapshot

COMMANDS = {
    ("restic", "structure"): "restic check --no-lock --no-cache",
    ("restic", "data"): "restic check --no-lock --no-cache --read-data",
    ("borg", "structure"): "borg check",
    ("borg", "data"): "borg check --verify-data",
}
DAMAGE = re.compile(
    r"contains errors|is damaged|verification failed|errors found|integrity ?error|corrupt"
    r"|does not match",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Check:
    """What is known of the newest check; `problem` says why no more is."""

    fields: Mapping[str, str] = field(default_factory=dict)
    problem: GapError | None = None


@dataclass(frozen=True, slots=True)
class Checks:
    """The checks of a target: by repository and group, where each has its own; else `all`."""

    all: Check = Check()
    own: Mapping[tuple[int | None, str], Check] = field(default_factory=dict)

    def of(self, snapshot: Snapshot) -> Mapping[str, str]:
        """What is known of the check of a snapshot."""
        return self.own.get((snapshot.repo, snapshot.host), self.all).fields

    @property
    def problems(self) -> list[GapError]:
        """Why checks could not be made."""
        found = {
            one.problem.message: one.problem
            for one in (self.all, *self.own.values())
            if one.problem
        }
        return list(found.values())


def run_check(tool: str, depth: str, ask: Ask, now: datetime) -> Check:
    """Let the tool check its repository; only damage that it names counts as a failed check."""
    try:
        answer = ask(COMMANDS[tool, depth])
    except GapError as error:
        return Check(problem=named(error))
    if answer["code"] == 0:
        return check_of(now, "ok")
    sign = sign_of(answer)  # borg calls a damaged part "not found": that is no missing repository
    if DAMAGE.search(answer["err"]) and (sign is None or sign[0] is GapReason.ABSENT):
        return check_of(now, "failed")
    return Check(problem=named(_refused(tool, answer)))


def recorded(data: bytes, name: str, zone: str) -> Check:
    """The check that a JSON file tells."""
    try:
        found: Any = json.loads(data)
        at = datetime.fromisoformat(found["checked_at"])
        result = {"ok": "ok", "failed": "failed"}[found["check_result"]]
    except (ValueError, KeyError, TypeError):
        en = f"{name}: expected checked_at (RFC 3339) and check_result (ok or failed)"
        zh = f"{name}:需要 checked_at(RFC 3339)和 check_result(ok 或 failed)"
        return Check(problem=GapError(GapReason.INVALID, en, Location(name), zh))
    return check_of(at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone)), result)


def check_of(at: datetime, result: str) -> Check:
    """A check that was made then, with `ok` or `failed`."""
    return Check({"checked_at": at.isoformat(), "check_result": result})


def _refused(tool: str, answer: dict[str, Any]) -> GapError:
    error = error_of(tool, answer)
    if tool == "borg" and error.reason is GapReason.DENIED:
        en = "borg: its check locks the repository, and wants the right to write there"
        return GapError(GapReason.DENIED, en, None, "borg:校验会锁定备份库,需要写权限")
    return error


def named(error: GapError) -> GapError:
    """The error, said of the check alone."""
    en, zh = f"check: {error.message}", f"校验:{error.message_zh}"
    return GapError(error.reason, en, error.location, zh)
