"""The JSON of each tool to snapshots."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from auditor.api import GapError
from auditor_plugins.backup import read_barman, read_pgbackrest
from auditor_plugins.backup.document import form_of, parsed
from auditor_plugins.backup.options import Options
from auditor_plugins.backup.read_files import borg, restic
from auditor_plugins.backup.snapshots import Snapshot

READERS: Mapping[str, Callable[[Any, Options, str], Iterator[Snapshot]]] = {
    "restic": restic,
    "borg": borg,
    "pgbackrest": read_pgbackrest.pgbackrest,
    "barman": read_barman.barman,
}


def snapshots(text: str, options: Options, zone: str) -> tuple[Snapshot, ...]:
    """Read what the tool of the options wrote; times without an offset are those of `zone`.

    Raises:
        GapError: invalid; not the JSON of this tool.
    """
    with form_of(options.tool):
        return tuple(READERS[options.tool](parsed(text), options, zone))


def faults(text: str, tool: str) -> list[GapError]:
    """What the tool says that it could not list."""
    if tool == "pgbackrest":
        return read_pgbackrest.faults(text)
    return read_barman.faults(text) if tool == "barman" else []


def places(text: str, tool: str) -> list[tuple[int | None, str]]:
    """Repository and group of all that the tool lists, whether there are backups or not."""
    if tool == "pgbackrest":
        return list(read_pgbackrest.readable(text))
    if tool == "barman":
        with form_of(tool):
            return [(None, name) for name in parsed(text) if not name.startswith("_")]
    return []
