"""Policies: Rego files with METADATA become controls; a broken one stops the run (exit 2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from auditor.api import Control, Extension, Location, PolicyError, Severity
from auditor.core.bundles import BUILTIN, combine, read_source
from auditor.core.config import PolicySource
from auditor.core.foreign import Foreign, nothing_in, read_foreign, shared
from auditor.core.references import check_references
from auditor.core.schemas import Schemas
from auditor.core.words import nearest
from auditor.core.yamlfile import parse_yaml
from auditor.engines.interface import SETS, Module

PACKAGE = re.compile(r"^package\s+([A-Za-z_][\w.]*)\s*$", re.M)
RULE = re.compile(rf"^(?:default\s+)?({'|'.join(SETS)}|applicable)\b", re.M)
AGE = re.compile(r"^(\d+)([mhd])$")
SECONDS = {"m": 60, "h": 3600, "d": 86400}
REQUIRED = ("id", "severity", "clause", "evidence")
DEFAULT_AGE = "24h"
ALLOWED = {
    "severity": tuple(severity.value for severity in Severity),
    "empty": ("not-evaluated", "fail"),
    "scope": ("environment", "target"),
    "assurance": ("automated", "attested"),
}
KEYS = {
    *REQUIRED, "title_zh", "description_zh", "other_clauses", "optional_evidence", "empty",
    "max_age", "scope", "partition", "assurance", "kind", "basis", "tier", "params",
    "param_basis", "recommended_action", "recommended_action_zh", "frameworks", "tags",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Library:
    """All loaded policies: controls by id, every module for the engine, and their data."""

    controls: Mapping[str, Control]
    modules: tuple[Module, ...]
    bundles: tuple[Extension, ...]
    data: Mapping[str, Any] = field(default_factory=dict)


def load_library(sources: Iterable[PolicySource], base: Path, schemas: Schemas) -> Library:
    """Load policies from `builtin`, folders and bundles (relative to `base`).

    Raises:
        PolicyError: a source is missing or not what was signed, METADATA is incomplete, an id is
            used twice, or sources collide.
    """
    controls: dict[str, Control] = {}
    given = tuple(sources)
    bundles = [read_source(source, base) for source in given]
    data = combine(bundles)
    foreign = []
    for source, bundle in zip(given, bundles, strict=True):
        others = read_foreign(bundle.modules, source, schemas)
        foreign.append(others)
        for control in _controls(bundle.modules, others, source, schemas):
            if control.id in controls:
                message = f"id {control.id} is also that of {controls[control.id].source}"
                raise PolicyError(message, Location(control.source), "ids are never used twice")
            controls[control.id] = control
    if not controls:
        raise PolicyError("no control was found in the given policies")
    modules = (*(module for others in foreign for module in others.modules), *shared(foreign))
    theirs = (one.name for others in foreign if others.controls for one in others.modules)
    check_references(theirs, modules, data)
    digests = (Extension(f"policies:{one.name}", one.digest, "policies") for one in bundles)
    return Library(controls, modules, tuple(digests), data)


def _controls(
    modules: Iterable[Module], foreign: Foreign, source: PolicySource, schemas: Schemas
) -> list[Control]:
    """The controls of one source, foreign ones among them."""
    own = (read_control(one, schemas) for one in modules if one.name not in foreign.taken)
    controls = [*filter(None, own), *foreign.controls]
    if not controls:
        raise nothing_in(source)
    return [replace(control, added=source.path != BUILTIN) for control in controls]


def read_control(module: Module, schemas: Schemas) -> Control | None:
    """The control that a module defines, or None for shared Rego (no `custom.id`)."""
    package = PACKAGE.search(module.text)
    if not package:
        raise PolicyError("no `package` line", Location(module.name, 1))
    metadata, line = _metadata(module, package.start())
    custom = metadata.get("custom") or {}
    if not isinstance(custom, dict) or "id" not in custom:
        return None
    place = Location(module.name, line)
    _check(custom, metadata, place, schemas)
    return _control(module, package[1], metadata, custom, place)


def _metadata(module: Module, end: int) -> tuple[dict[str, Any], int]:
    """The METADATA block that ends right before the package line, and the line it begins in."""
    lines = module.text[:end].rstrip("\n").split("\n")
    start = len(lines)
    while start > 0 and lines[start - 1].startswith("#"):
        start -= 1
    block = lines[start:]
    if not block or block[0].strip() != "# METADATA":
        return {}, start + 1
    text = "\n".join(line.removeprefix("#").removeprefix(" ") for line in block[1:])
    try:
        data = parse_yaml(text, module.name).data
    except Exception as error:
        raise PolicyError(f"METADATA: {error}", Location(module.name, start + 1)) from None
    return data if isinstance(data, dict) else {}, start + 1


def _check(
    custom: dict[str, Any], metadata: dict[str, Any], place: Location, schemas: Schemas
) -> None:
    for key in REQUIRED:
        if not custom.get(key):
            raise PolicyError(f"METADATA: custom.{key} is missing", place)
    if not metadata.get("title"):
        raise PolicyError("METADATA: title is missing", place)
    for key in custom.keys() - KEYS:
        raise PolicyError(f"METADATA: unknown key custom.{key}", place, nearest(key, KEYS))
    for kind in [*custom["evidence"], *(custom.get("optional_evidence") or [])]:
        if kind not in schemas:
            hint = nearest(str(kind), schemas.kinds)
            raise PolicyError(f"METADATA: unknown evidence kind `{kind}`", place, hint)
    for key, allowed in ALLOWED.items():
        if custom.get(key, allowed[0]) not in allowed:
            hint = "one of " + ", ".join(allowed)
            raise PolicyError(f"METADATA: custom.{key}: {custom[key]!r}", place, hint)
    if not AGE.match(str(custom.get("max_age", DEFAULT_AGE))):
        raise PolicyError("METADATA: custom.max_age", place, "a number and m, h or d, such as 24h")


def _control(
    module: Module, package: str, metadata: dict[str, Any], custom: dict[str, Any], place: Location
) -> Control:
    rules = frozenset(RULE.findall(module.text))
    if not rules & {"deny", "warn", "review"}:
        raise PolicyError("defines none of deny, warn, review", place, "it could never fail")
    parts = package.split(".")
    return Control(
        id=str(custom["id"]),
        package=package,
        topic=parts[-2] if len(parts) > 1 else "",
        name="".join(word.capitalize() for word in parts[-1].split("_")),
        title=str(metadata["title"]),
        title_zh=str(custom.get("title_zh", "")),
        description=str(metadata.get("description", "")).strip(),
        description_zh=str(custom.get("description_zh", "")),
        severity=Severity(custom["severity"]),
        clause=str(custom["clause"]),
        evidence=tuple(custom["evidence"]),
        optional_evidence=tuple(custom.get("optional_evidence") or ()),
        fail_when_empty=custom.get("empty") == "fail",
        max_age_seconds=_seconds(str(custom.get("max_age", DEFAULT_AGE))),
        scope=str(custom.get("scope", "environment")),
        assurance=str(custom.get("assurance", "automated")),
        partition=_partition(custom.get("partition"), custom, place),
        params=dict(custom.get("params") or {}),
        action=str(custom.get("recommended_action", "")),
        action_zh=str(custom.get("recommended_action_zh", "")),
        frameworks=tuple(custom.get("frameworks") or ()),
        related=tuple(custom.get("other_clauses") or ()),
        rules=rules,
        source=module.name,
        tags=tuple(str(custom[key]) for key in ("kind", "basis", "tier") if key in custom),
    )


def _partition(given: Any, custom: dict[str, Any], place: Location) -> tuple[str, str] | None:
    """`kind`, or `{kind: field}`; the kind is one that the control needs."""
    if given is None:
        return None
    pairs = list(given.items()) if isinstance(given, dict) else [(given, "")]
    if len(pairs) != 1 or pairs[0][0] not in custom["evidence"]:
        hint = "one of the kinds in custom.evidence, or {kind: field}"
        raise PolicyError("METADATA: custom.partition", place, hint)
    return str(pairs[0][0]), str(pairs[0][1])


def _seconds(age: str) -> int:
    return int(age[:-1]) * SECONDS[age[-1]]
