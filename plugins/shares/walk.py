"""A tree, folder by folder, links never followed: each step is taken from an open folder.

Nothing that is renamed or replaced meanwhile can lead the walk out of the tree.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass

OPEN = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
DEPTH = 200
"""Folders below each other; each holds a file descriptor open."""
GONE = frozenset({errno.ENOENT, errno.ESTALE})
Note = Callable[[str, OSError], None]
"""Told the path and the error of what could not be read."""


@dataclass(frozen=True, slots=True)
class Folder:
    """One folder: its path below the top (ends with a slash, empty for the top), its depth, its
    status, the path by which the kernel reads it, and the names of what is no folder in it.
    """

    path: str
    depth: int
    stat: os.stat_result
    real: str
    names: tuple[str, ...] = ()
    handle: int = -1

    def status(self, name: str) -> os.stat_result:
        """The status of what lies in it; links are not followed."""
        return os.stat(name, dir_fd=self.handle, follow_symlinks=False)

    def inside(self, name: str) -> str:
        """The path by which the kernel reads what lies in it."""
        return f"{self.real}/{name}"


@dataclass(slots=True)
class _Open:
    handle: int
    path: str
    todo: list[str]


def folders(top: str, exclude: frozenset[str], note: Note) -> Iterator[Folder]:
    """All folders, each before those in it, names in the order of their bytes.

    Raises:
        OSError: when the top itself cannot be opened or listed.
    """
    handle = os.open(top, OPEN & ~os.O_NOFOLLOW)
    stack: list[_Open] = []
    try:
        yield _enter(handle, "", stack, exclude)
        while stack:
            here = stack[-1]
            if here.todo:
                yield from _below(here, here.todo.pop(), stack, exclude, note)
            else:
                os.close(stack.pop().handle)
    finally:
        for one in stack:
            os.close(one.handle)


def _below(
    here: _Open, name: str, stack: list[_Open], exclude: frozenset[str], note: Note
) -> Iterator[Folder]:
    path = f"{here.path}{name}/"
    try:
        if len(stack) >= DEPTH:
            raise OSError(errno.ELOOP, "too deep")
        yield _enter(os.open(name, OPEN, dir_fd=here.handle), path, stack, exclude)
    except OSError as error:
        if error.errno not in GONE:
            note(path, error)
            yield from _closed(here, name, path, len(stack))


def _closed(here: _Open, name: str, path: str, depth: int) -> Iterator[Folder]:
    """A folder that may not be listed; who may is still known."""
    try:
        stat = os.stat(name, dir_fd=here.handle, follow_symlinks=False)
    except OSError:
        return
    yield Folder(path, depth, stat, f"/proc/self/fd/{here.handle}/{name}")


def _enter(handle: int, path: str, stack: list[_Open], exclude: frozenset[str]) -> Folder:
    files, inner = [], []
    try:
        stat = os.fstat(handle)
        with os.scandir(handle) as found:
            for one in found:
                if one.is_dir(follow_symlinks=False):
                    inner.append(one.name)
                elif not one.is_symlink():
                    files.append(one.name)
    except BaseException:
        os.close(handle)
        raise
    inner = sorted(set(inner) - exclude, key=os.fsencode, reverse=True)
    stack.append(_Open(handle, path, inner))
    files.sort(key=os.fsencode)
    return Folder(path, len(stack) - 1, stat, f"/proc/self/fd/{handle}/.", tuple(files), handle)


def shown(name: str) -> str:
    """A name as text: UTF-8, else GB 18030 as on older Chinese shares, else with escapes."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        raw = os.fsencode(name)
        try:
            return raw.decode("gb18030")
        except UnicodeDecodeError:
            return raw.decode("utf-8", "backslashreplace")
    return name
