"""What `auditor doctor` shows of a `logs` target before it collects."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from auditor.api import Context, GapError, GapReason, Probe, Target
from auditor_plugins.logs import journal
from auditor_plugins.logs.options import Log
from auditor_plugins.logs.source import LogFile, files_of, is_folder, modified, opened, shown

TIMEOUT = 10.0


def probe(target: Target, context: Context) -> Iterator[Probe]:
    """Each log is there, may be read, and may not be written by the reader."""
    for log in target.options.logs:
        yield from _probe(target, log)


def _probe(target: Target, log: Log) -> Iterator[Probe]:
    path, name = shown(target.base, log.path) if log.path else (None, "journal")
    if path is None or is_folder(path):
        yield _journal(path, name, min(target.options.timeout, TIMEOUT))
        return
    try:
        files = files_of(target.base, str(log.path))
    except GapError as error:
        yield _failed("reach" if error.reason == GapReason.ABSENT else "rights", error)
        return
    yield Probe("reach", True, f"{name}: {len(files)} files", f"{name}:{len(files)} 个文件")
    refused = [one for one in map(_refused, files) if one]
    yield (
        _failed("rights", refused[0])
        if refused
        else Probe("rights", True, f"{name}: may be read", f"{name}:可读取")
    )
    if any(_writable(one.path) for one in files):
        text = f"{name}: the reader may also write it; an account of the group adm could not"
        yield Probe("excess", False, text, f"{name}:读取者还可写入;adm 组的账号则不能")
    yield from _clock(files[-1])


def _writable(path: Path) -> bool:
    """By the account that acts, not by the one that started it, where the system can tell."""
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _failed(check: str, error: GapError) -> Probe:
    return Probe(check, False, error.message, error.message_zh)


def _refused(file: LogFile) -> GapError | None:
    try:
        with opened(file):
            return None
    except GapError as error:
        return error


def _clock(file: LogFile) -> Iterator[Probe]:
    """A file cannot have been written later than now."""
    ahead = (modified(file) - datetime.now(UTC)).total_seconds()
    if ahead > 60:
        text = f"{file.shown}: was written {int(ahead)} s in the future"
        yield Probe("clock", False, text, f"{file.shown}:写入时间在未来 {int(ahead)} 秒")


def _journal(path: Path | None, name: str, timeout: float) -> Probe:
    """Journalctl shows the newest entry, and says when it hides those of others."""
    try:
        with journal.running(
            [*journal.arguments(path, None), "--lines=1"], name, timeout
        ) as stream:
            found = stream.read(1)
    except GapError as error:
        return _failed("reach" if error.reason == GapReason.ABSENT else "rights", error)
    if not found:
        return Probe("reach", False, f"{name}: holds no entry", f"{name}:没有任何记录")
    return Probe("rights", True, f"{name}: may be read", f"{name}:可读取")
