"""Objects of a cluster, each with its place, and readers that never stumble over odd values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from auditor.api import Location

Steps = tuple[str | int, ...]
Ask = Callable[[str], Any]
"""A path of the API, and its answer as `{status, date, body}`."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One object: of a file, with the lines of its parts, or of the API, without."""

    resource: str
    value: Mapping[str, Any]
    file: str
    lines: Mapping[Steps, int] = field(default_factory=dict)
    root: Steps = ()

    def place(self, *steps: str | int) -> Location:
        """Where the part stands, or else the part around it that is there."""
        path = (*self.root, *steps)
        while path not in self.lines and len(path) > len(self.root):
            path = path[:-1]
        return Location(self.file, self.lines.get(path))

    @property
    def kind(self) -> str:
        """Kind, such as `Pod`."""
        return text(self.value.get("kind"))

    @property
    def meta(self) -> Mapping[str, Any]:
        """Its metadata."""
        return table(self.value, "metadata")

    @property
    def name(self) -> str:
        """Its name, or the beginning of one that is made up when it is created."""
        return text(self.meta.get("name")) or text(self.meta.get("generateName")) or "unnamed"

    @property
    def namespace(self) -> str:
        """Its namespace; `default` where the file leaves it to whoever applies it."""
        return text(self.meta.get("namespace")) or "default"

    @property
    def labels(self) -> Mapping[str, Any]:
        """Its labels."""
        return table(self.value, "metadata", "labels")


def table(value: Any, *steps: str) -> Mapping[str, Any]:
    """The mapping at this path; an empty one where there is none."""
    for step in steps:
        value = value.get(step) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def rows(value: Any, *steps: str) -> list[Any]:
    """The list at this path; an empty one where there is none."""
    *way, last = steps
    found = table(value, *way).get(last)
    return found if isinstance(found, list) else []


def tables(value: Any, *steps: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The mappings in the list at this path, numbered."""
    return ((i, one) for i, one in enumerate(rows(value, *steps)) if isinstance(one, dict))


def text(value: Any) -> str:
    """The text, or an empty one for anything else."""
    return value if isinstance(value, str) else ""


def texts(value: Any, *steps: str) -> list[str]:
    """The texts in the list at this path."""
    return [one for one in rows(value, *steps) if isinstance(one, str)]


def known(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row without the fields that are not known."""
    return {name: value for name, value in row.items() if value is not None}
