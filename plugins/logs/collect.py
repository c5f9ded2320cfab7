"""A `logs` target to evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from zoneinfo import ZoneInfo

from auditor.api import (
    Collected,
    Context,
    Gap,
    GapError,
    GapReason,
    Item,
    Location,
    Source,
    Target,
    bounded,
)
from auditor_plugins.logs.options import Options, promised_kinds
from auditor_plugins.logs.readers import Reader, Reading
from auditor_plugins.logs.rows import About
from auditor_plugins.logs.source import LogFile, opened, shown

Yielded = Collected | Gap


def collect(target: Target, context: Context) -> Iterator[Yielded]:
    """Read each log once, and yield all kinds that are wanted."""
    options: Options = target.options
    kinds = [kind for kind in promised_kinds(options) if context.wants(kind)]
    if not kinds:
        return
    zone = ZoneInfo(options.timezone or context.timezone)
    reader = Reader(target.name, options, zone, context.now, account_names(target))
    readings = [reader.read(target.base, log) for log in options.logs]
    about = About(target.name, options, ZoneInfo(context.timezone), context.now)
    makers: dict[str, Callable[[], Iterator[Item]]] = {
        "access_log": reader.ledger.rows,
        "audit_logging": lambda: _by("source", about.kept(readings)),
        "log_gaps": lambda: about.gaps(readings),
        "integrity_monitoring": lambda: _by("path", about.integrity(readings)),
        "security_alerts": lambda: _by("alert_id", about.alerts(readings)),
    }
    problems = [error for reading in readings for error in _problems(reading)]
    some = any(reading.trail.last is not None or not reading.problems for reading in readings)
    for kind in kinds:
        if some:
            yield from bounded(
                kind, makers[kind](), _source(target, readings), target.name, options.max_rows
            )
        for error in problems + (
            _of_access(reader, readings, options) if kind == "access_log" else []
        ):
            yield replace(_gap(kind, target, error), partial=some)


def _by(field: str, rows: Iterator[Item]) -> Iterator[Item]:
    return iter(sorted(rows, key=lambda row: str(row[field])))


def _source(target: Target, readings: list[Reading]) -> Source:
    digest = sha256()
    for reading in readings:
        digest.update(reading.digest.digest())
    return Source(f"logs/{target.name}", digest.hexdigest())


def _gap(kind: str, target: Target, error: GapError) -> Gap:
    return Gap(
        kind,
        target.name,
        error.reason,
        error.message,
        error.location,
        message_zh=error.message_zh,
    )


def _problems(reading: Reading) -> list[GapError]:
    """What of one log could not be had or used."""
    found = list(reading.problems)
    if reading.misfit:
        file, line = reading.misfit
        text = f"{file}: {reading.misfits} lines of no known form, the first of them here"
        zh = f"{file}:有 {reading.misfits} 行格式不明,此处为第一行"
        found.append(GapError(GapReason.INVALID, text, Location(file, line), zh))
    if reading.trail.dropped:
        text = f"{reading.name}: {reading.trail.dropped} more gaps of the log were not listed"
        zh = f"{reading.name}:另有 {reading.trail.dropped} 处日志缺口未列出"
        found.append(GapError(GapReason.INVALID, text, Location(reading.name), zh))
    return found


def _of_access(reader: Reader, readings: list[Reading], options: Options) -> list[GapError]:
    """What is missing from the accesses though every log was read."""
    found = []
    if reader.ledger.full:
        text = f"more than {options.max_rows} accesses; those beyond were not taken (see max_rows)"
        zh = f"超过 {options.max_rows} 条访问记录,其余未计入(见 max_rows)"
        found.append(GapError(GapReason.INVALID, text, None, zh))
    if (options.paths or options.keys) and all(one.format != "auditd" for one in readings):
        text = "reads of classified paths are recorded by auditd only, and no log of it was read"
        zh = "仅 auditd 记录对涉密路径的读取,而未读到其日志"
        found.append(GapError(GapReason.ABSENT, text, None, zh))
    return found


def account_names(target: Target) -> dict[str, str]:
    """Numbers to names by the passwd file that the options give."""
    if not target.options.passwd:
        return {}
    path, name = shown(target.base, target.options.passwd)
    with opened(LogFile(path, name, 0)) as (stream, _):
        lines = stream.read(1 << 24).decode("utf-8", "replace").split("\n")
    parts = [line.split(":") for line in lines]
    return {one[2]: one[0] for one in reversed(parts) if len(one) > 3}
