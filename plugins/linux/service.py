"""A service that listens."""

from __future__ import annotations

import re
from dataclasses import dataclass

from auditor.api import Location


@dataclass(frozen=True, slots=True)
class Service:
    """One listening port; no protocol and `encrypted` None mean unknown."""

    port: int
    protocol: str
    encrypted: bool | None
    address: str
    at: Location
    transport: str = "tcp"


def port_of(text: str, usual: int) -> int:
    """The port, or the usual one when none is written."""
    return int(text) if re.fullmatch("[0-9]{1,5}", text) else usual
