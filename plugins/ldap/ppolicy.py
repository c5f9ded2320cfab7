"""Password policies of OpenLDAP's ppolicy overlay, and which of them are in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from auditor.api import GapError, GapReason, Item
from auditor_plugins.ldap import ppm
from auditor_plugins.ldap.directory import Directory, denied
from auditor_plugins.ldap.posix import DEFAULT
from auditor_plugins.ldap.search import Entry, compared
from auditor_plugins.ldap.states import Limits
from auditor_plugins.ldap.values import days, same, whole

ATTRIBUTES = (
    "cn",
    "pwdAttribute",
    "pwdMinLength",
    "pwdMaxAge",
    "pwdInHistory",
    "pwdCheckQuality",
    "pwdCheckModule",
    "pwdUseCheckModule",
    "pwdCheckModuleArg",
    "pwdLockout",
    "pwdMaxFailure",
    "pwdLockoutDuration",
    "pwdFailureCountInterval",
    "pwdMaxIdle",
)
NONE = Entry("", {})
MANDATORY = "pwdAttribute"
"""What every policy has: where it is not shown, the rules are hidden."""
REFERENCE = ("pwdPolicySubentry", "cn=none")


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy in force: its place, how it is called, and its entry."""

    dn: str
    source: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Found:
    """Policies in force, and what could not be known about others."""

    policies: list[Policy]
    problems: list[GapError] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Use:
    """What accounts refer to: policies of their own, and whether some have none."""

    own: Mapping[str, str]
    default: bool


def in_force(directory: Directory) -> Found:
    """The policies that hold for some account.

    Raises:
        GapError: none may be seen although the overlay is loaded.
    """
    if not directory.ppolicy:
        return Found([Policy("", "none", NONE)])
    known = read(directory)
    if not any(MANDATORY in entry for entry in known.values()):
        raise _hidden(directory, "no password policy can be seen")
    use, (default, is_known) = _used(directory), _default(directory)
    wanted = dict(use.own)
    if default and use.default:
        wanted[same(default)] = default
    problems = []
    if any(name not in known or MANDATORY not in known[name] for name in wanted):
        problems.append(_hidden(directory, "a policy that accounts refer to cannot be seen"))
    if use.default and not is_known:
        problems.append(_no_default())
        wanted |= {name: entry.dn for name, entry in known.items()}
    policies = [
        _policy(known[name]) for name in sorted(wanted) if MANDATORY in known.get(name, NONE)
    ]
    if use.default and is_known and not default:
        policies.append(Policy("", "none", NONE))
    return Found(policies, problems)


def read(directory: Directory) -> dict[str, Entry]:
    """All policies by DN.

    Raises:
        GapError: the search fails.
    """
    base = directory.options.policy_base or directory.base
    found = directory.below("(objectClass=pwdPolicy)", *ATTRIBUTES, base=base)
    known = {same(entry.dn): entry for entry in found}
    if found.error:
        raise found.error
    return known


def limits(directory: Directory) -> dict[str, Limits]:
    """What the policies say of locked and idle accounts.

    Raises:
        GapError: the policies cannot be read.
    """
    known = {name: _limits(entry) for name, entry in read(directory).items()}
    default, _ = _default(directory)
    if default and same(default) in known:
        known[DEFAULT] = known[same(default)]
    return known


def _limits(entry: Entry) -> Limits:
    locks = entry.text("pwdLockout").upper() == "TRUE"
    duration = _number(entry, "pwdLockoutDuration")
    return Limits(duration, locks and duration == 0, _number(entry, "pwdMaxIdle"))


def _policy(entry: Entry) -> Policy:
    return Policy(entry.dn, f"ppolicy {entry.text('cn') or entry.dn}", entry)


