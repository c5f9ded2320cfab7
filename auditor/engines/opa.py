"""The `opa` engine: policies and data go to an OPA server under a path of this run alone, every
question is one request, and everything is taken back afterwards.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from types import TracebackType
from typing import Any, Self

import orjson

from auditor.api import EngineError
from auditor.engines.answers import to_answer
from auditor.engines.interface import (
    Answer,
    EngineSettings,
    Module,
    OpaSettings,
    Policies,
    Question,
)
from auditor.engines.namespace import in_order, under
from auditor.engines.opa_client import Client, UnreachableError
from auditor.engines.opa_server import ManagedServer

OWN = "auditor_run_"
ABANDONED_SECONDS = 86400
"""What a killed run left behind is swept by later ones after this time."""


class OpaEngine:
    """OPA at `settings.opa.url`, or a private server where that is empty."""

    name = "opa"

    def __init__(self, settings: EngineSettings) -> None:
        self._settings = settings
        self._prefix = f"{OWN}{int(time.time())}_{secrets.token_hex(8)}"
        self._stack = ExitStack()
        self._pushed: list[str] = []
        self._dead = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def ask(self, policies: Policies, questions: Iterable[Question]) -> Iterator[Answer]:
        """Answer every question; an unreachable server makes each answer an error."""
        asked = list(questions)
        modules = [under(self._prefix, module) for module in in_order(policies.modules)]
        modules.append(self._entry(asked))
        try:
            client = self._deploy(modules, orjson.loads(policies.data))
        except EngineError as error:
            yield from (Answer(question.key, error=str(error)) for question in asked)
            return
        with ThreadPoolExecutor(max_workers=max(1, self._settings.jobs)) as pool:
            numbered = enumerate(asked)
            yield from pool.map(lambda one: self._answer(client, *one), numbered)

    def _deploy(self, modules: list[Module], data: Any) -> Client:
        """Bring policies and data to a server: a private one starts with them, another gets them
        one by one.
        """
        settings = self._settings.opa
        if not settings.url:
            server = self._stack.enter_context(ManagedServer(settings.binary))
            return self._open(server.start(modules, {self._prefix: data}))
        client = self._open(settings)
        self._stack.callback(self._clean, client)
        self._sweep(client)
        client.put_data(data, self._prefix)
        for module in modules:
            at = f"{self._prefix}/{module.name.replace('/', '_')}"
            client.push(module, at)
            self._pushed.append(at)
        return client

    def _open(self, settings: OpaSettings) -> Client:
        client = Client(settings, self._settings.timeout)
        self._stack.callback(client.close_connection)
        return client

    def _entry(self, questions: list[Question]) -> Module:
        """A module whose rule `q<n>` holds exactly what question n asks for."""
        lines = [f"package {self._prefix}.entry", ""]
        for number, question in enumerate(questions):
            for rule in question.rules:
                value = f"data.{self._prefix}.{question.package}.{rule}"
                lines.append(f'q{number}["{rule}"] := {value}')
        return Module("entry.rego", "\n".join(lines) + "\n")

    def _answer(self, client: Client, number: int, question: Question) -> Answer:
        if self._dead:
            return Answer(question.key, error=self._dead)
        try:
            path = f"{self._prefix}/entry/q{number}"
            return to_answer(question, client.evaluate(path, question.input.json))
        except UnreachableError as error:
            self._dead = str(error)
            return Answer(question.key, error=self._dead)
        except EngineError as error:
            return Answer(question.key, error=str(error))

    def _clean(self, client: Client) -> None:
        with suppress(Exception):  # a server that is gone holds nothing of ours
            client.remove(self._pushed[::-1], self._prefix)

    def _sweep(self, client: Client) -> None:
        """Remove what runs that were killed left behind."""
        for at in _policies(client):
            if _age(at) > ABANDONED_SECONDS:
                client.remove([at], at.partition("/")[0])


def _age(policy: str) -> float:
    """Seconds since the run that owns this policy began; 0 for policies of others."""
    stamp = policy.removeprefix(OWN).partition("_")[0]
    return time.time() - int(stamp) if policy.startswith(OWN) and stamp.isdigit() else 0.0


def _policies(client: Client) -> list[Any]:
    try:
        return client.policies()
    except Exception as error:
        raise UnreachableError(f"engine unreachable: {type(error).__name__}") from None
