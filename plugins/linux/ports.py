"""Ports, the protocols that are usual on them, and how far an address is reached."""

from __future__ import annotations

import ipaddress

PROTOCOLS: dict[tuple[int, str], tuple[str, bool | None]] = {
    (21, "tcp"): ("ftp", False),
    (22, "tcp"): ("ssh", True),
    (23, "tcp"): ("telnet", False),
    (25, "tcp"): ("smtp", None),
    (53, "tcp"): ("dns", False),
    (53, "udp"): ("dns", False),
    (69, "udp"): ("tftp", False),
    (80, "tcp"): ("http", False),
    (110, "tcp"): ("pop3", None),
    (111, "tcp"): ("rpcbind", False),
    (111, "udp"): ("rpcbind", False),
    (123, "udp"): ("ntp", False),
    (143, "tcp"): ("imap", None),
    (161, "udp"): ("snmp_v2c", None),
    (389, "tcp"): ("ldap", None),
    (443, "tcp"): ("https", True),
    (465, "tcp"): ("smtps", True),
    (512, "tcp"): ("rexec", False),
    (513, "tcp"): ("rlogin", False),
    (514, "tcp"): ("rsh", False),
    (587, "tcp"): ("smtp", None),
    (636, "tcp"): ("ldaps", True),
    (873, "tcp"): ("rsync", False),
    (993, "tcp"): ("imaps", True),
    (995, "tcp"): ("pop3s", True),
    (2049, "tcp"): ("nfs", None),
    (3306, "tcp"): ("mysql", None),
    (5432, "tcp"): ("postgresql", None),
}
"""Protocol by port and transport, and whether it is encrypted; None: configuration decides."""


def exposure(address: str, public_facing: bool | None) -> str:
    """`loopback`, `internal` or, on a system reached from the internet, `external`."""
    bare = address.strip("[]").split("%")[0]
    if bare == "localhost":
        return "loopback"
    try:
        if _loopback(ipaddress.ip_address(bare)):
            return "loopback"
    except ValueError:
        pass  # a name, `*` or nothing: any address
    return "external" if public_facing else "internal"


def _loopback(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback)
