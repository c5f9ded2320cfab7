"""What `auditor doctor` shows of a database: its clock, rights that lack, rights beyond them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from auditor.api.databases.subject import Database
from auditor.api.hooks import Probe
from auditor.api.models import Collected, Gap

LARGEST_SKEW = 60


def clock(seconds: float) -> Probe:
    """How far the server's clock, in seconds since 1970, is from the one here."""
    skew = round(abs(seconds - datetime.now(UTC).timestamp()))
    text = f"its clock differs by {skew} s"
    return Probe("clock", skew <= LARGEST_SKEW, text, f"时钟相差 {skew} 秒")


def rights(found: Iterable[Collected | Gap]) -> Iterator[Probe]:
    """Each gap that collecting would give."""
    lacking = [one for one in found if isinstance(one, Gap)]
    for gap in lacking:
        yield Probe("rights", False, gap.message, gap.message_zh)
    if not lacking:
        yield Probe("rights", True, "all that is promised may be read", "承诺的证据均可读取")


def excess(database: Database, more: Sequence[str]) -> Probe:
    """The rights that it has beyond those needed."""
    if not more:
        return Probe("excess", True, "no right beyond those needed", "没有多余权限")
    user, (word, word_zh) = database.options.user, database.login
    text = f"{word} {user} has more rights than it needs: {', '.join(more)}"
    return Probe("excess", False, text, f"{word_zh} {user} 权限过大:{'、'.join(more)}")
