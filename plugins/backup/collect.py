"""A `backup` target to evidence."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import Collected, Context, Gap, GapError, Target, bounded
from auditor_plugins.backup.check import Check, Checks, recorded, run_check
from auditor_plugins.backup.listing import Listing, listing_of, read_file
from auditor_plugins.backup.options import KEPT_APART, Options
from auditor_plugins.backup.process import Ask, asker
from auditor_plugins.backup.read import places, snapshots
from auditor_plugins.backup.read_barman import Diagnosis, completed
from auditor_plugins.backup.retention import Stock, retention
from auditor_plugins.backup.settings import diagnosed, policies
from auditor_plugins.backup.snapshots import Snapshot, rows
from auditor_plugins.backup.verify import verified

KIND = "backup_snapshots"
RETENTION = "backup_retention"


def promised(_: Options) -> tuple[str, ...]:
    """The kinds of a repository."""
    return (KIND, RETENTION)


def collect(target: Target, context: Context) -> Iterator[Collected | Gap]:
    """The snapshots of the repository, and what could not be told of them as partial gaps."""
    if context.wants(KIND) or context.wants(RETENTION):
        ask = None if target.options.output else asker(target)
        yield from gather(target, context, ask)


def gather(target: Target, context: Context, ask: Ask | None) -> Iterator[Collected | Gap]:
    """The same with the tool behind `ask`, or without one from the recorded file.

    Raises:
        GapError: the snapshots cannot be listed.
    """
    listing = listing_of(target, ask)
    found = read(target, context, ask, listing)
    if listing.problems and not found and target.options.tool not in KEPT_APART:
        raise listing.problems[0]
    known = diagnosed(target, context, ask)
    found = completed(found, known, target.options) if known.details else found
    if context.wants(KIND):
        yield from _snapshots(target, context, ask, listing, found)
    if context.wants(RETENTION):
        yield from _retention(target, context, listing, found, known)


def read(
    target: Target, context: Context, ask: Ask | None, listing: Listing
) -> tuple[Snapshot, ...]:
    """The snapshots that are listed.

    Raises:
        GapError: invalid; not the JSON of the tool.
    """
    in_utc = ask is not None and target.options.tool != "barman"
    return snapshots(listing.text, target.options, "UTC" if in_utc else context.timezone)


def _snapshots(
    target: Target,
    context: Context,
    ask: Ask | None,
    listing: Listing,
    found: tuple[Snapshot, ...],
) -> Iterator[Collected | Gap]:
    options = target.options
    checks = _checks(target, context, ask, found)
    items = rows(found, target.name, options, checks.of, listing.place_of)
    yield from bounded(KIND, items, listing.source, target.name, options.max_rows)
    yield from _gaps(KIND, target, [*listing.problems, *checks.problems])


def _retention(
    target: Target,
    context: Context,
    listing: Listing,
    found: tuple[Snapshot, ...],
    known: Diagnosis,
) -> Iterator[Collected | Gap]:
    options = target.options
    listed = tuple(places(listing.text, options.tool))
    told = policies(target, listed, known)
    stock = Stock(found, listed, not listing.problems)
    items = retention(target, stock, told, context.now, listing.place_of)
    yield from bounded(RETENTION, items, listing.source, target.name, options.max_rows)
    more = [told.problem] if told.problem else []
    yield from _gaps(RETENTION, target, [*listing.problems, *more])


def _gaps(kind: str, target: Target, problems: list[GapError]) -> Iterator[Gap]:
    for one in problems:
        yield Gap(kind, target.name, one.reason, one.message, None, True, one.message_zh)


def _checks(
    target: Target, context: Context, ask: Ask | None, found: tuple[Snapshot, ...]
) -> Checks:
    options = target.options
    if options.check_record:
        data = read_file(target, options.check_record)
        return Checks(recorded(data, options.check_record, context.timezone))
    if ask is None or options.check == "none":
        return Checks(Check())
    if options.tool == "pgbackrest":
        there = sorted({(one.repo, one.host) for one in found}, key=str)
        return Checks(own=verified(there, ask, context.now))
    return Checks(run_check(options.tool, options.check, ask, context.now))
