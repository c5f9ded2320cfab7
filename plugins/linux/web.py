"""What web servers listen on: nginx and Apache."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.api import Host
from auditor_plugins.linux.common import Line, read_lines
from auditor_plugins.linux.service import Service, port_of

NGINX = ("/etc/nginx/nginx.conf", "/etc/nginx/conf.d/*.conf", "/etc/nginx/sites-enabled/*")
APACHE = ("/etc/apache2/ports.conf", "/etc/apache2/apache2.conf")
SITES = ("/etc/apache2/sites-enabled/*.conf", "/etc/apache2/conf-enabled/*.conf")
TLS_MODULE = "/etc/apache2/mods-enabled/ssl.load"


def nginx(host: Host) -> Iterator[Service]:
    """`listen` of ngx_http_core_module: address, port, and whether it is `ssl`."""
    for line in _lines(host, NGINX):
        match = re.match(r"\s*listen\s+([^;]+);", line.text)
        if match is None or match.group(1).startswith("unix:"):
            continue
        place, *flags = match.group(1).split()
        address, port = _parted(place, 80)
        tls = "ssl" in flags or "quic" in flags
        transport = "udp" if "quic" in flags else "tcp"
        yield Service(port, "https" if tls else "http", tls, address, line.at(host), transport)


def apache(host: Host) -> Iterator[Service]:
    """`Listen` of Apache; TLS where it says https, at 443, or a virtual host has SSLEngine on."""
    sites = list(_lines(host, SITES))
    secured = set(_secured_ports(sites))
    with_tls = host.exists(TLS_MODULE)
    guard: list[bool] = []
    for line in (*_lines(host, APACHE), *sites):
        _follow(line, with_tls, guard)
        match = re.match(r"\s*Listen\s+(\S+)(?:\s+(\S+))?", line.text, re.IGNORECASE)
        if match and all(guard):
            address, port = _parted(match.group(1), 80)
            tls = match.group(2) == "https" or port in secured
            yield Service(port, "https" if tls else "http", tls, address, line.at(host))


def _follow(line: Line, with_tls: bool, guard: list[bool]) -> None:
    """Keep track of the blocks `<IfModule ssl_module>`, which hold only with the module."""
    text = line.text.strip().lower()
    if text.startswith("<ifmodule"):
        guard.append(with_tls if "ssl" in text or "gnutls" in text else True)
    elif text.startswith("</ifmodule") and guard:
        guard.pop()


def _secured_ports(lines: list[Line]) -> Iterator[int]:
    port = 80
    for line in lines:
        opened = re.match(r"\s*<VirtualHost\s+([^>\s]+)", line.text, re.IGNORECASE)
        if opened:
            port = _parted(opened.group(1), 80)[1]
        elif re.match(r"\s*SSLEngine\s+on\b", line.text, re.IGNORECASE):
            yield port


def _parted(place: str, usual: int) -> tuple[str, int]:
    """Address and port of `443`, `127.0.0.1:80`, `[::]:80` or a bare address."""
    if port_of(place, 0):
        return "*", int(place)
    address, colon, port = place.rpartition(":")
    if not colon or place.endswith("]"):
        return place, usual
    return address, port_of(port, usual)


def _lines(host: Host, patterns: tuple[str, ...]) -> Iterator[Line]:
    for pattern in patterns:
        for path in host.glob(pattern) if "*" in pattern else (pattern,):
            for line in read_lines(host, path):
                if not line.text.lstrip().startswith("#"):
                    yield line
