"""Files that appear whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, chunks: Iterable[bytes]) -> None:
    """Write beside the file first, so that nobody ever reads half of it. Links are followed; a
    device or pipe (`/dev/null`) is written to, never replaced.

    Raises:
        OSError: it cannot be written; what was begun is taken away.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():
        _fill(target, chunks)
        return
    part = target.with_name(f".{target.name}.part")
    try:
        _fill(part, chunks)
        part.replace(target)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def _fill(path: Path, chunks: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        for chunk in chunks:
            file.write(chunk)
