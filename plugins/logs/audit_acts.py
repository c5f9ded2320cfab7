"""Events of auditd: reads of classified paths, logins, su and sudo."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from auditor_plugins.logs.acts import Act, Ledger, Spot, normal
from auditor_plugins.logs.audit_keeper import AuditKeeper
from auditor_plugins.logs.auditd import LASTS, UNSET, Event, fields, text_of
from auditor_plugins.logs.syscalls import action
from auditor_plugins.logs.trail import Trail

SESSIONS = 4096
"""Login sessions whose address is remembered."""


class AuditEvents:
    """Takes the events of one log in turn."""

    def __init__(
        self,
        ledger: Ledger,
        trail: Trail,
        names: Mapping[str, str],
        keys: Mapping[str, str],
        tolerance: int,
    ) -> None:
        self._ledger, self._names, self._keys = ledger, names, keys
        self._addresses: dict[str, str] = {}
        self._keeper = AuditKeeper(trail, tolerance)
        self.close = self._keeper.close
        self.reads = self.writes = False
        self.torn: list[Spot] = []

    def take(self, event: Event, spot: Spot) -> None:
        """Look at one event."""
        if not event.records:
            return
        kind, line = event.records[0]
        if len(event.records) > 1 or kind in (b"SYSCALL", b"PATH"):
            self._access(event, spot)
        elif kind in (b"USER_LOGIN", b"USER_START"):
            self._user(kind, fields(line), event, spot)
        elif kind == b"CONFIG_CHANGE":
            self._keeper.config(fields(line), event.at, spot)
        elif kind not in LASTS:
            if kind == b"SYSTEM_BOOT":
                self._addresses.clear()
            self._keeper.daemon(kind, line, event.at, spot)

    def _access(self, event: Event, spot: Spot) -> None:
        if not self._ledger_cares(event):
            return
        by_kind: dict[bytes, list[dict[str, str]]] = {}
        for kind, line in event.records:
            by_kind.setdefault(kind, []).append(fields(line))
        cwd = text_of(by_kind.get(b"CWD", [{}])[0].get("cwd", ""))
        call = by_kind.get(b"SYSCALL", [None])[0]
        for item in by_kind.get(b"PATH", []):
            path = text_of(item.get("name", ""))
            if path and item.get("nametype") != "PARENT":
                self._opened(call, item, posixpath.join(cwd, path), event, spot)

    def _ledger_cares(self, event: Event) -> bool:
        """A quick look: is a classified path among the names, or a key on the call?"""
        if self._keys and any(
            kind == b"SYSCALL" and b" key=" in line and b"key=(null)" not in line
            for kind, line in event.records
        ):
            return True
        cwd = b""
        for kind, line in event.records:
            if kind == b"CWD":
                cwd = line
        return any(self._may_be(line, cwd) for kind, line in event.records if kind == b"PATH")

    def _may_be(self, line: bytes, cwd: bytes) -> bool:
        start = line.find(b" name=") + 6
        if line[start : start + 1] != b'"':
            return line[start : start + 1] != b"("
        if line[start + 1 : start + 2] != b"/" or b".." in line:
            return bool(cwd)
        name = line[start + 1 : line.find(b'"', start + 1)]
        return b"//" in name or self._ledger.classified(name.decode("utf-8", "replace")) is not None

    def _opened(
        self, call: dict[str, str] | None, item: dict[str, str], path: str, event: Event, spot: Spot
    ) -> None:
        known = self._ledger.classified(normal(path)) is not None
        key = text_of((call or {}).get("key", ""))
        if not known and key not in self._keys:
            return
        if call is None:
            self.torn.append(spot)
            return
        if call.get("success") == "no":
            return
        done = action(call, item)
        self.reads |= done in ("read", "search")
        self.writes |= done in ("update", "delete")
        ip = self._addresses.get(call.get("ses", ""), "")
        who = self._who(call)
        self._ledger.add(Act(who, event.at, event.name, path, "", done, ip, key), spot)

    def _who(self, record: dict[str, str]) -> str:
        """The account of the login, which stays the same through sudo; of a service its own."""
        if record.get("auid", "unset") not in UNSET:
            return self._name(record, "auid")
        return self._name(record, "uid")

    def _name(self, record: dict[str, str], which: str) -> str:
        told = record.get(which.upper(), "").strip('"')
        number = record.get(which, "")
        return told if told and told != "unset" else self._names.get(number, number or "unknown")

    def _user(self, kind: bytes, record: dict[str, str], event: Event, spot: Spot) -> None:
        if record.get("res") not in ("success", "1"):
            return
        tool = text_of(record.get("exe", "")).rpartition("/")[2]
        if kind == b"USER_LOGIN":
            self._login(record, event, spot)
        elif tool in ("su", "sudo"):
            who, target = self._who(record), text_of(record.get("acct", "")) or "root"
            ip = self._addresses.get(record.get("ses", ""), "")
            if who != target:
                self._ledger.add(Act(who, event.at, event.name, as_user=target, ip=ip), spot)

    def _login(self, record: dict[str, str], event: Event, spot: Spot) -> None:
        who = text_of(record.get("acct", "")) or self._name(record, "id")
        address = record.get("addr", "?")
        ip = "" if address in ("?", "(null)") else address
        if len(self._addresses) >= SESSIONS:
            self._addresses.pop(next(iter(self._addresses)))
        if ip:
            self._addresses[record.get("ses", "")] = ip
        self._ledger.add(Act(who, event.at, event.name, ip=ip), spot)
