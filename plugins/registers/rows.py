"""Rows of a table to items of evidence, a batch of columns at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from auditor_plugins.registers.cells import Problem, is_blank
from auditor_plugins.registers.fields import Converter
from auditor_plugins.registers.header import Column
from auditor_plugins.registers.tables import Problems, Row, Table

from auditor.api import Item

BATCH = 8192
MISSING = "empty, though the field is required"

Columns = Sequence[tuple[Column, Converter]]


def items(table: Table, columns: Columns, file: str, problems: Problems) -> Iterator[Item]:
    """The rows that fit; those that do not are noted in `problems`, blank ones are skipped."""
    fields = [column.field for column, _ in columns]
    while batch := list(islice(table.rows, BATCH)):
        values = list(_converted(batch, columns, problems))
        left_out = _left_out(batch, values, columns, problems)
        for index, row in enumerate(zip(*[out for out, _ in values], strict=True)):
            if index not in left_out:
                yield _item(fields, row, {"file": file, "line": batch[index][0]})


def _item(fields: list[str], row: tuple[Any, ...], loc: dict[str, Any]) -> Item:
    item = {name: value for name, value in zip(fields, row, strict=True) if value is not None}
    item["_loc"] = loc
    return item


Converted = tuple[list[Any], bool]
"""The values of one column, and whether one of them is a Problem."""


def _converted(batch: list[Row], columns: Columns, problems: Problems) -> Iterator[Converted]:
    cells = list(zip(*[cells for _, cells in batch], strict=True))
    for column, converter in columns:
        before = converter.failures
        values = converter.column(cells[column.index])
        yield values, converter.failures > before


def _left_out(
    batch: list[Row], values: list[Converted], columns: Columns, problems: Problems
) -> set[int]:
    """Indexes of the rows that are blank or do not fit; the latter are noted."""
    left_out = set()
    blank = {index for index, (_, cells) in _suspects(batch, values) if all(map(is_blank, cells))}
    for (column, _), (found, failed) in zip(columns, values, strict=True):
        if failed or (column.required and None in found):
            for index, problem in _misfits(found, column.required):
                left_out.add(index)
                if index not in blank:
                    problems.note(column.title, problem, batch[index][0])
    return left_out | blank


def _suspects(batch: list[Row], values: list[Converted]) -> Iterator[tuple[int, Row]]:
    """Rows without any value."""
    if all(None in found for found, _ in values):
        for index, row in enumerate(zip(*[found for found, _ in values], strict=True)):
            if row.count(None) == len(row):
                yield index, batch[index]


def _misfits(found: list[Any], required: bool) -> Iterator[tuple[int, str]]:
    for index, value in enumerate(found):
        if isinstance(value, Problem):
            yield index, value.text
        elif required and value is None:
            yield index, MISSING
