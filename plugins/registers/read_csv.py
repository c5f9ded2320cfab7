"""CSV (RFC 4180) with the physical line of every record.

Read by the standard library: it alone tells the line of a record behind quoted line ends and
blank lines, resumes after a malformed record, and decodes GB18030 without a copy on disk.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from auditor.api.tabular.cells import Bilingual, Problem
from auditor.api.tabular.tables import Problems, Row, Table, unreadable
from auditor_plugins.registers.decode import encoding_of
from auditor_plugins.registers.options import RegisterFile

FEWER = Problem("fewer cells than the header has", "单元格比表头少")
MORE = Problem("more cells than the header has", "单元格比表头多")
Record = tuple[int, list[str]]


def read_csv(data: bytes, register: RegisterFile, problems: Problems) -> Table:
    """Read the table below the header row.

    Raises:
        GapError: invalid; undecodable text, or no header in the header row.
    """
    encoding = encoding_of(data, register.encoding)
    stream = io.TextIOWrapper(io.BytesIO(data), encoding, newline="")
    records = _records(stream, _delimiter(register), problems, register.header_row)
    line, cells = next(records, (0, []))
    if line != register.header_row or not any(cell.strip() for cell in cells):
        raise unreadable(
            f"line {register.header_row} holds no header; name its line under header_row:",
            f"第 {register.header_row} 行不是表头；请在 header_row: 中写明表头所在行",
        )
    place = Bilingual(f"line {line}", f"第 {line} 行")
    return Table(tuple(cells), _even(records, len(cells), problems), place)


def _delimiter(register: RegisterFile) -> str:
    return register.delimiter or ("\t" if register.path.lower().endswith(".tsv") else ",")


def _records(
    stream: io.TextIOWrapper, delimiter: str, problems: Problems, header: int
) -> Iterator[Record]:
    """Records from the header on, each with its first line; malformed ones are noted."""
    for _ in range(header - 1):
        stream.readline()
    reader = csv.reader(stream, delimiter=delimiter, strict=True)
    line = header
    while True:
        try:
            for cells in reader:
                if cells:
                    yield line, cells
                line = header + reader.line_num
            return
        except csv.Error:
            end = header + reader.line_num - 1
            problems.note("", _misquoted(line, end), line)
            line = end + 1


def _misquoted(line: int, end: int) -> Problem:
    lost = (f" up to line {end}", f"，直到第 {end} 行") if end > line else ("", "")
    return Problem(f"a quote is misplaced or never closed{lost[0]}", f"引号错位或没有闭合{lost[1]}")


def _even(records: Iterator[Record], width: int, problems: Problems) -> Iterator[Row]:
    for line, cells in records:
        if len(cells) == width:
            yield line, cells
        elif len(cells) > width and not any(cells[width:]):
            yield line, cells[:width]
        else:
            problems.note("", FEWER if len(cells) < width else MORE, line)
