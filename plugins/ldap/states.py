"""What is known of one account, and of the limits that its policy sets."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What of a password policy decides whether an account is open; seconds, zero is no limit."""

    lockout: int = 0
    lockout_is_for_good: bool = False
    max_idle: int = 0


@dataclass(frozen=True, slots=True)
class State:
    """One account, as its entry tells it; times in RFC 3339."""

    kind: str
    enabled: bool
    last_login: str | None = None
    changed: str | None = None
    expires: str | None = None
    persons_using: int | None = None
    primary_group: str = ""
