"""Files of a log: which belong to it and in what order, and their bytes, whatever packs them."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from auditor.api import GapError, GapReason, Location
from auditor_plugins.logs.packed import Snapshot, unpacked

LINE = 1 << 16
"""Bytes of a line that are looked at; what a longer one has beyond is passed over."""
ROTATED = re.compile(
    r"(?:\.(?P<number>\d{1,5})|[-.](?P<day>\d{8})(?:[-_T]?\d{2,6})?)?(?P<pack>\.(?:gz|xz|zst))?"
)
JOURNAL_MAGIC = b"LPKSHHRH"


@dataclass(frozen=True, slots=True)
class LogFile:
    """One file: `shown` is how places name it, `number` that of its rotation (0: written now)."""

    path: Path
    shown: str
    number: int | None
    day: date | None = None

    def at(self, line: int | None = None) -> Location:
        """Where a line stands."""
        return Location(self.shown, line)


def shown(base: Path, path: str) -> tuple[Path, str]:
    """The absolute path, and how places name it."""
    folder = os.path.abspath(base)  # noqa: PTH100 - Path.absolute keeps `..`
    full = Path(os.path.normpath(Path(folder, path)))
    inside = full.is_relative_to(folder)
    return full, full.relative_to(folder).as_posix() if inside else full.as_posix()


def files_of(base: Path, path: str) -> list[LogFile]:
    """The log and its rotated files, the oldest first.

    Raises:
        GapError: absent or denied.
    """
    full, name = shown(base, path)
    try:
        names = [one.name for one in full.parent.iterdir()]
    except OSError as error:
        raise unreadable(name, error) from None
    found = [one for one in (_rotated(full, name, each) for each in names) if one]
    if not found:
        raise unreadable(name, FileNotFoundError())
    return sorted(found, key=_age)


def _rotated(full: Path, name: str, other: str) -> LogFile | None:
    if not other.startswith(full.name):
        return None
    match = ROTATED.fullmatch(other[len(full.name) :])
    if not match:
        return None
    day = _day(match["day"])
    number = int(match["number"]) if match["number"] else None if day else 0
    return LogFile(full.with_name(other), name + other[len(full.name) :], number, day)


def _day(text: str | None) -> date | None:
    try:
        return datetime.strptime(text or "", "%Y%m%d").date()
    except ValueError:
        return None


def _age(file: LogFile) -> tuple[int, int, str]:
    """Dated ones by their day, then numbered ones downwards to the file that is written now."""
    if file.number is None:
        return (0, file.day.toordinal() if file.day else 0, file.shown)
    return (1, -file.number, file.shown)


@contextmanager
def opened(file: LogFile) -> Iterator[tuple[io.BufferedReader, Any]]:
    """A stream of the unpacked bytes, and the digest of the packed ones read so far.

    Raises:
        GapError: absent, denied or invalid (no regular file). Reading raises one of `DAMAGED`.
    """
    try:
        if file.path.exists() and not file.path.is_file():
            raise GapError(
                GapReason.INVALID,
                f"{file.shown}: not a regular file",
                file.at(),
                f"{file.shown}:不是普通文件",
            )
        raw = file.path.open("rb")
    except OSError as error:
        raise unreadable(file.shown, error) from None
    with raw:
        snapshot = Snapshot(raw, os.fstat(raw.fileno()).st_size)
        yield unpacked(io.BufferedReader(snapshot, 1 << 18)), snapshot.digest


def unreadable(name: str, error: OSError) -> GapError:
    """The gap of a file that the system refuses."""
    place = Location(name)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        text = f"{name}: there is no such file"
        return GapError(GapReason.ABSENT, text, place, f"{name}:没有这个文件")
    if isinstance(error, PermissionError):
        text = f"{name}: may not be read; the reader needs the group of the file (adm) or an ACL"
        text += " `setfacl -m u:ACCOUNT:r`, and x on its folders"
        zh = f"{name}:无权读取;需要文件所属组(adm)或 ACL `setfacl -m u:ACCOUNT:r`,以及目录的 x 权限"
        return GapError(GapReason.DENIED, text, place, zh)
    text = f"{name}: cannot be read ({error.strerror})"
    return GapError(GapReason.INVALID, text, place, f"{name}:无法读取({error.strerror})")


def modified(file: LogFile) -> datetime:
    """When the file was last written, in UTC."""
    try:
        return datetime.fromtimestamp(file.path.stat().st_mtime, UTC)
    except OSError as error:
        raise unreadable(file.shown, error) from None
