"""What people did, as the readers of the formats report it, and the rows of `access_log`."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from ipaddress import ip_address
from typing import Any

from auditor.api import Item
from auditor_plugins.logs.options import Options
from auditor_plugins.logs.times import rfc3339

Spot = tuple[str, int | None]
"""File as shown, and line."""


@dataclass(frozen=True, slots=True)
class Act:
    """One event: `path` is what was opened, `as_user` the account that was taken on; neither is
    set for a login. `event` names it within its second.
    """

    actor: str
    at: float
    event: str
    path: str = ""
    as_user: str = ""
    action: str = ""
    ip: str = ""
    key: str = ""


class Ledger:
    """First and last act of each actor, object, action and address on each day.

    An approval or grant holds for an unbroken time, so that it covers the acts between when it
    covers these two.
    """

    def __init__(self, target: str, options: Options, zone: tzinfo) -> None:
        self._target, self._options, self._zone = target, options, zone
        self._system = options.system_id or target
        self._rows: dict[tuple[str, ...], list[tuple[Act, Spot]]] = {}
        self._places = sorted(options.paths, key=lambda one: -len(one.prefix))
        self._patterns = [re.compile(one.object) if one.object else None for one in self._places]
        self._prefixes = [one.prefix.rstrip("/") for one in self._places]
        self.full = False

    def classified(self, path: str) -> int | None:
        """The number of the configured place that holds the path."""
        for number, prefix in enumerate(self._prefixes):
            if path == prefix or path.startswith(prefix + "/"):
                return number
        return None

    def add(self, act: Act, spot: Spot) -> None:
        """Take an act that concerns the system or a classified path; the others are no evidence."""
        found = self._object(act)
        if found is None:
            return
        day = datetime.fromtimestamp(act.at, self._zone).date().isoformat()
        key = (act.actor, found[0], act.action, act.ip, found[1], day)
        known = self._rows.get(key)
        if known is None:
            if 2 * len(self._rows) >= self._options.max_rows:
                self.full = True
                return
            self._rows[key] = [(act, spot)]
        else:
            _widen(known, act, spot)

    def _object(self, act: Act) -> tuple[str, str] | None:
        """Name and level of what was accessed."""
        if not act.path:
            name = f"{self._system}/{act.as_user}" if act.as_user else self._system
            return (name, self._options.classification or "") if self._options.logins else None
        path = normal(act.path)
        number = self.classified(path)
        if number is None:
            level = self._options.keys.get(act.key)
            return (path, level) if level else None
        pattern = self._patterns[number]
        match = pattern.search(path) if pattern else None
        name = match["id"] if match and match["id"] else path
        return name, self._places[number].classification

    def rows(self) -> Iterator[Item]:
        """The rows, in the order of their event ids."""
        made = [self._row(key, act, spot) for key, acts in self._rows.items() for act, spot in acts]
        made.sort(key=lambda row: (row["event_id"], row["object_id"], row.get("action", "")))
        return _told_apart(made)

    def _row(self, key: tuple[str, ...], act: Act, spot: Spot) -> Item:
        actor, name, action, ip, level, _ = key
        row: Item = {
            "event_id": f"{self._target}/{act.event}",
            "actor": actor,
            "at": rfc3339(act.at, self._zone),
            "object_id": name,
        }
        row |= {
            field: value
            for field, value in (("action", action), ("classification", level), ("source_ip", ip))
            if value
        }
        return row | self._network(ip) | {"_loc": place(spot)}

    def _network(self, ip: str) -> dict[str, Any]:
        try:
            address = ip_address(ip)
        except ValueError:
            return {}
        for one in self._options.networks:
            if address.version == one.cidr.version and address in one.cidr:
                known = one.model_dump(exclude={"cidr"}, exclude_none=True)
                return dict(sorted(known.items()))
        return {}


def normal(path: str) -> str:
    """An absolute path without `.`, `..` and doubled slashes."""
    return "/" + posixpath.normpath(path).lstrip("/")


def _widen(known: list[tuple[Act, Spot]], act: Act, spot: Spot) -> None:
    """Keep the first and the last."""
    first, last = known[0], known[-1]
    if act.at < first[0].at:
        known[:] = [(act, spot), last]
    elif act.at > last[0].at:
        known[:] = [first, (act, spot)]


def _told_apart(rows: list[Item]) -> Iterator[Item]:
    """Rows whose events have equal names get a number behind it."""
    seen: dict[str, int] = {}
    for row in rows:
        count = seen[row["event_id"]] = seen.get(row["event_id"], 0) + 1
        yield row if count == 1 else row | {"event_id": f"{row['event_id']}#{count}"}


def place(spot: Spot) -> dict[str, Any]:
    """`_loc` of a row."""
    file, line = spot
    return {"file": file, "line": line} if line else {"file": file}
