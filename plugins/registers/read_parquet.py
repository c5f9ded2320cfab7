"""Parquet, read by DuckDB; rows are numbered in file order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from auditor.api.tabular.cells import Bilingual
from auditor.api.tabular.tables import Row, Table, unreadable
from auditor_plugins.registers.files import RegisterPath
from auditor_plugins.registers.sql import SETTINGS

PLACE = Bilingual("the schema", "文件结构")
FETCH = 10_000


def read_parquet(place: RegisterPath) -> Table:
    """Read the file.

    Raises:
        GapError: invalid; DuckDB cannot read it as Parquet.
    """
    import duckdb  # noqa: PLC0415 - heavy, and needed for this format only

    path = str(place.path)
    try:
        connection = duckdb.connect(":memory:", config=SETTINGS)
        connection.execute("SET TimeZone = 'UTC'")
        columns = _columns(connection, path)
        selected = ", ".join(_select(name, kind) for name, kind in columns)
        connection.execute(f"SELECT {selected} FROM read_parquet(?)", [parquet_literal(path)])  # noqa: S608
    except duckdb.Error:
        raise unreadable(
            "not a Parquet file that DuckDB can read", "不是 DuckDB 能读取的 Parquet 文件"
        ) from None
    return Table(tuple(name for name, _ in columns), _rows(connection), PLACE)


def parquet_headers(path: Path) -> tuple[str, ...]:
    """The names of the columns.

    Raises:
        duckdb.Error: DuckDB cannot read the file as Parquet.
    """
    import duckdb  # noqa: PLC0415

    with duckdb.connect(":memory:", config=SETTINGS) as connection:
        return tuple(name for name, _ in _columns(connection, str(path)))


def _columns(connection: Any, path: str) -> list[tuple[str, str]]:
    connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [parquet_literal(path)])
    return [(str(row[0]), str(row[1])) for row in connection.fetchall()]


def parquet_literal(path: str) -> str:
    """DuckDB expands shell patterns in file names; brackets keep a character as it is."""
    return "".join(f"[{char}]" if char in "*?[" else char for char in path)


def _select(name: str, kind: str) -> str:
    quoted = '"' + name.replace('"', '""') + '"'
    if kind == "TIMESTAMP WITH TIME ZONE":
        return f"strftime({quoted}, '%Y-%m-%dT%H:%M:%S.%fZ') AS {quoted}"
    return quoted


def _rows(connection: Any) -> Iterator[Row]:
    line = 0
    while batch := _fetch(connection, line):
        for cells in batch:
            line += 1
            yield line, cells
    connection.close()


def _fetch(connection: Any, line: int) -> list[Any]:
    import duckdb  # noqa: PLC0415

    try:
        return list(connection.fetchmany(FETCH))
    except duckdb.Error:
        raise unreadable(
            f"row {line + 1} or one after it cannot be read", f"第 {line + 1} 行或其后的行无法读取"
        ) from None
