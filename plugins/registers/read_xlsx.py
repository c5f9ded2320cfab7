"""Workbooks (XLSX, XLSM, XLSB, XLS, ODS), read by calamine; lines are rows of the sheet."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from auditor.api import GapReason
from auditor.api.tabular.cells import LOST, Bilingual
from auditor.api.tabular.tables import Row, Table, unreadable
from auditor_plugins.registers.options import RegisterFile
from auditor_plugins.registers.xlsx_cells import lost_cells


def read_xlsx(data: bytes, register: RegisterFile) -> Table:
    """Read the table below the header row of one sheet.

    Raises:
        GapError: invalid (not a workbook, encrypted, no header, sheet not told) or absent sheet.
    """
    name, rows = _sheet(data, register)
    if len(rows) < register.header_row or not any(rows[register.header_row - 1]):
        raise unreadable(
            f"row {register.header_row} of sheet {name} holds no header;"
            " name its row under header_row:",
            f"工作表 {name} 的第 {register.header_row} 行不是表头；请在 header_row: 中写明",
        )
    for line, column in lost_cells(data, name):
        if line <= len(rows) and column <= len(rows[line - 1]):
            rows[line - 1][column - 1] = LOST
    headers = tuple(_header(cell) for cell in rows[register.header_row - 1])
    row = register.header_row
    place = Bilingual(f"row {row} of sheet {name}", f"工作表 {name} 第 {row} 行")
    return Table(headers, _rows(rows, row), place)


def _header(cell: Any) -> str:
    return cell if isinstance(cell, str) else ""


def _rows(rows: list[list[Any]], header_row: int) -> Iterator[Row]:
    for line, cells in enumerate(rows[header_row:], header_row + 1):
        if any(cell != "" for cell in cells):
            yield line, cells


def _sheet(data: bytes, register: RegisterFile) -> tuple[str, list[list[Any]]]:
    import python_calamine  # noqa: PLC0415 - needed for this format only

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        name = _choose(register, book.sheet_names, _filled(book))
        return name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except python_calamine.PasswordError:
        raise unreadable("the workbook is protected by a password", "工作簿有密码保护") from None
    except (python_calamine.CalamineError, OSError, ValueError):
        raise unreadable(
            "not a workbook that can be read, or a damaged one", "不是可以读取的工作簿，或已损坏"
        ) from None


def first_rows(data: bytes, count: int) -> dict[str, list[list[Any]]]:
    """The first rows of each sheet that is not empty.

    Raises:
        CalamineError: not a workbook that can be read.
    """
    import python_calamine  # noqa: PLC0415

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=count)
        for name in _filled(book)
    }


def _filled(book: Any) -> list[str]:
    return [name for name in book.sheet_names if _is_filled(book, name)]


def _is_filled(book: Any, name: str) -> bool:
    try:
        return bool(book.get_sheet_by_name(name).height)
    except ValueError:  # a chart or macro sheet
        return False


def _choose(register: RegisterFile, names: list[str], filled: list[str]) -> str:
    """The sheet told, else the one named after the kind, else the only one that is not empty."""
    wanted = register.sheet or register.kind
    if wanted in names:
        return wanted
    if not register.sheet and len(filled) == 1:
        return filled[0]
    there = ", ".join(names) or "none"
    if register.sheet:
        raise unreadable(
            f"no sheet {wanted}; sheets there are: {there}",
            f"没有工作表 {wanted}；现有工作表：{there}",
            GapReason.ABSENT,
        )
    if not filled:
        raise unreadable(f"all sheets are empty: {there}", f"所有工作表都是空的：{there}")
    raise unreadable(
        f"which sheet is meant? name it under sheet:; sheets there are: {there}",
        f"指的是哪张工作表？请在 sheet: 中写明；现有工作表：{there}",
    )
