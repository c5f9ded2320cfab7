"""Evidence that a person hands over in a file, to try a control on it.

A file holds rows by kind, `{"loan_register": [{…}, …]}`, as JSON or YAML. It passes the same door
as collected evidence: rows are validated against their kind's schema and masked. As in registers,
a field that holds null, nothing or blanks only is missing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from auditor.api import (
    Collected,
    CollectorInfo,
    ConfigError,
    Evidence,
    Gap,
    Item,
    Location,
    Source,
    Target,
)
from auditor.core.collect import Harvest
from auditor.core.door import Door
from auditor.core.schemas import Schemas
from auditor.core.words import nearest
from auditor.core.yamlfile import YamlFile, parse_yaml

HANDED = CollectorInfo("handed over", "")


def given_evidence(path: Path, door: Door, schemas: Schemas) -> Harvest:
    """The evidence in a file; rows without `_loc` get the file and the line they begin in.

    Raises:
        ConfigError: the file cannot be read or has another form, or a kind is unknown.
    """
    file = _read(path)
    if not isinstance(file.data, dict) or not file.data:
        hint = "such as {loan_register: [{loan_id: LN-1}]}"
        raise ConfigError("expected rows by kind", Location(file.path, 1), hint)
    target = Target(path.name, "given", "", None, path.parent)
    things = [_collected(str(kind), file, schemas) for kind in file.data]
    passed = [out for thing in things for out in door.admit(target, HANDED, thing)]
    evidence = tuple(one for one in passed if isinstance(one, Evidence))
    return Harvest(evidence, tuple(one for one in passed if isinstance(one, Gap)))


def _read(path: Path) -> YamlFile:
    """JSON is read as JSON; its lines are those that it has as YAML, where it is YAML too."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not UTF-8"
        raise ConfigError(f"cannot be read: {why}", Location(path.name)) from None
    if path.suffix != ".json":
        file = parse_yaml(text, path.name)
        return YamlFile(file.path, _plain(file.data), file.lines)
    try:
        data = json.loads(text)
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise ConfigError("not valid JSON", Location(path.name, line)) from None
    try:
        lines = parse_yaml(text.replace("\t", " "), path.name).lines
    except ConfigError:
        lines = {}
    return YamlFile(path.name, data, lines)


def _plain(value: Any) -> Any:
    """Dates that YAML makes of texts become texts again."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(member) for key, member in value.items()}
    return [_plain(member) for member in value] if isinstance(value, list) else value


def _collected(kind: str, file: YamlFile, schemas: Schemas) -> Collected:
    place = file.locate((kind,))
    if kind not in schemas:
        raise ConfigError(f"unknown evidence kind `{kind}`", place, nearest(kind, schemas.kinds))
    rows = file.data[kind]
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ConfigError(f"`{kind}`: expected a list of rows", place, "each row maps its fields")
    return Collected(kind, tuple(_placed(kind, file, rows)), Source(file.path))


def _placed(kind: str, file: YamlFile, rows: list[Item]) -> Iterator[Item]:
    for number, row in enumerate(rows):
        yield {"_loc": file.locate((kind, number)).as_dict(), **row}
