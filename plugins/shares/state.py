"""The state file that a target names: where it may lie, what it is good for, what is wrong."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path

from auditor.api import GapReason, Target
from auditor_plugins.shares.copies import PART
from auditor_plugins.shares.marks import Marks
from auditor_plugins.shares.memory import Memory
from auditor_plugins.shares.places import Place
from auditor_plugins.shares.problems import Problems
from auditor_plugins.shares.statefile import ForeignError, New, Old, OtherError, UnusableError

BROKEN = (
    "the state is broken, or others may write it (needs mode 0600); all was read anew",
    "状态文件已损坏,或他人可写(权限须为 0600);已全部重新读取",
)
FOREIGN = (
    "is no state of this account; it is neither read nor replaced, name another file",
    "不是本账号的状态文件;既不读取也不替换,请另指定文件",
)
UNWRITTEN = (
    "the state cannot be written; the next run will read all anew",
    "无法写入状态文件;下次将全部重新读取",
)
INSIDE = (
    "the state would lie in an audited tree, and is neither read nor written",
    "状态文件位于被审计的目录树内,既不读取也不写入",
)
CAPABILITIES = re.compile(r"^CapEff:.*$", re.M)


@contextmanager
def memory_of(
    target: Target, found: list[Place], marks: Marks, whole: bool
) -> Iterator[tuple[Memory, Problems]]:
    """What is remembered, and what is wrong with the state; only a `whole` walk is remembered.

    Whatever is wrong, the walk goes on and reads all anew: no evidence is lost.
    """
    problems = Problems(target.options.state or "")

    def tell(error: Exception) -> None:
        problems.add(GapReason.INVALID, *_told(error))

    memory = Memory(labels=marks.labels, trouble=tell, began=time.time_ns())
    if target.options.state:
        place = place_of(target)
        if inside(place, found):
            problems.add(GapReason.INVALID, *INSIDE)
        else:
            _open(memory, place, head(marks), whole)
    try:
        yield memory, problems
    finally:
        memory.close()


def _told(error: Exception) -> tuple[str, str]:
    if isinstance(error, ForeignError):
        return FOREIGN
    return BROKEN if isinstance(error, UnusableError) else UNWRITTEN


def wrong(target: Target, found: list[Place]) -> tuple[str, str] | None:
    """What is wrong with the state, before anything is written."""
    place = place_of(target)
    if inside(place, found):
        return INSIDE
    try:
        Old(place, head(Marks(target.options))).close()
    except OtherError:
        pass
    except UnusableError as error:
        return _told(error)
    return None if os.access(place.parent, os.W_OK | os.X_OK) else UNWRITTEN


def place_of(target: Target) -> Path:
    """Where the state lies, links followed."""
    return Path(os.path.realpath(target.base / target.options.state))


def _open(memory: Memory, place: Path, own: bytes, whole: bool) -> None:
    try:
        memory.old = Old(place, own)
    except OtherError:
        pass
    except ForeignError as error:
        memory.trouble(error)
        return
    except UnusableError as error:
        memory.trouble(error)
    try:
        memory.new = New(place, own) if whole else None
    except BlockingIOError:
        pass
    except OSError as error:
        memory.trouble(error)


def inside(place: Path, found: list[Place]) -> bool:
    """True when a file lies, or would lie, in a tree, under whatever name it is mounted."""
    tops = []
    for tree in found:
        with suppress(OSError):
            tops.append(Path(tree.top).stat())
    for folder in (place, *place.parents):
        with suppress(OSError):
            status = folder.stat()
            if any(os.path.samestat(status, top) for top in tops):
                return True
    return False


def head(marks: Marks) -> bytes:
    """Stands for all that decides what is read: the marks, and the rights of who reads."""
    account = (os.geteuid(), os.getegid(), sorted(os.getgroups()), _capabilities())
    maps = [_text(Path("/proc/self", name)) for name in ("uid_map", "gid_map")]
    told = repr((marks.meaning, PART, sys.byteorder, account, maps))
    return blake2b(told.encode("utf-8", "surrogateescape"), digest_size=16).digest()


def _capabilities() -> list[str]:
    return CAPABILITIES.findall(_text(Path("/proc/thread-self/status")))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except OSError:
        return ""
