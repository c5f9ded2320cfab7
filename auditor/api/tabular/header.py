"""Which column holds which field.

Header names are shown in messages only when the row is known to be a header: without one, the
first row is a customer's data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Protocol

from auditor.api.tabular.cells import Bilingual, Problem
from auditor.api.tabular.schema import fields_of, header_key, names_of, required_of
from auditor.api.tabular.tables import Table

PERSONAL = re.compile(r"\d{5}|@")


class Mapped(Protocol):
    """How the columns and words of a table become those of a kind: options of some target."""

    @property
    def kind(self) -> str:
        """Evidence kind of the rows."""
        ...

    @property
    def columns(self) -> Mapping[str, str]:
        """Field of the kind to the header of its column."""
        ...

    @property
    def values(self) -> Mapping[str, Mapping[str, Any]]:
        """Field to the table's own words and the catalogue's value of each."""
        ...


@dataclass(frozen=True, slots=True)
class Column:
    """A field, the index of its column, and its header as messages show it."""

    field: str
    index: int
    title: str
    required: bool


class Mapper:
    """Maps the fields of a kind to the headers of one table.

    A field takes the column that `columns:` tells, else the one named as the field or as its
    Chinese title. A column that is told for one field is not taken for another.
    """

    def __init__(self, table: Table, register: Mapped, schema: Mapping[str, Any]) -> None:
        self._table, self._register = table, register
        self._fields, self._required = fields_of(schema), required_of(schema)
        self._headers = [header_key(header) for header in table.headers]
        self._at = {name: self._find(name) for name in self._fields}

    def columns(self) -> tuple[Column, ...]:
        """The columns of the fields that the table holds, in the order of the schema."""
        return tuple(
            Column(name, places[0], self._title(name), name in self._required)
            for name, places in self._at.items()
            if places
        )

    def problems(self) -> tuple[Problem, ...]:
        """What keeps the table from being read: each names the key and the nearest word."""
        found = [*self._unknown_fields(), *self._ambiguous()]
        if not self._table.open_ended:
            found += [*self._missing_headers(), *self._missing_fields()]
        return tuple(found)

    def _find(self, name: str) -> list[int]:
        wanted = {header_key(word) for word in self._names(name)}
        if name not in self._register.columns:
            wanted -= {header_key(header) for header in self._register.columns.values()}
        return [index for index, key in enumerate(self._headers) if key and key in wanted]

    def _names(self, name: str) -> tuple[str, ...]:
        told = self._register.columns.get(name)
        return (told,) if told else names_of(name, self._fields[name])

    def _title(self, name: str) -> str:
        header = self._headers[self._at[name][0]]
        word = next(word for word in self._names(name) if header_key(word) == header)
        return word if word == name else f"{word} ({name})"

    def _unknown_fields(self) -> Iterable[Problem]:
        kind, columns, values = self._register.kind, self._register.columns, self._register.values
        told = [*(("columns", name) for name in columns), *(("values", name) for name in values)]
        for option, name in told:
            if name not in self._fields:
                near = _nearest(name, self._fields)
                yield Problem(
                    f"{option}: {kind} has no field {name}{near.en}",
                    f"{option}: {kind} 没有字段 {name}{near.zh}",
                )

    def _ambiguous(self) -> Iterable[Problem]:
        for name, places in self._at.items():
            if len(places) > 1:
                names, count = self._names(name), len(places)
                yield Problem(
                    f"{count} columns are named {' or '.join(names)};"
                    " rename all but one, or choose one under columns:",
                    f"有 {count} 列名为 {' 或 '.join(names)}；"
                    "请只保留一个同名列，或在 columns: 中选定一列",
                )

    def _missing_headers(self) -> Iterable[Problem]:
        for name, header in self._register.columns.items():
            if name in self._fields and not self._at[name]:
                found = self._found(header)
                yield Problem(
                    f"columns: no column {header} for field {name}{found.en}",
                    f"columns: 字段 {name} 对应的列 {header} 不存在{found.zh}",
                )

    def _missing_fields(self) -> Iterable[Problem]:
        for name in self._fields:
            told = name in self._register.columns
            if name in self._required and not told and not self._at[name]:
                found = self._found(name)
                yield Problem(
                    f"no column for required field {name}{found.en}; map it under columns:",
                    f"必填字段 {name} 没有对应的列{found.zh}；请在 columns: 中指定",
                )

    def _found(self, word: str) -> Bilingual:
        named = [header.strip() for header in self._table.headers if header_key(header)]
        if not any(self._at.values()):
            place, count = self._table.place, len(named)
            return Bilingual(
                f" in {place.en} ({count} named columns, none of them known;"
                " is the header elsewhere?)",
                f"（{place.zh}：{count} 个有名的列都不认识；表头是否在别处？）",
            )
        shown = sorted(header for header in named if not PERSONAL.search(header))
        near = _nearest(word, shown)
        return Bilingual(
            f"{near.en}; columns found: {', '.join(shown)}",
            f"{near.zh}；现有的列：{'、'.join(shown)}",
        )


def _nearest(word: str, known: Iterable[str]) -> Bilingual:
    close = get_close_matches(word, sorted(known), 1)
    word = close[0] if close else ""
    return Bilingual(f" (nearest: {word})", f"（最接近：{word}）") if word else Bilingual("", "")
