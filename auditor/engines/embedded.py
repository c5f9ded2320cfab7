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
from auditor.engines.interface import Answer, EngineSettings, Input, Policies, Question
from auditor.engines.lifetime import side_by_side

LOAD_SECONDS = 120.0
LACKING = re.compile(r"could not find function ([\w.]+)")


class Worker:
    """One worker process. Not thread-safe: one thread talks to it."""

    def __init__(self, settings: EngineSettings, policies: Policies) -> None:
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
        self._load(policies)

    def _load(self, policies: Policies) -> None:
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
        """Answer every question; questions on one input go to one worker."""
        groups = [list(group) for _, group in groupby(questions, key=lambda q: id(q.input))]
        lanes = _share(groups, self._settings.jobs)
        loaded = Policies(portable(policies.modules), policies.data)
        for answers in side_by_side(len(lanes), lambda lane: self._lane(loaded, lane), lanes):
            yield from answers

    def _lane(self, policies: Policies, lane: list[Question]) -> list[Answer]:
        """Work through questions on one worker, which is replaced when it fails."""
        worker: Worker | None = None
        answers = []
        for question in lane:
            if self._ended:
                break
            worker = worker or self._start(policies)
            try:
                answers.append(worker.ask(question))
            except EngineError as error:
                answers.append(Answer(question.key, error=str(error)))
                self._discard(worker)
                worker = None
        if worker:
            self._discard(worker)
        return answers

    def _start(self, policies: Policies) -> Worker:
        worker = Worker(self._settings, policies)
        self._workers.add(worker)
        if self._ended:  # while it started: nobody else would stop it
            self._discard(worker)
        return worker

    def _discard(self, worker: Worker) -> None:
        self._workers.discard(worker)
        worker.stop()


def _explained(error: str) -> str:
    """An error of the engine, with the way out where it lacks a builtin."""
    found = LACKING.search(error)
    hint = f" (if `{found[1]}` is a builtin of OPA: use --engine opa)" if found else ""
    return f"{error}{hint}"


def _share(groups: list[list[Question]], jobs: int) -> list[list[Question]]:
    """Spread groups over at most `jobs` lanes, the largest inputs first, evenly by size."""
    lanes: list[list[Question]] = [[] for _ in range(max(1, jobs))]
    loads = [0] * len(lanes)
    for group in sorted(groups, key=lambda group: -group[0].input.size):
        lightest = loads.index(min(loads))
        lanes[lightest].extend(group)
        loads[lightest] += group[0].input.size + 1
    return [lane for lane in lanes if lane]
