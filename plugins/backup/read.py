"""The JSON of each tool to snapshots."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from auditor_plugins.backup.document import form_of, parsed
from auditor_plugins.backup.options import Options
from auditor_plugins.backup.read_files import borg, restic
from auditor_plugins.backup.read_postgres import barman, pgbackrest
from auditor_plugins.backup.snapshots import Snapshot

READERS: Mapping[str, Callable[[Any, Options, str], Iterator[Snapshot]]] = {
    "restic": restic,
    "borg": borg,
    "pgbackrest": pgbackrest,
    "barman": barman,
}


def snapshots(text: str, options: Options, zone: str) -> tuple[Snapshot, ...]:
    """Read what the tool of the options wrote; times without an offset are those of `zone`.

    Raises:
        GapError: invalid; not the JSON of this tool.
    """
    with form_of(options.tool):
        return tuple(READERS[options.tool](parsed(text), options, zone))
