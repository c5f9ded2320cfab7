"""The embedded engine: regorus in worker processes; no server, no binary.

A control that panics, runs past its time or its memory ends its worker process; that control gets
an error, the worker is replaced and the others go on. regorus never releases the GIL and has no
way to stop an evaluation, so processes are also what makes it parallel and interruptible.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from multiprocessing.connection import Connection, Pipe
from types import TracebackType
from typing import Any, Self, TypeVar

import orjson

from auditor.api import EngineError, Location, PolicyError
from auditor.engines.answers import to_answer
from auditor.engines.heads import portable
from auditor.engines.interface import (
    Answer,
    Batch,
    EngineSettings,
    Input,
    Module,
    Policies,
    Question,
)
from auditor.engines.lifetime import side_by_side
from auditor.engines.namespace import Needs

LOAD_SECONDS = 120.0
LOADING = 200_000
"""What loading policies costs, in bytes of input."""
WHOLE = 1_000_000
"""Bytes of input, counted for each question on it, up to which a batch stays on one worker."""
T = TypeVar("T")
LACKING = re.compile(r"could not find function ([\w.]+)|is unsafe")


class Worker:
    """One worker process. Not thread-safe: one thread talks to it."""

    def __init__(self, settings: EngineSettings) -> None:
        self._settings = settings
        ours, theirs = Pipe()
        self._pipe: Connection[bytes, bytes] = ours
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "auditor.engines.worker", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        theirs.close()
        self._input: Input | None = None

    def load(self, policies: Policies) -> None:
        """Begin anew with these policies.

        Raises:
            PolicyError: they cannot be loaded.
            EngineError: the worker is gone.
        """
        self._input = None
        modules = [(module.name, module.text) for module in policies.modules]
        body = {"modules": modules, "data": policies.data, "memory": self._settings.memory}
        reply = self._call(b"P", orjson.dumps(body), LOAD_SECONDS)
        if reply.get("error"):
            self.stop()
            place = Location(reply["module"]) if "module" in reply else None
            raise PolicyError(f"this policy cannot be loaded: {_explained(reply['error'])}", place)

    def ask(self, question: Question) -> Answer:
        """Answer one question.

        Raises:
            EngineError: the worker is gone; start another.
        """
        if question.input is not self._input:
            self._set_input(question.input)
        body = orjson.dumps({"package": question.package, "rules": question.rules})
        reply = self._call(b"Q", body, self._settings.timeout)
        if "error" in reply:
            return Answer(question.key, error=_explained(reply["error"]))
        return to_answer(question, reply)

    def _set_input(self, document: Input) -> None:
        reply = self._call(b"I", document.json, LOAD_SECONDS)
        if reply.get("error"):
            raise EngineError(f"the engine refuses the input: {reply['error']}")
        self._input = document

    def _call(self, tag: bytes, body: bytes, timeout: float) -> dict[str, Any]:
        try:
            self._pipe.send_bytes(tag + body)
            if not self._pipe.poll(timeout):
                raise EngineError(f"no answer within {timeout:g} s")
            reply: dict[str, Any] = orjson.loads(self._pipe.recv_bytes())
        except (EOFError, OSError):
            raise EngineError("the evaluation ran out of memory or crashed") from None
        if reply.get("panicked"):
            raise EngineError(f"the engine panicked: {reply['error']}")
        return reply

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self._pipe.close()
        self._process.kill()
        self._process.wait()


class EmbeddedEngine:
    """regorus in up to `settings.jobs` worker processes."""

    name = "embedded"

    def __init__(self, settings: EngineSettings) -> None:
        self._settings = settings
        self._workers: set[Worker] = set()
        self._idle: list[Worker] = []
        self._ended = False

    def __enter__(self) -> Self:
        """Workers start at once, so that they are there when the questions are."""
        self._idle += [self._start() for _ in range(self._settings.jobs)]
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended = True
        for worker in list(self._workers):
            self._discard(worker)

    def ask(self, policies: Policies, questions: Iterable[Question]) -> Iterator[Answer]:
        """Answer every question; see `ask_all`."""
        return self.ask_all([Batch(policies, tuple(questions))])

    def ask_all(self, batches: Iterable[Batch]) -> Iterator[Answer]:
        """Answer every question of every batch. Questions on one input go to one worker, and so
        does a small batch as a whole. Workers are kept for the next time: the kernel ends them
        with the thread that calls this.
        """
        lanes = [
            (self._idle.pop() if self._idle else self._start(), lane)
            for lane in _spread(
                list(_shares(batches, self._settings.jobs)), _share_cost, self._settings.jobs
            )
        ]
        for answers in side_by_side(len(lanes), lambda lane: self._lane(*lane), lanes):
            yield from answers

    def _lane(self, first: Worker, lane: list[Share]) -> list[Answer]:
        """Work through shares on one worker, which is replaced when it fails."""
        worker: Worker | None = first
        answers: list[Answer] = []
        for share in lane:
            if worker and not self._ended:
                worker.load(share.policies)
            for question in share.questions:
                if self._ended:
                    return answers
                worker = worker or self._loaded(share.policies)
                try:
                    answers.append(worker.ask(question))
                except EngineError as error:
                    answers.append(Answer(question.key, error=str(error)))
                    self._discard(worker)
                    worker = None
        if worker is first:
            self._idle.append(worker)
        elif worker:  # it ends with this thread
            self._discard(worker)
        return answers

    def _loaded(self, policies: Policies) -> Worker:
        worker = self._start()
        worker.load(policies)
        return worker

    def _start(self) -> Worker:
        worker = Worker(self._settings)
        self._workers.add(worker)
        if self._ended:  # while it started: nobody else would stop it
            self._discard(worker)
        return worker

    def _discard(self, worker: Worker) -> None:
        self._workers.discard(worker)
        worker.stop()


@dataclass(frozen=True, slots=True)
class Share:
    """Questions for one worker, and the policies that they need."""

    policies: Policies
    questions: list[Question]
    cost: int


def _shares(batches: Iterable[Batch], jobs: int) -> Iterator[Share]:
    """Small batches whole, large ones in a part for each worker."""
    known: dict[int, tuple[Needs, tuple[Module, ...]]] = {}
    for batch in batches:
        modules = batch.policies.modules
        if id(modules) not in known:
            known[id(modules)] = Needs(modules), portable(modules)
        groups = [list(group) for _, group in groupby(batch.questions, key=lambda q: id(q.input))]
        parts = jobs if sum(map(_cost, groups)) > WHOLE else 1
        for part in _spread(groups, _cost, parts):
            questions = [question for group in part for question in group]
            needed = Policies(_needed(*known[id(modules)], questions), batch.policies.data)
            yield Share(needed, questions, LOADING + sum(map(_cost, part)))


def _share_cost(share: Share) -> int:
    return share.cost


def _cost(group: list[Question]) -> int:
    return group[0].input.size * len(group) + 1


def _needed(
    needs: Needs, modules: tuple[Module, ...], questions: Iterable[Question]
) -> tuple[Module, ...]:
    """What the questions need, and all that is not ours, so that a broken policy shows."""
    numbers = {n for n, module in enumerate(modules) if not module.portable}
    numbers.update(*(needs.of(package) for package in {q.package for q in questions}))
    return tuple(modules[number] for number in sorted(numbers))


def _explained(error: str) -> str:
    """An error of the engine, with the way out where it lacks a builtin. One whose last argument
    takes the result makes it say that the variable there is unsafe.
    """
    found = LACKING.search(error)
    if not found:
        return error
    what = (
        f"`{found[1]}` is a builtin of OPA" if found[1] else "its value comes from a builtin of OPA"
    )
    return f"{error} (if {what}: use --engine opa)"


def _spread(things: list[T], cost: Callable[[T], int], number: int) -> list[list[T]]:
    """Things in at most `number` parts of about equal cost, the most costly first."""
    parts: list[list[T]] = [[] for _ in range(max(1, number))]
    loads = [0] * len(parts)
    for thing in sorted(things, key=cost, reverse=True):
        lightest = loads.index(min(loads))
        parts[lightest].append(thing)
        loads[lightest] += cost(thing)
    return [part for part in parts if part]
