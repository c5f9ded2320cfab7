"""A `backup` target to evidence."""

from __future__ import annotations

import bisect
import hashlib
import os
import re
from collections.abc import Callable, Iterator
from typing import Any

from auditor.api import (
    Collected,
    Context,
    Gap,
    GapError,
    GapReason,
    Location,
    Probe,
    Source,
    Target,
    bounded,
)
from auditor_plugins.backup.check import Check, recorded, run_check
from auditor_plugins.backup.failures import error_of, sign_of
from auditor_plugins.backup.options import Options
from auditor_plugins.backup.process import Ask, asker
from auditor_plugins.backup.read import snapshots
from auditor_plugins.backup.read_postgres import faults
from auditor_plugins.backup.snapshots import rows

KIND = "backup_snapshots"
LIST = {
    "restic": "restic snapshots --json --no-lock --no-cache",
    "borg": "borg list --json --bypass-lock --format {hostname}{end}{command_line}",
    "pgbackrest": "pgbackrest info --output=json",
    "barman": "barman -f json list-backups all",
}
WORD = re.compile(r'"([^"\\\n]{1,200})"')
UNLISTED = re.compile(r"could not load|unable to load", re.I)
"""Said of what stayed unread; "returned error, retrying" may have ended well."""


def promised(_: Options) -> tuple[str, ...]:
    """The one kind of a repository."""
    return (KIND,)


def collect(target: Target, context: Context) -> Iterator[Collected | Gap]:
    """The snapshots of the repository, and what could not be told of them as partial gaps."""
    if context.wants(KIND):
        ask = None if target.options.output else asker(target)
        yield from gather(target, context, ask)


def gather(target: Target, context: Context, ask: Ask | None) -> Iterator[Collected | Gap]:
    """The same with the tool behind `ask`, or without one from the recorded file.

    Raises:
        GapError: the snapshots cannot be listed.
    """
    options = target.options
    answer, place_of, source = _recorded(target) if ask is None else _asked(target, ask)
    zone = "UTC" if ask and options.tool != "barman" else context.timezone
    found = snapshots(answer["out"], options, zone)
    problems = faults(answer["out"], options.tool)
    if problems and not found:
        raise problems[0]
    check = _check(target, context, ask)
    items = rows(found, target.name, options, check.fields, place_of)
    yield from bounded(KIND, items, source, target.name, options.max_rows)
    problems += [error_of(options.tool, answer)] if UNLISTED.search(answer["err"]) else []
    problems += [check.problem] if check.problem else []
    for error in problems:
        yield Gap(KIND, target.name, error.reason, error.message, None, True, error.message_zh)


def _asked(target: Target, ask: Ask) -> tuple[dict[str, Any], Callable[[str], Any], Source]:
    tool = target.options.tool
    answer = ask(LIST[tool])
    # restic lists none, and exits with 0, where it may not read the folder of its snapshots.
    if answer["code"] or (UNLISTED.search(answer["err"]) and sign_of(answer)):
        raise error_of(tool, answer)
    name = f"backup/{target.name}/snapshots"
    place = Location(name).as_dict()
    return answer, lambda _: place, Source(name)


def _recorded(target: Target) -> tuple[dict[str, Any], Callable[[str], Any], Source]:
    name = target.options.output
    data = read_file(target, name)
    text = data.decode("utf-8", "replace")
    ends = [found.start() for found in re.finditer("\n", text)]
    lines: dict[str, int] = {}
    for found in WORD.finditer(text):
        lines.setdefault(found[1], bisect.bisect_left(ends, found.start()) + 1)
    answer = {"code": 0, "out": text, "err": ""}
    source = Source(name, hashlib.sha256(data).hexdigest())
    return answer, lambda key: Location(name, lines.get(key)).as_dict(), source


def read_file(target: Target, name: str) -> bytes:
    """A file of the configuration.

    Raises:
        GapError: absent or denied.
    """
    try:
        return (target.base / name).read_bytes()
    except PermissionError:
        raise GapError(
            GapReason.DENIED, f"{name}: may not be read", Location(name), f"{name}:无权读取"
        ) from None
    except OSError:
        raise GapError(
            GapReason.ABSENT, f"{name}: there is no such file", Location(name), f"{name}:文件不存在"
        ) from None


def _check(target: Target, context: Context, ask: Ask | None) -> Check:
    options = target.options
    if options.check_record:
        data = read_file(target, options.check_record)
        return recorded(data, options.check_record, context.timezone)
    if ask is None or options.check == "none":
        return Check()
    return run_check(options.tool, options.check, ask, context.now)


def probe(target: Target, _: Context) -> Iterator[Probe]:
    """Whether the snapshots can be listed, and whether the repository could be changed too."""
    options = target.options
    if options.output:
        read_file(target, options.output)
        yield Probe("reach", True, "the recorded file can be read", "记录文件可读")
        return
    answer, _place, _source = _asked(target, asker(target))
    yield Probe("reach", True, f"{options.tool} answers", f"{options.tool} 有应答")
    count = len(snapshots(answer["out"], options, "UTC"))
    for error in faults(answer["out"], options.tool):
        yield Probe("rights", False, error.message, error.message_zh)
    yield Probe("rights", True, f"{count} snapshots can be listed", f"可列出 {count} 个快照")
    path = options.repository or ""
    if path and ":" not in path and options.check == "none":
        can_write = os.access(target.base / path, os.W_OK)
        en = "the repository may be written; to read it is enough"
        zh = "可写入备份库;只读权限即可"
        fine = "the repository may be read only", "备份库为只读"
        yield Probe("excess", False, en, zh) if can_write else Probe("excess", True, *fine)
