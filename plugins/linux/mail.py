"""What mail daemons listen on: postfix and dovecot."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import Host
from auditor_plugins.linux.common import Valued, read_lines, settings, start_of
from auditor_plugins.linux.service import Service, port_of

MASTER, MAIN_CF = "/etc/postfix/master.cf", "/etc/postfix/main.cf"
SMTP_PORTS = {"smtp": 25, "submission": 587, "smtps": 465, "submissions": 465}


def postfix(host: Host) -> Iterator[Service]:
    """master(5): inet services run by smtpd, with postconf(5)'s TLS level."""
    given = settings(host, MAIN_CF)
    default = Valued("", start_of(host, MAIN_CF))
    interfaces = given.get("inet_interfaces", default).value
    local = interfaces in ("loopback-only", "127.0.0.1", "localhost", "[::1]")
    for line in read_lines(host, MASTER):
        words = line.text.split()
        if not line.text[:1].strip("# \t") or len(words) < 8 or words[1] != "inet":
            continue
        address, _, name = words[0].rpartition(":")
        port = SMTP_PORTS.get(name, port_of(name, 0))
        if words[7] != "smtpd" or not port:
            continue
        forced = given.get("smtpd_tls_security_level", default).value == "encrypt"
        options = _options_below(host, line.number) | set(words[8:])
        forced |= "smtpd_tls_security_level=encrypt" in options
        wrapped = "smtpd_tls_wrappermode=yes" in options
        protocol = "smtps" if wrapped else "smtp"
        place = "127.0.0.1" if local else address or "*"
        yield Service(port, protocol, forced or wrapped, place, line.at(host))


def _options_below(host: Host, number: int) -> set[str]:
    """The `-o name=value` of the indented lines that continue an entry of master.cf."""
    found: set[str] = set()
    for line in read_lines(host, MASTER)[number:]:
        if line.text.startswith("#"):
            continue
        if line.text[:1] not in (" ", "\t"):
            break
        found |= {word for word in line.text.split() if word != "-o"}
    return found


def dovecot(host: Host) -> Iterator[Service]:
    """Protocols of dovecot.conf; with `ssl = required` no clear text passes."""
    given: dict[str, Valued] = {}
    for path in ("/etc/dovecot/dovecot.conf", *host.glob("/etc/dovecot/conf.d/*.conf")):
        given |= settings(host, path)
    at = start_of(host, "/etc/dovecot/dovecot.conf")
    ssl = given.get("ssl", Valued("yes", at))
    address = given.get("listen", Valued("*", at)).value.split(",")[0].strip()
    names = given.get("protocols", Valued("imap pop3", at))
    for name, plain, wrapped in (("imap", 143, 993), ("pop3", 110, 995)):
        if name in names.value.split() or "$" in names.value:
            yield Service(plain, name, ssl.value == "required", address, ssl.at)
            if ssl.value != "no":
                yield Service(wrapped, f"{name}s", True, address, ssl.at)
