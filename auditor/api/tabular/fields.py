"""The converter of one field, from the JSON Schema of its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from functools import partial
from typing import Any

from auditor.api.tabular import dates, scalars
from auditor.api.tabular.cells import BLANKS, Problem, fold
from auditor.api.tabular.scalars import Convert

MEMO_LIMIT = 4096
Texts = tuple[str | None, ...]
Quick = Callable[[Texts], list[str]]
"""Converts the usual cells of a column at once, and gives "" for those left to be looked at."""
TEXTS = {str, type(None)}
SHARED = (str, int, float, bool)
UNKNOWN_WORD = Problem("a word outside the list of known values", "不在已知取值之列")
DATES = {"date": dates.as_date, "datetime": dates.as_datetime}
TYPES: Mapping[str, Convert] = {
    "integer": scalars.as_integer,
    "number": scalars.as_number,
    "boolean": scalars.as_boolean,
    "object": scalars.as_object,
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What conversion needs besides the schema. `serials`: numbers may be Excel dates."""

    zone: tzinfo
    roles: Mapping[str, str] = field(default_factory=dict)
    serials: bool = False


class Converter(dict[str | None, Any]):
    """Converts the cells of one column; texts already seen are looked up.

    `failures` counts the cells that gave a Problem.
    """

    def __init__(self, convert: Convert, quick: Quick | None = None) -> None:
        super().__init__({None: None, "": None})
        self._convert, self._quick, self.failures = convert, quick, 0

    def column(self, cells: tuple[Any, ...]) -> list[Any]:
        """The value of each cell, None for an empty one, a Problem for one that does not fit."""
        if not set(map(type, cells)) <= TEXTS:  # 1, 1.0 and true are one key
            return [self._typed(cell) for cell in cells]
        if self._quick is None:
            return list(map(self.__getitem__, cells))
        found = self._quick(cells)
        return [value or self[cell] for value, cell in zip(found, cells, strict=True)]

    def __missing__(self, text: str) -> Any:
        value = self._typed(text)
        if isinstance(value, SHARED) or value is None:
            if len(self) >= MEMO_LIMIT:
                self.clear()
            self[text] = value
        return value

    def _typed(self, cell: Any) -> Any:
        content = cell.strip(BLANKS) if isinstance(cell, str) else cell
        if content is None or content == "":
            return None
        value = self._convert(content)
        self.failures += isinstance(value, Problem)
        return value


def _trimmed(cells: Texts) -> list[str]:
    """All cells as text, equal ones as one object."""
    distinct = {cell for cell in set(cells) if cell}
    if not scalars.is_unicode("".join(distinct)):
        return [""] * len(cells)
    known: dict[str | None, str] = {cell: cell.strip(BLANKS) for cell in distinct}
    known |= {None: "", "": ""}
    return [known[cell] for cell in cells]


def _quick(schema: Mapping[str, Any], settings: Settings) -> Quick | None:
    if schema.get("x-type") == "datetime":
        return partial(dates.simple_times, zone=settings.zone)
    return _trimmed if _plain(schema, settings) is scalars.as_text else None


def converter(
    name: str, schema: Mapping[str, Any], words: Mapping[str, Any], settings: Settings
) -> Converter:
    """The converter of the field `name`; `words` are the configuration's `values:` of it."""
    known = _catalogue_words(name, schema, settings.roles)
    known |= {fold(word): value for word, value in words.items()}
    if schema.get("enum"):
        return Converter(partial(_one_of, known=known))
    if _is_text_list(schema):
        each = partial(_translated, known=known, convert=scalars.as_text)
        return Converter(partial(scalars.as_list, convert=each))
    convert = _plain(schema, settings)
    if known:
        return Converter(partial(_translated, known=known, convert=convert))
    return Converter(convert, _quick(schema, settings))


def _catalogue_words(
    name: str, schema: Mapping[str, Any], roles: Mapping[str, str]
) -> dict[str, Any]:
    """Values that a field may hold and their labels; in a field of roles the own role names."""
    values = (*schema.get("enum", ()), *schema.get("x-values", ()))
    labels = schema.get("x-labels", {})
    own = roles if name == "role" or name.endswith("_role") else {}
    words = {fold(word): role for word, role in own.items() if role in values}
    words |= {fold(label): value for value, label in labels.items()}
    return words | {fold(value): value for value in values}


def _plain(schema: Mapping[str, Any], settings: Settings) -> Convert:
    if schema.get("x-type") in DATES:
        return partial(DATES[schema["x-type"]], zone=settings.zone, serials=settings.serials)
    if schema.get("type") == "array":
        return scalars.as_objects
    return TYPES.get(str(schema.get("type")), scalars.as_text)


def _is_text_list(schema: Mapping[str, Any]) -> bool:
    return schema.get("type") == "array" and schema.get("items", {}).get("type") != "object"


def _one_of(cell: Any, known: Mapping[str, Any]) -> Any:
    text = scalars.as_text(cell)
    word = fold(text) if isinstance(text, str) else ""
    return known.get(word, UNKNOWN_WORD)


def _translated(cell: Any, known: Mapping[str, Any], convert: Convert) -> Any:
    """The known word's value, converted; any other cell is converted as it is."""
    text = scalars.as_text(cell) if known else None
    return convert(known.get(fold(text), cell) if isinstance(text, str) else cell)
