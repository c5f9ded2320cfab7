"""Evaluates single rules for the policy workbench in a worker process: a panic costs one rule."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, Pipe
from types import TracebackType
from typing import Any, Self

import orjson

from auditor.api import EngineError, Location, PolicyError
from auditor.engines.heads import portable
from auditor.engines.interface import Module

LOAD_SECONDS = 120.0
MEMORY = 4 << 30


@dataclass(frozen=True, slots=True)
class Tried:
    """What a rule gave: its value, nothing (undefined), or an error."""

    value: Any = None
    defined: bool = False
    error: str = ""

    @property
    def true(self) -> bool:
        """The rule holds."""
        return self.defined and self.value is True


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of rules, by name, and by file the lines that were evaluated or not."""

    results: Mapping[str, Tried]
    coverage: Mapping[str, tuple[list[int], list[int]]] = field(default_factory=dict)


class Bench:
    """One worker process at a time with modules that all batches share. Not thread-safe."""

    def __init__(
        self, modules: Iterable[Module], *, timeout: float = 60.0, coverage: bool = False
    ) -> None:
        self._base = _texts(modules)
        self._timeout = timeout
        self._message = {"memory": MEMORY, "coverage": coverage}
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe: Connection[bytes, bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def run(
        self, rules: Sequence[str], modules: Iterable[Module] = (), *, stop: bool = False
    ) -> Batch:
        """Evaluate rules (`data.package.rule`); with `stop`, up to the first that is not true.

        A rule that crashes the process or runs past its time gets an error; the others are
        evaluated again without it, so that their coverage is whole.

        Raises:
            PolicyError: the modules cannot be loaded.
        """
        added = _texts(modules)
        crashed: dict[str, Tried] = {}
        while True:
            left = [rule for rule in rules if rule not in crashed]
            batch, failure = self._attempt(left, added, stop)
            if not failure:
                return Batch({**crashed, **batch.results}, batch.coverage)
            crashed[left[len(batch.results)]] = Tried(error=failure)
            if stop:
                return Batch({**batch.results, **crashed})

    def _attempt(
        self, rules: list[str], modules: list[tuple[str, str]], stop: bool
    ) -> tuple[Batch, str]:
        """Results until the end or until a failure, and what failed."""
        pipe = self._pipe or self._start()
        results: dict[str, Tried] = {}
        try:
            _send(pipe, {**self._message, "modules": modules, "queries": rules, "stop": stop})
            while True:
                reply = _receive(pipe, self._timeout)
                if "coverage" in reply:
                    return Batch(results, reply["coverage"]), ""
                if "broken" in reply:
                    raise PolicyError(f"this policy cannot be loaded: {reply['broken']}")
                results[rules[len(results)]] = _tried(reply)
        except EngineError as error:
            self._stop()
            return Batch(results), str(error)

    def _start(self) -> Connection[bytes, bytes]:
        ours, theirs = Pipe()
        self._pipe = ours
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "auditor.engines.bench_worker", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        theirs.close()
        _send(ours, {**self._message, "modules": self._base})
        try:
            reply = _receive(ours, LOAD_SECONDS)
        except EngineError as error:
            reply = {"error": str(error)}
        if "error" in reply:
            self._stop()
            place = Location(reply["module"]) if "module" in reply else None
            raise PolicyError(f"this policy cannot be loaded: {reply['error']}", place)
        return ours

    def _stop(self) -> None:
        if self._pipe and self._process:
            self._pipe.close()
            self._process.kill()
            self._process.wait()
        self._pipe = self._process = None


def _texts(modules: Iterable[Module]) -> list[tuple[str, str]]:
    """Names and texts, as the embedded engine loads them."""
    return [(module.name, module.text) for module in portable(tuple(modules), whole=False)]


def _send(pipe: Connection[bytes, bytes], body: Mapping[str, Any]) -> None:
    try:
        pipe.send_bytes(orjson.dumps(body))
    except OSError:
        raise EngineError("the evaluation ran out of memory or crashed") from None


def _receive(pipe: Connection[bytes, bytes], timeout: float) -> dict[str, Any]:
    try:
        if not pipe.poll(timeout):
            raise EngineError(f"no answer within {timeout:g} s")
        reply: dict[str, Any] = orjson.loads(pipe.recv_bytes())
    except (EOFError, OSError):
        raise EngineError("the evaluation ran out of memory or crashed") from None
    if reply.get("over"):
        raise EngineError(f"the engine panicked: {reply['error']}")
    return reply


def _tried(reply: Mapping[str, Any]) -> Tried:
    if "error" in reply:
        return Tried(error=reply["error"])
    return Tried(reply.get("value"), "value" in reply)
