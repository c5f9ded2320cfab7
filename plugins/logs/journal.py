"""The journal: its export format, and journalctl, which writes it from journal files.

Format: systemd.io/JOURNAL_EXPORT_FORMATS.
"""

from __future__ import annotations

import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol

from auditor.api import GapError, GapReason, Location

PROGRAM = "journalctl"
FIELDS = ("MESSAGE", "SYSLOG_IDENTIFIER", "_HOSTNAME", "_UID", "_TRANSPORT")
KEPT = frozenset(name.encode() for name in (*FIELDS, "__REALTIME_TIMESTAMP"))
VALUE = 1 << 16
"""Bytes of a field that are looked at."""
PIECE = 1 << 20
DENIED = ("Permission denied", "insufficient permissions", "not seeing messages from other users")
RIGHT = "the reader needs the group systemd-journal (or adm)"
RIGHT_ZH = "需要 systemd-journal(或 adm)组"


class Stream(Protocol):
    """What is read from: a file or a pipe."""

    def readline(self, limit: int = -1, /) -> bytes:
        """A line, or so many bytes of it."""
        ...

    def read(self, size: int = -1, /) -> bytes:
        """So many bytes."""
        ...


def entries(stream: Stream) -> Iterator[tuple[int, dict[bytes, bytes]]]:
    """Entries with the line where each begins; bytes that fit no form are passed over."""
    number, begun = 0, 1
    entry: dict[bytes, bytes] = {}
    while line := stream.readline(VALUE):
        number += 1
        whole = line
        while not whole.endswith(b"\n") and (whole := stream.readline(VALUE)):
            pass
        if line == b"\n":
            if entry:
                yield begun, entry
            entry, begun = {}, number + 1
            continue
        name, equals, value = line.rstrip(b"\n").partition(b"=")
        if not equals:
            value, lines = _binary(stream)
            number += lines
        if name in KEPT:
            entry.setdefault(name, value)
    if entry:
        yield begun, entry


def _binary(stream: Stream) -> tuple[bytes, int]:
    """A value with its length before it, and the line ends in it."""
    left = int.from_bytes(stream.read(8), "little")
    value, lines = b"", 0
    while left > 0 and (piece := stream.read(min(left, PIECE))):
        value += piece[: VALUE - len(value)]
        lines += piece.count(b"\n")
        left -= len(piece)
    stream.readline(VALUE)
    return value, lines + 1


def arguments(path: Path | None, since: int | None) -> list[str]:
    """The command line for a journal file, a folder of them, or the running machine."""
    argv = [PROGRAM, "--no-pager", "--output=export", f"--output-fields={','.join(FIELDS)}"]
    argv += _place(path)
    return [*argv, f"--since=@{since}"] if since else argv


def _place(path: Path | None) -> list[str]:
    if path is None:
        return []
    return [f"--directory={path}"] if path.is_dir() else [f"--file={path}"]


@contextmanager
def running(argv: list[str], shown: str, timeout: float) -> Iterator[IO[bytes]]:
    """Standard output of journalctl while it runs; its complaints become gaps at the end.

    Raises:
        GapError: absent (no journalctl, no journal), denied, timeout or invalid.
    """
    expired = threading.Event()
    with tempfile.TemporaryFile() as complaints:
        process = _start(argv, shown, complaints)

        def stop() -> None:
            expired.set()
            process.kill()

        timer = threading.Timer(timeout, stop)
        timer.start()
        try:
            assert process.stdout is not None  # noqa: S101 - it is a pipe
            with process.stdout:
                yield process.stdout
            code = process.wait()
        finally:
            timer.cancel()
            process.kill()
            process.wait()
        if expired.is_set():
            raise timed_out(shown)
        complaints.seek(0)
        _judge(code, complaints.read(VALUE).decode("utf-8", "replace"), shown)


def _start(argv: list[str], shown: str, complaints: IO[bytes]) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=complaints,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
        )
    except OSError:
        text = f"{shown}: journalctl is not installed; give a file of format export instead"
        zh = f"{shown}:未安装 journalctl;可改用 export 格式的文件"
        raise GapError(GapReason.ABSENT, text, Location(shown), zh) from None


def timed_out(shown: str) -> GapError:
    """The gap of a journal that takes too long."""
    text = f"{shown}: journalctl did not end within the time limit (see timeout)"
    zh = f"{shown}:journalctl 未在时限内结束(见 timeout)"
    return GapError(GapReason.TIMEOUT, text, Location(shown), zh)


def _judge(code: int, complaints: str, shown: str) -> None:
    if any(sign in complaints for sign in DENIED):
        text, zh = f"{shown}: may not be read; {RIGHT}", f"{shown}:无权读取;{RIGHT_ZH}"
        raise GapError(GapReason.DENIED, text, Location(shown), zh)
    if "No journal files were" in complaints or "No such file" in complaints:
        text, zh = f"{shown}: there is no journal", f"{shown}:没有日志"
        raise GapError(GapReason.ABSENT, text, Location(shown), zh)
    if code:
        text = f"{shown}: journalctl ended with code {code}; what it wrote before was read"
        zh = f"{shown}:journalctl 以代码 {code} 结束;此前的输出已读取"
        raise GapError(GapReason.INVALID, text, Location(shown), zh)


def verified(path: Path, shown: str, timeout: float) -> bool:
    """Whether `journalctl --verify` finds the file sound. One that is being written may differ
    from moment to moment, so that of a folder only closed files are given here.
    """
    try:
        done = subprocess.run(
            [PROGRAM, "--no-pager", "--verify", f"--file={path}"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=timeout,
            check=False,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
        )
    except OSError:
        return True
    except subprocess.TimeoutExpired:
        raise timed_out(shown) from None
    text = (done.stdout + done.stderr).decode("utf-8", "replace")
    return done.returncode == 0 or any(sign in text for sign in DENIED)


def closed(path: Path) -> list[Path]:
    """Files of a folder that journald has closed; the file itself when it is one."""
    return sorted(path.rglob("*@*.journal")) if path.is_dir() else [path]
