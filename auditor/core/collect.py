"""Collecting: every collector runs guarded, with its own time limit and exception boundary."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from queue import Empty, SimpleQueue
from threading import Semaphore, Thread

from auditor.api import (
    CollectorInfo,
    Context,
    Evidence,
    Gap,
    GapError,
    GapReason,
)
from auditor.core.door import Door
from auditor.core.targets import Job

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Harvest:
    """Evidence and gaps, in the order of targets and kinds."""

    evidence: tuple[Evidence, ...] = ()
    gaps: tuple[Gap, ...] = ()

    def __add__(self, other: Harvest) -> Harvest:
        return Harvest(self.evidence + other.evidence, self.gaps + other.gaps)


@dataclass(slots=True)
class _Attempt:
    """What one collector has delivered so far, and how it ended. Written by its thread alone."""

    job: Job
    passed: list[Evidence | Gap] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    failure: Gap | None = None
    started: float = 0.0
    done: bool = False


def collect(
    jobs: Iterable[Job], context: Context, door: Door, limit: int, progress: Progress
) -> Harvest:
    """Run all jobs, at most `limit` at once, and let what they yield in through the door."""
    attempts = [_Attempt(job) for job in jobs]
    slots, finished = Semaphore(max(1, limit)), SimpleQueue[_Attempt]()
    for attempt in attempts:
        body = partial(_run, attempt, context, door, slots, finished)
        Thread(target=body, daemon=True).start()
    _wait(attempts, finished, progress, slots)
    harvest = Harvest()
    for attempt in attempts:
        harvest += _harvest(attempt)
    return harvest


def _run(
    attempt: _Attempt,
    context: Context,
    door: Door,
    slots: Semaphore,
    finished: SimpleQueue[_Attempt],
) -> None:
    """Thread body: consume the collector and let what it yields in; nothing it raises escapes."""
    info = CollectorInfo(attempt.job.collector.name, attempt.job.collector.version)
    with slots:
        attempt.started = time.monotonic()
        try:
            for thing in attempt.job.collector.collect(attempt.job.target, context):
                if context.wants(thing.kind):
                    attempt.passed += list(door.admit(attempt.job.target, info, thing))
                    attempt.told.add(thing.kind)
        except GapError as error:
            attempt.failure = _gap(attempt.job, error.reason, error.message, error.message_zh)
        except BaseException as error:  # a plugin may raise anything; its text may quote evidence
            text = f"collector `{attempt.job.collector.name}` crashed: {type(error).__name__}"
            text_zh = f"采集器 {attempt.job.collector.name} 异常终止:{type(error).__name__}"
            where = _where(error)
            attempt.failure = _gap(attempt.job, GapReason.CRASHED, text + where, text_zh + where)
        finally:
            attempt.done = True
            finished.put(attempt)


def _wait(
    attempts: list[_Attempt],
    finished: SimpleQueue[_Attempt],
    progress: Progress,
    slots: Semaphore,
) -> None:
    """Wait for every attempt, each no longer than its own limit. One that hangs gives its slot
    to the next.
    """
    waiting = list(attempts)
    while waiting:
        with suppress(Empty):
            progress(finished.get(timeout=0.2).job.target.name)
        for attempt in filter(_overdue, waiting):
            limit = attempt.job.collector.timeout
            message = f"no end within {limit:g} s"
            text_zh = f"{limit:g} 秒内未结束"
            attempt.failure = _gap(attempt.job, GapReason.TIMEOUT, message, text_zh)
            slots.release()
        waiting = [attempt for attempt in waiting if not (attempt.done or attempt.failure)]


def _overdue(attempt: _Attempt) -> bool:
    limit = attempt.job.collector.timeout
    running = attempt.started and not attempt.done
    return bool(running and time.monotonic() - attempt.started >= limit)


def _harvest(attempt: _Attempt) -> Harvest:
    """What was let in, and a gap for each promised kind that is not or not wholly there."""
    job, passed, told = attempt.job, tuple(attempt.passed), frozenset(attempt.told)
    evidence = tuple(out for out in passed if isinstance(out, Evidence))
    gaps = [out for out in passed if isinstance(out, Gap)]
    for kind in job.kinds:
        if kind not in told:
            gaps.append(_missing(attempt, kind))
        elif attempt.failure:
            gaps.append(_of_kind(attempt.failure, kind))
    return Harvest(evidence, tuple(gaps))


def _missing(attempt: _Attempt, kind: str) -> Gap:
    if attempt.failure:
        return _of_kind(attempt.failure, kind)
    job = attempt.job
    text = f"collector `{job.collector.name}` promised this kind and delivered nothing"
    text_zh = f"采集器 {job.collector.name} 声明提供该证据,却没有提供"
    return Gap(kind, job.target.name, GapReason.ABSENT, text, message_zh=text_zh)


def _gap(job: Job, reason: GapReason, message: str, message_zh: str) -> Gap:
    return Gap("", job.target.name, reason, message, message_zh=message_zh)


def _of_kind(gap: Gap, kind: str) -> Gap:
    return replace(gap, kind=kind)


def _where(error: BaseException) -> str:
    """The innermost frame of the collector, for its author; no values."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    if not trace:
        return ""
    code = trace.tb_frame.f_code
    return f" in {code.co_name} ({code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno})"
