"""Remotes of a repository, and whether its configuration holds passwords."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

URL = re.compile(r"^(?P<scheme>[a-zA-Z][a-zA-Z0-9+.-]*)://(?:(?P<user>[^/]*)@)?(?P<rest>.*)$")
SHORT = re.compile(r"^(?:[^@/:]+@)?(?P<host>\[[^\]]+\]|[^/:@]+):(?P<path>(?!/{2}).*)$")
NAME = re.compile(r"^remote\.(?P<name>.+)\.(?:url|pushurl)$")
HEADER = re.compile(r"^http\..*extraheader$")
TOKEN = 20
"""Length from which on a user of a web address is a token."""


@dataclass(frozen=True, slots=True)
class Address:
    """Host (empty: a path of this machine) and path of a remote, and whether it held a secret."""

    host: str
    path: str
    secret: bool = False

    @property
    def location(self) -> str:
        """As it may be shown."""
        return f"{self.host}/{self.path}" if self.host else self.path


@dataclass(frozen=True, slots=True)
class Remote:
    """A remote by name."""

    name: str
    address: Address


def address_of(url: str) -> Address:
    """Host and path of a URL, or of the short form `user@host:path`."""
    if found := URL.match(url):
        host, _, path = found["rest"].partition("/")
        if found["scheme"].lower() == "file":
            return Address("", "/" + path)
        user, colon, _ = (found["user"] or "").partition(":")
        web = found["scheme"].lower() in ("http", "https")
        secret = bool(colon) or (web and len(user) >= TOKEN)
        return Address(_host(host), _path(path), secret)
    if found := SHORT.match(url):
        return Address(_host(found["host"]), _path(found["path"]))
    return Address("", url)


def _host(text: str) -> str:
    return re.sub(r":[0-9]*$", "", text.rpartition("@")[2]).lower()


def _path(text: str) -> str:
    return re.sub(r"[?#].*$", "", text).strip("/").removesuffix(".git")


def remotes(pairs: Iterable[tuple[str, str]]) -> list[Remote]:
    """The remotes by name, each address once."""
    found = {
        (match["name"], address_of(value))
        for key, value in pairs
        if (match := NAME.match(key)) and value
    }
    ordered = sorted(found, key=lambda one: (one[0], one[1].location, one[1].secret))
    return [Remote(name, address) for name, address in ordered]


def secret_value(pairs: Iterable[tuple[str, str]]) -> str | None:
    """The first value that holds a password or token; None without one."""
    for key, value in pairs:
        if NAME.match(key) and address_of(value).secret:
            return value
        if HEADER.match(key) and "authorization" in value.lower():
            return value
    return None
