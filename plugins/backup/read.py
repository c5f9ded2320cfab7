"""The JSON of each tool to snapshots."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from auditor.api import GapError, GapReason
from auditor_plugins.backup.options import Options
from auditor_plugins.backup.snapshots import Snapshot

CLEAR_MODES = ("none", "authenticated", "authenticated-blake2")
"""Modes of borg in which data is not encrypted."""
WITH_VALUE = re.compile(
    r"-e|-C|-c|--(exclude(-from|-if-present)?|pattern|patterns-from|compression|comment|timestamp"
    r"|checkpoint-interval|chunker-params|files-cache)"
)
BARMAN_STATUS = {"DONE": "ok", "FAILED": "failed"}


def snapshots(text: str, options: Options, zone: str) -> tuple[Snapshot, ...]:
    """Read what the tool of the options wrote; times without an offset are those of `zone`.

    Raises:
        GapError: invalid; not the JSON of this tool.
    """
    with _form(options.tool):
        return tuple(READERS[options.tool](_json(text), options, zone))


def faults(text: str, tool: str) -> list[GapError]:
    """What pgBackRest, which ends well all the same, reports of its repositories, beyond "there
    is no backup yet".
    """
    if tool != "pgbackrest":
        return []
    found: dict[str, GapError] = {}
    with _form(tool):
        for stanza in _json(text):
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


def _json(text: str) -> Any:
    """pgBackRest quotes bytes that it could not decrypt, control characters among them."""
    return json.loads(text, strict=False)


@contextmanager
def _form(tool: str) -> Iterator[None]:
    try:
        yield
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        en = f"this is not the JSON that {tool} writes"
        raise GapError(GapReason.INVALID, en, None, f"不是 {tool} 的 JSON 输出") from None


def _restic(found: Any, _: Options, zone: str) -> Iterator[Snapshot]:
    for one in _list(found):
        yield Snapshot(
            key=_text(one["id"]),
            host=_text(one["hostname"]),
            name=_text(one["id"]),
            at=_time(one["time"], zone),
            encrypted=True,
            paths=tuple(map(_text, one["paths"])),
            excludes=tuple(map(_text, one.get("excludes") or ())),
            tags=tuple(map(_text, one.get("tags") or ())),
        )


def _borg(found: Any, _: Options, zone: str) -> Iterator[Snapshot]:
    encrypted = _text(found["encryption"]["mode"]) not in CLEAR_MODES
    for one in _list(found["archives"]):
        name = _text(one["name"])
        paths, excludes = _borg_paths(one.get("command_line"))
        yield Snapshot(
            key=_text(one["id"]),
            host=_text(one.get("hostname") or name),
            name=name,
            at=_time(one.get("end") or one["time"], zone),
            status="partial" if ".checkpoint" in name else "ok",
            encrypted=encrypted,
            paths=paths,
            excludes=excludes,
        )


def _borg_paths(words: Any) -> tuple[tuple[str, ...] | None, tuple[str, ...]]:
    """Paths and exclusions of `borg create [options] REPO::ARCHIVE PATH...`."""
    if not isinstance(words, list):
        return None, ()
    paths, excludes, is_after, option = [], [], False, ""
    for word in map(_text, words):
        if option:
            excludes += [word] if option in ("-e", "--exclude") else []
            option = ""
        elif WITH_VALUE.fullmatch(word):
            option = word
        elif "::" in word and not word.startswith("-"):
            is_after = True
        elif word.startswith("--exclude="):
            excludes.append(word.partition("=")[2])
        elif is_after and not word.startswith("-"):
            paths.append(word)
    return tuple(paths), tuple(excludes)


def _pgbackrest(found: Any, _: Options, __: str) -> Iterator[Snapshot]:
    for stanza in _list(found):
        ciphers = {int(repo["key"]): repo["cipher"] for repo in stanza.get("repo", ())}
        for one in _list(stanza["backup"]):
            key = int(one["database"].get("repo-key", 1))
            cipher = ciphers.get(key, stanza.get("cipher"))
            yield Snapshot(
                key=_text(one["label"]),
                host=_text(stanza["name"]),
                name=_text(one["label"]),
                at=datetime.fromtimestamp(int(one["timestamp"]["stop"]), UTC),
                status="failed" if one.get("error") else "ok",
                encrypted=None if cipher is None else cipher != "none",
                repo=key,
            )


def _barman(found: Any, options: Options, zone: str) -> Iterator[Snapshot]:
    for server, backups in sorted(found.items()):
        for one in () if server.startswith("_") else _list(backups):
            name, end = _text(one["backup_id"]), one.get("end_time_timestamp")
            began = datetime.strptime(name, "%Y%m%dT%H%M%S").replace(tzinfo=ZoneInfo(zone))
            yield Snapshot(
                key=name,
                host=server,
                name=name,
                at=datetime.fromtimestamp(int(end), UTC) if end else began,
                status=BARMAN_STATUS.get(_text(one["status"]), "partial"),
                encrypted=options.encrypted,
            )


def _list(found: Any) -> list[Mapping[str, Any]]:
    if not isinstance(found, list):
        raise TypeError
    return found


def _text(found: Any) -> str:
    if not isinstance(found, str):
        raise TypeError
    return found


def _time(found: Any, zone: str) -> datetime:
    at = datetime.fromisoformat(_text(found))
    return (at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


READERS: Mapping[str, Callable[[Any, Options, str], Iterator[Snapshot]]] = {
    "restic": _restic,
    "borg": _borg,
    "pgbackrest": _pgbackrest,
    "barman": _barman,
}
