"""Ports of mail, and how far they are reached."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass

from auditor.api import Item, Location

PORTS = {
    "smtp": 25, "submission": 587, "smtps": 465, "submissions": 465,
    "imap": 143, "imaps": 993, "pop3": 110, "pop3s": 995, "sieve": 4190, "lmtp": 24,
}  # fmt: skip
ORDER = ("external", "internal", "loopback")


@dataclass(frozen=True, slots=True)
class Listener:
    """One listening port; `level_at` is what decides whether it is encrypted."""

    port: int
    protocol: str
    encrypted: bool
    address: str
    at: Location
    level_at: Location


def outer(addresses: Iterable[str]) -> str:
    """Of several addresses one that is reached from elsewhere, if any."""
    named = ["localhost" if word == "loopback-only" else word for word in addresses] or ["*"]
    return next((word for word in named if not is_loopback(word)), named[0])


def is_loopback(address: str) -> bool:
    """True for addresses that only this host reaches."""
    bare = address.strip("[]")
    try:
        return bare == "localhost" or ipaddress.ip_address(bare).is_loopback
    except ValueError:
        return False


def rows(
    found: Iterable[Listener], host: str, public: bool | None, holds: bool | None
) -> list[Item]:
    """One `listening_services` row a port and protocol: the widest, then the one in clear."""
    best: dict[tuple[int, str], tuple[tuple[int, bool], Item]] = {}
    for one in found:
        wide = "external" if public else "internal"
        row: Item = {"host": host, "port": one.port, "protocol": one.protocol}
        row |= {"encrypted": one.encrypted, "_loc": one.at.as_dict()}
        row["exposure"] = "loopback" if is_loopback(one.address) else wide
        row["_locs"] = {"encrypted": one.level_at.as_dict()}
        if holds is not None:
            row["holds_customer_info"] = holds
        rank = ORDER.index(row["exposure"]), one.encrypted
        key = one.port, one.protocol
        if key not in best or rank < best[key][0]:
            best[key] = rank, row
    return [best[key][1] for key in sorted(best)]
