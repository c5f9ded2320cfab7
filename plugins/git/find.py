"""The repositories of a target: those named, and those below its roots."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from auditor.api import GapError, GapReason, Location, Target
from auditor_plugins.git.local import Local, denied, read

DEPTH = 6
"""Folders below a root in which repositories are looked for."""
Problem = GapError


def located(base: Path, path: Path) -> str:
    """A path as it is shown: relative to the configuration where it lies below it."""
    shown = os.path.relpath(path, base)
    return path.as_posix() if shown.startswith("..") else Path(shown).as_posix()


def repositories(target: Target) -> Iterator[Local | Problem]:
    """Each repository by its path, or why it cannot be read."""
    options, base = target.options, target.base
    named = {os.path.normpath(base / one.path): one.name for one in options.repositories}
    problems: list[Problem] = []
    for root in options.roots:
        named = dict.fromkeys(_below(base / root, base, problems)) | named
    yield from problems
    for path in sorted(named, key=os.fsencode):
        shown = located(base, Path(path))
        try:
            yield read(Path(path), named[path] or shown, shown, options.timeout)
        except GapError as error:
            yield error


def _below(root: Path, base: Path, problems: list[Problem]) -> Iterator[str]:
    """Repositories in a folder; links are not followed, and no repository is looked into."""

    def refused(error: OSError) -> None:
        shown = located(base, Path(error.filename or root))
        if isinstance(error, PermissionError):
            problems.append(denied(shown))
        else:
            text = f"{shown} is no folder here"
            problems.append(GapError(GapReason.ABSENT, text, Location(shown), f"{shown} 不是目录"))

    top = os.path.normpath(root)
    for folder, inner, files in os.walk(top, onerror=refused):
        bare = "HEAD" in files and "objects" in inner and "refs" in inner
        if bare or ".git" in inner or ".git" in files:
            inner.clear()
            yield folder
        elif folder.count(os.sep) - top.count(os.sep) >= DEPTH:
            inner.clear()
