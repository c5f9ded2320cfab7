"""Cells of an XLSX sheet that hold an error, or a formula without a stored result.

Calamine gives both as empty cells; taken as empty they would be silence about what is unknown.
Specification: ECMA-376 part 1, 18.3.1.4 (c), 18.3.1.40 (f), 18.18.11 (ST_CellType).
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree

from auditor.api.tabular.tables import unreadable

CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*[^/])>(.*?)</(?:\w+:)?c>", re.S)
PLACE = re.compile(rb'\br="([A-Z]+)(\d+)"')
ERROR = re.compile(rb'\bt="e"')
TEXT = re.compile(rb'\bt="str"')
FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
RESULT = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>[^<]")
WORKBOOK = "xl/workbook.xml"
ZIP = b"PK"
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, RuntimeError),  # as zipfile raises them
    *(KeyError, ValueError, ElementTree.ParseError),
)


def lost_cells(data: bytes, sheet: str) -> Iterator[tuple[int, int]]:
    """Row and column (from 1) of each such cell; none for workbooks that are not XLSX.

    Raises:
        GapError: invalid; the parts of the workbook contradict each other.
    """
    if not data.startswith(ZIP):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            xml = parts.read(_part(parts, sheet)) if WORKBOOK in parts.namelist() else b""
    except BROKEN:
        raise unreadable(
            "the part of the workbook that holds the sheet is damaged",
            "工作簿中存放该工作表的部分已损坏",
        ) from None
    if b'"e"' in xml or FORMULA.search(xml):
        yield from _lost(xml)


def _lost(xml: bytes) -> Iterator[tuple[int, int]]:
    for attributes, content in CELL.findall(xml):
        empty = not RESULT.search(content) and not TEXT.search(attributes)
        place = PLACE.search(attributes)
        if place and (ERROR.search(attributes) or (empty and FORMULA.search(content))):
            yield int(place[2]), _column(place[1])


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _part(parts: zipfile.ZipFile, sheet: str) -> str:
    """Name of the part that holds `sheet` (ECMA-376 part 1, 18.2.19; part 2, relationships)."""
    book = ElementTree.fromstring(parts.read(WORKBOOK))  # noqa: S314 - expat limits expansion
    links = ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    for element in book.iter():
        if element.tag.endswith("}sheet") and element.get("name") == sheet:
            keys = [value for name, value in element.items() if name.endswith("}id")]
            return posixpath.normpath(posixpath.join("/xl", targets["".join(keys)])).lstrip("/")
    raise KeyError(sheet)
