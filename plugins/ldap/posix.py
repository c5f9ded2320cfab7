"""State of an account in OpenLDAP and its kin: ppolicy, lastbind and shadow attributes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from auditor_plugins.ldap.search import Entry
from auditor_plugins.ldap.states import Limits, State
from auditor_plugins.ldap.values import from_days, generalized, same, settled, shown, whole

ATTRIBUTES = (
    "uidNumber",
    "roleOccupant",
    "shadowLastChange",
    "shadowExpire",
    "authTimestamp",
    "pwdChangedTime",
    "pwdLastSuccess",
    "pwdAccountLockedTime",
    "pwdPolicySubentry",
    "pwdStartTime",
    "pwdEndTime",
    "nsAccountLock",
)
PERSONS = frozenset({"person", "organizationalperson", "inetorgperson"})
FIRST_PERSON = 1000
"""Lowest uidNumber of persons, as login.defs(5) has it."""
FOR_GOOD = "000001010000"
"""pwdAccountLockedTime of an account that an administrator locked."""
DEFAULT = ""
"""Key of the default policy's limits."""


def state(entry: Entry, limits: Mapping[str, Limits], now: datetime) -> State:
    """What the entry says; `limits` are those of the policies by DN."""
    own = same(entry.text("pwdPolicySubentry"))
    policy = limits.get(own or DEFAULT, Limits())
    used = [generalized(entry.text(name)) for name in ("pwdLastSuccess", "authTimestamp")]
    last = settled(max((moment for moment in used if moment), default=None), now)
    changed = generalized(entry.text("pwdChangedTime"))
    ends = generalized(entry.text("pwdEndTime")) or from_days(entry.text("shadowExpire"))
    occupants = len(entry.texts("roleOccupant"))
    return State(
        kind=_kind(entry, occupants),
        enabled=not (
            _closed(entry, now, ends) or _locked(entry, policy) or _idle(last, policy, now)
        ),
        last_login=shown(last),
        changed=shown(settled(changed, now) or from_days(entry.text("shadowLastChange"))),
        expires=shown(ends),
        persons_using=occupants or None,
    )


def _kind(entry: Entry, occupants: int) -> str:
    classes = entry.classes()
    if classes & PERSONS:
        return "personal"
    if occupants > 1:
        return "shared"
    number = whole(entry.text("uidNumber"))
    return "personal" if number is not None and number >= FIRST_PERSON else "service"


def _closed(entry: Entry, now: datetime, ends: datetime | None) -> bool:
    begins = generalized(entry.text("pwdStartTime"))
    if (begins and begins > now) or (ends and ends <= now):
        return True
    return entry.text("nsAccountLock").upper() == "TRUE"


def _locked(entry: Entry, policy: Limits) -> bool:
    """Locked until an administrator unlocks it; a lock that ends by itself does not count."""
    at = entry.text("pwdAccountLockedTime")
    return at.startswith(FOR_GOOD) or bool(at and policy.lockout_is_for_good)


def _idle(last: datetime | None, policy: Limits, now: datetime) -> bool:
    """The overlay refuses accounts that were not used for longer than pwdMaxIdle."""
    return bool(last and policy.max_idle and last + timedelta(seconds=policy.max_idle) < now)
