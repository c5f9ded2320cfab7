"""The door: everything collected is validated, limited to the period and masked here, once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
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
    Target,
)
from auditor.core.config import Period
from auditor.core.masking import SMALLEST, Masker, identifies
from auditor.core.schemas import Schemas

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
        for field in self.fields:
            value = row.get(field, 0)
            if value >= SMALLEST and identifies(int(value)):
                text = f"field `{field}`: this number is written like an identifier of a person"
                return Fault(text, f"字段 {field}:该数字形似个人身份标识")
        return None


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
            yield self._masked_gap(thing)
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
        good, gaps = self._valid(thing, target.name)
        rows = [row for row in good if self._in_period(thing.kind, row)]
        source = replace(thing.source, uri=self.masker.text(thing.source.uri))
        yield Evidence(
            thing.kind,
            target.environment,
            target.name,
            collector,
            self.now,
            source,
            self.masker.rows(self.schemas.fields(thing.kind), rows),
            thing.fallback,
        )
        yield from map(self._masked_gap, gaps)

    def _valid(self, thing: Collected, target: str) -> tuple[list[Item], list[Gap]]:
        schema = self.schemas[thing.kind]
        rows = list(thing.items)
        numeric = _numeric(thing.kind, self.schemas)
        if _validator(thing.kind, self.schemas).is_valid(rows) and not any(
            map(numeric.misused, rows)
        ):
            return rows, []
        one = _row_validator(thing.kind, self.schemas)
        good: list[Item] = []
        faults: dict[Fault, list[Item]] = {}
        for row in rows:
            error = next(iter(one.iter_errors(row)), None)
            fault = _fault(error, schema) if error else numeric.misused(row)
            if fault:
                faults.setdefault(fault, []).append(row)
            else:
                good.append(row)
        return good, [_gap(thing, target, fault, bad) for fault, bad in faults.items()]

    def _masked_gap(self, gap: Gap) -> Gap:
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


def _gap(thing: Collected, target: str, fault: Fault, rows: list[Item]) -> Gap:
    """One gap for all rows with the same fault; rows are named by place, values never."""
    places = [row["_loc"] for row in rows if isinstance(row.get("_loc"), dict)]
    lines = ", ".join(str(place.get("line", "?")) for place in places[:SHOWN]) or "?"
    more, more_zh = "", ""
    if len(rows) > SHOWN:
        more, more_zh = f" and {len(rows) - SHOWN} more", f" 等 {len(rows)} 行"
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


@cache
def _validator(kind: str, schemas: Schemas) -> Any:
    return jsonschema_rs.validator_for(dict(schemas[kind]), validate_formats=True)


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
