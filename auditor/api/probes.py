"""What the probes of plugins have in common: clocks, files, and what collecting would lack."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from auditor.api.hooks import Probe
from auditor.api.models import Collected, Gap, GapReason

LARGEST_SKEW = 60
"""Seconds by which a clock may differ."""
SHOWN = 5
"""Names that a message lists at the most."""
Named = tuple[Path, str]
"""A file, and how messages name it."""


def clock(told: datetime | None, now: datetime) -> Probe:
    """How far a clock is from ours; `told` is None where the system says no time."""
    if told is None:
        text = "its clock cannot be compared: it tells no time"
        return Probe("clock", False, text, "无法核对时钟:对方未提供时间")
    skew = round(abs((told - now).total_seconds()))
    text = f"its clock differs by {skew} s"
    return Probe("clock", skew <= LARGEST_SKEW, text, f"时钟相差 {skew} 秒")


def http_date(text: str) -> datetime | None:
    """The header Date of an answer (RFC 9110, 6.6.1); None for what is no date."""
    try:
        told = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return told if told.tzinfo else told.replace(tzinfo=UTC)


def rights(found: Iterable[Collected | Gap]) -> Iterator[Probe]:
    """Each gap that collecting would give, once."""
    lacking = {gap.message: gap for gap in found if isinstance(gap, Gap)}
    for gap in lacking.values():
        yield Probe("rights", False, gap.message, gap.message_zh)
    if not lacking:
        yield Probe("rights", True, "all that is promised may be read", "承诺的证据均可读取")


def unknown(check: str, why: str, why_zh: str) -> Probe:
    """A check that cannot be made: for the doctor that is no good news."""
    return Probe(check, False, f"cannot be told: {why}", f"无法判断:{why_zh}")


def denied(found: Iterable[Collected | Gap]) -> Iterator[Probe]:
    """Each gap that collecting would give for want of a right, once."""
    told = {one.message: one for one in found if isinstance(one, Gap)}
    lacking = [gap for gap in told.values() if gap.reason is GapReason.DENIED]
    for gap in lacking:
        yield Probe("rights", False, gap.message, gap.message_zh)
    if not lacking:
        yield Probe("rights", True, "all that was found may be read", "已找到的内容均可读取")


def files(wanted: Iterable[Named]) -> Iterator[Probe]:
    """Reach, rights and excess of files and folders. Of what is not there, no rights are told."""
    names = list(dict.fromkeys(wanted))
    yield reach(names)
    yield from _rights([one for one in names if _state(one[0]) != "missing"])
    yield from excess(names)


def reach(names: Iterable[Named]) -> Probe:
    """Whether all are there, as far as the folders above them may be searched."""
    missing = [shown for path, shown in names if _state(path) == "missing"]
    if not missing:
        return Probe("reach", True, "found", "已找到")
    return Probe("reach", False, f"missing: {listed(missing)}", f"不存在:{listed(missing)}")


def excess(names: Iterable[Named]) -> Iterator[Probe]:
    """Whether the account that reads could change what is there."""
    there = [(path, shown) for path, shown in names if _state(path) == "there"]
    writable = [shown for path, shown in there if may(path, os.W_OK)]
    if writable:
        text = f"may be changed, reading is enough: {listed(writable)}"
        yield Probe("excess", False, text, f"可被修改,只需读取权限:{listed(writable)}")
    elif there:
        yield Probe("excess", True, "nothing may be changed", "均不可修改")


def written(names: Iterable[Named], now: datetime) -> Probe:
    """Whether a log was written later than now: then the clock that stamps it is ahead."""
    ahead = [(_ahead(path, now), shown) for path, shown in names]
    skew, shown = max(ahead, default=(0, ""))
    if skew <= LARGEST_SKEW:
        return Probe("clock", True, "none was written in the future", "没有写入时间在未来的文件")
    text = f"{shown}: was written {skew} s in the future"
    return Probe("clock", False, text, f"{shown}:写入时间在未来 {skew} 秒")


def _ahead(path: Path, now: datetime) -> int:
    try:
        return round(path.stat().st_mtime - now.timestamp())
    except (OSError, ValueError):
        return 0


def may(path: Path, right: int) -> bool:
    """Whether the account that acts has a right, not the one that started it, where the system
    can tell them apart.
    """
    return os.access(path, right, effective_ids=os.access in os.supports_effective_ids)


def listed(names: Sequence[str]) -> str:
    """Some names for a message, and how many more there are."""
    more = f" (+{len(names) - SHOWN})" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more


def _rights(names: Sequence[Named]) -> Iterator[Probe]:
    lacking = [shown for path, shown in names if not _readable(path)]
    if lacking:
        text = f"read (r) is missing on: {listed(lacking)}"
        yield Probe("rights", False, text, f"缺少读取权限:{listed(lacking)}")
    elif names:
        yield Probe("rights", True, "all may be read", "均可读取")


def _state(path: Path) -> str:
    """`there`, `missing`, or `hidden` in a folder that may not be searched."""
    try:
        path.stat()
    except PermissionError:
        return "hidden"
    except (OSError, ValueError):
        return "missing"
    return "there"


def _readable(path: Path) -> bool:
    is_folder = _state(path) == "there" and path.is_dir()
    return may(path, os.R_OK | os.X_OK if is_folder else os.R_OK)
