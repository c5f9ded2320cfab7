"""What the usual daemons listen on, by their configuration."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from auditor.api import Host
from auditor_plugins.linux import mail, web
from auditor_plugins.linux.common import Valued, read_lines, settings, start_of
from auditor_plugins.linux.service import Service, port_of
from auditor_plugins.linux.sshd import MAIN as SSHD
from auditor_plugins.linux.sshd_parse import parse as parse_sshd

INETD = "/etc/inetd.conf"
INET_PORTS = {
    "ftp": (21, "ftp"),
    "telnet": (23, "telnet"),
    "tftp": (69, "tftp"),
    "shell": (514, "rsh"),
    "login": (513, "rlogin"),
    "exec": (512, "rexec"),
    "finger": (79, "finger"),
    "rsync": (873, "rsync"),
}


@dataclass(frozen=True, slots=True)
class Daemon:
    """Packages that bring it, units that start it, and how to read what it listens on."""

    packages: tuple[str, ...]
    units: tuple[str, ...]
    services: Callable[[Host], Iterator[Service]]


def sshd(host: Host) -> Iterator[Service]:
    """Port and ListenAddress of sshd_config(5)."""
    directives = [one for one in parse_sshd(host, SSHD).directives if not one.blocks]
    ports = [one for one in directives if one.keyword == "port" and port_of(one.arguments[0], 0)]
    listen = [one for one in directives if one.keyword == "listenaddress"]
    address = listen[0].arguments[0] if listen else "*"
    if address.count(":") == 1:
        address = address.partition(":")[0]
    for one in ports:
        yield Service(int(one.arguments[0]), "ssh", True, address, one.line.at(host))
    if not ports:
        yield Service(22, "ssh", True, address, start_of(host, SSHD))


def inetd(host: Host) -> Iterator[Service]:
    """Services of inetd.conf(5): `[address:]name type protocol wait user program`."""
    for line in read_lines(host, INETD):
        words = line.text.split()
        if len(words) < 6 or words[0].startswith("#"):
            continue
        address, _, name = words[0].rpartition(":")
        port, protocol = INET_PORTS.get(name, (port_of(name, 0), ""))
        if port:
            at, transport = line.at(host), words[2].rstrip("46")
            encrypted = False if protocol else None
            yield Service(port, protocol, encrypted, address or "*", at, transport)


def xinetd(host: Host) -> Iterator[Service]:
    """Services of xinetd.conf(5) that are not disabled."""
    for path in host.glob("/etc/xinetd.d/*"):
        given = settings(host, path)
        at = start_of(host, path)
        name = given.get("service", Valued("", at)).value
        off = given.get("disable", Valued("no", at)).value.lower() == "yes"
        port, protocol = INET_PORTS.get(name.rstrip("{ "), (0, ""))
        given_port = given.get("port")
        port = port_of(given_port.value, port) if given_port else port
        if port and not off:
            address = given.get("bind", Valued("*", at)).value
            yield Service(port, protocol, False if protocol else None, address, at)


def vsftpd(host: Host) -> Iterator[Service]:
    """vsftpd.conf(5): encrypted only when TLS is on and forced for logins and data."""
    path = "/etc/vsftpd.conf"
    given = settings(host, path)
    forced = all(_is(given, f"force_local_{what}_ssl", default=True) for what in ("logins", "data"))
    encrypted = _is(given, "ssl_enable") and forced
    port = given.get("listen_port", Valued("21", start_of(host, path)))
    address = given.get("listen_address", given.get("listen_address6", Valued("*", port.at)))
    at = given["ssl_enable"].at if "ssl_enable" in given else port.at
    yield Service(port_of(port.value, 21), "ftp", encrypted, address.value, at)


def proftpd(host: Host) -> Iterator[Service]:
    """proftpd.conf: encrypted only with `TLSRequired on` (mod_tls)."""
    path = "/etc/proftpd/proftpd.conf"
    given: dict[str, Valued] = {}
    for one in (path, "/etc/proftpd/tls.conf"):
        if host.exists(one):
            given |= settings(host, one, separator=" ")
    port = given.get("port", Valued("21", start_of(host, path)))
    encrypted = all(
        given[key].value.strip().lower() == "on" if key in given else False
        for key in ("tlsengine", "tlsrequired")
    )
    yield Service(port_of(port.value, 21), "ftp", encrypted, "*", port.at)


def tftpd(host: Host) -> Iterator[Service]:
    """TFTP_ADDRESS of tftpd-hpa."""
    path = "/etc/default/tftpd-hpa"
    given = settings(host, path) if host.exists(path) else {}
    address = given.get("tftp_address", Valued(":69", start_of(host, path)))
    name, _, port = address.value.rpartition(":")
    yield Service(port_of(port, 69), "tftp", False, name or "*", address.at, "udp")


def slapd(host: Host) -> Iterator[Service]:
    """SLAPD_SERVICES of slapd(8): `ldap://` is clear text unless the directory demands TLS."""
    path = "/etc/default/slapd"
    given = settings(host, path)
    urls = given.get("slapd_services", Valued("ldap:///", start_of(host, path)))
    for scheme, address, port in re.findall(r"(ldaps?)://([^\s:/]*)(?::(\d+))?", urls.value):
        usual = 636 if scheme == "ldaps" else 389
        yield Service(port_of(port, usual), scheme, scheme == "ldaps", address or "*", urls.at)


def snmpd(host: Host) -> Iterator[Service]:
    """snmpd.conf(5): a community means SNMP v1 and v2c, which are clear text."""
    path = "/etc/snmp/snmpd.conf"
    address, at, community = "127.0.0.1", start_of(host, path), None
    for one in (path, *host.glob("/etc/snmp/snmpd.conf.d/*.conf")):
        for line in read_lines(host, one):
            words = line.text.split()
            if words[:1] and words[0].lower() == "agentaddress" and len(words) > 1:
                address, at = words[1], line.at(host)
            if words[:1] and re.fullmatch(r"r[ow]community6?|com2sec6?", words[0], re.I):
                community = community or line.at(host)
    plain = address.split(",")[0].removeprefix("udp:").removeprefix("udp6:")
    name, _, port = plain.rpartition(":") if ":" in plain else (plain, "", "161")
    protocol = "snmp_v2c" if community else "snmp_v3"
    yield Service(
        port_of(port, 161), protocol, community is None, name or "*", community or at, "udp"
    )


def fixed(port: int, protocol: str, path: str) -> Callable[[Host], Iterator[Service]]:
    """A daemon that always listens on one port, in clear text."""

    def services(host: Host) -> Iterator[Service]:
        yield Service(port, protocol, False, "*", start_of(host, path))

    return services


def _is(given: dict[str, Valued], key: str, default: bool = False) -> bool:
    return given[key].value.upper() in ("YES", "TRUE", "1") if key in given else default


DAEMONS: tuple[Daemon, ...] = (
    Daemon(("openssh-server",), ("ssh", "sshd", "ssh.socket"), sshd),
    Daemon(
        ("openbsd-inetd", "inetutils-inetd", "rlinetd"),
        ("inetd", "openbsd-inetd", "inetutils-inetd"),
        inetd,
    ),
    Daemon(("xinetd",), ("xinetd",), xinetd),
    Daemon(("vsftpd",), ("vsftpd",), vsftpd),
    Daemon(("proftpd-basic", "proftpd-core"), ("proftpd",), proftpd),
    Daemon(("tftpd-hpa",), ("tftpd-hpa",), tftpd),
    Daemon(("nginx", "nginx-light", "nginx-full", "nginx-extras"), ("nginx",), web.nginx),
    Daemon(("apache2",), ("apache2",), web.apache),
    Daemon(("postfix",), ("postfix",), mail.postfix),
    Daemon(("dovecot-imapd", "dovecot-pop3d"), ("dovecot",), mail.dovecot),
    Daemon(("slapd",), ("slapd",), slapd),
    Daemon(("snmpd",), ("snmpd",), snmpd),
    Daemon(("rpcbind",), ("rpcbind", "rpcbind.socket"), fixed(111, "rpcbind", "/etc/rpcbind.conf")),
    Daemon(("nfs-kernel-server",), ("nfs-server",), fixed(2049, "nfs", "/etc/exports")),
)
