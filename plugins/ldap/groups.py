"""Groups, nested ones resolved: who has rights of administration, and `directory_groups`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from auditor.api import Collected, Gap, GapError, Item
from auditor_plugins.ldap.directory import Directory, denied
from auditor_plugins.ldap.options import matches
from auditor_plugins.ldap.search import Entry, Found, compared
from auditor_plugins.ldap.values import first_value, parent, same

OPENLDAP = (
    "(|(objectClass=groupOfNames)(objectClass=groupOfUniqueNames)(objectClass=groupOfMembers)"
    "(objectClass=posixGroup)(objectClass=organizationalRole))"
)
BY_DN = ("member", "uniqueMember", "roleOccupant")
NAMES = (
    "admin",
    "admins",
    "administrators",
    "domain admins",
    "directory administrators",
    "ldapadmins",
    "dnsadmins",
    "sudo",
    "wheel",
    "root",
    "管理员",
    "系统管理员",
)
DOMAIN_RIDS = frozenset({512, 516, 518, 519, 520, 526, 527})
"""Domain Admins, Domain Controllers, Schema, Enterprise Admins, Policy Creators, Key Admins."""
ADMINISTRATORS = "S-1-5-32-544"
BUILTIN = frozenset(f"S-1-5-32-{rid}" for rid in (544, 548, 549, 550, 551))
"""Administrators, and the operators of accounts, servers, printers and backups."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group and its direct members: DNs in one form, and bare names of posixGroup."""

    dn: str
    name: str
    members: frozenset[str]
    names: frozenset[str]
    sid: str = ""


@dataclass(frozen=True, slots=True)
class Groups:
    """All groups; `privileged` are those that give rights of administration, nested ones too."""

    all: tuple[Group, ...]
    privileged: frozenset[str]
    found: Found
    administrators: frozenset[str] = field(default=frozenset())
    rids: frozenset[str] = field(default=frozenset())

    def administers(self, dn: str, name: str, primary: str) -> bool:
        """True when the account is in a privileged group."""
        keys = {same(dn), f"name:{name.lower()}"}
        return bool(keys & self.administrators) or primary in self.rids


def read(directory: Directory) -> Groups:
    """All groups of the directory.

    Raises:
        GapError: none may be seen, or not their members.
    """
    filter_ = "(objectClass=group)" if directory.ad else OPENLDAP
    names = ("cn", "sAMAccountName", "objectSid", "objectClass", "memberUid", *BY_DN)
    found = directory.below(filter_, *names, base=directory.groups_base)
    groups = tuple(_group(entry) for entry in found if _is_group(entry))
    if not groups:
        raise found.error or _hidden(directory)
    _provable(directory, groups)
    own = {same(group.dn) for group in groups if _privileged(directory, group)}
    every = _nested(groups, own)
    chosen = [group for group in groups if same(group.dn) in every]
    people = frozenset(
        key
        for group in chosen
        for key in (*group.members, *(f"name:{name.lower()}" for name in group.names))
    )
    rids = frozenset(group.sid.rpartition("-")[2] for group in chosen if group.sid)
    return Groups(groups, frozenset(every), found, people, rids)


def _is_group(entry: Entry) -> bool:
    """A role without occupants is an account or a label."""
    return "organizationalrole" not in entry.classes() or "roleOccupant" in entry


def _group(entry: Entry) -> Group:
    name = entry.text("sAMAccountName") or entry.text("cn") or first_value(entry.dn)
    members = frozenset(same(dn) for kind in BY_DN for dn in entry.texts(kind))
    return Group(
        entry.dn, name, members, frozenset(entry.texts("memberUid")), entry.text("objectSid")
    )


def _privileged(directory: Directory, group: Group) -> bool:
    chosen = directory.options.privileged_groups
    if matches(group.name, (*NAMES, *chosen)) or matches(group.dn, chosen):
        return True
    rid = group.sid.rpartition("-")[2]
    domain = group.sid.startswith("S-1-5-21-") and int(rid) in DOMAIN_RIDS
    return domain or group.sid in BUILTIN


def _nested(groups: Iterable[Group], own: set[str]) -> set[str]:
    """Groups that are members of a privileged one, to any depth; circles end by themselves."""
    by_dn = {same(group.dn): group for group in groups}
    seen, waiting = set(own), list(own)
    while waiting:
        inner = {dn for dn in by_dn[waiting.pop()].members if dn in by_dn} - seen
        seen |= inner
        waiting += inner
    return seen


def _provable(directory: Directory, groups: tuple[Group, ...]) -> None:
    """Groups that show no member at all: is that so, or are members hidden? AD's own group of
    administrators has members always.
    """
    if directory.ad:
        if not any(group.members for group in groups if group.sid == ADMINISTRATORS):
            raise _hidden(directory)
        return
    if any(group.members or group.names for group in groups):
        return
    shown = {"member": "cn=none", "memberUid": "none"}
    if not all(compared(directory.ask, groups[0].dn, *pair) for pair in shown.items()):
        raise _hidden(directory)


def _hidden(directory: Directory) -> GapError:
    if directory.ad:
        grant = "Read all properties on group objects"
    else:
        grant = (
            f'olcAccess: to dn.subtree="{directory.base}" '
            "attrs=entry,objectClass,cn,member,uniqueMember,memberUid,roleOccupant "
            'by dn.exact="BIND" read'
        )
    what = f"no groups with members can be seen below {directory.groups_base}"
    return denied(directory, what, f"{directory.groups_base} 下看不到带成员的用户组", grant)


def collect(directory: Directory) -> Iterator[Collected | Gap]:
    """One row for each group."""
    groups = read(directory)
    rows = (_row(directory, group, groups) for group in groups.all)
    yield from directory.delivered(
        "directory_groups", rows, lambda row: f"{row['group']}\0{row['_loc']['file']}", groups.found
    )


def _row(directory: Directory, group: Group, groups: Groups) -> Item:
    privileged = same(group.dn) in groups.privileged
    row: Item = {
        "system_id": directory.target.name,
        "group": group.name,
        "privileged": privileged,
        "member_count": len(group.members) + len(group.names),
        "_loc": directory.place(parent(group.dn)),
    }
    if privileged:
        row["members"] = sorted({first_value(dn) for dn in group.members} | group.names)
    return row
