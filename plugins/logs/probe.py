"""What `auditor doctor` shows of a `logs` target before it collects."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from auditor.api import Context, GapError, GapReason, Probe, Target
from auditor.api.probes import LARGEST_SKEW, Named, excess, unknown, written
from auditor.api.trees import is_folder
from auditor_plugins.logs import journal
from auditor_plugins.logs.options import Log
from auditor_plugins.logs.source import LogFile, files_of, opened, shown

TIMEOUT = 10.0
LIVE = (Path("/var/log/journal"), Path("/run/log/journal"))
"""Where journald keeps the journal of the running machine (systemd-journald.service(8))."""


def probe(target: Target, context: Context) -> Iterator[Probe]:
    """Each log is there, may be read, may not be written by the reader, and has no entry from the
    future.
    """
    for log in target.options.logs:
        path, name = shown(target.base, log.path) if log.path else (None, "journal")
        if path is None or is_folder(path):
            yield from _journal(path, name, min(target.options.timeout, TIMEOUT))
        else:
            yield from _files(target, log, name)


def _files(target: Target, log: Log, name: str) -> Iterator[Probe]:
    try:
        files = files_of(target.base, str(log.path))
    except GapError as error:
        yield _failed(error)
        return
    yield Probe("reach", True, f"{name}: {len(files)} files", f"{name}:{len(files)} 个文件")
    refused = [one for one in map(_refused, files) if one]
    yield (
        _failed(refused[0])
        if refused
        else Probe("rights", True, f"{name}: may be read", f"{name}:可读取")
    )
    names: list[Named] = [(one.path, one.shown) for one in files]
    yield from excess(names)
    yield written(names, datetime.now(UTC))


def _failed(error: GapError) -> Probe:
    check = "reach" if error.reason is GapReason.ABSENT else "rights"
    return Probe(check, False, error.message, error.message_zh)


def _refused(file: LogFile) -> GapError | None:
    try:
        with opened(file):
            return None
    except GapError as error:
        return error


def _journal(path: Path | None, name: str, timeout: float) -> Iterator[Probe]:
    """Journalctl shows the newest entry, and says when it hides those of others."""
    argv = [*journal.arguments(path, None), "--lines=1"]
    try:
        with journal.running(argv, name, timeout) as stream:
            newest = next(journal.entries(stream), None)
    except GapError as error:
        yield _failed(error)
        return
    if newest is None:
        yield Probe("reach", False, f"{name}: holds no entry", f"{name}:没有任何记录")
        return
    yield Probe("reach", True, f"{name}: holds entries", f"{name}:有记录")
    yield Probe("rights", True, f"{name}: may be read", f"{name}:可读取")
    yield from excess([(path, name)] if path else [(one, str(one)) for one in LIVE])
    yield _clock(newest[1].get(b"__REALTIME_TIMESTAMP", b""), name)


def _clock(stamp: bytes, name: str) -> Probe:
    """The newest entry cannot be later than now; `stamp` is in microseconds."""
    if not stamp.isdigit():
        return unknown("clock", f"{name}: the newest entry has no time", f"{name}:记录没有时间")
    ahead = round(int(stamp) / 1e6 - datetime.now(UTC).timestamp())
    fine = ahead <= LARGEST_SKEW
    text = "not from the future" if fine else f"{ahead} s in the future"
    text_zh = "不晚于现在" if fine else f"在未来 {ahead} 秒"
    return Probe("clock", fine, f"{name}: the newest entry is {text}", f"{name}:最新记录{text_zh}")
