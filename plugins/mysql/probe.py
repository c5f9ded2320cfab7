"""What `auditor doctor` shows of a server: reach, rights, rights beyond them, and its clock."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import Context, Probe, Target
from auditor.api import probes as common
from auditor.api.databases import probes
from auditor_plugins.mysql.client import Client
from auditor_plugins.mysql.collector import answered
from auditor_plugins.mysql.subject import Subject

CLOCK = "SELECT CAST(UNIX_TIMESTAMP(SYSDATE(3)) AS DOUBLE) AS now"
HARMLESS = frozenset(("USAGE", "REFERENCES", "SHOW VIEW", "SHOW DATABASES"))
"""Rights that read no row and change nothing."""
TABLES = frozenset(
    f"mysql.{name}"
    for name in (
        *("user", "global_priv", "db", "tables_priv", "columns_priv"),
        *("roles_mapping", "role_edges"),
    )
)


def probe(target: Target, context: Context) -> Iterator[Probe]:
    """Look at the server as the collector would.

    Raises:
        GapError: when there is no session with it.
    """
    client = Client(target)
    try:
        subject = Subject(target, context, client.ask)
        version = subject.variables.get("version", "").partition("-")[0]
        yield Probe("reach", True, f"{subject.kind} {version}", f"{subject.kind} {version}")
        (row,) = subject.ask(CLOCK)
        yield probes.clock(float(row["now"]))
        yield from common.rights(answered(subject))
        yield excess(subject)
    finally:
        client.close()


def excess(subject: Subject) -> Probe:
    """What the account may do beyond reading what the options ask for."""
    options = subject.options
    readable = TABLES | {options.account_view or ""}
    readable |= {one.full for one in subject.relations if one.is_view}
    readable |= {one.opted_out.table for one in options.views.values() if one.opted_out}
    readable |= {term.table for term in options.retention}
    more = []
    for rights, thing, grantable in subject.own_grants:
        words = {right.partition("(")[0].strip() for right in rights} - HARMLESS
        words -= {"SELECT"} if thing in readable else set()
        words |= {"GRANT OPTION"} if grantable else set()
        more += [f"{word} ON {thing}" for word in sorted(words)]
    return probes.excess(subject, more)
