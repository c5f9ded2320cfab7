"""Which column holds which field.

Header names are shown in messages only when the row is known to be a header: without one, the
first row is a customer's data.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from auditor_plugins.registers.cells import fold
from auditor_plugins.registers.options import RegisterFile
from auditor_plugins.registers.tables import Table

PERSONAL = re.compile(r"\d{5}|@")
LOCATIONS = ("_loc", "_locs")


@dataclass(frozen=True, slots=True)
class Column:
    """A field, the index of its column, and its header as messages show it."""

    field: str
    index: int
    title: str
    required: bool


def fields_of(schema: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The fields of a kind that a register can hold, with their schemas."""
    properties = schema["items"]["properties"]
    return {name: part for name, part in properties.items() if name not in LOCATIONS}


class Mapper:
    """Maps the fields of a kind to the headers of one table."""

    def __init__(self, table: Table, register: RegisterFile, schema: Mapping[str, Any]) -> None:
        self._fields = fields_of(schema)
        self._required = frozenset(schema["items"].get("required", ())) & self._fields.keys()
        self._register, self._table = register, table
        self._places: dict[str, list[int]] = {}
        for index, header in enumerate(table.headers):
            if fold(header):
                self._places.setdefault(_key(header), []).append(index)

    def columns(self) -> tuple[Column, ...]:
        """The columns of the fields that the table holds, in the order of the schema."""
        return tuple(
            Column(name, self._at(name)[0], self._title(name), name in self._required)
            for name in self._fields
            if self._at(name)
        )

    def problems(self) -> tuple[str, ...]:
        """What keeps the table from being read: each names the key and the nearest word."""
        found = [*self._unknown_fields(), *self._ambiguous()]
        if not self._table.open_ended:
            found += [*self._missing_headers(), *self._missing_fields()]
        return tuple(found)

    def _wanted(self, name: str) -> str:
        return self._register.columns.get(name, name)

    def _at(self, name: str) -> list[int]:
        return self._places.get(_key(self._wanted(name)), [])

    def _title(self, name: str) -> str:
        wanted = self._wanted(name)
        return wanted if wanted == name else f"{wanted} ({name})"

    def _unknown_fields(self) -> list[str]:
        kind = self._register.kind
        told = [("columns", name) for name in self._register.columns]
        told += [("values", name) for name in self._register.values]
        return [
            f"{option}: {kind} has no field {name}{_nearest(name, self._fields)}"
            for option, name in told
            if name not in self._fields
        ]

    def _ambiguous(self) -> list[str]:
        return [
            f"{len(self._at(name))} columns are named {self._wanted(name)}"
            for name in self._fields
            if len(self._at(name)) > 1
        ]

    def _missing_headers(self) -> list[str]:
        return [
            f"columns: no column {header} for field {name}{self._found(header)}"
            for name, header in self._register.columns.items()
            if name in self._fields and not self._at(name)
        ]

    def _missing_fields(self) -> list[str]:
        missing = [
            name
            for name in self._fields
            if name in self._required and name not in self._register.columns and not self._at(name)
        ]
        return [
            f"no column for required field {name}{self._found(name)}; map it under columns:"
            for name in missing
        ]

    def _found(self, word: str) -> str:
        named = [header.strip() for header in self._table.headers if fold(header)]
        if not any(self._at(name) for name in self._fields):
            return (
                f" in {self._table.place} ({len(named)} named columns, none of them known;"
                " is the header elsewhere?)"
            )
        shown = sorted(header for header in named if not PERSONAL.search(header))
        return f"{_nearest(word, shown)}; columns found: {', '.join(shown)}"


def _key(header: str) -> str:
    return "".join(fold(header).split())


def _nearest(word: str, known: Any) -> str:
    close = get_close_matches(word, sorted(known), 1)
    return f" (nearest: {close[0]})" if close else ""
