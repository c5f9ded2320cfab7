"""What the store says of each bucket, a few buckets at a time."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from auditor.api import GapError, GapReason, Target
from auditor_plugins.s3.calls import (
    ACCOUNT_ABSENT,
    ACCOUNT_ACTION,
    CALLS,
    DENIED,
    ENCRYPTION,
    LIST_ACTION,
    LOGGING,
    UNSUPPORTED,
)
from auditor_plugins.s3.client import ACCOUNT, LIST, Ask, question
from auditor_plugins.s3.options import Options, Store

AT_ONCE = 8
GONE = "NoSuchBucket"
NEEDED = frozenset({ENCRYPTION, LOGGING})
"""A store that does not know these calls may do the thing all the same."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a setting could not be had, and the action of IAM that it takes."""

    reason: GapReason
    action: str


@dataclass(slots=True)
class Bucket:
    """A bucket, its settings (None where nothing is set), and those that could not be had."""

    name: str
    store: Store
    settings: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, Problem] = field(default_factory=dict)
    gone: bool = False

    @property
    def store_id(self) -> str:
        """The store that the bucket is."""
        return self.store.store_id or self.name


@dataclass(slots=True)
class Reading:
    """All buckets of one run; `error` says why there are no more of them."""

    target: Target
    buckets: dict[str, Bucket]
    account_block: dict[str, bool]
    account_problem: Problem | None = None
    error: GapError | None = None
    more: bool = False

    @property
    def options(self) -> Options:
        """The target's options."""
        options: Options = self.target.options
        return options

    def place(self, bucket: str) -> dict[str, Any]:
        """Where a person would look."""
        return {"file": f"s3/{self.target.name}/{bucket}"}


def read(ask: Ask, target: Target, calls: frozenset[str]) -> Reading:
    """The buckets in the order of their names, with what these calls tell.

    Raises:
        GapError: the buckets cannot be listed, or the store cannot be asked.
    """
    options: Options = target.options
    names = sorted(set(filter(options.chosen, options.named() or listed(ask, options))))
    block, problem = _account(ask, options)
    kept = names[: options.max_rows]
    reading = Reading(target, {}, block, problem, more=len(names) > len(kept))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        jobs = [pool.submit(_bucket, ask, name, options.store(name), calls) for name in kept]
        try:
            for job in jobs:
                bucket = job.result()
                if not bucket.gone:
                    reading.buckets[bucket.name] = bucket
        except GapError as error:
            pool.shutdown(wait=False, cancel_futures=True)
            reading.error = error
    if reading.error and not reading.buckets:
        raise reading.error
    return reading


def listed(ask: Ask, options: Options) -> Iterator[str]:
    """The names of all buckets.

    Raises:
        GapError: they cannot be listed.
    """
    token = ""
    while True:
        answer = ask(question(LIST, token=token))
        if "error" in answer:
            raise _unlisted(answer["error"], options)
        yield from (one["Name"] for one in answer["ok"].get("Buckets", []))
        token = answer["ok"].get("ContinuationToken", "")
        if not token:
            return


def _unlisted(code: str, options: Options) -> GapError:
    where = options.endpoint or "AWS S3"
    if code not in DENIED:
        return GapError(GapReason.INVALID, f"{where}: {code}", None, f"{where}:{code}")
    text = f"{where}: buckets may not be listed; needed: {LIST_ACTION}, or name them in `buckets`"
    text_zh = f"{where}:无权列出存储桶;需要 {LIST_ACTION},或在 buckets 中写明名称"
    return GapError(GapReason.DENIED, text, None, text_zh)


def _account(ask: Ask, options: Options) -> tuple[dict[str, bool], Problem | None]:
    """The public access block of the account, where the account is known."""
    if not options.blocks:
        return {}, None
    answer = ask(question(ACCOUNT))
    if "ok" in answer:
        return answer["ok"].get("PublicAccessBlockConfiguration", {}), None
    if answer["error"] == ACCOUNT_ABSENT or answer["error"] in UNSUPPORTED:
        return {}, None
    return {}, Problem(_reason(answer["error"]), ACCOUNT_ACTION)


def _bucket(ask: Ask, name: str, store: Store, calls: frozenset[str]) -> Bucket:
    bucket = Bucket(name, store)
    for call in sorted(calls):
        answer = ask(question(call, name))
        code = answer.get("error")
        if code is None:
            bucket.settings[call] = answer["ok"]
        elif code == GONE:
            bucket.gone = True
            return bucket
        elif code in CALLS[call].absent or (code in UNSUPPORTED and call not in NEEDED):
            bucket.settings[call] = None
        else:
            bucket.problems[call] = Problem(_reason(code), CALLS[call].action)
    return bucket


def _reason(code: str) -> GapReason:
    if code in DENIED:
        return GapReason.DENIED
    return GapReason.ABSENT if code in UNSUPPORTED else GapReason.INVALID
