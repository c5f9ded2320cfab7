"""Records of auditd, joined to events by their serial number (auparse(3) does it likewise)."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field

HEADER = re.compile(
    rb"(?:node=(\S+) )?type=(\w{1,64}) msg=audit\(([0-9]{1,12})\.([0-9]{1,3}):([0-9]{1,20})\):?"
)
FIELD = re.compile(r"(?<![\w-])([\w-]+)=(\"[^\"]*\"|'[^']*'|\S*)")
HEX = re.compile(r"(?:[0-9A-Fa-f]{2})+")
PARTS = frozenset(
    {
        b"SYSCALL",
        b"PATH",
        b"CWD",
        b"EXECVE",
        b"SOCKADDR",
        b"IPC",
        b"MMAP",
        b"OPENAT2",
        b"FD_PAIR",
        b"OBJ_PID",
        b"BPRM_FCAPS",
        b"AVC",
    }
)
LASTS = frozenset({b"PROCTITLE", b"EOE"})
UNSET = frozenset({"4294967295", "-1", "unset"})
OPEN = 1024
"""Events that are joined at a time; the oldest is taken as complete when there are more."""
RECORDS = 256
"""Records of one event that are kept."""
LATE = 2
"""Seconds after which nothing more is added to an event, as in auparse."""


@dataclass(slots=True)
class Event:
    """Records of one moment with the line of the first: type and raw line of each."""

    at: float
    serial: int
    line: int
    node: str
    records: list[tuple[bytes, bytes]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Its name, the same after the log was rotated."""
        return f"audit/{self.at:.3f}:{self.serial}"


class Joiner:
    """Joins the records of events that are written in between one another."""

    def __init__(self) -> None:
        self._open: OrderedDict[tuple[bytes | None, bytes, bytes, bytes], Event] = OrderedDict()

    def add(self, match: re.Match[bytes], line: bytes, number: int) -> Iterator[Event]:
        """Take a record whose header matched; yields the events that are complete."""
        kind = match[2]
        if kind not in PARTS and kind not in LASTS:
            yield Event(_time(match), int(match[5]), number, _node(match), [(kind, line)])
            return
        key = (match[1], match[3], match[4], match[5])
        event = self._open.get(key)
        if event is None:
            yield from self._overdue(int(match[3]))
            event = self._open[key] = Event(_time(match), int(match[5]), number, _node(match))
        if kind in LASTS:
            del self._open[key]
            yield event
        elif len(event.records) < RECORDS:
            event.records.append((kind, line))

    def rest(self) -> Iterator[Event]:
        """What is left at the end of the log."""
        while self._open:
            yield self._open.popitem(last=False)[1]

    def _overdue(self, now: int) -> Iterator[Event]:
        while self._open:
            oldest = next(iter(self._open.values()))
            if len(self._open) < OPEN and oldest.at + LATE >= now:
                return
            yield self._open.popitem(last=False)[1]


def _time(match: re.Match[bytes]) -> float:
    return int(match[3]) + int(match[4]) / 1000


def _node(match: re.Match[bytes]) -> str:
    return (match[1] or b"").decode("utf-8", "replace")


def fields(line: bytes) -> dict[str, str]:
    """Fields of a record, those inside `msg='…'` too; the first of equal names counts. Quotes
    stay, because they tell a text from one written in hex digits. The names that auditd adds
    itself (`log_format = ENRICHED`) are written in capitals behind a separator.
    """
    found: dict[str, str] = {}
    text = line.decode("utf-8", "replace").replace("\x1d", " ")
    head, _, told = text.partition("): ")
    for name, value in FIELD.findall(told or head):
        if name == "msg" and value[:1] == "'":
            for inner, one in FIELD.findall(value[1:-1]):
                found.setdefault(inner, one)
        else:
            found.setdefault(name, value)
    return found


def text_of(value: str) -> str:
    """A text that users can choose: in quotes, or in hex digits where it holds odd characters."""
    if value[:1] == '"':
        return value.strip('"')
    if HEX.fullmatch(value):
        return bytes.fromhex(value).split(b"\0", 1)[0].decode("utf-8", "replace")
    return "" if value in ("(null)", "(none)", "?") else value
