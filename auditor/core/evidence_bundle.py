"""Evidence bundles: what `auditor collect` writes and `auditor check --evidence` judges later.

A bundle is a folder with `manifest.json` (settings, gaps, and the SHA-256 of every other file) and
one JSON file per piece of evidence, masked already. It is refused when a file does not match.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import orjson

from auditor.api import (
    CollectorInfo,
    ConfigError,
    Evidence,
    Gap,
    GapReason,
    Location,
    Rows,
    Source,
)
from auditor.core.collect import Harvest
from auditor.core.config import Config, Strict, validate
from auditor.core.masking import redact_all
from auditor.core.yamlfile import parse_yaml

MANIFEST = "manifest.json"
VERSION = 1


class Entry(Strict):
    """One file of evidence."""

    environment: str
    file: str
    sha256: str


class GapEntry(Strict):
    """One gap."""

    environment: str
    kind: str
    target: str
    reason: GapReason
    message: str
    message_zh: str
    partial: bool
    location: dict[str, Any] | None


class Manifest(Strict):
    """The form of `manifest.json`."""

    version: Literal[1]
    settings: dict[str, Any]
    evidence: tuple[Entry, ...]
    gaps: tuple[GapEntry, ...]


def write_bundle(folder: Path, config: Config, harvests: Mapping[str, Harvest]) -> None:
    """Write a bundle into a new or empty folder.

    Raises:
        ConfigError: the folder holds something already, or cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if any(folder.iterdir()):
            raise ConfigError("the folder is not empty", Location(folder.name), "give a new one")
        entries = [
            {"environment": name, "file": file, "sha256": digest}
            for name, harvest in harvests.items()
            for file, digest in _write_evidence(folder, harvest, name)
        ]
        gaps = [
            {"environment": name, **_plain_gap(gap)}
            for name, harvest in harvests.items()
            for gap in harvest.gaps
        ]
        manifest = {
            "version": VERSION,
            "settings": _settings(config),
            "evidence": entries,
            "gaps": gaps,
        }
        _write(folder / MANIFEST, manifest)
    except OSError as error:
        raise ConfigError(f"cannot be written: {error.strerror}", Location(folder.name)) from None


def _settings(config: Config) -> Any:
    """What judging needs of the configuration; targets keep name and type only."""
    settings = config.model_dump(mode="json", by_alias=True, exclude={"waivers"})
    for environment in settings["environments"]:
        targets = environment["targets"]
        environment["targets"] = [{key: one[key] for key in ("name", "type")} for one in targets]
    return redact_all(settings)


def _write_evidence(folder: Path, harvest: Harvest, name: str) -> list[tuple[str, str]]:
    written = []
    for number, evidence in enumerate(harvest.evidence, 1):
        file = f"{_slug(name)}-{number:04d}-{evidence.kind}.json"
        written.append((file, _write(folder / file, evidence.as_dict())))
    return written


def _write(path: Path, document: Any) -> str:
    data = orjson.dumps(document, option=orjson.OPT_INDENT_2)
    path.write_bytes(data)
    return hashlib.sha256(data).hexdigest()


def _slug(name: str) -> str:
    return "".join(c if c.isalnum() or c in "-_." else "_" for c in name)


def _plain_gap(gap: Gap) -> dict[str, Any]:
    return {**asdict(gap), "location": gap.location.as_dict() if gap.location else None}


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a bundle.

    Raises:
        ConfigError: no bundle, or one of a later version.
    """
    place = Location(f"{folder.name}/{MANIFEST}")
    try:
        manifest = orjson.loads((folder / MANIFEST).read_bytes())
    except FileNotFoundError:
        hint = "`auditor collect --output DIR` writes one"
        raise ConfigError("no evidence bundle is here", place, hint) from None
    except (OSError, ValueError):
        raise ConfigError("the manifest cannot be read", place) from None
    if not isinstance(manifest, dict) or manifest.get("version") != VERSION:
        raise ConfigError(f"expected a bundle of version {VERSION}", place)
    return validate(Manifest, manifest, parse_yaml("{}", place.file), ()).model_dump()


def read_bundle(folder: Path, manifest: Mapping[str, Any], environment: str) -> Harvest:
    """The evidence and gaps of one environment; a file that does not match becomes a gap."""
    entries = [entry for entry in manifest["evidence"] if entry["environment"] == environment]
    read = [_read_evidence(folder, entry) for entry in entries]
    told = [_gap(gap) for gap in manifest["gaps"] if gap["environment"] == environment]
    evidence = tuple(one for one in read if isinstance(one, Evidence))
    return Harvest(evidence, (*(one for one in read if isinstance(one, Gap)), *told))


def _read_evidence(folder: Path, entry: Mapping[str, str]) -> Evidence | Gap:
    file = entry["file"]
    kind = file.removesuffix(".json").rsplit("-", 1)[-1]
    try:
        data = (folder / Path(file).name).read_bytes()
    except OSError:
        text, text_zh = f"{file}: missing from the bundle", f"{file}:证据包中缺失"
        return Gap(kind, "", GapReason.ABSENT, text, message_zh=text_zh)
    if hashlib.sha256(data).hexdigest() != entry["sha256"]:
        text, text_zh = f"{file}: changed since it was collected", f"{file}:采集后被改动"
        return Gap(kind, "", GapReason.INVALID, text, message_zh=text_zh)
    try:
        return _evidence(orjson.loads(data))
    except (ValueError, KeyError, TypeError):
        text, text_zh = f"{file}: no evidence envelope", f"{file}:不是证据文件"
        return Gap(kind, "", GapReason.INVALID, text, message_zh=text_zh)


def _evidence(raw: Mapping[str, Any]) -> Evidence:
    return Evidence(
        raw["kind"],
        raw["environment"],
        raw["target"],
        CollectorInfo(**raw["collector"]),
        datetime.fromisoformat(raw["collected_at"]),
        Source(**raw["source"]),
        Rows.of(raw["items"]),
        raw["fallback"],
    )


def _gap(raw: Mapping[str, Any]) -> Gap:
    place = Location.from_dict(raw["location"]) if raw["location"] else None
    return Gap(
        raw["kind"],
        raw["target"],
        GapReason(raw["reason"]),
        raw["message"],
        place,
        raw["partial"],
        raw["message_zh"],
    )
