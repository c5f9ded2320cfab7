"""`account_inventory`: one row for each account, whatever kind of directory holds it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from auditor.api import Collected, Gap, GapError, Item
from auditor_plugins.ldap import groups, posix
from auditor_plugins.ldap.ad_accounts import ATTRIBUTES as AD_ATTRIBUTES
from auditor_plugins.ldap.ad_accounts import state as ad_state
from auditor_plugins.ldap.directory import Directory, denied
from auditor_plugins.ldap.options import matches
from auditor_plugins.ldap.policies import limits
from auditor_plugins.ldap.search import Entry, compared
from auditor_plugins.ldap.states import Limits, State
from auditor_plugins.ldap.values import first_value, parent, same, shown

KIND = "account_inventory"
PROVEN = {
    "pwdChangedTime": "19700101000000Z",
    "pwdAccountLockedTime": "19700101000000Z",
    "pwdLastSuccess": "19700101000000Z",
    "pwdPolicySubentry": "cn=none",
}
"""State that decides whether an account is open; where hidden, it looks as if it were not set."""
GRANTED = (
    "entry,objectClass,cn,owner,manager,uidNumber,shadowLastChange,shadowExpire,"
    "pwdStartTime,pwdEndTime"
)
AD_PROVEN = ("userAccountControl", "primaryGroupID")
"""What every account of AD has."""
OWNERS = ("owner", "manager", "managedBy")


def collect(directory: Directory) -> Iterator[Collected | Gap]:
    """Rows in the order of the accounts' names.

    Raises:
        GapError: no account may be seen, or not the state of its password.
    """
    rooms = _Rooms(directory)
    names = (directory.account_attribute, directory.options.person_attribute, *OWNERS)
    own = AD_ATTRIBUTES if directory.ad else posix.ATTRIBUTES
    found = directory.below(directory.people, "cn", "objectClass", *names, *own)
    rows = (rooms.row(entry) for entry in found)
    things = list(directory.delivered(KIND, rows, _key, found))
    if found.error is None and not rooms.seen:
        raise rooms.lacking or hidden(directory)
    yield from things
    for problem in filter(None, (rooms.unknown, rooms.lacking)):
        yield directory.gap(KIND, problem, partial=True)


def _key(row: Item) -> str:
    return f"{row['account']}\0{row['_loc']['file']}"


def hidden(directory: Directory, what: str = "accounts") -> GapError:
    """What it takes to see accounts, or the state of their passwords."""
    state = ",".join((GRANTED, directory.account_attribute, directory.options.person_attribute))
    grant = (
        "Read all properties on user objects"
        if directory.ad
        else f'olcAccess: to dn.subtree="{directory.base}" attrs={state},{",".join(PROVEN)} '
        'by dn.exact="BIND" read'
    )
    text = f"{what} cannot be seen below {directory.base}"
    return denied(directory, text, f"{directory.base} 下看不到账号或其密码状态", grant)


class _Rooms:
    """What rows need beside their entry, and what was learnt on the way."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._people: dict[str, str] = {}
        self._limits: Mapping[str, Limits] = limits(directory)
        self.seen = False
        self._lacking: set[str] = set()
        self.unknown: GapError | None = None
        self._groups: groups.Groups | None = None
        try:
            self._groups = groups.read(directory)
            self.unknown = self._groups.found.error
        except GapError as error:
            self.unknown = error

    @property
    def lacking(self) -> GapError | None:
        """What accounts of AD hide, whichever of them came first."""
        names = ", ".join(sorted(self._lacking))
        return hidden(self._directory, f"{names} of accounts") if names else None

    def row(self, entry: Entry) -> Item:
        """The row of one account.

        Raises:
            GapError: the state of its password is hidden.
        """
        self.seen = self._proven(entry) or self.seen
        directory, options = self._directory, self._directory.options
        name = _name(directory, entry)
        state = (ad_state if directory.ad else posix.state)(entry, self._limits, directory.now)
        row = {
            "system_id": directory.target.name,
            "account": name,
            "kind": self._kind(name, state),
            "person": options.owners.get(name) or self._person(entry, state),
            "persons_using": self._persons(name, state),
            "privileged": self._privileged(entry, name, state),
            "enabled": state.enabled,
            "last_login_at": self._last_login(entry, state),
            "password_changed_at": state.changed,
            "expires_at": state.expires,
            "_loc": directory.place(parent(entry.dn)),
        }
        return {field: value for field, value in row.items() if value not in (None, "")}

    def _proven(self, entry: Entry) -> bool:
        """Of the first account all is shown; in AD, where rights often end at a container, each
        account is looked at.
        """
        directory = self._directory
        if directory.ad:
            lacking = {name for name in AD_PROVEN if name not in entry}
            self._lacking |= lacking
            return not lacking
        if directory.ppolicy and not self.seen:
            lacking = [
                name
                for name, value in PROVEN.items()
                if name not in entry and not compared(directory.ask, entry.dn, name, value)
            ]
            if lacking:
                raise hidden(directory, f"{', '.join(lacking)} of accounts")
        return True

    def _kind(self, name: str, state: State) -> str:
        options = self._directory.options
        if matches(name, options.shared_accounts):
            return "shared"
        return "service" if matches(name, options.service_accounts) else state.kind

    def _last_login(self, entry: Entry, state: State) -> str | None:
        """This very audit is the last login of its own account."""
        own = same(entry.dn) == same(self._directory.options.bind_dn or "-")
        return shown(self._directory.now) if own else state.last_login

    def _persons(self, name: str, state: State) -> int | None:
        stated = self._directory.options.persons_using
        for pattern, number in stated.items():
            if matches(name, (pattern,)):
                return number
        return state.persons_using

    def _privileged(self, entry: Entry, name: str, state: State) -> bool | None:
        return self._groups and self._groups.administers(entry.dn, name, state.primary_group)

    def _person(self, entry: Entry, state: State) -> str:
        """The staff number; of accounts that are no person's, that of the owner or manager."""
        own = entry.text(self._directory.options.person_attribute)
        if own or state.kind == "personal":
            return own
        owner = next((entry.text(name) for name in OWNERS if name in entry), "")
        if owner and owner not in self._people:
            attribute = self._directory.options.person_attribute
            other = self._directory.entry(owner, attribute, self._directory.account_attribute)
            self._people[owner] = _called(self._directory, other, owner)
        return self._people.get(owner, "")


def _called(directory: Directory, entry: Entry | None, dn: str) -> str:
    if entry is None:
        return first_value(dn)
    return entry.text(directory.options.person_attribute) or _name(directory, entry)


def _name(directory: Directory, entry: Entry) -> str:
    return entry.text(directory.account_attribute) or entry.text("cn") or first_value(entry.dn)
