"""auditd about itself: switched off, its rules removed, records lost."""

from __future__ import annotations

from auditor_plugins.logs.acts import Spot
from auditor_plugins.logs.trail import Trail

SHUTDOWN = 120
"""Seconds after SYSTEM_SHUTDOWN in which auditd may end like the rest."""
RULES = 256


class AuditKeeper:
    """Notes on the trail when and how auditd was kept from its work."""

    def __init__(self, trail: Trail, tolerance: int) -> None:
        self._trail, self._tolerance = trail, tolerance
        self._down = 0.0
        self._off: tuple[float, Spot] | None = None
        self._removed: dict[str, tuple[float, Spot]] = {}

    def config(self, record: dict[str, str], at: float, spot: Spot) -> None:
        """A change of its settings or rules."""
        if record.get("audit_enabled") == "0" and record.get("old") != "0":
            self._off = (at, spot)
        elif record.get("audit_enabled") in ("1", "2"):
            self._on(at)
        key = record.get("key", "")
        if record.get("op") == "remove_rule" and len(self._removed) < RULES:
            self._removed.setdefault(key, (at, spot))
        elif record.get("op") == "add_rule":
            self._restored(key, at)

    def _restored(self, key: str, at: float) -> None:
        """Rules that are loaded anew are first removed: no sign when they are back at once."""
        since, spot = self._removed.pop(key, (at, ("", None)))
        if at - since > self._tolerance:
            self._trail.note("rules_removed", spot, since, at)

    def daemon(self, kind: bytes, line: bytes, at: float, spot: Spot) -> None:
        """Starts, ends and complaints."""
        if kind == b"SYSTEM_SHUTDOWN":
            self._down = at
        elif kind == b"SYSTEM_BOOT":
            self._removed.clear()
        elif kind in (b"DAEMON_END", b"DAEMON_ABORT"):
            planned = kind == b"DAEMON_END" and at - self._down < SHUTDOWN
            self._off = None if planned else (at, spot)
        elif kind == b"DAEMON_START":
            self._on(at)
        elif kind == b"DAEMON_ERR" or (kind == b"KERNEL" and b"audit_lost=" in line):
            self._trail.note("lost_records", spot, None, at)

    def _on(self, at: float) -> None:
        """Logging again: a restart within the tolerance is none."""
        if self._off and at - self._off[0] > self._tolerance:
            self._trail.note("auditing_off", self._off[1], self._off[0], at)
        self._off = None

    def close(self) -> None:
        """The end of the log: what was not put right by then."""
        if self._off:
            self._trail.note("auditing_off", self._off[1], self._off[0])
        for since, spot in self._removed.values():
            self._trail.note("rules_removed", spot, since)
