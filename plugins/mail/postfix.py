"""What Postfix listens on, and how it encrypts what comes in and goes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from auditor.api import Item
from auditor.api.trees import Tree
from auditor_plugins.mail.main_cf import Service, Settings, Value, main_cf, master_cf
from auditor_plugins.mail.ports import PORTS, Listener, outer

PROTOCOLS = {"SSLV3": "ssl3", "TLSV1": "1.0", "TLSV1.1": "1.1", "TLSV1.2": "1.2", "TLSV1.3": "1.3"}
DEFAULTS = {
    "content_filter": "",
    "inet_interfaces": "all",
    "milter_default_action": "tempfail",
    "mydestination": "$myhostname, localhost.$mydomain, localhost",
    "mydomain": "localdomain",
    "relay_domains": "",
    "smtp_tls_loglevel": "0",
    "smtp_tls_mandatory_protocols": ">=TLSv1",
    "smtp_tls_protocols": ">=TLSv1",
    "smtp_tls_wrappermode": "no",
    "smtpd_sasl_auth_enable": "no",
    "smtpd_tls_auth_only": "no",
    "smtpd_tls_mandatory_protocols": ">=TLSv1",
    "smtpd_tls_protocols": ">=TLSv1",
    "smtpd_tls_wrappermode": "no",
    "virtual_mailbox_domains": "$virtual_mailbox_maps",
}
"""Postfix 3.6 to 3.10, in which TLS 1.0 is the lowest unless something else is said."""
MANDATORY = {"encrypt", "dane-only", "fingerprint", "verify", "secure"}
OPPORTUNISTIC = {"may", "dane"}
CHECKED = {"dane-only", "fingerprint", "verify", "secure"}
SERVERS, CLIENTS = {"smtpd", "postscreen"}, {"smtp", "lmtp"}


@dataclass(frozen=True, slots=True)
class Postfix:
    """The configuration of one instance."""

    settings: Settings
    services: tuple[Service, ...]

    @classmethod
    def read(cls, tree: Tree, folder: str) -> Postfix:
        """Read main.cf and master.cf.

        Raises:
            GapError: one of them cannot be had.
        """
        place: Path = tree.place(folder)
        return cls(main_cf(tree, place, DEFAULTS), tuple(master_cf(tree, place)))

    def of(self, service: Service) -> Settings:
        """What holds for one service."""
        return self.settings.with_given(service.given)

    def domains(self) -> frozenset[str]:
        """The domains whose mail stays here, as far as they are written out in main.cf."""
        names = ("mydestination", "relay_domains", "virtual_mailbox_domains")
        words = {word.lower() for name in names for word in self.settings.words(name)}
        return frozenset(word for word in words if re.fullmatch(r"[\w.-]*\w", word))

    def tls_logged(self) -> bool:
        """True when a delivery without a line about TLS was one without TLS."""
        level, given = self.settings.text("smtp_tls_loglevel"), sends(self.settings, "smtp")
        return (level.isdigit() and int(level) > 0) or given.text == "none"

    def filters(self) -> frozenset[str]:
        """`address:port` of the content filters that services hand messages to."""
        given = [self.settings, *(self.of(one) for one in self.services)]
        texts = {one.text(name) for one in given for name in ("content_filter",)}
        found = (re.search(r"\[?([\w.:-]+?)\]?:(\d+)\Z", text) for text in texts)
        return frozenset(f"{one.group(1)}:{one.group(2)}" for one in found if one)


def receives(settings: Settings) -> Value:
    """`none`, `opportunistic` or `mandatory` for what comes in."""
    return _level(settings, "smtpd")


def sends(settings: Settings, agent: str) -> Value:
    """The same for what goes out."""
    return _level(settings, agent)


def _level(settings: Settings, prefix: str) -> Value:
    """The level; where it is not set, the two switches that it took the place of."""
    wrapped, level = (
        settings.value(f"{prefix}_tls_{name}") for name in ("wrappermode", "security_level")
    )
    enforce, use = settings.value(f"{prefix}_enforce_tls"), settings.value(f"{prefix}_use_tls")
    if wrapped.text == "yes":
        return Value("mandatory", wrapped.at)
    if level.text in MANDATORY or (not level.text and enforce.text == "yes"):
        return Value("mandatory", level.at if level.text else enforce.at)
    if level.text in OPPORTUNISTIC or (not level.text and use.text == "yes"):
        return Value("opportunistic", level.at if level.text else use.at)
    return Value("none", level.at)


def lowest(settings: Settings, prefix: str, level: str) -> Value | None:
    """The lowest version that is accepted once TLS is spoken; None where it cannot be told."""
    middle = "_mandatory" if level == "mandatory" else ""
    value = settings.value(f"{prefix}_tls{middle}_protocols")
    version = _version(value.text)
    return Value(version, value.at) if version else None


def _version(text: str) -> str | None:
    words = [word.upper() for word in re.split(r"[\s,:]+", text) if word]
    least = [word[2:] for word in words if word.startswith(">=")]
    if least:
        return PROTOCOLS.get(least[-1])
    without = {word[1:] for word in words if word.startswith("!")}
    only = {word for word in words if not word.startswith(("!", "<="))}
    left = [name for name in PROTOCOLS if name not in without and (not only or name in only)]
    return PROTOCOLS[left[0]] if left else None


def listeners(postfix: Postfix) -> Iterator[Listener]:
    """Services of the type inet that speak SMTP."""
    for service in postfix.services:
        address, _, name = service.name.rpartition(":")
        port = PORTS.get(name, int(name) if name.isdigit() else 0)
        if service.type == "inet" and service.command in SERVERS and port:
            settings = postfix.of(service)
            level = receives(settings)
            wrapped = settings.text("smtpd_tls_wrappermode") == "yes"
            place = address or outer(settings.words("inet_interfaces"))
            protocol = "smtps" if wrapped else "smtp"
            at = level.at if level.text != "none" else service.at
            yield Listener(port, protocol, level.text == "mandatory", place, service.at, at)


def transports(postfix: Postfix, host: str) -> Iterator[Item]:
    """One row of `mail_transports` for each service that takes or gives mail over a network."""
    for service in postfix.services:
        settings = postfix.of(service)
        if service.type == "inet" and service.command in SERVERS:
            yield _row(service, host, settings, "smtpd", receives(settings))
        elif service.command in CLIENTS:
            yield _row(service, host, settings, service.command, sends(settings, service.command))


def _row(service: Service, host: str, settings: Settings, prefix: str, level: Value) -> Item:
    values: dict[str, Value | None] = {"tls": level}
    values["lowest_protocol"] = lowest(settings, prefix, level.text)
    row: Item = {"host": host, "program": "postfix", "service": service.name}
    if prefix == "smtpd":
        row |= {"direction": "receives", "filters": hooks(service, settings)}
        row["login_in_clear"] = login_in_clear(settings, level.text)
    else:
        row |= {"direction": "sends", "filters": []}
        row["verified"] = settings.text(f"{prefix}_tls_security_level") in CHECKED
    if level.text == "none":
        values["lowest_protocol"] = Value("none", level.at)
    known = {name: value for name, value in values.items() if value}
    row |= {name: value.text for name, value in known.items()}
    row["_loc"] = service.at.as_dict()
    row["_locs"] = {name: value.at.as_dict() for name, value in known.items()}
    return row


def login_in_clear(settings: Settings, level: str) -> bool:
    """Whether a password may be sent before TLS is spoken."""
    asks = settings.text("smtpd_sasl_auth_enable") == "yes"
    return asks and level != "mandatory" and settings.text("smtpd_tls_auth_only") != "yes"


def hooks(service: Service, settings: Settings) -> list[str]:
    """What looks at the mail: postscreen, milters, content filters, proxies."""
    found = ["postscreen"] if service.command == "postscreen" else []
    for name in ("smtpd_milters", "content_filter", "smtpd_proxy_filter"):
        found += [f"{name}={word}" for word in settings.words(name)]
    return sorted(found)
