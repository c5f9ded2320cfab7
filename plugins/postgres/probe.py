"""What `auditor doctor` shows of a server: reach, rights, rights beyond them, and its clock."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.api import Context, Probe, Target
from auditor.api import probes as common
from auditor.api.databases import probes
from auditor_plugins.postgres.client import Client
from auditor_plugins.postgres.collector import answered
from auditor_plugins.postgres.subject import Subject

CLOCK = "SELECT extract(epoch FROM clock_timestamp())::float8 AS now"
EXCESS = """
SELECT r.rolsuper AS superuser, r.rolcreaterole AS createrole, r.rolcreatedb AS createdb,
  r.rolreplication AS replication, r.rolbypassrls AS bypassrls,
  ARRAY(SELECT p.rolname::text FROM pg_roles p WHERE NOT r.rolsuper AND p.rolname IN (
      'pg_read_all_data', 'pg_write_all_data', 'pg_execute_server_program',
      'pg_read_server_files', 'pg_write_server_files', 'pg_signal_backend')
    AND pg_has_role(p.oid, 'MEMBER') ORDER BY 1) AS member,
  (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE NOT r.rolsuper AND c.relkind IN ('r', 'p', 'f', 'v', 'm')
      AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_'
      AND has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')) AS writable
FROM pg_roles r WHERE r.rolname = current_user"""


def probe(target: Target, context: Context) -> Iterator[Probe]:
    """Look at the server as the collector would.

    Raises:
        GapError: when there is no session with it.
    """
    client = Client(target, context.timezone)
    try:
        subject = Subject(target, context, client.ask)
        yield Probe("reach", True, "it answers", "可以连接")
        (row,) = subject.ask(CLOCK)
        yield probes.clock(row["now"])
        yield from common.rights(answered(subject))
        yield _excess(subject)
    finally:
        client.close()


def _excess(subject: Subject) -> Probe:
    """What the role may do beyond reading what the options ask for."""
    (row,) = subject.ask(EXCESS)
    needed = {"bypassrls"} if subject.options.retention else set()
    attributes = ("superuser", "createrole", "createdb", "replication", "bypassrls")
    more = [name for name in attributes if row[name] and name not in needed] + row["member"]
    if row["writable"]:
        more.append(f"writing to {row['writable']} tables")
    return probes.excess(subject, more)
