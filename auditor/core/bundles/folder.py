"""The files of a bundle that lies unpacked in a folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from auditor.api import Location, PolicyError
from auditor.core.bundles.archive import MAX_FILES, MAX_UNPACKED


def read_folder(root: Path, shown: str, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    """The files below `root` whose base name is `wanted`, by name relative to it.

    Hidden folders are left out, as in a mounted Kubernetes volume, which holds everything twice.

    Raises:
        PolicyError: a link that leaves the folder, a linked folder, no plain file, too large.
    """
    files: dict[str, bytes] = {}
    size = 0
    for path in _paths(root, shown, wanted):
        name = path.relative_to(root).as_posix()
        files[name] = read_file(path, f"{shown}/{name}", root)
        size += len(files[name])
        if len(files) > MAX_FILES or size > MAX_UNPACKED:
            raise PolicyError("too many or too large files", Location(shown))
    return files


def read_file(path: Path, shown: str, root: Path | None = None) -> bytes:
    """The bytes of one plain file, which lies below `root` if that is given."""
    place = Location(shown)
    if root and path.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
        raise PolicyError("a link that leaves the folder", place, "copy the file here")
    if not path.is_file():
        raise PolicyError("is no plain file", place)
    try:
        return path.read_bytes()
    except OSError as error:
        raise PolicyError(f"cannot be read: {error.strerror}", place) from None


def _paths(root: Path, shown: str, wanted: Callable[[str], bool]) -> Iterator[Path]:
    for folder, below, names in os.walk(root, onerror=_refuse(shown)):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in below:
            if (Path(folder) / name).is_symlink():
                place = (Path(folder) / name).relative_to(root).as_posix()
                hint = "give the folder it leads to as a source of its own"
                raise PolicyError("a linked folder", Location(f"{shown}/{place}"), hint)
        yield from (Path(folder) / name for name in sorted(names) if wanted(name))


def _refuse(shown: str) -> Callable[[OSError], None]:
    def refuse(error: OSError) -> None:
        raise PolicyError(f"cannot be listed: {error.strerror}", Location(shown))

    return refuse
