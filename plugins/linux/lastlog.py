"""When an account last logged in: /var/log/lastlog, or the SQLite file of lastlog2."""

from __future__ import annotations

import sqlite3
import struct
from contextlib import closing
from datetime import UTC, datetime

from auditor.api import GapError, Host, Location
from auditor_plugins.linux.common import Valued, invalid_at, is_absent, start_of

PATH = "/var/log/lastlog"
PATH2 = "/var/lib/lastlog/lastlog2.db"
RECORD = 292
"""Bytes: a 32-bit time, 32 of the terminal, 256 of the host (lastlog(5), bits/utmp.h)."""


def lastlog(host: Host, uid: int) -> Valued | None:
    """The record of a user id; None when there is none or the file is not there."""
    try:
        raw = host.read(PATH, uid * RECORD, 4)
    except GapError as error:
        if is_absent(error):
            return None
        raise
    seconds = struct.unpack("<I", raw)[0] if len(raw) == 4 else 0
    return Valued(instant(seconds), Location(host.locate(PATH))) if seconds else None


def lastlog2(host: Host) -> dict[str, Valued]:
    """Account to last login of lastlog2(8); empty when the file is not there.

    Raises:
        GapError: `invalid` when it is no such database.
    """
    try:
        raw = host.read(PATH2)
    except GapError as error:
        if is_absent(error):
            return {}
        raise
    at = start_of(host, PATH2)
    try:
        rows = _rows(raw)
        return {str(name): Valued(instant(int(time)), at) for name, time in rows if time}
    except (sqlite3.Error, ValueError, OverflowError):
        raise invalid_at(at, "this is no lastlog2 database").as_error() from None


def _rows(raw: bytes) -> list[tuple[object, int]]:
    """The file opened in memory, its write-ahead mark (bytes 18 and 19) taken off."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(raw[:18] + b"\1\1" + raw[20:])
        return database.execute("SELECT Name, Time FROM Lastlog2").fetchall()


def instant(seconds: int) -> str:
    """Seconds since the epoch as RFC 3339 in UTC."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
