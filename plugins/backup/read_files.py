"""Snapshots of files: restic and borg."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from auditor_plugins.backup.document import instant, listed, word
from auditor_plugins.backup.options import Options
from auditor_plugins.backup.snapshots import Snapshot

CLEAR_MODES = ("none", "authenticated", "authenticated-blake2")
"""Modes of borg in which data is not encrypted."""
WITH_VALUE = re.compile(
    r"-e|-C|-c|--(exclude(-from|-if-present)?|pattern|patterns-from|compression|comment|timestamp"
    r"|checkpoint-interval|chunker-params|files-cache)"
)


def restic(found: Any, _: Options, zone: str) -> Iterator[Snapshot]:
    """Of `restic snapshots`."""
    for one in listed(found):
        yield Snapshot(
            key=word(one["id"]),
            host=word(one["hostname"]),
            name=word(one["id"]),
            at=instant(one["time"], zone),
            encrypted=True,
            paths=tuple(map(word, one["paths"])),
            excludes=tuple(map(word, one.get("excludes") or ())),
            tags=tuple(map(word, one.get("tags") or ())),
        )


def borg(found: Any, _: Options, zone: str) -> Iterator[Snapshot]:
    """Of `borg list`."""
    encrypted = word(found["encryption"]["mode"]) not in CLEAR_MODES
    for one in listed(found["archives"]):
        name = word(one["name"])
        paths, excludes = _borg_paths(one.get("command_line"))
        yield Snapshot(
            key=word(one["id"]),
            host=word(one.get("hostname") or name),
            name=name,
            at=instant(one.get("end") or one["time"], zone),
            status="partial" if ".checkpoint" in name else "ok",
            encrypted=encrypted,
            paths=paths,
            excludes=excludes,
        )


def _borg_paths(words: Any) -> tuple[tuple[str, ...] | None, tuple[str, ...]]:
    """Paths and exclusions of `borg create [options] REPO::ARCHIVE PATH...`."""
    if not isinstance(words, list):
        return None, ()
    paths, excludes, is_after, option = [], [], False, ""
    for one in map(word, words):
        if option:
            excludes += [one] if option in ("-e", "--exclude") else []
            option = ""
        elif WITH_VALUE.fullmatch(one):
            option = one
        elif "::" in one and not one.startswith("-"):
            is_after = True
        elif one.startswith("--exclude="):
            excludes.append(one.partition("=")[2])
        elif is_after and not one.startswith("-"):
            paths.append(one)
    return tuple(paths), tuple(excludes)
