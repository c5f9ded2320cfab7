"""`password_policy` and `lockout_policy`: the rules in force, of either kind of directory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress

from auditor.api import Collected, Gap, GapError, Item
from auditor_plugins.ldap import ad_policies, ppolicy
from auditor_plugins.ldap.directory import Directory
from auditor_plugins.ldap.posix import DEFAULT
from auditor_plugins.ldap.states import Limits

PASSWORD, LOCKOUT = "password_policy", "lockout_policy"


def passwords(directory: Directory) -> Iterator[Collected | Gap]:
    """One row for each policy in force."""
    yield from _delivered(directory, PASSWORD, ppolicy.password_row, ad_policies.password_row)


def lockouts(directory: Directory) -> Iterator[Collected | Gap]:
    """One row for each policy in force."""
    yield from _delivered(directory, LOCKOUT, ppolicy.lockout_row, ad_policies.lockout_row)


def _delivered(
    directory: Directory,
    kind: str,
    of_ppolicy: Callable[..., Item],
    of_ad: Callable[..., Item | None],
) -> Iterator[Collected | Gap]:
    if directory.ad:
        found, row_of = ad_policies.in_force(directory), of_ad
    else:
        found, row_of = ppolicy.in_force(directory), of_ppolicy
    rows = []
    for policy in found.policies:
        row = row_of(directory, policy)
        if row:
            common = {"system_id": directory.target.name, "source": policy.source}
            rows.append({**common, **row, "_loc": directory.place(policy.dn)})
    rows.sort(key=lambda row: (row["source"], row["_loc"]["file"]))
    yield Collected(kind, tuple(rows), directory.source(directory.base))
    yield from (directory.gap(kind, error, partial=True) for error in found.problems)


def limits(directory: Directory) -> Mapping[str, Limits]:
    """What policies say of locked and idle accounts, by DN and for the default; policies that
    cannot be read limit nothing, so that more accounts count as open.
    """
    with suppress(GapError):
        if directory.ad:
            return {DEFAULT: ad_policies.limits(directory)}
        return ppolicy.limits(directory)
    return {}
