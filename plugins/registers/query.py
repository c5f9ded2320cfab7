"""Rows of evidence that a SELECT makes of one register, whose rows are the table `register`.

DuckDB counts in one thread, so that equal files give equal sums, in bounded memory and time, and
without a way to any other file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from threading import Timer
from typing import Any

from auditor.api.tabular.cells import BLANKS, Bilingual, Problem, is_blank
from auditor.api.tabular.scalars import as_text, is_unicode
from auditor.api.tabular.tables import Problems, Row, Table, unreadable
from auditor_plugins.registers.files import RegisterPath
from auditor_plugins.registers.read_parquet import parquet_literal
from auditor_plugins.registers.sql import SETTINGS, select_from

MEMORY = "2GB"
SECONDS = 600
LINE = "_line"
PLACE = Bilingual("the result of the query", "查询结果")
BATCH = 10_000
FETCH = 10_000


def query_table(table: Table, query: str, timezone: str, problems: Problems) -> Table:
    """Ask the rows of a table; all columns are text, empty cells NULL.

    Raises:
        GapError: invalid; the query cannot be carried out, or two columns have one name.
    """
    names = _names(table.headers)
    connection = _connect(timezone)
    with _faults():
        columns = ", ".join(f"{_quoted(name)} VARCHAR" for name in names.values())
        connection.execute(f"CREATE TABLE register ({LINE} BIGINT, {columns})")
        cells = ", ".join(["unnest(?::VARCHAR[])"] * len(names))
        insert = f"INSERT INTO register SELECT unnest(?::BIGINT[]), {cells}"
        rows = _texts(table, tuple(names), problems)
        while batch := list(islice(rows, BATCH)):
            connection.execute(insert, [list(column) for column in zip(*batch, strict=True)])
    return _answer(connection, query)


def query_parquet(place: RegisterPath, query: str, timezone: str) -> Table:
    """Ask a Parquet file; columns have the file's types, and only what is asked for is read.

    Raises:
        GapError: invalid; not a Parquet file, or the query cannot be carried out.
    """
    import duckdb  # noqa: PLC0415 - heavy, and needed for few registers

    connection, path = _connect(timezone), _text(parquet_literal(str(place.path)))
    try:
        connection.execute(f"SET allowed_paths = [{path}, {_text(str(place.path))}]")
        connection.execute("SET enable_external_access = false")
        connection.execute(
            f"CREATE VIEW register AS SELECT file_row_number + 1 AS {LINE},"  # noqa: S608
            f" * EXCLUDE (file_row_number) FROM read_parquet({path}, file_row_number = true)"
        )
    except duckdb.Error:
        raise unreadable(
            "not a Parquet file that DuckDB can query", "不是 DuckDB 能查询的 Parquet 文件"
        ) from None
    return _answer(connection, query)


def _connect(timezone: str) -> Any:
    import duckdb  # noqa: PLC0415

    bounds = {"threads": 1, "memory_limit": MEMORY, "temp_directory": ""}
    connection = duckdb.connect(":memory:", config={**SETTINGS, **bounds})
    connection.execute(f"SET TimeZone = {_text(timezone)}")
    return connection


def _names(headers: tuple[str, ...]) -> dict[int, str]:
    """The columns that have a name, by index."""
    names: dict[int, str] = {}
    seen = {LINE, ""}
    for index, header in enumerate(headers):
        name = header.strip(BLANKS)
        if name and (name.lower() in seen or not is_unicode(name)):
            raise unreadable(
                f"query: column {index + 1} needs a name of its own",
                f"query: 第 {index + 1} 列需要独有的列名",
            )
        if name:
            names[index] = name
            seen.add(name.lower())
    return names


def _texts(table: Table, indexes: tuple[int, ...], problems: Problems) -> Iterator[list[Any]]:
    """Line and cells of each row; a row with a cell that holds no text is noted and left out."""
    for line, cells in table.rows:
        found = [_cell(cells[index]) for index in indexes]
        wrong = next((cell for cell in found if isinstance(cell, Problem)), None)
        if wrong:
            problems.note("", wrong, line)
        elif any(cell is not None for cell in found):
            yield [line, *found]


def _cell(cell: Any) -> str | Problem | None:
    if is_blank(cell):
        return None
    if isinstance(cell, list | dict):
        cell = json.dumps(cell, ensure_ascii=False)
    return as_text(cell.strip(BLANKS) if isinstance(cell, str) else cell)


def _answer(connection: Any, query: str) -> Table:
    with _faults():
        connection.execute("SET enable_external_access = false")
        columns = connection.execute(f"DESCRIBE {select_from(query)}").fetchall()
        headers = tuple(str(column[0]) for column in columns)
        if LINE not in headers:
            raise unreadable(
                f"query: select {LINE} too, the line that a row of evidence stands for; of a"
                f" group perhaps max({LINE}) AS {LINE}",
                f"query: 还需选出 {LINE}，即证据所指的行；分组时可用 max({LINE}) AS {LINE}",
            )
        selected = ", ".join(_select(*column[:2]) for column in columns)
        with _timed(connection):  # most of the work may be left to the first fetch
            connection.execute(f"{select_from(query, selected)} ORDER BY ALL")
    return Table(headers, _rows(connection, headers.index(LINE)), PLACE)


def _rows(connection: Any, at: int) -> Iterator[Row]:
    with _faults():
        while batch := _fetch(connection):
            for cells in batch:
                if not isinstance(cells[at], int) or cells[at] < 1:
                    raise unreadable(
                        f"query: {LINE} is not the line of a row; give it as it stands in"
                        " register, or the max or min of a group",
                        f"query: {LINE} 不是行号；请原样取自 register，或取一组的 max 或 min",
                    )
                yield cells[at], cells
    connection.close()


def _fetch(connection: Any) -> list[Any]:
    with _timed(connection):
        return list(connection.fetchmany(FETCH))


@contextmanager
def _timed(connection: Any) -> Iterator[None]:
    timer = Timer(SECONDS, connection.interrupt)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


@contextmanager
def _faults() -> Iterator[None]:
    """What DuckDB cannot do, told without a value: only what it says of names is repeated."""
    import duckdb  # noqa: PLC0415

    try:
        yield
    except duckdb.OutOfMemoryException:
        raise unreadable(
            f"query: it needs more than {MEMORY} of memory; use Parquet, select fewer columns,"
            " or split the file",
            f"query: 所需内存超过 {MEMORY}；请改用 Parquet、少选列，或拆分文件",
        ) from None
    except duckdb.InterruptException:
        raise unreadable(
            f"query: it was stopped after {SECONDS} seconds",
            f"query: 运行超过 {SECONDS} 秒，已停止",
        ) from None
    except (duckdb.BinderException, duckdb.CatalogException) as error:
        told = str(error).split("\n", 1)[0]
        raise unreadable(f"query: {told}", f"query: 无法执行：{told}") from None
    except duckdb.ConversionException:
        raise unreadable(
            "query: a value is not of the type that it is cast to; TRY_CAST gives NULL for it",
            "query: 有值无法转换为所要求的类型；TRY_CAST 会得到 NULL",
        ) from None
    except duckdb.Error as error:
        name = type(error).__name__
        raise unreadable(
            f"query: DuckDB cannot carry it out ({name})", f"query: DuckDB 无法执行（{name}）"
        ) from None


def _select(name: str, kind: str) -> str:
    """Instants leave in UTC; the time zone of the session is for the days of the query."""
    quoted = _quoted(name)
    if kind == "TIMESTAMP WITH TIME ZONE":
        return f"strftime({quoted} AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ') AS {quoted}"
    return quoted


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
