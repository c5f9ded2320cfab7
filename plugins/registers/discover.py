"""Registers that lie below a folder, as `auditor init` writes them into a configuration."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

from auditor.api.tabular.scalars import is_unicode
from auditor_plugins.registers.guess import Guesser
from auditor_plugins.registers.peek import peek

SUFFIXES = (".csv", ".xlsx", ".json", ".parquet", ".sqlite", ".db")
SKIPPED = frozenset((".venv", "node_modules", "out"))
DEPTH, MOST_FILES = 4, 500


def discover(folder: Path, schemas: Mapping[str, Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield one target of the files that look like registers, or none.

    At most 500 files are looked at, four levels deep (as `find -maxdepth 4`), in hidden folders
    and root trees of hosts none. Only headers are read; what cannot be read is left out.
    """
    guesser = Guesser(schemas)
    paths = sorted(islice(_files(folder), MOST_FILES))
    files = [file for path in paths for file in _registers(folder, path, guesser)]
    if files:
        yield {"name": "registers", "type": "registers", "files": files}


def _files(folder: Path) -> Iterator[str]:
    """POSIX paths relative to `folder`, in a stable order."""
    for root, folders, names in os.walk(folder):
        here = Path(root)
        depth = len(here.relative_to(folder).parts) + 1
        is_host = os.path.exists(here / "etc" / "passwd")  # noqa: PTH110 - Path.exists may raise
        folders[:] = [] if is_host or depth == DEPTH else sorted(filter(_is_entered, folders))
        for name in [] if is_host else sorted(names):
            if name.lower().endswith(SUFFIXES) and _is_entered(name) and is_unicode(root + name):
                yield (here / name).relative_to(folder).as_posix()


def _is_entered(name: str) -> bool:
    return not name.startswith(".") and name not in SKIPPED


def _registers(folder: Path, path: str, guesser: Guesser) -> list[dict[str, Any]]:
    file = folder.absolute() / path
    with suppress(Exception):  # a guess never fails, whatever a damaged file makes a reader raise
        parts = peek(file) if file.is_file() else ()
        stem = (file.stem,) if len(parts) == 1 else ()
        found = [guesser.register(path, part, (part.name, *stem)) for part in parts]
        return [register for register in found if register]
    return []
