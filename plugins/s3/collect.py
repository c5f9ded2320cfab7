"""The table of evidence kinds: rows of the buckets of which all that they rest on was read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from auditor.api import Collected, Context, Gap, GapError, GapReason, Item, Rows, Source, Target
from auditor_plugins.s3 import access, rows
from auditor_plugins.s3.buckets import Bucket, Problem, Reading, read
from auditor_plugins.s3.calls import ACCESS, ENCRYPTION, LOG_BUCKET, LOGGING, NEEDS
from auditor_plugins.s3.client import Ask, opened
from auditor_plugins.s3.options import Options
from auditor_plugins.s3.policy import Grant

ROOMS: dict[str, Callable[[Reading, Bucket, list[Grant]], Iterator[Item]]] = {
    "audit_logging": rows.log,
    "bucket_replication": rows.replication,
    "file_acl": rows.acl,
    "object_store_config": rows.settings,
    "storage_inventory": rows.inventory,
}
SHOWN = 3
"""How many buckets a gap names."""
WORDS = {
    GapReason.DENIED: ("denied; needed: {}", "权限不足;需要 {}"),
    GapReason.ABSENT: ("the store does not know the call of {}", "该存储不支持 {} 对应的调用"),
    GapReason.INVALID: ("the answer to the call of {} cannot be used", "{} 对应调用的应答无法使用"),
}


def promised(options: Options) -> tuple[str, ...]:
    """The kinds that a store delivers, as rows or as a gap: all but those left out."""
    return tuple(kind for kind in ROOMS if kind not in options.leave_out)


def collect(target: Target, context: Context) -> Iterator[Collected | Gap]:
    """All kinds that are wanted, in the order of their names.

    Raises:
        GapError: the store cannot be reached, or its buckets may not be listed.
    """
    yield from asked(opened(target), target, context)


def asked(ask: Ask, target: Target, context: Context) -> Iterator[Collected | Gap]:
    """The same from anything that answers.

    Raises:
        GapError: the store cannot be reached, or its buckets may not be listed.
    """
    wanted = [kind for kind in promised(target.options) if context.wants(kind)]
    calls = set(chain.from_iterable(NEEDS[kind] for kind in wanted))
    if "audit_logging" in wanted:
        calls |= set(LOG_BUCKET)
    if wanted:
        reading = read(ask, target, frozenset(calls))
        for kind in wanted:
            yield from _delivered(reading, kind)


def _delivered(reading: Reading, kind: str) -> Iterator[Collected | Gap]:
    items: list[Item] = []
    problems: dict[Problem, list[str]] = {}
    for bucket in reading.buckets.values():
        lacking, found = _lacking(reading, bucket, kind)
        for problem in lacking:
            problems.setdefault(problem, []).append(bucket.name)
        if not lacking:
            items += ROOMS[kind](reading, bucket, found)
    if kind == "audit_logging":
        _keepers(reading, problems)
    partial = bool(items) or not problems
    if partial:
        source = Source(f"s3/{reading.target.name}")
        fallback = kind == "storage_inventory"
        yield Collected(kind, Rows.of(items), source, fallback)
    yield from (_gap(reading, kind, one, names, partial) for one, names in problems.items())
    yield from _unread(reading, kind)


def _lacking(reading: Reading, bucket: Bucket, kind: str) -> tuple[set[Problem], list[Grant]]:
    """What keeps a bucket's row back, or whom it lets in."""
    stated = ENCRYPTION if bucket.store.encryption else ""
    needed = (call for call in NEEDS[kind] if call != stated)
    lacking = {bucket.problems[call] for call in needed if call in bucket.problems}
    if lacking or not set(ACCESS) <= set(NEEDS[kind]):
        return lacking, []
    try:
        found = access.allowed(reading, bucket)
    except ValueError:
        return {Problem(GapReason.INVALID, "s3:GetBucketPolicy")}, []
    if reading.account_problem and access.is_public(found):
        lacking.add(reading.account_problem)
    return lacking, found


def _keepers(reading: Reading, problems: dict[Problem, list[str]]) -> None:
    """Logs are kept in buckets, of which as much has to be known."""
    for bucket in reading.buckets.values():
        to = ((bucket.settings.get(LOGGING) or {}).get("LoggingEnabled") or {}).get("TargetBucket")
        keeper = reading.buckets.get(to or "")
        if to and not keeper:
            problems.setdefault(Problem(GapReason.DENIED, "read on log buckets"), []).append(to)
        for call in LOG_BUCKET if keeper else ():
            if call in keeper.problems:
                problems.setdefault(keeper.problems[call], []).append(keeper.name)


def _gap(reading: Reading, kind: str, problem: Problem, names: list[str], partial: bool) -> Gap:
    unique = sorted(set(names))
    more = f" (+{len(unique) - SHOWN})" if len(unique) > SHOWN else ""
    which = ", ".join(unique[:SHOWN]) + more
    text, text_zh = (one.format(problem.action) for one in WORDS[problem.reason])
    name = reading.target.name
    return Gap(kind, name, problem.reason, f"{which}: {text}", None, partial, f"{which}:{text_zh}")


def _unread(reading: Reading, kind: str) -> Iterator[Gap]:
    name, limit = reading.target.name, reading.options.max_rows
    if reading.more:
        text = f"more than {limit} buckets; those beyond were not read (see max_rows)"
        text_zh = f"超过 {limit} 个存储桶,其余未读取(见 max_rows)"
        yield Gap(kind, name, GapReason.INVALID, text, None, True, text_zh)
    error: GapError | None = reading.error
    if error:
        yield Gap(kind, name, error.reason, error.message, None, True, error.message_zh)
