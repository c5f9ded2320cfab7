"""What could not be read, as gaps that name the place and the right that is missing."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from dataclasses import dataclass, field

from auditor.api import Gap, GapError, GapReason, Location
from auditor_plugins.shares.walk import shown

SHOWN = 20
"""Places that get a gap of their own; the others are counted."""
DENIED = frozenset({errno.EACCES, errno.EPERM})
ABSENT = frozenset({errno.ENOENT, errno.ENOTDIR})
LOST = frozenset(
    {errno.EIO, errno.EREMOTEIO, errno.ENOTCONN, errno.EHOSTDOWN, errno.EHOSTUNREACH}
    | {errno.ECONNREFUSED, errno.ECONNRESET, errno.ENETUNREACH, errno.ESTALE}
)
RIGHT = (
    "may not be read; the auditing account needs r and x on the folder"
    " (setfacl -m u:ACCOUNT:rx FOLDER), or CAP_DAC_READ_SEARCH"
)


def error_of(place: str, error: OSError) -> GapError:
    """The gap of one place."""
    number, at = error.errno, Location(place)
    if number in DENIED:
        zh = f"{place} 无权读取;审计账号需要该目录的 r、x 权限,或 CAP_DAC_READ_SEARCH"
        return GapError(GapReason.DENIED, f"{place} {RIGHT}", at, zh)
    if number in ABSENT:
        return GapError(GapReason.ABSENT, f"{place} is no folder here", at, f"{place} 不是目录")
    if number == errno.ETIMEDOUT:
        return GapError(GapReason.TIMEOUT, f"{place} did not answer", at, f"{place} 未响应")
    if number in LOST:
        text = f"{place}: the server of the share cannot be reached"
        return GapError(GapReason.UNREACHABLE, text, at, f"{place}:无法访问共享服务器")
    name = errno.errorcode.get(number or 0, "an error")
    return GapError(GapReason.INVALID, f"{place}: {name}", at, f"{place}:{name}")


@dataclass(slots=True)
class Problems:
    """The problems of one tree."""

    place: str
    first: list[GapError] = field(default_factory=list)
    more: int = 0

    def note(self, path: str, error: OSError) -> None:
        """Remember what could not be read."""
        if len(self.first) < SHOWN:
            self.first.append(error_of(self.place + "/" + shown(path.rstrip("/")), error))
        else:
            self.more += 1

    def add(self, reason: GapReason, text: str, text_zh: str) -> None:
        """One that is none of the system's."""
        place = Location(self.place)
        error = GapError(reason, f"{self.place}: {text}", place, f"{self.place}:{text_zh}")
        self.first.append(error)

    def gaps(self, kind: str, target: str) -> Iterator[Gap]:
        """All of them as partial gaps of a kind."""
        for one in self.first:
            yield gap_of(kind, target, one, partial=True)
        if self.more:
            text = f"{self.place}: {self.more} more paths could not be read"
            zh = f"{self.place}:另有 {self.more} 个路径无法读取"
            at = Location(self.place)
            yield Gap(kind, target, self.first[0].reason, text, at, True, zh)


def gap_of(kind: str, target: str, error: GapError, partial: bool = False) -> Gap:
    """An error as a gap of a kind."""
    return Gap(kind, target, error.reason, error.message, error.location, partial, error.message_zh)
