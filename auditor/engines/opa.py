"""The `opa` engine: policies and data go to an OPA server under a path of this run alone, every
question is one request, and everything is taken back afterwards.
"""

from __future__ import annotations

import json
import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import groupby
from types import TracebackType
from typing import Self

from auditor.api import EngineError, PolicyError
from auditor.engines.answers import to_answer
from auditor.engines.interface import (
    Answer,
    EngineSettings,
    Module,
    OpaSettings,
    Policies,
    Question,
)
from auditor.engines.lifetime import side_by_side
from auditor.engines.namespace import Needs, under
from auditor.engines.opa_client import Client
from auditor.engines.opa_remote import Deposit, fresh_prefix, sweep
from auditor.engines.opa_server import ManagedServer
from auditor.engines.opa_session import UnreachableError

ENTRY, SEAL = "auditor_entry", "auditor_seal"
PACKAGES_AT_ONCE = 8
"""Packages that a given server holds at a time. Every upload and removal makes OPA compile all
policies that it holds, so that this, not all of them at once, keeps long runs linear."""
LOST = "the server no longer holds this run's policies"


class OpaEngine:
    """OPA at `settings.opa.url`, or a private server where that is empty."""

    name = "opa"

    def __init__(self, settings: EngineSettings) -> None:
        self._settings = settings
        self._prefix, self._seal = fresh_prefix(), secrets.token_hex(16)
        self._stack = ExitStack()
        self._dead = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._dead = "the run has ended"
        self._stack.close()

    def ask(self, policies: Policies, questions: Iterable[Question]) -> Iterator[Answer]:
        """Answer every question; an unreachable server makes each answer an error."""
        asked = sorted(questions, key=lambda question: question.package)
        ask = self._ask_given if self._settings.opa.url else self._ask_private
        answered = set()
        try:
            for answer in ask(policies, asked) if asked else ():
                answered.add(answer.key)
                yield answer
        except EngineError as error:
            left = (question for question in asked if question.key not in answered)
            yield from (Answer(question.key, error=str(error)) for question in left)
        finally:
            self._stack.close()

    def _ask_private(self, policies: Policies, asked: Sequence[Question]) -> Iterator[Answer]:
        """All policies that are needed are there when the server starts."""
        needs = Needs(policies.modules)
        numbers = frozenset().union(*(needs.of(package) for package in _packages(asked)))
        modules = [under(self._prefix, policies.modules[n]) for n in sorted(numbers)]
        modules.append(self._entry(asked))
        server = self._stack.enter_context(ManagedServer(self._settings.opa.binary))
        client = self._open(server.start(modules, f'{{"{self._prefix}":{self._data(policies)}}}'))
        client.names.update({f"policies/{n}.rego": one.name for n, one in enumerate(modules)})
        self._check_seal(client)
        yield from self._answers(client, asked)

    def _ask_given(self, policies: Policies, asked: Sequence[Question]) -> Iterator[Answer]:
        """Policies come and go in groups; those that several packages need stay."""
        needs = Needs(policies.modules)
        needed = {package: needs.of(package) for package in _packages(asked)}
        times = Counter(number for numbers in needed.values() for number in numbers)
        shared = {number for number, count in times.items() if count > 1}
        client = self._open(self._settings.opa)
        client.check_health()
        sweep(client)
        deposit = Deposit(client, self._prefix)
        self._stack.callback(deposit.close)
        deposit.put_data(self._data(policies))

        def moved(numbers: Iterable[int]) -> list[Module]:
            return [under(self._prefix, policies.modules[n]) for n in needs.in_order(numbers)]

        try:
            with deposit.holding(moved(shared)):
                for group in _groups(asked):
                    own = frozenset().union(*(needed[p] for p in _packages(group))) - shared
                    with deposit.holding([*moved(own), self._entry(group)]):
                        yield from self._answers(client, group)
        except PolicyError:
            self._check_seal(client)  # a server that lost the others refuses this one
            raise

    def _open(self, settings: OpaSettings) -> Client:
        client = Client(settings, self._settings.timeout)
        self._stack.callback(client.close_connection)
        return client

    def _data(self, policies: Policies) -> str:
        """The data document with the seal; numbers stay as they are written."""
        rest = policies.data.strip().removeprefix("{")
        comma = "" if rest.startswith("}") or rest.lstrip() == "}" else ","
        return f'{{"{SEAL}":"{self._seal}"{comma}{rest}'

    def _entry(self, questions: Sequence[Question]) -> Module:
        """A module whose rule `q<n>` holds exactly what question n asks for, and the proof that
        this run's data are there.
        """
        lines = [f"package {self._prefix}.{ENTRY}", ""]
        for number, question in enumerate(questions):
            lines.append(f'q{number}["{SEAL}"] := data.{self._prefix}.{SEAL}')
            package = "".join(f"[{json.dumps(part)}]" for part in question.package.split("."))
            for rule in question.rules:
                value = f"data.{self._prefix}{package}.{rule}"
                lines.append(f'q{number}["{rule}"] := {value}')
        return Module("entry.rego", "\n".join(lines) + "\n")

    def _answers(self, client: Client, asked: Sequence[Question]) -> Iterator[Answer]:
        numbered = list(enumerate(asked))
        return side_by_side(self._settings.jobs, lambda one: self._answer(client, *one), numbered)

    def _answer(self, client: Client, number: int, question: Question) -> Answer:
        try:
            if self._dead:
                return Answer(question.key, error=self._dead)
            path = f"{self._prefix}/{ENTRY}/q{number}"
            reply = client.evaluate(path, question.input.json)
            if not isinstance(reply, dict) or reply.get(SEAL) != self._seal:
                raise UnreachableError(LOST)
            return to_answer(question, reply)
        except UnreachableError as error:
            self._dead = self._dead or str(error)
            return Answer(question.key, error=str(error))
        except EngineError as error:
            return Answer(question.key, error=str(error))

    def _check_seal(self, client: Client) -> None:
        """It is our server, and it holds our data."""
        if client.evaluate(f"{self._prefix}/{SEAL}", b"{}") != self._seal:
            raise UnreachableError(LOST)


def _packages(questions: Iterable[Question]) -> list[str]:
    return list(dict.fromkeys(question.package for question in questions))


def _groups(asked: Sequence[Question]) -> Iterator[list[Question]]:
    """Questions, sorted by package, of a few packages each."""
    number = {package: n // PACKAGES_AT_ONCE for n, package in enumerate(_packages(asked))}
    for _, group in groupby(asked, key=lambda question: number[question.package]):
        yield list(group)
