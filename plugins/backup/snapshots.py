"""A snapshot as all tools tell it, and the rows of evidence that it becomes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import Any

from auditor.api import Item
from auditor_plugins.backup.options import Options
from auditor_plugins.backup.parts import Place, System


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One backup run. `key` is the word by which its line is found in a recorded file, `repo` the
    number of the repository where the tool has several; `paths` is None where they are unknown.
    """

    key: str
    host: str
    name: str
    at: datetime
    status: str = "ok"
    encrypted: bool | None = None
    paths: tuple[str, ...] | None = None
    excludes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    repo: int | None = None
    is_full: bool = True


def rows(
    snapshots: tuple[Snapshot, ...],
    target: str,
    options: Options,
    check_of: Callable[[Snapshot], Mapping[str, str]],
    place_of: Callable[[str], Mapping[str, Any]],
) -> list[Item]:
    """The rows of all snapshots, by their natural key; a snapshot is of each system that it fits,
    and of the system of its host's name where it fits none.
    """
    found = []
    for snapshot in snapshots:
        for system, status in systems_of(snapshot, options.systems):
            row = {
                "repo": repository_name(target, snapshot.repo),
                "system_id": system,
                "at": snapshot.at.isoformat(),
                "status": status,
                "_loc": place_of(snapshot.key),
            }
            if snapshot.encrypted is not None:
                row["encrypted"] = snapshot.encrypted
            found.append(row | _place(options, snapshot) | check_of(snapshot))
    return sorted(found, key=lambda row: (row["repo"], row["system_id"], row["at"], row["status"]))


def repository_name(target: str, number: int | None) -> str:
    """The name of a repository in evidence."""
    return target if number is None else f"{target}/{number}"


def systems_of(snapshot: Snapshot, systems: tuple[System, ...]) -> Iterator[tuple[str, str]]:
    """The systems that a snapshot is of, and how it ended for each."""
    fitting = [one for one in systems if _fits(snapshot, one)]
    if not fitting:
        yield snapshot.host, snapshot.status
    for system_id in sorted({one.system_id for one in fitting}):
        demanded = [path for one in fitting if one.system_id == system_id for path in one.paths]
        whole = all(_holds(snapshot, PurePosixPath(path)) for path in demanded)
        yield system_id, snapshot.status if whole or snapshot.status != "ok" else "partial"


def _fits(snapshot: Snapshot, system: System) -> bool:
    return (
        fnmatchcase(snapshot.host, system.host)
        and fnmatchcase(snapshot.name, system.name)
        and (system.tag is None or any(fnmatchcase(tag, system.tag) for tag in snapshot.tags))
    )


def _holds(snapshot: Snapshot, path: PurePosixPath) -> bool:
    """The path lies under one of those backed up, and no exclusion names it or a folder of it."""
    ways = {str(path), *map(str, path.parents)}
    inside = any(str(PurePosixPath(one)) in ways for one in snapshot.paths or ())
    left_out = any(fnmatchcase(way, one) for way in ways - {"/"} for one in snapshot.excludes)
    return inside and not left_out


def _place(options: Options, snapshot: Snapshot) -> dict[str, Any]:
    own = options.places.get(snapshot.repo or 0, Place())
    told = _of_repository(options.repository or "")
    for place in (options, own):
        names = Place.model_fields
        told |= {name: getattr(place, name) for name in names if getattr(place, name) is not None}
    return told


def _of_repository(repository: str) -> dict[str, Any]:
    """Bucket or folder, and medium, as far as the repository's name tells."""
    scheme, _, rest = repository.partition(":")
    if scheme == "s3":
        parts = [part for part in rest.removeprefix("http").lstrip("s:/").split("/") if part]
        return {"medium": "cloud"} | ({"location": parts[1]} if len(parts) > 1 else {})
    if scheme in ("b2", "gs", "azure", "swift"):
        return {"location": rest.split(":")[0], "medium": "cloud"}
    if not repository:
        return {}
    is_folder = ":" not in repository or repository.startswith("/")
    return {"location": repository} | ({"medium": "disk"} if is_folder else {})
