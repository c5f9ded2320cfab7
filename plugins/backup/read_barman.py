"""Backups of Barman, and what it diagnoses of its servers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from auditor.api import GapError, GapReason
from auditor_plugins.backup.document import form_of, instant, listed, parsed, word
from auditor_plugins.backup.failures import error_of, sign_of
from auditor_plugins.backup.options import Options
from auditor_plugins.backup.parts import Promise
from auditor_plugins.backup.policies import NONE, UNKNOWN, Policy
from auditor_plugins.backup.snapshots import Snapshot

STATUS = {"DONE": "ok", "FAILED": "failed"}
WINDOW = re.compile(r"(?:recovery\s+)?window\s+(?:of\s+)?(\d+)\s+([dwm])[a-z]*", re.I)
REDUNDANCY = re.compile(r"redundancy\s+(\d+)(?:\s+b)?", re.I)
DAYS = {"d": 1, "w": 7, "m": 31}
"""As Barman itself counts them (`retention_policies.py`)."""


@dataclass(frozen=True, slots=True)
class Detail:
    """What the list does not tell of a backup; before Barman 3.15 nothing of its encryption."""

    at: datetime | None
    encrypted: bool | None


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Policies by server, and details by server and number of the backup."""

    policies: Mapping[str, Policy]
    details: Mapping[tuple[str, str], Detail]
    problem: GapError | None = None


def barman(found: Any, options: Options, zone: str) -> Iterator[Snapshot]:
    """Of `barman list-backups`."""
    for server, backups in sorted(found.items()):
        for one in () if server.startswith("_") else listed(backups):
            name, end = word(one["backup_id"]), one.get("end_time_timestamp")
            began = datetime.strptime(name, "%Y%m%dT%H%M%S").replace(tzinfo=ZoneInfo(zone))
            yield Snapshot(
                key=name,
                host=server,
                name=name,
                at=datetime.fromtimestamp(int(end), UTC) if end else began,
                status=STATUS.get(word(one["status"]), "partial"),
                encrypted=options.encrypted,
                is_full=one.get("backup_type") != "incremental",
            )


def faults(text: str) -> list[GapError]:
    """Servers that Barman leaves out of its list because of errors."""
    with form_of("barman"):
        found = parsed(text)
        said = [str(one) for key in ("_ERROR", "_EXCEPTION") for one in found.get(key, ())]
    if not said:
        return []
    answer = {"code": 1, "err": " ".join(said)}
    if sign_of(answer):
        return [error_of("barman", answer)]
    en = "barman: it reports errors, and may have left servers or backups out of its list"
    zh = "barman:报告了错误,列表可能缺少服务器或备份"
    return [GapError(GapReason.INVALID, en, None, zh)]


def diagnosis(text: str, zone: str) -> Diagnosis:
    """Of `barman diagnose`.

    Raises:
        GapError: invalid; not the JSON of Barman.
    """
    with form_of("barman"):
        servers = json.loads(text)["servers"]
        policies = {name: _policy(one["config"]) for name, one in servers.items()}
        details = {
            (name, key): _detail(backup, zone)
            for name, one in servers.items()
            for key, backup in one["backups"].items()
        }
    return Diagnosis(policies, details)


def completed(
    found: tuple[Snapshot, ...], known: Diagnosis, options: Options
) -> tuple[Snapshot, ...]:
    """The snapshots with their details: Barman 2 tells the end of a backup rightly only where the
    zones of server and database agree, and of a failed one nothing but its number.
    """
    nothing = Detail(None, None)
    told = [(one, known.details.get((one.host, one.name), nothing)) for one in found]
    return tuple(
        replace(
            one,
            at=detail.at or one.at,
            encrypted=detail.encrypted if options.encrypted is None else options.encrypted,
        )
        for one, detail in told
    )


def _detail(backup: Mapping[str, Any], zone: str) -> Detail:
    at = None
    with suppress(ValueError):  # old versions write another form, without an offset
        told = backup.get("end_time") or backup.get("begin_time")
        at = instant(told, zone) if told else None
    return Detail(at, bool(backup["encryption"]) if "encryption" in backup else None)


def _policy(config: Mapping[str, Any]) -> Policy:
    """`RECOVERY WINDOW OF 14 DAYS` is `window 14 d` in Barman 3.4."""
    least = int(config["minimum_redundancy"] or 0)
    floor = {"minimum_redundancy": least} if least else {}
    text = config["retention_policy"]
    if not text:
        return Policy("configured", Promise(**floor)) if floor else NONE
    if window := WINDOW.fullmatch(word(text).strip()):
        days = int(window[1]) * DAYS[window[2].lower()]
        return Policy("configured", Promise(keep_within_days=days, **floor))
    if redundancy := REDUNDANCY.fullmatch(text.strip()):
        return Policy("configured", Promise(keep_last=int(redundancy[1]), **floor))
    return UNKNOWN
