"""What `auditor doctor` shows of a database beyond `auditor.api.probes`: rights in excess."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from auditor.api import probes
from auditor.api.databases.subject import Database
from auditor.api.hooks import Probe


def clock(seconds: float) -> Probe:
    """How far the server's clock, in seconds since 1970, is from the one here."""
    return probes.clock(datetime.fromtimestamp(seconds, UTC), datetime.now(UTC))


def excess(database: Database, more: Sequence[str]) -> Probe:
    """The rights that it has beyond those needed."""
    if not more:
        return Probe("excess", True, "no right beyond those needed", "没有多余权限")
    user, (word, word_zh) = database.options.user, database.login
    text = f"{word} {user} has more rights than it needs: {', '.join(more)}"
    return Probe("excess", False, text, f"{word_zh} {user} 权限过大:{'、'.join(more)}")
