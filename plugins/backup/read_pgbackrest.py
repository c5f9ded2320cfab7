"""Backups of PostgreSQL by pgBackRest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from auditor.api import GapError, GapReason
from auditor_plugins.backup.document import form_of, listed, parsed, word
from auditor_plugins.backup.options import Options
from auditor_plugins.backup.snapshots import Snapshot

READABLE = (0, 2)
"""Codes of status: all is well, and there is no backup yet."""


def faults(text: str) -> list[GapError]:
    """What pgBackRest, which ends well all the same, reports of its repositories."""
    found: dict[str, GapError] = {}
    for _, key, status in _repositories(text):
        if int(status["code"]) not in READABLE:
            error = _fault(key, status)
            found[error.message] = error
    return [error for _, error in sorted(found.items())]


def readable(text: str) -> list[tuple[int, str]]:
    """Repository and stanza of each place that could be listed."""
    places = _repositories(text)
    return [(key, name) for name, key, status in places if int(status["code"]) in READABLE]


def _repositories(text: str) -> list[tuple[str, int, Mapping[str, Any]]]:
    with form_of("pgbackrest"):
        return [
            (word(stanza["name"]), int(repo["key"]), repo["status"])
            for stanza in parsed(text)
            for repo in stanza.get("repo", [{"key": 1, "status": stanza["status"]}])
            if isinstance(repo["status"]["code"], int)
        ]


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
                is_full=one.get("type", "full") == "full",
            )
