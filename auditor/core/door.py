"""The door: everything collected is validated, limited to the period and masked here, once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from itertools import islice
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import jsonschema_rs

from auditor.api import (
    Collected,
    CollectorInfo,
    Evidence,
    Gap,
    GapReason,
    Item,
    Location,
    Rows,
    Target,
)
from auditor.api.tabular.cells import BLANKS, is_blank
from auditor.core.config import Period
from auditor.core.masking import SMALLEST, Masker, identifies
from auditor.core.schemas import Schemas

BATCH = 20_000
"""Rows that are looked at together."""
FILLED = f"[^{BLANKS}]"
"""What a text holds that is no blank."""
SHOWN = 5
"""How many invalid rows a gap names."""


class Fault(NamedTuple):
    """What is wrong with a row, in both languages."""

    text: str
    text_zh: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """The fields of a kind that hold numbers, in which an identifier would escape the masking."""

    fields: tuple[str, ...]

    def misused(self, row: Item) -> Fault | None:
        """The first field whose number is written like an identifier of a person."""
        for name in self.fields:
            value = row.get(name, 0)
            if value >= SMALLEST and identifies(int(value)):
                text = f"field `{name}`: this number is written like an identifier of a person"
                return Fault(text, f"字段 {name}:该数字形似个人身份标识")
        return None


@dataclass(slots=True)
class Bad:
    """Rows with one fault: how many, and the places of the first."""

    number: int = 0
    places: list[Item] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Faults:
    """What is wrong with rows of one piece of evidence, in the order in which it was seen."""

    found: dict[Fault, Bad] = field(default_factory=dict)

    def note(self, fault: Fault, row: Item) -> None:
        """One row more with this fault."""
        bad = self.found.setdefault(fault, Bad())
        bad.number += 1
        if len(bad.places) < SHOWN and isinstance(row.get("_loc"), dict):
            bad.places.append(row["_loc"])


@dataclass(frozen=True, slots=True)
class Door:
    """What every collected thing has to pass."""

    schemas: Schemas
    masker: Masker
    now: datetime
    zone: ZoneInfo
    period: Period

    def admit(
        self, target: Target, collector: CollectorInfo, thing: Collected | Gap
    ) -> Iterator[Evidence | Gap]:
        """Let one collected thing in: evidence with the rows that fit, gaps for the others."""
        if isinstance(thing, Gap):
            yield self.masked(thing)
        elif thing.kind not in self.schemas:
            message = f"collector `{collector.name}` delivers the unknown kind `{thing.kind}`"
            message_zh = f"采集器 {collector.name} 提供了未知证据种类 {thing.kind}"
            gap = Gap(thing.kind, target.name, GapReason.INVALID, message, message_zh=message_zh)
            yield gap
        else:
            yield from self._admit_rows(target, collector, thing)

    def _admit_rows(
        self, target: Target, collector: CollectorInfo, thing: Collected
    ) -> Iterator[Evidence | Gap]:
        faults = Faults()
        fitting = self._fitting(thing, faults)
        rows = (row for row in fitting if self._in_period(thing.kind, row))
        masked = Rows.of(self.masker.rows(self.schemas.fields(thing.kind), rows))
        source = replace(thing.source, uri=self.masker.text(thing.source.uri))
        yield Evidence(
            thing.kind,
            target.environment,
            target.name,
            collector,
            self.now,
            source,
            masked,
            thing.fallback,
        )
        for fault, bad in faults.found.items():
            yield self.masked(_gap(thing, target.name, fault, bad))

    def _fitting(self, thing: Collected, faults: Faults) -> Iterator[Item]:
        """The rows that fit the schema, a batch at a time; the others are noted."""
        numeric, stream = _numeric(thing.kind, self.schemas), iter(thing.items)
        valid = _batch_validator(thing.kind, self.schemas).is_valid
        while batch := list(islice(stream, BATCH)):
            if valid(batch) and not any(map(numeric.misused, batch)):
                yield from batch
            else:
                yield from self._sorted_out(thing.kind, batch, faults)

    def _sorted_out(self, kind: str, batch: list[Item], faults: Faults) -> Iterator[Item]:
        one, numeric = _row_validator(kind, self.schemas), _numeric(kind, self.schemas)
        fields = self.schemas.fields(kind)
        for row in (_filled(row, fields) for row in batch):
            error = next(iter(one.iter_errors(row)), None)
            fault = _fault(error, self.schemas[kind]) if error else numeric.misused(row)
            if fault:
                faults.note(fault, row)
            else:
                yield row

    def masked(self, gap: Gap) -> Gap:
        """A gap whose texts and place hold no identifier."""
        mask, place = self.masker.text, gap.location
        if place:
            place = replace(place, file=mask(place.file))
        message, message_zh = mask(gap.message), mask(gap.message_zh)
        return replace(gap, message=message, message_zh=message_zh, location=place)

    def _in_period(self, kind: str, row: Item) -> bool:
        fields = self.schemas[kind].get("x-period")
        if not fields or not (self.period.start or self.period.end):
            return True
        begun, ended = (self._day(row.get(fields[end])) for end in ("start", "end"))
        too_early = self.period.start and ended and ended < self.period.start
        too_late = self.period.end and begun and begun > self.period.end
        return not (too_early or too_late)

    def _day(self, at: Any) -> date | None:
        if not at:
            return None
        if len(at) == len("2026-01-01"):
            return date.fromisoformat(at)
        return datetime.fromisoformat(at).astimezone(self.zone).date()


def _gap(thing: Collected, target: str, fault: Fault, bad: Bad) -> Gap:
    """One gap for all rows with the same fault; rows are named by place, values never."""
    places = bad.places
    lines = ", ".join(str(place.get("line", "?")) for place in places) or "?"
    more, more_zh = "", ""
    if bad.number > SHOWN:
        more, more_zh = f" and {bad.number - SHOWN} more", f" 等 {bad.number} 行"
    place = Location.from_dict(places[0]) if places and "file" in places[0] else None
    text = f"{thing.source.uri}: line {lines}{more}: {fault.text}"
    text_zh = f"{thing.source.uri}:第 {lines} 行{more_zh}:{fault.text_zh}"
    return Gap(thing.kind, target, GapReason.INVALID, text, place, True, text_zh)


def _fault(error: jsonschema_rs.ValidationError, schema: Any) -> Fault:
    """What is wrong with a row, without any of its values."""
    path = [str(part) for part in error.instance_path]
    known = schema["items"]["properties"]
    rule = str(error.schema_path[-1]) if error.schema_path else "schema"
    if not path and rule == "required":
        return Fault("a required field is missing", "缺少必填字段")
    if not path or path[0] not in known:
        return Fault("an unknown field", "含有未知字段")
    field = known[path[0]]
    what = field.get("x-type") or ("listed word" if rule == "enum" else field.get("type"))
    found = type(error.instance).__name__
    return Fault(
        f"field `{path[0]}`: expected {what}, found {found}",
        f"字段 {path[0]}:应为 {what},实为 {found}",
    )


def _filled(row: Item, fields: Mapping[str, Any]) -> Item:
    """The row without what holds nothing or blanks only: it is missing. A field that may hold any
    value, as documents do, stays as it is.
    """
    return {
        name: _members(value)
        for name, value in row.items()
        if not is_blank(value) or "type" not in fields.get(name, ())
    }


def _members(value: Any) -> Any:
    return [one for one in value if not is_blank(one)] if isinstance(value, list) else value


@cache
def _batch_validator(kind: str, schemas: Schemas) -> Any:
    """Whether all rows of a batch are good as they are, without a blank text."""
    schema = schemas[kind]
    fields = {name: _no_blanks(found) for name, found in schemas.fields(kind).items()}
    rows = {**schema["items"], "properties": fields}
    return jsonschema_rs.validator_for({**schema, "items": rows}, validate_formats=True)


def _no_blanks(found: Mapping[str, Any]) -> Mapping[str, Any]:
    if found.get("type") == "array" and "items" in found:
        return {**found, "items": _no_blanks(found["items"])}
    return {**found, "pattern": FILLED} if found.get("type") == "string" else found


@cache
def _row_validator(kind: str, schemas: Schemas) -> Any:
    schema = schemas[kind]
    row = {**schema["items"], "$schema": schema["$schema"], "$defs": schema.get("$defs", {})}
    return jsonschema_rs.validator_for(row, validate_formats=True)


@cache
def _numeric(kind: str, schemas: Schemas) -> Numbers:
    properties = schemas.fields(kind)
    return Numbers(
        tuple(f for f, p in properties.items() if p.get("type") in ("integer", "number"))
    )
