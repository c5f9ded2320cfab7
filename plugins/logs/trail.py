"""The course of time in one log: what is missing from it, and where its clock went back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo

from auditor_plugins.logs.acts import Spot
from auditor_plugins.logs.options import Log

DAY = 86400
SIGNS = 1000
"""Signs of one log that are kept."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that is wrong with a log, between two of its records."""

    why: str
    spot: Spot
    since: float | None = None
    until: float | None = None

    @property
    def seconds(self) -> int | None:
        """How long; for a clock that went back, how far."""
        if self.since is None or self.until is None:
            return None
        return int(abs(self.until - self.since))


class Trail:
    """Follows the records of a log through its files, the oldest first."""

    def __init__(self, log: Log, zone: tzinfo, tolerance: int) -> None:
        self._zone, self._tolerance, self._quiet = zone, tolerance, log.quiet
        self._silence = (log.max_silence_hours or 0) * 3600
        self._away = False
        self.first: float | None = None
        self.last: float | None = None
        self.newest: float | None = None
        self.signs: list[Sign] = []
        self.dropped = 0

    def see(self, at: float, spot: Spot) -> None:
        """A record with its time."""
        if self._away:
            self._away = False
            self.note("rotated_away", spot, self.last, at)
        if self.last is None:
            self.first = self.last = self.newest = at
            return
        step = at - self.last
        if step > 0:
            if step >= DAY or self._silence:
                self._pause(at, spot, step)
            self.last = at
            if self.newest is not None and at > self.newest:
                self.newest = at
        elif step < -self._tolerance:
            self.note("clock_back", spot, self.last, at)
            self.last = at
            if self.first is not None and at < self.first:
                self.first = at

    def _pause(self, at: float, spot: Spot, step: float) -> None:
        before, after = (self._date(one) for one in (at - step, at))
        if after - before > 1 and not self._quiet:
            self.note("missing_days", spot, at - step, at)
        elif self._silence and step > self._silence:
            self.note("silence", spot, at - step, at)

    def _date(self, at: float) -> int:
        return datetime.fromtimestamp(at, self._zone).toordinal()

    def end(self, spot: Spot, now: float) -> None:
        """The log ends here: a day that passed without a record is missing too."""
        if (
            self.last is not None
            and not self._quiet
            and self._date(now) - self._date(self.last) > 1
        ):
            self.note("missing_days", spot, self.last)

    def file_missing(self) -> None:
        """The numbers of the rotated files have a hole before the next record."""
        self._away = self.last is not None

    def note(
        self, why: str, spot: Spot, since: float | None = None, until: float | None = None
    ) -> None:
        """Keep a sign."""
        if len(self.signs) < SIGNS:
            self.signs.append(Sign(why, spot, since, until))
        else:
            self.dropped += 1

    def merged(self) -> Iterator[Sign]:
        """The signs; repeated losses of one file on one day count once, as their keepers report
        them over and over.
        """
        seen: set[tuple[str, str, int]] = set()
        for sign in self.signs:
            if sign.why == "lost_records":
                key = (sign.why, sign.spot[0], self._date(sign.until or 0))
                if key in seen:
                    continue
                seen.add(key)
            yield sign
