"""Password rules of Active Directory: the domain's, fine-grained ones, and accounts without."""

from __future__ import annotations

from auditor.api import GapError, Item
from auditor_plugins.ldap.directory import Directory, denied
from auditor_plugins.ldap.ppolicy import Found, Policy
from auditor_plugins.ldap.search import Entry
from auditor_plugins.ldap.states import Limits
from auditor_plugins.ldap.values import days, interval, whole

DOMAIN = (
    "minPwdLength",
    "maxPwdAge",
    "pwdHistoryLength",
    "pwdProperties",
    "lockoutThreshold",
    "lockoutDuration",
    "lockOutObservationWindow",
)
FINE = (
    "cn",
    "msDS-MinimumPasswordLength",
    "msDS-MaximumPasswordAge",
    "msDS-PasswordHistoryLength",
    "msDS-PasswordComplexityEnabled",
    "msDS-LockoutThreshold",
    "msDS-LockoutDuration",
    "msDS-LockoutObservationWindow",
    "msDS-PSOAppliesTo",
)
NAMES = dict(zip(DOMAIN, FINE[1:8], strict=True))
COMPLEX = 1
EXEMPT = "PASSWD_NOTREQD"
BIT = "userAccountControl:1.2.840.113556.1.4.803:"


def in_force(directory: Directory) -> Found:
    """The domain's policy, fine-grained ones that apply to somebody, and exempt accounts.

    Raises:
        GapError: the domain's policy may not be read.
    """
    domain = _domain(directory)
    found = Found([Policy(domain.dn, "domain policy", domain)])
    container = f"CN=Password Settings Container,CN=System,{domain.dn}"
    if directory.entry(container, "cn") is None:
        found.problems.append(_hidden(directory, container))
    else:
        fine = directory.below("(objectClass=msDS-PasswordSettings)", *FINE, base=container)
        for entry in fine:
            if "msDS-PSOAppliesTo" in entry:
                found.policies.append(Policy(entry.dn, f"PSO {entry.text('cn')}", entry))
        found.problems.extend([fine.error] if fine.error else [])
    if _exempt(directory):
        found.policies.append(Policy(domain.dn, EXEMPT, domain))
    return found


def _domain(directory: Directory) -> Entry:
    dn = directory.root.text("defaultNamingContext") or directory.base
    domain = directory.entry(dn, *DOMAIN)
    if domain is None or "minPwdLength" not in domain:
        what = "the password rules of the domain cannot be seen"
        grant = "Read Domain Password & Lockout Policies on the domain object"
        raise denied(directory, what, "看不到域的密码规则", grant)
    return domain


def _hidden(directory: Directory, container: str) -> GapError:
    what, what_zh = "fine-grained policies cannot be seen", "看不到细化密码策略"
    return denied(directory, what, what_zh, f"Read, this object and descendants, on {container}")


def _exempt(directory: Directory) -> bool:
    """True when an enabled account may have no password at all."""
    filter_ = f"(&{directory.people}({BIT}=32)(!({BIT}=2)))"
    return any(True for _ in directory.below(filter_, "userAccountControl"))


def password_row(directory: Directory, policy: Policy) -> Item:
    """Complexity demands three of five classes, so that no single one of them is required."""
    if policy.source == EXEMPT:
        return {"min_length": 0}
    entry, stated = policy.entry, directory.options.check_module
    return {
        "min_length": _number(entry, "minPwdLength"),
        "max_age_days": days(_seconds(entry, "maxPwdAge")),
        "history": _number(entry, "pwdHistoryLength"),
        "required_classes": sorted(stated.required_classes),
        "dictionary_check": stated.dictionary_check,
        "user_info_check": _complex(entry) or stated.user_info_check,
    }


def lockout_row(_: Directory, policy: Policy) -> Item | None:
    """A threshold of zero locks nobody."""
    if policy.source == EXEMPT:
        return None
    failures = _number(policy.entry, "lockoutThreshold")
    return {
        "enabled": failures > 0,
        "max_failures": failures,
        "lockout_seconds": _seconds(policy.entry, "lockoutDuration"),
        "window_seconds": _seconds(policy.entry, "lockOutObservationWindow"),
    }


def limits(directory: Directory) -> Limits:
    """What the domain's policy says of locked accounts.

    Raises:
        GapError: it may not be read.
    """
    seconds = _seconds(_domain(directory), "lockoutDuration")
    return Limits(seconds, lockout_is_for_good=seconds == 0)


def _text(entry: Entry, name: str) -> str:
    return entry.text(name) or entry.text(NAMES[name])


def _number(entry: Entry, name: str) -> int:
    return whole(_text(entry, name)) or 0


def _seconds(entry: Entry, name: str) -> int:
    return interval(_text(entry, name)) or 0


def _complex(entry: Entry) -> bool:
    fine = entry.text("msDS-PasswordComplexityEnabled")
    return fine.upper() == "TRUE" if fine else bool(_number(entry, "pwdProperties") & COMPLEX)
