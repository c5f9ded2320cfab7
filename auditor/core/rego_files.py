"""The Rego files that a command of the workbench is given, and those that they lean on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from auditor.api import Location, PolicyError
from auditor.core.schemas import policy_root
from auditor.engines.interface import Module
from auditor.engines.namespace import package_of


@dataclass(frozen=True)
class RegoFile:
    """One Rego file: the name that messages show, its place and its text."""

    name: str
    path: Path
    text: str

    @property
    def is_test(self) -> bool:
        """It holds tests, by its name."""
        return self.path.stem.endswith("_test")

    @cached_property
    def module(self) -> Module:
        """What an engine loads; built-in Rego is known to be portable."""
        own = self.path.resolve().is_relative_to(policy_root().resolve())
        return Module(self.name, self.text, portable=own)

    @cached_property
    def package(self) -> str:
        """The package that it declares; empty where it declares none."""
        return package_of(self.module)


@dataclass(frozen=True)
class RegoFiles:
    """`given` is what the user named; `support` are files beside it and the shared Rego."""

    given: tuple[RegoFile, ...]
    support: tuple[RegoFile, ...]

    @property
    def every(self) -> tuple[RegoFile, ...]:
        """All of them."""
        return self.given + self.support

    def tests_of(self, rule: RegoFile) -> tuple[RegoFile, ...]:
        """The tests in the rule's folder."""
        return tuple(f for f in self.every if f.is_test and f.path.parent == rule.path.parent)


def read_rego(paths: Iterable[Path]) -> RegoFiles:
    """Read folders and files; the built-in policies where none is given.

    Raises:
        PolicyError: a path is missing, unreadable or holds no Rego.
    """
    found = [pair for path in paths for pair in _named(path)] or list(_builtin("."))
    given = dict(_pair(one) for one in found)
    beside = [
        (path, shown.parent / path.name)
        for file, shown in found
        for path in sorted(file.parent.glob("*.rego"))
        if path.resolve() not in given and _belong(path.stem, file.stem)
    ]
    near = dict(_pair(one) for one in beside)
    packages = {file.package for file in (*given.values(), *near.values())}
    shared = (_pair(path)[1] for path in _builtin("lib"))
    support = [f for f in shared if not f.is_test and f.package not in packages]
    return RegoFiles(tuple(given.values()), (*near.values(), *support))


def _belong(one: str, other: str) -> bool:
    """A rule and its tests, by their names."""
    return one.startswith(other) or other.startswith(one)


def _named(path: Path) -> list[tuple[Path, Path]]:
    """Files with the names that messages show."""
    found = sorted(path.rglob("*.rego")) or [one for one in (path,) if one.is_file()]
    if not found:
        message = "holds no Rego file" if path.is_dir() else "no such file or folder"
        raise PolicyError(message, Location(path.as_posix()))
    return [(one, one) for one in found]


def _builtin(folder: str) -> Iterator[tuple[Path, Path]]:
    root = policy_root()
    for path in sorted((root / folder).rglob("*.rego")):
        yield path, Path("policies") / path.relative_to(root)


def _pair(found: tuple[Path, Path]) -> tuple[Path, RegoFile]:
    path, shown = found
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = f"cannot be read: {type(error).__name__}"
        raise PolicyError(why, Location(shown.as_posix())) from None
    return path.resolve(), RegoFile(shown.as_posix(), path, text)
