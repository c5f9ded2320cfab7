"""Writes an evidence bundle while collecting goes on, so that what is done is never lost."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import orjson

from auditor.api import ConfigError, Evidence, Gap, GapReason, Location, Rows
from auditor.core.collect import Harvest
from auditor.core.config import Config
from auditor.core.evidence_bundle import MANIFEST, OBJECTS, VERSION, lines, object_path
from auditor.core.gather import Key
from auditor.core.masking import redact_all

AGAIN = {
    GapReason.DENIED,
    GapReason.UNREACHABLE,
    GapReason.TIMEOUT,
    GapReason.ABSENT,
    GapReason.CRASHED,
}
"""Gaps for which `--resume` collects a target again."""


class BundleWriter:
    """A bundle in a folder. `plan` says what will come, `keep` writes what came."""

    def __init__(self, folder: Path, config: Config, masking: str) -> None:
        self._folder, self._settings, self._masking = folder, settings_of(config), masking
        self._planned: dict[Key, tuple[str, ...]] = {}
        self._kept: dict[Key, tuple[list[dict[str, Any]], list[dict[str, Any]]]] = {}

    def plan(self, targets: Mapping[Key, tuple[str, ...]]) -> None:
        """Targets in their order, with the kinds that they promise.

        Raises:
            ConfigError: the folder cannot be written.
        """
        self._planned = dict(targets)
        self._guarded(self._write_manifest)

    def keep(self, environment: str, target: str, harvest: Harvest) -> None:
        """Write what one target delivered, and the manifest with it.

        Raises:
            ConfigError: the folder cannot be written.
        """

        def write() -> None:
            entries = [self._entry(environment, one) for one in harvest.evidence]
            gaps = [{"environment": environment, **_plain_gap(gap)} for gap in harvest.gaps]
            self._kept[environment, target] = (entries, gaps)
            self._write_manifest()

        self._guarded(write)

    def _entry(self, environment: str, evidence: Evidence) -> dict[str, Any]:
        return {
            "environment": environment,
            "kind": evidence.kind,
            "target": evidence.target,
            "collector": asdict(evidence.collector),
            "collected_at": evidence.collected_at.isoformat(),
            "source": asdict(evidence.source),
            "fallback": evidence.fallback,
            "items": len(evidence.items),
            "object": self._object(Rows.of(evidence.items)),
        }

    def _object(self, rows: Rows) -> str:
        """Write the rows once, whoever delivers them; a half-written file never has the name."""
        import zstandard  # noqa: PLC0415 - start-up time

        digest = hashlib.sha256()
        part = self._folder / OBJECTS / ".part"
        with part.open("wb") as file, zstandard.ZstdCompressor(level=3).stream_writer(file) as out:
            for line in lines(rows):
                digest.update(line)
                out.write(line)
        part.replace(object_path(self._folder, digest.hexdigest()))
        return digest.hexdigest()

    def _write_manifest(self) -> None:
        kept = [self._kept[key] for key in self._planned if key in self._kept]
        manifest = {
            "version": VERSION,
            "settings": self._settings,
            "masking": self._masking,
            "targets": [
                {
                    "environment": key[0],
                    "target": key[1],
                    "kinds": kinds,
                    "ended": key in self._kept,
                }
                for key, kinds in self._planned.items()
            ],
            "evidence": [entry for entries, _ in kept for entry in entries],
            "gaps": [gap for _, gaps in kept for gap in gaps],
        }
        part = self._folder / f".{MANIFEST}.part"
        part.write_bytes(orjson.dumps(manifest, option=orjson.OPT_INDENT_2))
        part.replace(self._folder / MANIFEST)

    def _guarded(self, write: Any) -> None:
        try:
            (self._folder / OBJECTS).mkdir(parents=True, exist_ok=True, mode=0o700)
            self._folder.chmod(0o700)
            write()
        except OSError as error:
            place = Location(self._folder.name)
            raise ConfigError(f"cannot be written: {error.strerror}", place) from None


def refuse_used(folder: Path) -> None:
    """A new bundle goes into a new or empty folder.

    Raises:
        ConfigError: it holds something already, or cannot be looked into.
    """
    try:
        used = folder.exists() and any(folder.iterdir())
    except OSError as error:
        raise ConfigError(f"cannot be used: {error.strerror}", Location(folder.name)) from None
    if used:
        hint = "give a new one, or --resume to go on with a bundle"
        raise ConfigError("the folder is not empty", Location(folder.name), hint)


def done_before(manifest: Mapping[str, Any], config: Config, masking: str) -> frozenset[Key]:
    """Targets of a bundle that need not be collected again: they ended, and nothing that may be
    better now is missing.

    Raises:
        ConfigError: it was collected with another configuration, which may have wanted less, or
            with another masking, so that equal values would look unequal.
    """
    hint = "collect into a new folder"
    if manifest["settings"] != settings_of(config):
        raise ConfigError("the bundle was collected with another configuration", None, hint)
    if manifest["masking"] != masking:
        text = "the bundle was collected with another masking key, or another --mask-staff"
        raise ConfigError(text, None, hint)
    ended = {(one["environment"], one["target"]) for one in manifest["targets"] if one["ended"]}
    again = {(g["environment"], g["target"]) for g in manifest["gaps"] if g["reason"] in AGAIN}
    return frozenset(ended - again)


def settings_of(config: Config) -> Any:
    """What judging needs of the configuration; targets keep name and type only."""
    settings = config.model_dump(mode="json", by_alias=True, exclude={"waivers"})
    for environment in settings["environments"]:
        targets = environment["targets"]
        environment["targets"] = [{key: one[key] for key in ("name", "type")} for one in targets]
    return redact_all(settings)


def _plain_gap(gap: Gap) -> dict[str, Any]:
    return {**asdict(gap), "location": gap.location.as_dict() if gap.location else None}
