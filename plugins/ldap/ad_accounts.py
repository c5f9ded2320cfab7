"""State of an account in Active Directory."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from auditor_plugins.ldap.posix import DEFAULT
from auditor_plugins.ldap.search import Entry
from auditor_plugins.ldap.states import Limits, State
from auditor_plugins.ldap.values import filetime, settled, shown, whole

ATTRIBUTES = (
    "userAccountControl",
    "pwdLastSet",
    "lastLogonTimestamp",
    "lastLogon",
    "accountExpires",
    "lockoutTime",
    "primaryGroupID",
    "servicePrincipalName",
)
DISABLED = 0x2
MANAGED = frozenset({"msds-managedserviceaccount", "msds-groupmanagedserviceaccount"})


def state(entry: Entry, limits: Mapping[str, Limits], now: datetime) -> State:
    """What the entry says. The last logon is the newer of the domain's, which lags by up to two
    weeks, and of this controller's own.
    """
    used = [filetime(entry.text(name)) for name in ("lastLogonTimestamp", "lastLogon")]
    ends = filetime(entry.text("accountExpires"))
    control = whole(entry.text("userAccountControl")) or 0
    locked = filetime(entry.text("lockoutTime")) is not None
    for_good = limits.get(DEFAULT, Limits()).lockout_is_for_good
    closed = control & DISABLED or (ends and ends <= now) or (locked and for_good)
    return State(
        kind="service" if serves(entry) else "personal",
        enabled=not closed,
        last_login=shown(settled(max((moment for moment in used if moment), default=None), now)),
        changed=shown(settled(filetime(entry.text("pwdLastSet")), now)),
        expires=shown(ends),
        primary_group=entry.text("primaryGroupID"),
    )


def serves(entry: Entry) -> bool:
    """True with a service principal name, and for managed service accounts."""
    """True with a service principal name, and for managed service accounts."""
    return "servicePrincipalName" in entry or bool(entry.classes() & MANAGED)
