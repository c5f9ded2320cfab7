"""Files of the audited host: this machine's, or those of a copied tree."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from auditor.api import Gap, GapError, GapReason, Location, Target

LIMIT = 8 << 20
"""Bytes of a configuration file that are read at most."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file, or several joined, by the number of the first."""

    path: Path
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Tree:
    """Where paths of the configuration are found: absolute ones below `root`, others below `base`.

    Links that lead out of `root` are followed nowhere: they are an `invalid` gap.
    """

    base: Path
    root: Path

    @classmethod
    def of(cls, target: Target) -> Tree:
        """The tree that a target names."""
        root = target.base / target.options.root if target.options.root else Path("/")
        return cls(target.base.absolute(), root.absolute())

    def place(self, path: str) -> Path:
        """Where a path stands on this machine."""
        return self.root / path.lstrip("/") if path.startswith("/") else self.base / path

    def glob(self, pattern: str) -> list[Path]:
        """Paths that match, sorted bytewise; a pattern without wildcards matches itself."""
        full = str(self.place(pattern))
        return [Path(name) for name in sorted(glob.glob(full))]  # noqa: PTH207 - absolute pattern

    def show(self, path: Path) -> str:
        """A path as locations name it: relative to the configuration where it lies below it."""
        return os.path.relpath(path, self.base) if path.is_relative_to(self.base) else str(path)

    def at(self, path: Path, number: int | None = None) -> Location:
        """The place of a line."""
        return Location(self.show(path), number)

    def checked(self, path: Path) -> Path:
        """The path, once it is sure that it leads to something inside of the tree.

        Raises:
            GapError: `invalid` for a link that leaves it.
        """
        if self.root != Path("/") and path.is_relative_to(self.root):
            real = Path(os.path.realpath(path))
            if not real.is_relative_to(os.path.realpath(self.root)):
                text = f"{self.show(path)}: the link leads out of the tree"
                text_zh = f"{self.show(path)}:链接指向目录树之外"
                raise GapError(GapReason.INVALID, text, self.at(path), text_zh)
        return path

    def lines(self, path: Path) -> list[Line]:
        """The lines of a text file; bytes that are not UTF-8 become U+FFFD.

        Raises:
            GapError: `absent`, `denied` or `invalid`.
        """
        with guarded(self, path):
            if not self.checked(path).is_file() and path.exists():
                raise invalid(self, path, None, "is no regular file", "不是普通文件")
            with path.open("rb") as file:
                text = file.read(LIMIT).decode("utf-8", "replace")
        return [Line(path, number, one) for number, one in enumerate(text.splitlines(), 1)]


@contextmanager
def guarded(tree: Tree, path: Path) -> Iterator[None]:
    """Errors of the file system become gaps that name the path and the missing right."""
    shown, at = tree.show(path), tree.at(path)
    try:
        yield
    except FileNotFoundError:
        text = f"{shown} is missing"
        raise GapError(GapReason.ABSENT, text, at, f"{shown} 不存在") from None
    except PermissionError:
        right = "search (x) and read (r)" if is_folder(path) else "read (r)"
        text = f"{shown}: the right to {right} is missing"
        raise GapError(GapReason.DENIED, text, at, f"{shown}:缺少读取权限") from None
    except OSError as error:
        text = f"{shown} could not be read: {type(error).__name__}"
        raise GapError(GapReason.INVALID, text, at, f"{shown} 无法读取") from None


def invalid(tree: Tree, path: Path, number: int | None, text: str, text_zh: str) -> GapError:
    """The error for a place that cannot be understood."""
    shown = tree.show(path) + (f":{number}" if number else "")
    message, message_zh = f"{shown}: {text}", f"{shown}:{text_zh}"
    return GapError(GapReason.INVALID, message, tree.at(path, number), message_zh)


def gap_of(kind: str, target: str, error: GapError, partial: bool) -> Gap:
    """An error as the gap of one kind."""
    return Gap(kind, target, error.reason, error.message, error.location, partial, error.message_zh)


def is_folder(path: Path) -> bool:
    """True for a folder; false where the folders above it may not be searched."""
    try:
        return path.is_dir()
    except OSError:
        return False
