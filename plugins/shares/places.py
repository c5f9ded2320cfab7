"""A tree of the configuration: where it is, and how its paths are shown."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor.api import Target
from auditor_plugins.shares.options import Tree
from auditor_plugins.shares.walk import shown


@dataclass(frozen=True, slots=True)
class Place:
    """One tree of a target."""

    tree: Tree
    target: str
    host: str
    top: str
    located: str
    root: str

    @property
    def store_id(self) -> str:
        """The store that it belongs to."""
        return self.tree.store_id or self.target

    def shown(self, path: str) -> str:
        """A path below the top, as its server knows it; folders end with a slash."""
        return f"{self.root}/{shown(path)}"

    def location(self, path: str) -> dict[str, Any]:
        """Where a person would look."""
        return {"file": f"{self.located}/{shown(path)}".rstrip("/") or "/"}


def places(target: Target) -> list[Place]:
    """The trees of a target, those of custody first."""
    options = target.options
    found = []
    for tree in options.trees:
        top = target.base / tree.path
        located = os.path.relpath(top, target.base)
        located = str(top) if located.startswith("..") else Path(located).as_posix()
        root = tree.shown if tree.shown is not None else _absolute(tree.path)
        host = options.host or target.name
        place = Place(tree, target.name, host, str(top), located.rstrip("/"), root.rstrip("/"))
        found.append(place)
    return sorted(found, key=lambda place: place.tree.custody is not True)


def _absolute(path: str) -> str:
    return os.path.normpath("/" + path).replace("//", "/")
