"""Collecting: every collector runs guarded, with its own time limit and exception boundary."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from queue import Empty, SimpleQueue
from threading import Event, Semaphore, Thread, current_thread, main_thread

from auditor.api import (
    CollectorInfo,
    Context,
    Evidence,
    Gap,
    GapError,
    GapReason,
    Target,
)
from auditor.core.door import Door
from auditor.core.targets import Job

INTERRUPTED = ("collecting was interrupted before its end", "采集在结束前被中断")


@dataclass(frozen=True, slots=True)
class Harvest:
    """Evidence and gaps, in the order of targets and kinds."""

    evidence: tuple[Evidence, ...] = ()
    gaps: tuple[Gap, ...] = ()

    def __add__(self, other: Harvest) -> Harvest:
        return Harvest(self.evidence + other.evidence, self.gaps + other.gaps)


@dataclass(frozen=True, slots=True)
class Task:
    """A target to collect, and what its evidence has to pass."""

    job: Job
    context: Context
    door: Door


@dataclass(slots=True)
class _Attempt:
    """What one collector has delivered so far, and how it ended. Written by its thread alone."""

    task: Task
    passed: list[Evidence | Gap] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    failure: Gap | None = None
    started: float = 0.0
    done: bool = False

    @property
    def job(self) -> Job:
        """The target with its collector."""
        return self.task.job


def collect(
    tasks: Iterable[Task], limit: int, ended: Callable[[Target, Harvest], None]
) -> list[Harvest]:
    """What each task delivered; at most `limit` of them run at once.

    `ended` is called, in this thread, with each target that has ended and what it delivered. An
    interrupt (Ctrl-C) ends collecting: what is done counts, the others get gaps.
    """
    attempts = [_Attempt(task) for task in tasks]
    slots, finished = Semaphore(max(1, limit)), SimpleQueue[_Attempt]()
    for attempt in attempts:
        Thread(target=_run, args=(attempt, slots, finished), daemon=True).start()
    harvests: dict[int, Harvest] = {}
    with _interrupts() as interrupted:
        for attempt in _ending(attempts, finished, slots, interrupted):
            harvests[id(attempt)] = _harvest(attempt)
            ended(attempt.job.target, harvests[id(attempt)])
    return [harvests[id(attempt)] for attempt in attempts]


def _run(attempt: _Attempt, slots: Semaphore, finished: SimpleQueue[_Attempt]) -> None:
    """Thread body: consume the collector and let what it yields in; nothing it raises escapes."""
    job, task = attempt.job, attempt.task
    info = CollectorInfo(job.collector.name, job.collector.version)
    with slots:
        attempt.started = time.monotonic()
        try:
            for thing in job.collector.collect(job.target, task.context):
                if task.context.wants(thing.kind):
                    attempt.passed += list(task.door.admit(job.target, info, thing))
                    attempt.told.add(thing.kind)
        except GapError as error:
            attempt.failure = _gap(attempt.job, error.reason, error.message, error.message_zh)
        except PermissionError as error:  # its text may quote a name
            text = f"collector `{job.collector.name}` may not read what it needs"
            text_zh = f"采集器 {job.collector.name} 无权读取所需内容"
            where = _where(error)
            attempt.failure = _gap(job, GapReason.DENIED, text + where, text_zh + where)
        except BaseException as error:  # a plugin may raise anything; its text may quote evidence
            text = f"collector `{attempt.job.collector.name}` crashed: {type(error).__name__}"
            text_zh = f"采集器 {attempt.job.collector.name} 异常终止:{type(error).__name__}"
            where = _where(error)
            attempt.failure = _gap(attempt.job, GapReason.CRASHED, text + where, text_zh + where)
        finally:
            attempt.done = True
            finished.put(attempt)


@contextmanager
def _interrupts() -> Iterator[Event]:
    """An event that the first Ctrl-C sets; a second one ends the program as ever."""
    interrupted = Event()
    if current_thread() is not main_thread():
        yield interrupted
        return
    before = signal.getsignal(signal.SIGINT)

    def note(*_: object) -> None:
        interrupted.set()
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, note)
    try:
        yield interrupted
    finally:
        signal.signal(signal.SIGINT, before)


def _ending(
    attempts: list[_Attempt],
    finished: SimpleQueue[_Attempt],
    slots: Semaphore,
    interrupted: Event,
) -> Iterator[_Attempt]:
    """Every attempt when it has ended, each no later than its own limit. One that hangs gives
    its slot to the next.
    """
    waiting = {id(attempt): attempt for attempt in attempts}
    while waiting:
        over = _next_ended(finished)
        if interrupted.is_set():
            over += [_given_up(attempt, *INTERRUPTED) for attempt in waiting.values()]
        for attempt in filter(_overdue, waiting.values()):
            limit = attempt.job.collector.timeout
            over.append(_given_up(attempt, f"no end within {limit:g} s", f"{limit:g} 秒内未结束"))
            slots.release()
        for attempt in over:
            if waiting.pop(id(attempt), None):
                yield attempt


def _next_ended(finished: SimpleQueue[_Attempt]) -> list[_Attempt]:
    try:
        return [finished.get(timeout=0.2)]
    except Empty:
        return []


def _given_up(attempt: _Attempt, text: str, text_zh: str) -> _Attempt:
    if not attempt.done:
        attempt.failure = _gap(attempt.job, GapReason.TIMEOUT, text, text_zh)
    return attempt


def _overdue(attempt: _Attempt) -> bool:
    limit = attempt.job.collector.timeout
    running = attempt.started and not (attempt.done or attempt.failure)
    return bool(running and time.monotonic() - attempt.started >= limit)


def _harvest(attempt: _Attempt) -> Harvest:
    """What was let in, and a gap for each promised kind that is not or not wholly there. A reason
    that the collector raised may name a file, and so passes the door too.
    """
    failure = attempt.task.door.masked(attempt.failure) if attempt.failure else None
    job, passed, told = attempt.job, tuple(attempt.passed), frozenset(attempt.told)
    evidence = tuple(out for out in passed if isinstance(out, Evidence))
    gaps = [out for out in passed if isinstance(out, Gap)]
    for kind in job.kinds:
        if kind not in told:
            gaps.append(_of_kind(failure, kind) if failure else _missing(job, kind))
        elif failure:
            gaps.append(_of_kind(failure, kind))
    return Harvest(evidence, tuple(gaps))


def _missing(job: Job, kind: str) -> Gap:
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
