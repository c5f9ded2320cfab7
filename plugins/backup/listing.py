"""The list of snapshots: asked of the tool, or read from the file that it wrote elsewhere."""

from __future__ import annotations

import bisect
import hashlib
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from auditor.api import GapError, GapReason, Location, Source, Target
from auditor_plugins.backup.failures import error_of, sign_of
from auditor_plugins.backup.process import Ask
from auditor_plugins.backup.read import faults

LIST = {
    "restic": "restic snapshots --json --no-lock --no-cache",
    "borg": "borg list --json --bypass-lock --format {hostname}{end}{command_line}",
    "pgbackrest": "pgbackrest info --output=json",
    "barman": "barman -f json list-backups all",
}
WORD = re.compile(r'"([^"\\\n]{1,200})"')
UNLISTED = re.compile(r"could not load|unable to load", re.I)
"""Said of what stayed unread; "returned error, retrying" may have ended well."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What the tool wrote, where it stands, and what it could not list."""

    text: str
    place_of: Callable[[str], dict[str, Any]]
    source: Source
    problems: tuple[GapError, ...] = ()


def listing_of(target: Target, ask: Ask | None) -> Listing:
    """The list of the tool behind `ask`, or without one the recorded file.

    Raises:
        GapError: the snapshots cannot be listed.
    """
    return _recorded(target) if ask is None else _asked(target, ask)


def _asked(target: Target, ask: Ask) -> Listing:
    tool = target.options.tool
    answer = ask(LIST[tool])
    unlisted = bool(UNLISTED.search(answer["err"]))
    # restic lists none, and exits with 0, where it may not read the folder of its snapshots.
    if (answer["code"] and not _tells_why(answer["out"], tool)) or (unlisted and sign_of(answer)):
        raise error_of(tool, answer)
    problems = [error_of(tool, answer)] if unlisted else []
    name = f"backup/{target.name}/snapshots"
    place = Location(name).as_dict()
    told = (*faults(answer["out"], tool), *problems)
    return Listing(answer["out"], lambda _: place, Source(name), told)


def _tells_why(text: str, tool: str) -> bool:
    """Barman fails for one server and lists the others all the same."""
    with suppress(GapError):
        return tool == "barman" and bool(faults(text, tool))
    return False


def _recorded(target: Target) -> Listing:
    name = target.options.output
    data = read_file(target, name)
    text = data.decode("utf-8", "replace")
    ends = [found.start() for found in re.finditer("\n", text)]
    lines: dict[str, int] = {}
    for found in WORD.finditer(text):
        lines.setdefault(found[1], bisect.bisect_left(ends, found.start()) + 1)
    source = Source(name, hashlib.sha256(data).hexdigest())
    told = tuple(faults(text, target.options.tool))
    return Listing(text, lambda key: Location(name, lines.get(key)).as_dict(), source, told)


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
