"""Password rules of Active Directory: the domain's, fine-grained ones, and accounts without."""

from __future__ import annotations

from auditor.api import GapError, Item
from auditor_plugins.ldap.ad_exempt import EXEMPT, exempt
from auditor_plugins.ldap.directory import Directory, denied
from auditor_plugins.ldap.ppolicy import Found, Policy
from auditor_plugins.ldap.search import Entry
from auditor_plugins.ldap.states import Limits
from auditor_plugins.ldap.values import days, interval, same, whole

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
APPLIED = "msDS-PSOApplied"


def in_force(directory: Directory) -> Found:
    """The domain's policy, fine-grained ones that apply to somebody, and exempt accounts.

    Raises:
        GapError: the domain's policy may not be read.
    """
    domain = _domain(directory)
    found = Found([Policy(domain.dn, "domain policy", domain)])
    for one in (_fine(directory, domain.dn), exempt(directory, domain)):
        found.policies.extend(one.policies)
        found.problems.extend(one.problems)
    return found


def _fine(directory: Directory, domain: str) -> Found:
    """Fine-grained policies; one that accounts name and that is not seen is hidden."""
    container = f"CN=Password Settings Container,CN=System,{domain}"
    if directory.entry(container, "cn") is None:
        return Found([], [_hidden(directory, container)])
    read = directory.below("(objectClass=msDS-PasswordSettings)", *FINE, base=container)
    entries = list(read)
    found = Found([Policy(one.dn, f"PSO {one.text('cn')}", one) for one in entries if _used(one)])
    subjects = directory.below(f"({APPLIED}=*)", APPLIED, base=domain)
    named = {same(dn) for subject in subjects for dn in subject.texts(APPLIED)}
    if named - {same(one.dn) for one in entries} or any(FINE[1] not in one for one in entries):
        found.problems.append(_hidden(directory, container))
    found.problems.extend(error for error in (read.error, subjects.error) if error)
    return found


def _used(entry: Entry) -> bool:
    return "msDS-PSOAppliesTo" in entry


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


def password_row(directory: Directory, policy: Policy) -> Item:
    """Complexity demands three of five classes, so that no single one of them is required."""
    entry, stated = policy.entry, directory.options.check_module
    _, aside = EXEMPT.get(policy.source, (0, {}))
    return {
        "min_length": _number(entry, "minPwdLength"),
        "max_age_days": days(_seconds(entry, "maxPwdAge")),
        "history": _number(entry, "pwdHistoryLength"),
        "required_classes": sorted(stated.required_classes),
        "dictionary_check": stated.dictionary_check,
        "user_info_check": _complex(entry) or stated.user_info_check,
    } | aside


def lockout_row(_: Directory, policy: Policy) -> Item | None:
    """A threshold of zero locks nobody."""
    if policy.source in EXEMPT:
        return None
    failures = _number(policy.entry, "lockoutThreshold")
    return {
        "enabled": failures > 0,
        "max_failures": failures,
        "lockout_seconds": _seconds(policy.entry, "lockoutDuration"),
        "window_seconds": _seconds(policy.entry, "lockOutObservationWindow"),
    }


def limits(directory: Directory) -> Limits:
    """What policies say of locked accounts: closed for good only where each of them says so.

    Raises:
        GapError: the domain's may not be read.
    """
    domain = _domain(directory)
    fine = _fine(directory, domain.dn)
    times = [_seconds(one.entry, "lockoutDuration") for one in fine.policies]
    seconds = max(_seconds(domain, "lockoutDuration"), *times, 0)
    return Limits(seconds, lockout_is_for_good=seconds == 0 and not fine.problems)


def _text(entry: Entry, name: str) -> str:
    return entry.text(name) or entry.text(NAMES[name])


def _number(entry: Entry, name: str) -> int:
    return whole(_text(entry, name)) or 0


def _seconds(entry: Entry, name: str) -> int:
    return interval(_text(entry, name)) or 0


def _complex(entry: Entry) -> bool:
    fine = entry.text("msDS-PasswordComplexityEnabled")
    return fine.upper() == "TRUE" if fine else bool(_number(entry, "pwdProperties") & COMPLEX)
