"""Files that a path of a configuration stands for: a file, a folder, or a pattern (`**` too)."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from auditor.api.trees import is_folder

WILD = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Matched:
    """Regular files, and the files and folders that the account may not look into, so that what
    they hold is unknown; both sorted by path.
    """

    files: tuple[Path, ...]
    refused: tuple[Path, ...]


def matched(base: Path, pattern: str) -> Matched:
    """The file at a path, those below it where it is a folder, or those of a pattern.

    Links to folders are followed where the path names them only. Relative is relative to `base`.
    """
    search, at, path = _Search(), base / pattern, Path(pattern)
    if WILD & set(pattern) and not os.path.lexists(at):
        found = search.match(base / path.anchor, path.parts[bool(path.anchor) :])
    elif is_folder(at):
        found = search.below(at)
    else:
        found = iter([at])
    files = sorted(set(filter(search.is_file, found)))
    return Matched(tuple(files), tuple(sorted(search.refused)))


@dataclass(frozen=True, slots=True)
class _Search:
    refused: set[Path] = field(default_factory=set)

    def is_file(self, path: Path) -> bool:
        try:
            return stat.S_ISREG(path.stat().st_mode)
        except PermissionError:
            self.refused.add(path)
        except (OSError, ValueError):
            pass
        return False

    def below(self, folder: Path) -> Iterator[Path]:
        for here, _, names in os.walk(folder, onerror=self._note):
            yield from (Path(here) / name for name in names)

    def match(self, at: Path, parts: Sequence[str]) -> Iterator[Path]:
        if not parts:
            yield at
        elif parts[0] == "**":
            for here, _, _ in os.walk(at, onerror=self._note):
                yield from self.match(Path(here), parts[1:])
        elif WILD & set(parts[0]):
            for name in self._names(at):
                if fnmatchcase(name, parts[0]):
                    yield from self.match(at / name, parts[1:])
        else:
            yield from self.match(at / parts[0], parts[1:])

    def _names(self, folder: Path) -> Iterable[str]:
        try:
            return sorted(os.listdir(folder))  # noqa: PTH208 - names, not paths
        except OSError as error:
            self._note(error)
            return ()

    def _note(self, error: OSError) -> None:
        if isinstance(error, PermissionError):
            self.refused.add(Path(error.filename))
