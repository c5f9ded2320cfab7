"""Questions to a directory, and entries as answers to them.

Everything is asked through one function `ask(question) -> answer` of JSON values, so that a
recording can stand in for the server.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from auditor.api import GapError

Ask = Callable[[str], Any]
PAGE = 500


@dataclass(frozen=True, slots=True)
class Search:
    """A search; `scope` is `base` or `sub`. With `names_only` no value leaves the server."""

    base: str
    scope: str
    filter: str
    attributes: tuple[str, ...]
    names_only: bool = False

    def question(self, page: int) -> str:
        """The question as text."""
        asked: dict[str, Any] = {
            "search": self.base,
            "scope": self.scope,
            "filter": self.filter,
            "attributes": list(self.attributes),
            "page": page,
        }
        return json.dumps(asked | ({"names_only": True} if self.names_only else {}))


class Entry:
    """An entry: its DN and its attributes by name in lower case."""

    __slots__ = ("_values", "dn")

    def __init__(self, dn: str, values: Mapping[str, list[str]]) -> None:
        self.dn = dn
        self._values = {name.lower(): given for name, given in values.items()}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._values

    def texts(self, name: str) -> list[str]:
        """All values."""
        return self._values.get(name.lower(), [])

    def text(self, name: str) -> str:
        """The first value, or nothing."""
        return next(iter(self.texts(name)), "")

    def classes(self) -> frozenset[str]:
        """Its object classes in lower case."""
        return frozenset(name.lower() for name in self.texts("objectClass"))


@dataclass(slots=True)
class Found:
    """Entries that are read page by page; `error` says after the last why there are no more."""

    ask: Ask
    search: Search
    error: GapError | None = None

    def __iter__(self) -> Iterator[Entry]:
        page, more = 0, True
        while more:
            try:
                answer = self.ask(self.search.question(page))
            except GapError as error:
                self.error = error
                return
            for dn, values in answer["entries"]:
                yield Entry(dn, values)
            more, page = answer["more"], page + 1


def entries(ask: Ask, search: Search) -> list[Entry]:
    """All entries of a small search.

    Raises:
        GapError: when any of them cannot be had.
    """
    found = Found(ask, search)
    read = list(found)
    if found.error:
        raise found.error
    return read


def compared(ask: Ask, dn: str, attribute: str, value: str) -> bool:
    """False when the server refuses to compare the attribute, which any right to read includes.

    `value` has to be of the attribute's syntax: that is looked at before the rights are.
    """
    return bool(ask(json.dumps({"compare": dn, "attribute": attribute, "value": value})))
