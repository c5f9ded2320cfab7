"""Backups of PostgreSQL: pgBackRest and Barman."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from auditor.api import GapError, GapReason
from auditor_plugins.backup.document import form_of, listed, parsed, word
from auditor_plugins.backup.options import Options
from auditor_plugins.backup.snapshots import Snapshot

BARMAN_STATUS = {"DONE": "ok", "FAILED": "failed"}


def faults(text: str, tool: str) -> list[GapError]:
    """What pgBackRest, which ends well all the same, reports of its repositories, beyond "there
    is no backup yet".
    """
    if tool != "pgbackrest":
        return []
    found: dict[str, GapError] = {}
    with form_of(tool):
        for stanza in parsed(text):
            for repo in stanza.get("repo", [{"key": 1, "status": stanza["status"]}]):
                if int(repo["status"]["code"]) not in (0, 2):
                    error = _fault(int(repo["key"]), repo["status"])
                    found[error.message] = error
    return [error for _, error in sorted(found.items())]


def _fault(key: int, status: Mapping[str, Any]) -> GapError:
    message = str(status.get("message")).lower()
    if "formaterror" in message or "cryptoerror" in message:
        en = f"pgbackrest: repository {key} does not open with its password, or is damaged"
        return GapError(
            GapReason.DENIED, en, None, f"pgbackrest:口令无法打开备份库 {key},或其已损坏"
        )
    if "permission denied" in message:
        en = f"pgbackrest: repository {key} may not be read: its files want the right to read"
        return GapError(GapReason.DENIED, en, None, f"pgbackrest:无权读取备份库 {key} 的文件")
    code = int(status["code"])
    en, zh = f"repository {key} reports status {code}", f"备份库 {key} 状态码为 {code}"
    return GapError(GapReason.UNREACHABLE, f"pgbackrest: {en}", None, f"pgbackrest:{zh}")


def pgbackrest(found: Any, _: Options, __: str) -> Iterator[Snapshot]:
    """Of `pgbackrest info`."""
    for stanza in listed(found):
        ciphers = {int(repo["key"]): repo["cipher"] for repo in stanza.get("repo", ())}
        for one in listed(stanza["backup"]):
            key = int(one["database"].get("repo-key", 1))
            cipher = ciphers.get(key, stanza.get("cipher"))
            yield Snapshot(
                key=word(one["label"]),
                host=word(stanza["name"]),
                name=word(one["label"]),
                at=datetime.fromtimestamp(int(one["timestamp"]["stop"]), UTC),
                status="failed" if one.get("error") else "ok",
                encrypted=None if cipher is None else cipher != "none",
                repo=key,
            )


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
                status=BARMAN_STATUS.get(word(one["status"]), "partial"),
                encrypted=options.encrypted,
            )
