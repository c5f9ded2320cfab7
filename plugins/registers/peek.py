"""The headers a file may hold, from its beginning alone. For `auditor init`, which only guesses."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path

from auditor_plugins.registers.decode import encoding_of
from auditor_plugins.registers.files import RegisterPath
from auditor_plugins.registers.options import SUFFIXES
from auditor_plugins.registers.read_parquet import parquet_headers
from auditor_plugins.registers.read_sqlite import tables_of
from auditor_plugins.registers.read_xlsx import first_rows

ROWS = 5
"""The header may stand in one of so many first rows."""
PREFIX = 1 << 16
LARGEST_WORKBOOK = 1 << 25
"""Bytes; calamine reads all of a workbook to give its first rows."""

Headers = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A file, or one sheet or table of it: the option that names it, its name, and for each of
    its first rows the headers that it would hold. Option and name are empty for a whole file.
    """

    rows: tuple[Headers, ...]
    option: str = ""
    name: str = ""


def peek(path: Path) -> tuple[Part, ...]:
    """The parts of a file that may be registers.

    Raises:
        Exception: whatever the reader of the format raises for a file that it cannot read.
    """
    match SUFFIXES[path.suffix.lower()]:
        case "xlsx":
            return _sheets(path)
        case "sqlite":
            tables = tables_of(RegisterPath(path, path.name))
            return tuple(Part((headers,), "table", name) for name, headers in tables.items())
        case "parquet":
            return (Part((parquet_headers(path),)),)
        case "json":
            return (Part((_first_names(_beginning(path)),)),)
    return (Part(_first_records(_beginning(path))),)


def _sheets(path: Path) -> tuple[Part, ...]:
    if path.stat().st_size > LARGEST_WORKBOOK:
        return ()
    sheets = {
        name: tuple(tuple(cell if isinstance(cell, str) else "" for cell in row) for row in rows)
        for name, rows in first_rows(path.read_bytes(), ROWS).items()
    }
    if len(sheets) == 1:  # it needs no `sheet:`
        return tuple(Part(rows) for rows in sheets.values())
    return tuple(Part(rows, "sheet", name) for name, rows in sheets.items())


def _beginning(path: Path) -> str:
    with path.open("rb") as file:
        data = file.read(PREFIX)
    return data.decode(encoding_of(data, "auto", whole=False), "ignore")


def _first_records(text: str) -> tuple[Headers, ...]:
    """The record that begins on each of the first lines, as `header_row:` counts them."""
    lines = io.StringIO(text, newline="").readlines()
    return tuple(tuple(next(csv.reader(lines[start:]))) for start in range(len(lines[:ROWS])))


def _first_names(text: str) -> Headers:
    """The names of the first object of an array, or of the object on the first line."""
    start = text.strip()
    is_array = start.startswith("[")
    rest = start[1:].lstrip() if is_array else start.splitlines()[0]
    if is_array and rest.startswith("]"):
        return ()
    value, _ = json.JSONDecoder().raw_decode(rest)
    return tuple(value) if isinstance(value, dict) else ()
