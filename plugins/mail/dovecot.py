"""What Dovecot listens on, and whether anything passes there in clear text."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import Item, Location
from auditor_plugins.mail.dovecot_conf import Section
from auditor_plugins.mail.main_cf import Value
from auditor_plugins.mail.ports import PORTS, Listener, outer

IN_CLEAR = {"plain", "login"}
"""Mechanisms that send the password as it is, and so are refused before TLS."""
LOGINS = {
    "imap": (("imap", 143, False), ("imaps", 993, True)),
    "pop3": (("pop3", 110, False), ("pop3s", 995, True)),
    "sieve": (("sieve", 4190, False),),
}
SERVICES = {"imap": "imap-login", "pop3": "pop3-login", "sieve": "managesieve-login"}
LOWEST = {"SSLv3": "ssl3", "TLSv1": "1.0", "TLSv1.1": "1.1", "TLSv1.2": "1.2", "TLSv1.3": "1.3"}


def _value(section: Section, name: str, usual: str, start: Location) -> Value:
    return section.given.get(name, Value(usual, start))


def protects_logins(section: Section, start: Location) -> Value:
    """`yes` where no password is taken before TLS: by default it is not."""
    new = section.given.get("auth_allow_cleartext")
    if new:
        return Value("no" if new.text == "yes" else "yes", new.at)
    return _value(section, "disable_plaintext_auth", "yes", start)


def encrypted(section: Section, start: Location) -> Value:
    """`yes` where no session goes on without TLS."""
    ssl = _value(section, "ssl", "yes", start)
    guard = protects_logins(section, start)
    mechanisms = _value(section, "auth_mechanisms", "plain", start).text.lower().split()
    if ssl.text == "required":
        return Value("yes", ssl.at)
    if ssl.text == "no":
        return Value("no", ssl.at)
    covered = guard.text == "yes" and set(mechanisms) <= IN_CLEAR
    return Value("yes" if covered else "no", guard.at)


def listeners(section: Section, start: Location) -> Iterator[Listener]:
    """The ports of the protocols that are on, as `inet_listener` moves or closes them."""
    ssl = _value(section, "ssl", "yes", start)
    address = _value(section, "listen", "*, ::", start)
    guarded = encrypted(section, start)
    for protocol in _value(section, "protocols", "imap pop3 lmtp", start).text.split():
        for name, port, wrapped in LOGINS.get(protocol, ()):
            given = _listener(section, protocol, name)
            number, at = _port(given, port, address.at)
            place = given.get("address", address).text
            tls = wrapped or (given.get("ssl", ssl).text == "yes" and "ssl" in given)
            if number and not (wrapped and ssl.text == "no"):
                decides = ssl if tls else guarded
                on = tls or guarded.text == "yes"
                yield Listener(
                    number, name, on, outer(place.replace(",", " ").split()), at, decides.at
                )


def _listener(section: Section, protocol: str, name: str) -> dict[str, Value]:
    inner = section.inner.get(f"service {SERVICES[protocol]}", Section()).inner
    return inner.get(f"inet_listener {name}", Section()).given


def _port(given: dict[str, Value], usual: int, start: Location) -> tuple[int, Location]:
    value = given.get("port")
    if value is None:
        return usual, start
    text = value.text
    return int(text) if text.isdigit() else PORTS.get(text, usual), value.at


def transports(section: Section, start: Location, host: str) -> Iterator[Item]:
    """One row of `mail_transports` for each listener."""
    guard, ssl = protects_logins(section, start), _value(section, "ssl", "yes", start)
    least = _value(section, "ssl_min_protocol", "TLSv1.2", start)
    clear = Value("none", ssl.at)
    for one in listeners(section, start):
        wrapped = one.protocol.endswith("s")
        on = wrapped or ssl.text != "no"
        tls = "mandatory" if one.encrypted else "opportunistic" if on else "none"
        lowest = Value(LOWEST.get(least.text, "1.0"), least.at) if on else clear
        row: Item = {"host": host, "program": "dovecot", "service": f"{one.protocol}:{one.port}"}
        row |= {"direction": "receives", "tls": tls, "lowest_protocol": lowest.text}
        row |= {"login_in_clear": not wrapped and guard.text != "yes" and ssl.text != "required"}
        row |= {"filters": [], "_loc": one.at.as_dict()}
        places = {"tls": one.level_at, "lowest_protocol": lowest.at, "login_in_clear": guard.at}
        row["_locs"] = {name: place.as_dict() for name, place in places.items()}
        yield row
