"""SQLite, read by the standard library (DuckDB's extension for it is not part of its wheel)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from auditor.api import GapError, GapReason
from auditor.api.tabular.cells import Bilingual
from auditor.api.tabular.tables import Row, Table, unreadable
from auditor_plugins.registers.files import RegisterPath

MAGIC = b"SQLite format 3\0"


def read_sqlite(place: RegisterPath, table: str) -> Table:
    """Read a table or view; rows are numbered in rowid order (views: in the order of all columns).

    Raises:
        GapError: invalid (not a database, damaged, changes not yet in the file) or absent table.
    """
    _check_settled(place)
    connection = _connect(place)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        _check_table(connection, table)
        cursor = _select(connection, table)
    except sqlite3.Error:
        connection.close()
        raise _damaged() from None
    except GapError:
        connection.close()
        raise
    headers = tuple(column[0] for column in cursor.description)
    return Table(headers, _rows(connection, cursor), Bilingual(f"table {table}", f"表 {table}"))


def tables_of(place: RegisterPath) -> dict[str, tuple[str, ...]]:
    """The columns of each table and view.

    Raises:
        GapError: invalid, as in `read_sqlite`.
        sqlite3.Error: damaged, or a view of what is not there.
    """
    _check_settled(place)
    with closing(_connect(place)) as connection:
        return {name: _columns(connection, name) for name in _names(connection)}


def _connect(place: RegisterPath) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{place.path.as_uri()}?mode=ro&immutable=1", uri=True)
    # Text that is not UTF-8 keeps its bytes as lone surrogates, which no field accepts.
    connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    return connection


def _check_settled(place: RegisterPath) -> None:
    """An immutable connection ignores journals, so their content must not be needed."""
    with place.path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise unreadable("not a SQLite database", "不是 SQLite 数据库")
    for suffix in ("-wal", "-journal"):
        beside = place.path.with_name(place.path.name + suffix)
        if beside.exists() and beside.stat().st_size:
            raise unreadable(
                f"{place.shown}{suffix} holds changes that are not in the database file yet;"
                " close the writing program, or audit a copy made with VACUUM INTO",
                f"{place.shown}{suffix} 中有尚未写入数据库文件的改动；"
                "请关闭写入程序，或审计用 VACUUM INTO 制作的副本",
            )


def _names(connection: sqlite3.Connection) -> list[str]:
    query = "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') ORDER BY name"
    return [name for (name,) in connection.execute(query) if not name.startswith("sqlite_")]


def _check_table(connection: sqlite3.Connection, table: str) -> None:
    names = _names(connection)
    if table.casefold() not in (name.casefold() for name in names):
        there = ", ".join(names)
        raise unreadable(
            f"no table {table}; tables there are: {there or 'none'}; name one under table:",
            f"没有表 {table}；现有的表：{there or '无'}；请在 table: 中写明",
            GapReason.ABSENT,
        )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _columns(connection: sqlite3.Connection, table: str) -> tuple[str, ...]:
    cursor = connection.execute(f"SELECT * FROM {_quoted(table)} LIMIT 0")  # noqa: S608
    return tuple(column[0] for column in cursor.description)


def _select(connection: sqlite3.Connection, table: str) -> sqlite3.Cursor:
    query = f"SELECT * FROM {_quoted(table)} ORDER BY "  # noqa: S608
    try:
        return connection.execute(query + "rowid")
    except sqlite3.OperationalError:
        numbers = range(1, len(_columns(connection, table)) + 1)
        return connection.execute(query + ", ".join(map(str, numbers)))


def _rows(connection: sqlite3.Connection, cursor: sqlite3.Cursor) -> Iterator[Row]:
    try:
        yield from enumerate(cursor, 1)
    except sqlite3.Error:
        raise _damaged() from None
    finally:
        connection.close()


def _damaged() -> GapError:
    return unreadable("the database is damaged", "数据库已损坏")
