"""Values of the sshd_config(5) keywords that are evidence, and OpenSSH 9.2's defaults."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from auditor_plugins.linux.common import whole

CIPHERS = (
    "chacha20-poly1305@openssh.com",
    "aes128-ctr",
    "aes192-ctr",
    "aes256-ctr",
    "aes128-gcm@openssh.com",
    "aes256-gcm@openssh.com",
)
MACS = (
    "umac-64-etm@openssh.com",
    "umac-128-etm@openssh.com",
    "hmac-sha2-256-etm@openssh.com",
    "hmac-sha2-512-etm@openssh.com",
    "hmac-sha1-etm@openssh.com",
    "umac-64@openssh.com",
    "umac-128@openssh.com",
    "hmac-sha2-256",
    "hmac-sha2-512",
    "hmac-sha1",
)
ROOT_LOGIN = ("no", "forced-commands-only", "prohibit-password", "yes")
"""From strict to weak."""
UNITS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
TIME = re.compile(r"(?:[0-9]{1,9}[smhdw]?)+", re.IGNORECASE)


def flag(text: str) -> str:
    """`yes` or `no`, in any case."""
    if text.lower() not in ("yes", "no"):
        raise ValueError("expected yes or no")
    return text.lower()


def root_login(text: str) -> str:
    """PermitRootLogin; the old word `without-password` becomes `prohibit-password`."""
    word = text.lower().replace("without-password", "prohibit-password")
    if word not in ROOT_LOGIN:
        raise ValueError("expected yes, no, prohibit-password or forced-commands-only")
    return word


def seconds(text: str) -> int:
    """A time such as `90`, `5m` or `1h30m` (sshd_config(5), TIME FORMATS)."""
    if not TIME.fullmatch(text):
        raise ValueError("expected a time such as 300 or 5m")
    parts = re.findall(r"(\d+)([smhdw]?)", text.lower())
    return sum(int(amount) * UNITS[unit] for amount, unit in parts)


def algorithms(default: tuple[str, ...]) -> Callable[[str], list[str]]:
    """A list of algorithms; `+` appends to the defaults, `-` takes away, `^` puts in front."""

    def read(text: str) -> list[str]:
        names = text.lstrip("+-^").split(",")
        if text.startswith("-"):
            return [name for name in default if not _listed(name, names)]
        if not all(names):
            raise ValueError("expected algorithm names separated by commas")
        front = [*default, *names] if text.startswith("+") else [*names]
        return list(dict.fromkeys(front + (list(default) if text.startswith("^") else [])))

    return read


def _listed(name: str, patterns: list[str]) -> bool:
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)


@dataclass(frozen=True, slots=True)
class Keyword:
    """How one keyword is read, its default, how weak a value is, and if Match may hold it."""

    read: Callable[[str], Any]
    default: Any
    weakness: Callable[[Any], int]
    in_match: bool = True


def _is_yes(value: str) -> int:
    return int(value == "yes")


KEYWORDS: dict[str, Keyword] = {
    "permitrootlogin": Keyword(root_login, "prohibit-password", ROOT_LOGIN.index),
    "passwordauthentication": Keyword(flag, "yes", _is_yes),
    "permitemptypasswords": Keyword(flag, "no", _is_yes),
    "maxauthtries": Keyword(whole, 6, int),
    "clientaliveinterval": Keyword(seconds, 0, lambda value: int(value == 0)),
    "ciphers": Keyword(algorithms(CIPHERS), list(CIPHERS), len, in_match=False),
    "macs": Keyword(algorithms(MACS), list(MACS), len, in_match=False),
}
