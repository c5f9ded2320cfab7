"""The directory under audit: what its root entry says, and what the rooms share."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from auditor.api import Collected, Context, Gap, GapError, GapReason, Item, Source, Target, bounded
from auditor_plugins.ldap.options import Options
from auditor_plugins.ldap.search import Ask, Entry, Found, Search, entries

AD = "1.2.840.113556.1.4.800"
PPOLICY = "1.3.6.1.4.1.42.2.27.8.5.1"
"""Control of the password policy draft; a server that offers it has the overlay loaded."""
ROOT_ATTRIBUTES = (
    "namingContexts",
    "defaultNamingContext",
    "configContext",
    "supportedControl",
    "supportedCapabilities",
    "currentTime",
)
PEOPLE = (
    "(|(objectClass=person)(objectClass=account)(objectClass=posixAccount)"
    "(objectClass=simpleSecurityObject))"
)
AD_PEOPLE = (
    "(|(&(objectCategory=person)(objectClass=user))(objectClass=msDS-ManagedServiceAccount)"
    "(objectClass=msDS-GroupManagedServiceAccount))"
)


@dataclass(frozen=True, slots=True)
class Directory:
    """One directory: how to ask it, its options, and what its root entry says."""

    ask: Ask
    target: Target
    root: Entry
    now: datetime

    @property
    def options(self) -> Options:
        """The target's options."""
        options: Options = self.target.options
        return options

    @property
    def ad(self) -> bool:
        """True for Active Directory."""
        return AD in self.root.texts("supportedCapabilities")

    @property
    def ppolicy(self) -> bool:
        """True where the overlay of password policies is loaded."""
        return PPOLICY in self.root.texts("supportedControl")

    @property
    def base(self) -> str:
        """Where accounts and groups are looked for."""
        given = self.options.base or self.root.text("defaultNamingContext")
        return given or self.root.text("namingContexts")

    @property
    def groups_base(self) -> str:
        """Where groups are looked for: in AD all of the domain, whose groups of administrators
        lie apart from the accounts.
        """
        return (self.ad and self.root.text("defaultNamingContext")) or self.base

    @property
    def people(self) -> str:
        """Filter of accounts."""
        return self.options.accounts or (AD_PEOPLE if self.ad else PEOPLE)

    @property
    def account_attribute(self) -> str:
        """Attribute with an account's name."""
        return self.options.account_attribute or ("sAMAccountName" if self.ad else "uid")

    def below(self, filter_: str, *attributes: str, base: str = "") -> Found:
        """Entries below the base, page by page."""
        return Found(self.ask, Search(base or self.base, "sub", filter_, attributes))

    def entry(self, dn: str, *attributes: str) -> Entry | None:
        """One entry by its DN, or None where it is not there or may not be seen."""
        found = entries(self.ask, Search(dn, "base", "(objectClass=*)", attributes))
        return found[0] if found else None

    def place(self, dn: str) -> dict[str, Any]:
        """Where a person would look."""
        return {"file": f"ldap/{self.target.name}/{dn or 'rootDSE'}"}

    def source(self, dn: str) -> Source:
        """What was read."""
        return Source(self.place(dn)["file"])

    def gap(self, kind: str, error: GapError, partial: bool = False) -> Gap:
        """An error as the gap of a kind."""
        name, place = self.target.name, error.location
        return Gap(kind, name, error.reason, error.message, place, partial, error.message_zh)

    def delivered(
        self, kind: str, rows: Iterable[Item], key: Callable[[Item], str], found: Found
    ) -> Iterator[Collected | Gap]:
        """Rows in the order of their key, no more than `max_rows`, and why some are missing."""
        limit = self.options.max_rows
        packed = sorted((key(row), json.dumps(row)) for row in islice(rows, limit + 1))
        if found.error and not packed:
            yield self.gap(kind, found.error)
            return
        again = (json.loads(text) for _, text in packed)
        yield from bounded(kind, again, self.source(found.search.base), self.target.name, limit)
        if found.error:
            yield self.gap(kind, found.error, partial=True)


def looked_up(ask: Ask, target: Target, context: Context) -> Directory:
    """The directory, from its root entry.

    Raises:
        GapError: the root entry or a base cannot be had.
    """
    root = entries(ask, Search("", "base", "(objectClass=*)", ROOT_ATTRIBUTES))
    directory = Directory(ask, target, root[0] if root else Entry("", {}), context.now)
    if not directory.base:
        text = f"{target.options.url}: the root entry names no naming context: set `base`"
        text_zh = f"{target.options.url}:根条目没有命名上下文,请设置 base"
        raise GapError(GapReason.ABSENT, text, None, text_zh)
    return directory


def denied(directory: Directory, what: str, what_zh: str, grant: str) -> GapError:
    """The gap for what may not be seen, which a directory hides as if it were not there."""
    who = directory.options.bind_dn or "*"
    text = f"{what}; needed: {grant.replace('BIND', who)}"
    text_zh = f"{what_zh};需要:{grant.replace('BIND', who)}"
    return GapError(GapReason.DENIED, text, None, text_zh)
