"""One server under audit: how to ask it, and problems on the way."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from auditor.api.databases.options import DatabaseOptions
from auditor.api.errors import GapError
from auditor.api.hooks import Context
from auditor.api.labels import Labels
from auditor.api.models import GapReason, Item, Location, Target

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """Part of the evidence that could not be had, while the rest was read."""

    reason: GapReason
    message: str
    message_zh: str
    location: Location | None = None


class Database(ABC):
    """The base of a plugin's subject."""

    plugin: ClassVar[str]
    login: ClassVar[tuple[str, str]] = ("account", "账号")
    """What the server calls those who log in, in English and Chinese."""
    quote: ClassVar[str] = '"'
    """The mark around a name in SQL."""

    def __init__(
        self, target: Target, context: Context, ask: Callable[[str], Iterable[Row]]
    ) -> None:
        self.target, self.context, self._ask = target, context, ask

    @property
    @abstractmethod
    def options(self) -> DatabaseOptions:
        """The target's options."""

    @property
    @abstractmethod
    def labels(self) -> Labels:
        """What the comments of the database say."""

    @property
    def name(self) -> str:
        """The target's name, which is `host` and `system_id` of all evidence."""
        return self.target.name

    @property
    def store_id(self) -> str:
        """The store that the database is."""
        return self.options.store.store_id or self.name

    @property
    def holds_customer_info(self) -> bool | None:
        """As stated, or else as the labels tell."""
        stated = self.options.holds_customer_info
        return True if stated is None and self.labels.classes() else stated

    @cached_property
    def classes_of(self) -> dict[tuple[str, str], list[str | None]]:
        """The classes of labelled columns, by table."""
        return self.labels.by_table()

    def ask(self, question: str, needs: str = "") -> Iterator[Row]:
        """Rows of a SELECT; `needs` is the right to name where it is refused.

        Raises:
            GapError: when it has no answer.
        """
        try:
            yield from self._ask(question)
        except GapError as error:
            if error.reason is not GapReason.DENIED or not needs:
                raise
            raise self.lacks(needs) from None

    def lacks(self, needs: str) -> GapError:
        """The gap of a missing right."""
        user, (word, word_zh) = self.options.user, self.login
        text, zh = f"{word} {user} lacks {needs}", f"{word_zh} {user} 缺少权限:{needs}"
        return GapError(GapReason.DENIED, text, None, zh)

    def place(self, thing: str) -> dict[str, Any]:
        """Where a person would look in the server."""
        return Location(f"{self.plugin}/{self.name}/{thing}").as_dict()

    @classmethod
    def identifier(cls, *names: str) -> str:
        """A name as SQL, whatever it holds."""
        mark = cls.quote
        return ".".join(mark + name.replace(mark, mark * 2) + mark for name in names)


def known(**fields: Any) -> Item:
    """The fields that are not empty."""
    return {name: value for name, value in fields.items() if value is not None and value != ""}


def problem_of(error: GapError) -> Problem:
    """A gap of one part, as a problem of the whole."""
    return Problem(error.reason, error.message, error.message_zh, error.location)


def sifted(found: Iterable[Item | Problem], problems: list[Problem]) -> Generator[Item, None, None]:
    """The rows of what was found; its problems go into the list, in their order."""
    for one in found:
        if isinstance(one, Problem):
            problems.append(one)
        else:
            yield one