def _used(directory: Directory) -> Use:
    own: dict[str, str] = {}
    default, first = False, True
    found = directory.below(directory.people, "pwdPolicySubentry")
    for entry in found:
        name = entry.text("pwdPolicySubentry")
        if first and not name and not compared(directory.ask, entry.dn, *REFERENCE):
            raise denied(
                directory,
                "pwdPolicySubentry of accounts cannot be seen",
                "看不到账号的 pwdPolicySubentry",
                f'olcAccess: to dn.subtree="{directory.base}" attrs=pwdPolicySubentry '
                'by dn.exact="BIND" read',
            )
        first = False
        default = default or not name
        if name:
            own[same(name)] = name
    if found.error:
        raise found.error
    return Use(own, default)


def _default(directory: Directory) -> tuple[str, bool]:
    """DN of the default policy, and whether it is known which it is."""
    if directory.options.default_policy:
        return directory.options.default_policy, True
    base = directory.root.text("configContext") or "cn=config"
    found = directory.below("(objectClass=olcPPolicyConfig)", "olcPPolicyDefault", base=base)
    overlays = list(found)
    dn = next((one.text("olcPPolicyDefault") for one in overlays if "olcPPolicyDefault" in one), "")
    return dn, bool(overlays) and not found.error


def _hidden(directory: Directory, what: str) -> GapError:
    base = directory.options.policy_base or directory.base
    grant = (
        f'olcAccess: to dn.subtree="{base}" filter=(objectClass=pwdPolicy) '
        'attrs=entry,objectClass,cn,@pwdPolicy,@pwdPolicyChecker by dn.exact="BIND" read'
    )
    return denied(directory, f"{what} below {base}", f"{base} 下看不到密码策略", grant)


def _no_default() -> GapError:
    text = (
        "which policy holds for accounts without one of their own is not known: set "
        "`default_policy`, or grant read on olcPPolicyDefault in cn=config"
    )
    text_zh = (
        "不知道默认密码策略:请设置 default_policy,或授予 cn=config 中 olcPPolicyDefault 的读权限"
    )
    return GapError(GapReason.ABSENT, text, None, text_zh)


def password_row(directory: Directory, policy: Policy) -> Item:
    """What the policy refuses; without pwdCheckQuality nothing of it is looked at but history."""
    entry, row = policy.entry, dict[str, Any]()
    if _number(entry, "pwdCheckQuality") > 0:
        row["min_length"] = _number(entry, "pwdMinLength")
        row |= _checks(directory, entry)
    row["max_age_days"] = days(_number(entry, "pwdMaxAge"))
    row["history"] = _number(entry, "pwdInHistory")
    return row


def _checks(directory: Directory, entry: Entry) -> Item:
    """What the check module adds: ppm tells in the policy, of others the options tell."""
    module = entry.text("pwdCheckModule").lower()
    switch = entry.text("pwdUseCheckModule").upper() == "TRUE"
    if not (module or switch):
        return {"required_classes": [], "dictionary_check": False, "user_info_check": False}
    own = ppm.Checks()
    if "pwdCheckModuleArg" in entry and (switch or "ppm" in module):
        own = ppm.parsed(entry.text("pwdCheckModuleArg"))
    stated = directory.options.check_module
    return {
        "required_classes": sorted({*own.required_classes, *stated.required_classes}),
        "dictionary_check": own.dictionary_check or stated.dictionary_check,
        "user_info_check": own.user_info_check or stated.user_info_check,
    }


def lockout_row(_: Directory, policy: Policy) -> Item:
    """Lockout needs both the switch and a number of failures."""
    entry = policy.entry
    failures = _number(entry, "pwdMaxFailure")
    return {
        "enabled": entry.text("pwdLockout").upper() == "TRUE" and failures > 0,
        "max_failures": failures,
        "lockout_seconds": _number(entry, "pwdLockoutDuration"),
        "window_seconds": _number(entry, "pwdFailureCountInterval"),
    }


def _number(entry: Entry, name: str) -> int:
    return whole(entry.text(name)) or 0
