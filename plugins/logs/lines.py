"""Lines of a file, and what is learnt of a log while it is read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from auditor.api import GapError, GapReason
from auditor_plugins.logs.acts import Spot
from auditor_plugins.logs.auditd import HEADER
from auditor_plugins.logs.options import Log
from auditor_plugins.logs.packed import DAMAGED
from auditor_plugins.logs.source import JOURNAL_MAGIC, LINE, LogFile
from auditor_plugins.logs.trail import Trail

CHUNK = 1 << 16


@dataclass(slots=True)
class Reading:
    """What is known of one log after it was read."""

    log: Log
    name: str
    trail: Trail
    format: str = ""
    problems: list[GapError] = field(default_factory=list)
    misfits: int = 0
    misfit: Spot | None = None
    reads: bool = False
    writes: bool = False
    digest: Any = field(default_factory=sha256)

    def unfit(self, spot: Spot) -> None:
        """A line of no known form."""
        self.misfits += 1
        self.misfit = self.misfit or spot


def format_of(stream: io.BufferedReader) -> str:
    """The format by the first bytes; empty for an empty file."""
    head = stream.peek(4096).lstrip(b"\0\r\n ")[:4096]
    if head.startswith(JOURNAL_MAGIC):
        return "journal"
    if HEADER.match(head):
        return "auditd"
    return "export" if head.startswith(b"__CURSOR=") else "syslog" if head else ""


def chunks(stream: io.BufferedReader) -> Iterator[bytes]:
    """Pieces of the stream that end with whole lines, as far as it can be read."""
    try:
        while chunk := stream.read(CHUNK):
            yield chunk + stream.readline(LINE)
    except DAMAGED:
        return


def lines(
    stream: io.BufferedReader, file: LogFile, reading: Reading
) -> Iterator[tuple[int, bytes]]:
    """Numbered lines, cut to a bounded length. A last one without its end is being written, or
    was cut off; zeros are what a crash or a copying rotation leaves.
    """
    number, holes = 0, False
    while line := stream.readline(LINE):
        number += 1
        if not line.endswith(b"\n") and not _finished(stream, line):
            if file.number != 0:
                reading.trail.note("truncated", (file.shown, number), reading.trail.last)
            return
        if line[:1] == b"\0":
            if not holes:
                reading.trail.note("overwritten", (file.shown, number), reading.trail.last)
            holes, line = True, line.lstrip(b"\0")
        if line.strip():
            yield number, line


def _finished(stream: io.BufferedReader, line: bytes) -> bool:
    """Pass over the rest of a long line; false when the file ends without a line end."""
    while line and not line.endswith(b"\n"):
        line = stream.readline(LINE)
    return bool(line)


def damaged(file: LogFile) -> GapError:
    """The gap of a file that ends early or cannot be unpacked."""
    text = f"{file.shown}: ends early or is damaged; what stands before was read"
    return GapError(
        GapReason.INVALID, text, file.at(), f"{file.shown}:不完整或已损坏;之前的内容已读取"
    )
