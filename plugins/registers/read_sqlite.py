"""SQLite, read by the standard library (DuckDB's extension for it is not part of its wheel)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from auditor_plugins.registers.files import RegisterPath
from auditor_plugins.registers.tables import Row, Table, unreadable

from auditor.api import GapError, GapReason

MAGIC = b"SQLite format 3\0"
DAMAGED = "the database is damaged"


def read_sqlite(place: RegisterPath, table: str) -> Table:
    """Read a table or view; rows are numbered in rowid order (views: in the order of all columns).

    Raises:
        GapError: invalid (not a database, damaged, changes not yet in the file) or absent table.
    """
    _check_settled(place)
    connection = sqlite3.connect(f"{place.path.as_uri()}?mode=ro&immutable=1", uri=True)
    # Text that is not UTF-8 keeps its bytes as lone surrogates, which no field accepts.
    connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        _check_table(connection, table)
        cursor = _select(connection, table)
    except sqlite3.Error:
        connection.close()
        raise unreadable(DAMAGED) from None
    except GapError:
        connection.close()
        raise
    headers = tuple(column[0] for column in cursor.description)
    return Table(headers, _rows(connection, cursor), f"table {table}")


def _check_settled(place: RegisterPath) -> None:
    """An immutable connection ignores journals, so their content must not be needed."""
    with place.path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise unreadable("not a SQLite database")
    for suffix in ("-wal", "-journal"):
        beside = place.path.with_name(place.path.name + suffix)
        if beside.exists() and beside.stat().st_size:
            raise unreadable(
                f"{place.shown}{suffix} holds changes that are not in the database file yet",
                "close the writing program, or audit a copy made with VACUUM INTO",
            )


def _check_table(connection: sqlite3.Connection, table: str) -> None:
    query = "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') ORDER BY name"
    names = [name for (name,) in connection.execute(query) if not name.startswith("sqlite_")]
    if table.casefold() not in (name.casefold() for name in names):
        there = ", ".join(names) or "none"
        raise GapError(
            GapReason.ABSENT, f"no table {table}; tables there are: {there}; name one under table:"
        )


def _select(connection: sqlite3.Connection, table: str) -> sqlite3.Cursor:
    quoted = '"' + table.replace('"', '""') + '"'
    try:
        return connection.execute(f"SELECT * FROM {quoted} ORDER BY rowid")  # noqa: S608
    except sqlite3.OperationalError:
        width = len(connection.execute(f"SELECT * FROM {quoted} LIMIT 0").description)  # noqa: S608
        order = ", ".join(str(number) for number in range(1, width + 1))
        return connection.execute(f"SELECT * FROM {quoted} ORDER BY {order}")  # noqa: S608


def _rows(connection: sqlite3.Connection, cursor: sqlite3.Cursor) -> Iterator[Row]:
    try:
        yield from enumerate(cursor, 1)
    except sqlite3.Error:
        raise unreadable(DAMAGED) from None
    finally:
        connection.close()
