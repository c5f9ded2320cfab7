"""Evidence bundles: what `auditor collect` writes and `auditor check --evidence` judges later.

A bundle is a folder with `manifest.json` (settings, targets, evidence, gaps) and one file for each
content: `objects/<sha256>.jsonl.zst`, named after the SHA-256 of the text in it, so that equal rows
are kept once. A line is a JSON array of rows, masked already. What does not match is a gap.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
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
    Packer,
    Rows,
    Source,
)
from auditor.core.collect import Harvest
from auditor.core.config import Strict, validate
from auditor.core.yamlfile import parse_yaml

MANIFEST = "manifest.json"
OBJECTS = "objects"
VERSION = 2


class Entry(Strict):
    """One piece of evidence; `object` is the SHA-256 of its rows."""

    environment: str
    kind: str
    target: str
    collector: dict[str, str]
    collected_at: str
    source: dict[str, str]
    fallback: bool
    items: int
    object: str


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


class TargetEntry(Strict):
    """One target: the kinds that it promised, and whether collecting it has ended."""

    environment: str
    target: str
    kinds: tuple[str, ...]
    ended: bool


class Manifest(Strict):
    """The form of `manifest.json`."""

    version: Literal[2]
    settings: dict[str, Any]
    masking: str
    targets: tuple[TargetEntry, ...]
    evidence: tuple[Entry, ...]
    gaps: tuple[GapEntry, ...]


def object_path(folder: Path, digest: str) -> Path:
    """Where the rows with this digest are."""
    return folder / OBJECTS / f"{Path(digest).name}.jsonl.zst"


def lines(rows: Rows) -> Iterator[bytes]:
    """The text of an object."""
    return (b"[" + text + b"]\n" for text in rows.texts())


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a bundle.

    Raises:
        ConfigError: no bundle, or one of another version.
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


def read_bundle(
    folder: Path, manifest: Mapping[str, Any], environment: str, target: str | None = None
) -> Harvest:
    """The evidence and gaps of one environment, or of one target of it. A file that does not
    match becomes a gap, and so does every kind of a target whose collecting never ended.
    """

    def own(entries: str) -> list[Mapping[str, Any]]:
        found = [one for one in manifest[entries] if one["environment"] == environment]
        return [one for one in found if target in (None, one["target"])]

    read = [_read_evidence(folder, entry) for entry in own("evidence")]
    told = [gap_of(gap) for gap in own("gaps")]
    never = [
        _never(one["target"], kind)
        for one in own("targets")
        if not one["ended"]
        for kind in one["kinds"]
    ]
    evidence = tuple(one for one in read if isinstance(one, Evidence))
    lost = (one for one in read if isinstance(one, Gap))
    return Harvest(evidence, (*lost, *told, *never))


def _never(target: str, kind: str) -> Gap:
    text, text_zh = "collecting was broken off before this target", "采集在该目标之前中断"
    return Gap(kind, target, GapReason.ABSENT, text, message_zh=text_zh)


def _read_evidence(folder: Path, entry: Mapping[str, Any]) -> Evidence | Gap:
    file = f"{OBJECTS}/{Path(entry['object']).name}.jsonl.zst"
    try:
        rows, digest = _read_rows(object_path(folder, entry["object"]))
        if digest == entry["object"] and len(rows) == entry["items"]:
            return _evidence(entry, rows)
    except FileNotFoundError:
        return _lost(
            entry, GapReason.ABSENT, f"{file}: missing from the bundle", f"{file}:证据包中缺失"
        )
    except Exception as error:  # what was tampered with may fail in any way
        why = type(error).__name__
        return _lost(entry, GapReason.INVALID, f"{file}: damaged ({why})", f"{file}:已损坏({why})")
    text, text_zh = f"{file}: changed since it was collected", f"{file}:采集后被改动"
    return _lost(entry, GapReason.INVALID, text, text_zh)


def _lost(entry: Mapping[str, Any], reason: GapReason, text: str, text_zh: str) -> Gap:
    return Gap(entry["kind"], entry["target"], reason, text, message_zh=text_zh)


def _read_rows(path: Path) -> tuple[Rows, str]:
    """Rows and the digest of their text, read line by line."""
    import zstandard  # noqa: PLC0415 - start-up time

    digest, packer = hashlib.sha256(), Packer()
    with path.open("rb") as file, zstandard.ZstdDecompressor().stream_reader(file) as stream:
        for line in _split(stream):
            digest.update(line)
            packer.add(orjson.loads(line))
    return packer.rows(), digest.hexdigest()


def _split(stream: Any) -> Iterator[bytes]:
    rest = b""
    while block := stream.read(1 << 20):
        *whole, rest = (rest + block).split(b"\n")
        yield from (line + b"\n" for line in whole)
    if rest:
        yield rest


def _evidence(raw: Mapping[str, Any], rows: Rows) -> Evidence:
    return Evidence(
        raw["kind"],
        raw["environment"],
        raw["target"],
        CollectorInfo(**raw["collector"]),
        datetime.fromisoformat(raw["collected_at"]),
        Source(**raw["source"]),
        rows,
        raw["fallback"],
    )


def gap_of(raw: Mapping[str, Any]) -> Gap:
    """A gap as the manifest holds it."""
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
