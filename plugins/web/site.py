"""A site as both servers' configuration gives it, and the rows that it becomes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from auditor.api import Item, Location

VERSIONS = ("none", "ssl3", "1.0", "1.1", "1.2", "1.3")


@dataclass(frozen=True, slots=True)
class Said:
    """A value and the place that gives it."""

    value: str
    at: Location


@dataclass(slots=True)
class Site:
    """One server block or virtual host at one address. `lowest` and `certificate` are for TLS."""

    program: str
    name: str
    address: str
    port: int
    at: Location
    tls: bool = False
    lowest: Said | None = None
    ciphers: Said | None = None
    certificate: Path | None = None
    hsts: Said | None = None
    listed: list[Said] = field(default_factory=list)
    roots: list[str] = field(default_factory=list)
    logs: list[Said] = field(default_factory=list)
    logs_at: Location | None = None
    unlogged: list[str] = field(default_factory=list)
    redirects: bool = False

    def row(self, host: str) -> Item:
        """A row of `web_sites`."""
        row: Item = {
            "host": host,
            "program": self.program,
            "server_name": self.name,
            "listen": f"{self.address}:{self.port}",
            "tls": self.tls,
            "redirects_to_https": self.redirects,
            "hsts_max_age": hsts_seconds(self.hsts.value) if self.hsts else 0,
            "autoindex": bool(self.listed),
            "listed": sorted({one.value for one in self.listed}),
            "roots": sorted(set(self.roots)),
            "access_log": bool(self.logs),
            "unlogged": sorted(set(self.unlogged)),
            "_loc": self.at.as_dict(),
        }
        places = {"hsts_max_age": self.hsts, "autoindex": next(iter(self.listed), None)}
        if self.tls:
            places |= {"lowest_protocol": self.lowest, "ciphers": self.ciphers}
            row |= {"lowest_protocol": self.lowest.value} if self.lowest else {}
            row |= {"ciphers": self.ciphers.value} if self.ciphers else {}
        row["_locs"] = {name: said.at.as_dict() for name, said in places.items() if said}
        row["_locs"]["access_log"] = (self.logs_at or self.at).as_dict()
        return row


def hsts_seconds(text: str) -> int:
    """`max-age` of a Strict-Transport-Security header; 0 where it names none."""
    found = re.search(r"max-age\s*=\s*\"?(\d{1,12})", text, re.IGNORECASE)
    return int(found.group(1)) if found else 0


def least(one: Said | None, other: Said | None) -> Said | None:
    """The older of two protocol versions; nothing known is the oldest."""
    if one is None or other is None:
        return None
    return min(one, other, key=lambda said: VERSIONS.index(said.value))
