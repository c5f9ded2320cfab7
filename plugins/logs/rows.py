"""Rows about the logs themselves: gaps, alerts, integrity and what is kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, tzinfo

from auditor.api import Item
from auditor_plugins.logs.acts import place
from auditor_plugins.logs.options import Explained, Options
from auditor_plugins.logs.readers import Reading
from auditor_plugins.logs.times import rfc3339
from auditor_plugins.logs.trail import Sign

DAY = 86400
WRITTEN = 2
"""Days without a record after which a log counts as no longer written."""
SEVERITY = {
    "auditing_off": "critical",
    "failed_verification": "critical",
    "rules_removed": "high",
    "clock_back": "high",
    "rotated_away": "high",
    "truncated": "high",
    "overwritten": "medium",
    "missing_days": "high",
    "lost_records": "medium",
    "silence": "low",
}
SOURCES = {"auditd": "auditd", "journal": "journald", "export": "journald", "syslog": "syslog"}


class About:
    """Makes the rows of one target."""

    def __init__(self, target: str, options: Options, zone: tzinfo, now: datetime) -> None:
        self._target, self._options, self._zone, self._now = target, options, zone, now
        self._system = options.system_id or target

    def gaps(self, readings: list[Reading]) -> Iterator[Item]:
        """`log_gaps`."""
        for sign in _signs(readings):
            times = {"from": sign.since, "until": sign.until}
            yield {
                "system_id": self._system,
                "file": sign.spot[0],
                "why": sign.why,
                **{name: self._time(at) for name, at in times.items() if at is not None},
                **({"seconds": sign.seconds} if sign.seconds is not None else {}),
                "explained": self._explained(sign) is not None,
                "_loc": place(sign.spot),
            }

    def alerts(self, readings: list[Reading]) -> Iterator[Item]:
        """`security_alerts`: the same, as something that a person must judge."""
        seen: dict[str, int] = {}
        for reading in readings:
            for sign in _signs([reading]):
                at = self._time(sign.until or sign.since or self._now.timestamp())
                name = f"{self._target}/{sign.spot[0]}/{sign.why}/{at}"
                seen[name] = seen.get(name, 0) + 1
                judged = self._explained(sign)
                yield {
                    "alert_id": name if seen[name] == 1 else f"{name}#{seen[name]}",
                    "source": SOURCES.get(reading.format, "syslog"),
                    "kind": "other",
                    "raised_at": at,
                    "severity": SEVERITY[sign.why],
                    **(_judged(judged) if judged else {}),
                    "_loc": place(sign.spot),
                }

    def integrity(self, readings: list[Reading]) -> Iterator[Item]:
        """`integrity_monitoring`: each log was compared with what an unbroken one looks like."""
        for reading in readings:
            signs = _signs([reading])
            if reading.trail.last is None:
                continue
            row = {
                "host": self._target,
                "path": reading.name,
                "store_id": self._options.store_id,
                "last_checked_at": self._now.astimezone(self._zone).isoformat(),
                "mismatches": len(signs),
                "_loc": place(signs[0].spot if signs else (reading.name, None)),
            }
            if signs:
                row["explained"] = all(self._explained(sign) for sign in signs)
            yield row

    def kept(self, readings: list[Reading]) -> Iterator[Item]:
        """`audit_logging`: how far back each log goes, and whether it is still written."""
        now = self._now.timestamp()
        for reading in readings:
            trail = reading.trail
            if trail.newest is None and reading.problems:
                continue
            row: Item = {
                "host": self._target,
                "system_id": self._system,
                "source": f"{reading.name} as found",
                "enabled": trail.newest is not None and now - trail.newest < WRITTEN * DAY,
                "_loc": place((reading.name, None)),
            }
            if trail.first is not None:
                row["retention_days"] = max(0, int((now - trail.first) // DAY))
            seen = {"covers_reads": reading.reads, "covers_writes": reading.writes}
            yield row | {name: True for name, known in seen.items() if known}

    def _time(self, at: float) -> str:
        return rfc3339(at, self._zone)

    def _explained(self, sign: Sign) -> Explained | None:
        """What a person wrote about it: same reason, and a day from its begin to its end."""
        ends = [at for at in (sign.since, sign.until) if at is not None]
        days = [self._day(at) for at in ends]
        for one in self._options.explained:
            if one.why == sign.why and days and min(days) <= one.day <= max(days):
                return one
        return None

    def _day(self, at: float) -> date:
        return datetime.fromtimestamp(at, self._zone).date()


def _signs(readings: list[Reading]) -> list[Sign]:
    signs = [sign for reading in readings for sign in reading.trail.merged()]
    return sorted(signs, key=lambda one: (one.spot[0], one.why, one.since or 0, one.until or 0))


def _judged(explained: Explained) -> Item:
    times = {"triaged_at": explained.judged_at, "closed_at": explained.closed_at}
    return {name: at.isoformat() for name, at in times.items() if at is not None}
