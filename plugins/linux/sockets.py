"""Listening sockets of the running kernel: /proc/net (proc(5)), so that no command is needed."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.api import GapError, Host
from auditor_plugins.linux.common import Line, is_absent, read_lines

TABLES = (("tcp", "0A"), ("tcp6", "0A"), ("udp", "07"), ("udp6", "07"))
"""Table, and the state of a socket that waits: LISTEN, or unconnected for UDP."""


@dataclass(frozen=True, slots=True)
class Socket:
    """Where something listens."""

    address: str
    port: int
    transport: str
    line: Line


def listening(host: Host) -> Iterator[Socket]:
    """All listening sockets; a table that is missing means a protocol that is switched off.

    Raises:
        GapError: when the table of TCP over IPv4 cannot be read.
    """
    for table, state in TABLES:
        path = f"/proc/net/{table}"
        try:
            lines = read_lines(host, path)
        except GapError as error:
            if table != "tcp" and is_absent(error):
                continue
            raise
        for line in lines[1:]:
            words = line.text.split()
            if len(words) > 3 and words[3] == state:
                address, _, port = words[1].partition(":")
                yield Socket(decoded(address), int(port, 16), table.rstrip("6"), line)


def decoded(text: str) -> str:
    """The address of 8 or 32 hexadecimal digits in words of 32 bits, low byte first."""
    words = (text[at : at + 8] for at in range(0, len(text), 8))
    raw = b"".join(bytes.fromhex(word)[::-1] for word in words)
    return str(ipaddress.ip_address(raw))
