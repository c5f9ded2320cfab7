"""What the core asks of a Rego engine: load policies once, then answer questions about input."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Protocol, Self

SETS = ("deny", "warn", "unknown", "review")
"""The partial sets that a rule package may define."""


@dataclass(frozen=True, slots=True)
class Module:
    """One Rego file: the name that messages show, and its text.

    `portable` text is known to keep to what all engines read alike; other text is rewritten.
    """

    name: str
    text: str
    portable: bool = False


@dataclass(frozen=True, slots=True)
class Policies:
    """All modules and the `data` document, as JSON text."""

    modules: tuple[Module, ...]
    data: str


@dataclass(frozen=True, slots=True)
class Question:
    """Evaluate these rules of one package against one input.

    Questions whose `input` is the same object share one parsed input in the engine.
    """

    key: str
    package: str
    rules: tuple[str, ...]
    input: Input


@dataclass(frozen=True, slots=True, eq=False)
class Input:
    """One input document as JSON text, or what makes it when it is needed: slices of large
    registers are not all held at once. `weight` is its size, roughly, in bytes.
    """

    source: bytes | Callable[[], bytes]
    weight: int = 0

    @property
    def json(self) -> bytes:
        """The document."""
        return self.source if isinstance(self.source, bytes) else self.source()

    @property
    def size(self) -> int:
        """What evaluating it costs, for sharing work out."""
        return self.weight or (len(self.source) if isinstance(self.source, bytes) else 1)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the rules said. `applicable` is None where the rule is undefined or not there.

    A non-empty `error` means that nothing else here may be used.
    """

    key: str
    sets: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    applicable: bool | None = None
    error: str = ""


@dataclass(frozen=True, slots=True)
class OpaSettings:
    """How an OPA server is reached; an empty `url` means a private one, started from `binary`.

    `token` is the bearer token itself; `authority`, `certificate` and `key` are PEM files.
    """

    url: str = ""
    token: str = field(default="", repr=False)
    authority: str = ""
    certificate: str = ""
    key: str = ""
    binary: str = "opa"


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """Limits: seconds and bytes of memory for one control, and processes side by side."""

    jobs: int = 1
    timeout: float = 60.0
    memory: int = 4 << 30
    opa: OpaSettings = OpaSettings()


@dataclass(frozen=True, slots=True)
class Batch:
    """Questions on policies with one `data` document; keys are unique over all batches."""

    policies: Policies
    questions: tuple[Question, ...]


class Engine(Protocol):
    """A Rego engine. A context manager; leaving it stops whatever it started."""

    name: str

    def ask(self, policies: Policies, questions: Iterable[Question]) -> Iterator[Answer]:
        """Answer every question, in any order.

        Raises:
            PolicyError: the policies cannot be loaded.
        """
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


def ask_all(engine: Engine, batches: Iterable[Batch]) -> Iterator[Answer]:
    """Answers to all batches, in any order; an engine with an `ask_all` of its own shares the
    work of all of them out, others are asked batch by batch.

    Raises:
        PolicyError: the policies cannot be loaded.
    """
    together = getattr(engine, "ask_all", None)
    if together:
        yield from together(batches)
        return
    for batch in batches:
        yield from engine.ask(batch.policies, batch.questions)
