"""Accounts of Active Directory that flags exempt from rules of the domain."""

from __future__ import annotations

from auditor.api import Item
from auditor_plugins.ldap.ad_accounts import DISABLED, serves
from auditor_plugins.ldap.directory import Directory, denied
from auditor_plugins.ldap.options import matches
from auditor_plugins.ldap.ppolicy import Found, Policy
from auditor_plugins.ldap.search import Entry
from auditor_plugins.ldap.values import whole

AGELESS = "DONT_EXPIRE_PASSWORD"
FLAGGED = ("userAccountControl", "servicePrincipalName", "objectClass")
GRANT = "Read all properties on user objects"
EXEMPT: dict[str, tuple[int, Item]] = {
    "PASSWD_NOTREQD": (0x20, {"min_length": 0}),
    "DONT_EXPIRE_PASSWORD": (0x10000, {"max_age_days": 0}),
}
"""Flags of accounts, and what of the domain's rules they set aside."""


def exempt(directory: Directory, domain: Entry) -> Found:
    """A policy for each flag of enabled accounts that sets a rule aside. Passwords of services
    may stay, as the controls have it.
    """
    read = directory.below(directory.people, directory.account_attribute, *FLAGGED)
    flags, hidden = 0, False
    for entry in read:
        control = whole(entry.text("userAccountControl"))
        hidden = hidden or control is None
        if control and not control & DISABLED:
            flags |= control & ~(EXEMPT[AGELESS][0] if _service(directory, entry) else 0)
    found = Found([Policy(domain.dn, name, domain) for name in EXEMPT if flags & EXEMPT[name][0]])
    if hidden:
        what, what_zh = "userAccountControl of accounts cannot be seen", "看不到账号状态"
        found.problems.append(denied(directory, what, what_zh, GRANT))
    found.problems.extend([read.error] if read.error else [])
    return found


def _service(directory: Directory, entry: Entry) -> bool:
    name = entry.text(directory.account_attribute)
    return serves(entry) or matches(name, directory.options.service_accounts)
