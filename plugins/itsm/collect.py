"""An `itsm` target to evidence: each source read, mapped, converted and accounted for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from auditor.api import (
    Collected,
    Context,
    Gap,
    GapError,
    GapReason,
    Location,
    Source,
    Target,
    bounded,
)
from auditor_plugins.itsm import pages
from auditor_plugins.itsm.client import Ask, asker
from auditor_plugins.itsm.exports import of_files
from auditor_plugins.itsm.options import ItsmSource, Options
from auditor_plugins.itsm.paths import Paths
from auditor_plugins.itsm.presets import PRESETS
from auditor_plugins.itsm.rows import Found, Plan, Report, rows
from auditor_plugins.itsm.values import Settings, converter


def promised(options: Options) -> tuple[str, ...]:
    """The kinds of the sources."""
    return tuple(sorted({source.kind for source in options.sources}))


def collect(target: Target, context: Context) -> Iterator[Collected | Gap]:
    """The sources one after the other; one that fails leaves the others as they are."""
    yield from gather(target, context, asker(target) if target.options.url else None)


def gather(target: Target, context: Context, ask: Ask | None) -> Iterator[Collected | Gap]:
    """The same with the server behind `ask`."""
    paths = Paths()
    for source in target.options.sources:
        if context.wants(source.kind):
            yield from _source(source, target, context, ask, paths)


def _source(
    source: ItsmSource, target: Target, context: Context, ask: Ask | None, paths: Paths
) -> Iterator[Collected | Gap]:
    report, limit = Report(), target.options.max_rows
    errors: list[GapError] = []
    try:
        mapping = _mapping(source, target, context, paths)
        found, at = _found(source, target, ask, paths, errors)
        schema = context.schemas[source.kind]
        key = [name for name in schema.get("x-key", ()) if isinstance(name, str)]
        # One more than the limit is read, so that `bounded` sees that there are more.
        made = list(islice(rows(found, mapping, report), limit + 1))
    except GapError as error:
        yield _gap(source, target, error, partial=False)
        return
    errors += [
        GapError(GapReason.INVALID, en, Location(name, line) if name else None, zh)
        for en, zh, (name, line) in report.messages()
    ]
    some = bool(made) or not errors
    if some:
        made[:limit] = sorted(made[:limit], key=lambda row: [str(row.get(one, "")) for one in key])
        # What moves from one page to the next while they are read is shown twice.
        once = [row for number, row in enumerate(made) if not number or row != made[number - 1]]
        yield from bounded(source.kind, once, at, target.name, limit)
    yield from (_gap(source, target, error, partial=some) for error in errors)


def _gap(source: ItsmSource, target: Target, error: GapError, partial: bool) -> Gap:
    place = source.path or source.file
    en, zh = f"{place}: {error.message}", f"{place}:{error.message_zh}"
    return Gap(source.kind, target.name, error.reason, en, error.location, partial, zh)


def _mapping(source: ItsmSource, target: Target, context: Context, paths: Paths) -> Plan:
    schema = context.schemas.get(source.kind)
    if schema is None:
        en, zh = f"kind: {source.kind} is not a known evidence kind", "kind: 未知的证据种类"
        raise GapError(GapReason.INVALID, en, None, zh)
    preset, known = PRESETS[target.options.preset], schema["items"]["properties"]
    for name in (*source.fields, *source.set, *source.values):
        if name not in known or name.startswith("_"):
            en, zh = f"{source.kind} has no field {name}", f"{source.kind} 没有字段 {name}"
            raise GapError(GapReason.INVALID, en, None, zh)
    picks = {**preset.picks(schema), **source.fields}
    picks = {name: one for name, one in sorted(picks.items()) if name not in source.set}
    settings = Settings(
        _zone(source.timezone or preset.timezone or context.timezone),
        ZoneInfo(context.timezone),
        context.role_names,
    )
    words = {name: {**preset.values.get(name, {}), **source.values.get(name, {})} for name in picks}
    return Plan(
        picks=picks,
        converters={name: converter(name, known[name], words[name], settings) for name in picks},
        constants=dict(source.set),
        required=tuple(name for name in schema["items"]["required"] if name != "_loc"),
        lists=frozenset(name for name in picks if known[name].get("type") == "array"),
        told=frozenset(source.fields),
        preset=preset,
        paths=paths,
    )


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        en, zh = "timezone: not a known time zone", "timezone: 未知的时区"
        raise GapError(GapReason.INVALID, en, None, zh) from None


def _found(
    source: ItsmSource, target: Target, ask: Ask | None, paths: Paths, errors: list[GapError]
) -> tuple[Iterator[Found], Source]:
    preset = PRESETS[target.options.preset]
    items, error = source.items or preset.items, source.error or preset.error
    if source.file:
        return of_files(source.file, target, (items, error), paths, errors)
    query = pages.Query(
        url=target.options.url,
        path=source.path or "",
        params={**preset.params, **source.params},
        page=source.page or preset.page,
        items=items,
        error=error,
    )
    name = f"itsm/{target.name}/{source.kind}"
    return _of_server(ask, query, name, paths, errors), Source(name)


def _of_server(
    ask: Ask | None, query: pages.Query, name: str, paths: Paths, errors: list[GapError]
) -> Iterator[Found]:
    """What was read before a page failed is kept."""
    loc, number = Location(name).as_dict(), 0
    try:
        for item, document in pages.items(ask, query, paths) if ask else ():
            number += 1
            yield dict(item), document, ("", number), loc
    except GapError as error:
        errors.append(error)
