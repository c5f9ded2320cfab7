"""How the server offers itself on the network: lowest TLS version and its certificate."""

from __future__ import annotations

import socket
import ssl
import struct
from collections.abc import Iterator
from ipaddress import ip_network

from auditor.api import Item
from auditor.api.databases.subject import Problem, Row, known
from auditor_plugins.postgres.options import Options
from auditor_plugins.postgres.settings import address, admits, hidden, read_rules, setting_place
from auditor_plugins.postgres.subject import Subject

REQUEST = struct.pack("!ii", 8, 80877103)
"""SSLRequest, which a server answers before anybody logs in."""
VERSIONS = {"": "1.0", "tlsv1": "1.0", "tlsv1.1": "1.1", "tlsv1.2": "1.2", "tlsv1.3": "1.3"}
SECONDS = 10.0


def endpoints(subject: Subject) -> Iterator[Item | Problem]:
    """One row, or none where the server listens on no network."""
    if not subject.may_read_settings:
        yield hidden(subject)
    if not subject.setting("listen_addresses"):
        return
    plain = subject.setting("ssl") != "on" or any(map(_plain, admits(read_rules(subject))))
    version = VERSIONS.get(subject.setting("ssl_min_protocol_version").lower(), "1.0")
    yield known(
        host=subject.name,
        port=int(subject.setting("port") or subject.options.port),
        lowest_protocol="none" if plain else version,
        certificate_expires_at=None if subject.setting("ssl") != "on" else subject.certificate(),
        carries_customer_info=subject.options.holds_customer_info,
        _loc=setting_place(subject, "ssl"),
    )


def _plain(rule: Row) -> bool:
    """Whether a rule lets somebody in from the network without TLS."""
    if rule["type"] not in ("host", "hostnossl"):
        return False
    where = address(rule.get("address"), rule.get("netmask")) or ""
    try:
        return not ip_network(where).is_loopback
    except ValueError:
        return where not in ("samehost", "localhost")


def expiry(options: Options) -> str | None:
    """When the certificate ends that the server shows; None where it shows none.

    Nothing is sent but the greeting, so that the certificate need not be trusted to be read.
    """
    if options.local:
        return None
    from cryptography.x509 import load_der_x509_certificate  # noqa: PLC0415 - start-up time

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    try:
        with socket.create_connection((options.host, options.port), SECONDS) as line:
            line.settimeout(SECONDS)
            line.sendall(REQUEST)
            if line.recv(1) != b"S":
                return None
            with context.wrap_socket(line, server_hostname=options.host) as wrapped:
                found = wrapped.getpeercert(binary_form=True) or b""
        return load_der_x509_certificate(found).not_valid_after_utc.isoformat()
    except (OSError, ValueError):
        return None
