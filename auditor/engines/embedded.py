"""The embedded engine: regorus in worker processes; no server, no binary.

A control that panics, runs past its time or its memory ends its worker process; that control gets
an error, the worker is replaced and the others go on. regorus never releases the GIL and has no
way to stop an evaluation, so processes are also what makes it parallel and interruptible.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from multiprocessing.connection import Connection, Pipe
from types import TracebackType
from typing import Any, Self

import orjson

from auditor.api import EngineError, Location, PolicyError
from auditor.engines.answers import to_answer
from auditor.engines.heads import portable
from auditor.engines.interface import Answer, EngineSettings, Input, Module, Policies, Question
from auditor.engines.lifetime import side_by_side
from auditor.engines.namespace import Needs

LOAD_SECONDS = 120.0
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
        """Answer every question; questions on one input go to one worker. Workers are kept for
        the next time: the kernel ends them with the thread that calls this.
        """
        groups = [list(group) for _, group in groupby(questions, key=lambda q: id(q.input))]
        shares = _share(groups, self._settings.jobs)
        needs, modules = Needs(policies.modules), portable(policies.modules)
        lanes = [
            (
                self._idle.pop() if self._idle else self._start(),
                _needed(needs, modules, share),
                share,
            )
            for share in shares
        ]

        def work(lane: tuple[Worker, tuple[Module, ...], list[Question]]) -> list[Answer]:
            worker, needed, share = lane
            return self._lane(worker, Policies(needed, policies.data), share)

        for answers in side_by_side(len(lanes), work, lanes):
            yield from answers

    def _lane(self, first: Worker, policies: Policies, lane: list[Question]) -> list[Answer]:
        """Work through questions on one worker, which is replaced when it fails."""
        worker: Worker | None = first
        first.load(policies)
        answers = []
        for question in lane:
            if self._ended:
                break
            worker = worker or self._loaded(policies)
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


def _share(groups: list[list[Question]], jobs: int) -> list[list[Question]]:
    """Spread groups over at most `jobs` lanes, the largest inputs first, evenly by size."""
    lanes: list[list[Question]] = [[] for _ in range(max(1, jobs))]
    loads = [0] * len(lanes)
    for group in sorted(groups, key=lambda group: -group[0].input.size):
        lightest = loads.index(min(loads))
        lanes[lightest].extend(group)
        loads[lightest] += group[0].input.size + 1
    return [lane for lane in lanes if lane]
