"""A file of checked values by key, for its owner alone, that appears whole or not at all."""

from __future__ import annotations

import errno
import fcntl
import os
import sqlite3
import stat as st
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

APPLICATION = 0x61756473
"""`PRAGMA application_id` of the file: whose it is."""
FORMAT = 1
"""Raise it with any change of what values mean: files of another format are not read."""
MAGIC = b"SQLite format 3\0"
CHECK = 8
HEAD = b"head"
BEGIN = (
    "PRAGMA journal_mode=OFF",
    "PRAGMA synchronous=OFF",
    f"PRAGMA application_id={APPLICATION}",
    f"PRAGMA user_version={FORMAT}",
    "CREATE TABLE entries (key BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
    "BEGIN",
)
OPEN = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class UnusableError(Exception):
    """The file is broken, or others had the right to write it: not to be believed."""


class ForeignError(UnusableError):
    """The file is none of ours: not to be replaced either."""


class OtherError(Exception):
    """The file is sound and of another format or of other options; or there is none."""


def _mode(path: Path) -> int:
    """The mode of a file that begins as ours do (sqlite.org/fileformat.html), or is empty."""
    try:
        status = path.stat()
        if not st.S_ISREG(status.st_mode) or status.st_uid != os.geteuid():
            raise ForeignError
        with path.open("rb") as file:
            start = file.read(72)
    except FileNotFoundError:
        raise OtherError from None
    except OSError:
        raise ForeignError from None
    if start and not (start.startswith(MAGIC) and start[68:] == APPLICATION.to_bytes(4, "big")):
        raise ForeignError
    return status.st_mode


def _check(key: bytes, value: bytes) -> bytes:
    return blake2b(len(key).to_bytes(4, "little") + key + value, digest_size=CHECK).digest()


def _connected(path: Path, how: str) -> sqlite3.Connection:
    uri = f"{path.as_uri()}?{how}"
    return sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)


class Old:
    """What an earlier run wrote. Nobody else may have had the right to write it.

    Raises:
        OtherError: there is none, or it is of another format or `head`.
        ForeignError: it is none of ours.
        UnusableError: it is broken; any later call may raise it too.
    """

    def __init__(self, path: Path, head: bytes) -> None:
        if _mode(path) & 0o077:
            raise UnusableError
        try:
            self._rows = _connected(path, "mode=ro&immutable=1")
        except sqlite3.Error:
            raise UnusableError from None
        try:
            self._open(head)
        except BaseException:
            self._rows.close()
            raise

    def _open(self, head: bytes) -> None:
        if self._pragma("user_version") != FORMAT or self.get(HEAD) != head:
            raise OtherError

    def _pragma(self, name: str) -> int:
        try:
            return int(self._rows.execute(f"PRAGMA {name}").fetchone()[0])
        except sqlite3.Error:
            raise UnusableError from None

    def get(self, key: bytes) -> bytes | None:
        """The value as it was put."""
        try:
            row = self._rows.execute("SELECT value FROM entries WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error:
            raise UnusableError from None
        if row is None:
            return None
        if not isinstance(row[0], bytes):
            raise UnusableError
        check, value = row[0][:CHECK], row[0][CHECK:]
        if check != _check(key, value):
            raise UnusableError
        return value

    def close(self) -> None:
        """Close it."""
        self._rows.close()


class New:
    """What this run writes, beside the file until it is whole. Of two runs at once one writes.

    Raises:
        BlockingIOError: another run is writing it.
        OSError: it cannot be written, and is dropped; any later call may raise it too.
    """

    def __init__(self, path: Path, head: bytes) -> None:
        self._path, self._part = path, path.with_name(f".{path.name}.part")
        self._handle = os.open(self._part, OPEN, 0o600)
        try:
            self._own()
        except BaseException:
            os.close(self._handle)
            raise
        self._rows = _connected(self._part, "nolock=1")
        for statement in BEGIN:
            self._run(statement)
        self.put(HEAD, head)

    def _own(self) -> None:
        """Take the part alone; one that was renamed since it was opened is another's state."""
        fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        status = os.fstat(self._handle)
        if not self._part.exists() or not os.path.samestat(status, self._part.lstat()):
            raise BlockingIOError
        if not st.S_ISREG(status.st_mode) or status.st_uid != os.geteuid():
            raise PermissionError
        os.fchmod(self._handle, 0o600)
        os.ftruncate(self._handle, 0)

    def _run(self, statement: str, *values: bytes) -> None:
        try:
            self._rows.execute(statement, values)
        except sqlite3.Error:
            self.drop()
            raise OSError(errno.EIO, "the state cannot be written") from None

    def put(self, key: bytes, value: bytes) -> None:
        """Put a value; the last of a key counts."""
        self._run("INSERT OR REPLACE INTO entries VALUES (?, ?)", key, _check(key, value) + value)

    def keep(self) -> None:
        """Make it the file."""
        self._run("COMMIT")
        self._rows.close()
        try:
            os.fsync(self._handle)
            self._part.replace(self._path)
        except OSError:
            self.drop()
            raise
        os.close(self._handle)

    def drop(self) -> None:
        """Leave the file as it was."""
        self._rows.close()
        with suppress(OSError):
            self._part.unlink()
        os.close(self._handle)
