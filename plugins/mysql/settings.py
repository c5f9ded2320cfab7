"""Settings of the server, and how it lets each account in, in the words that rules read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from ipaddress import ip_network
from typing import Any

from auditor.api import GapError, Item
from auditor.api.databases.subject import Problem, Row, known
from auditor_plugins.mysql.accounts import Account
from auditor_plugins.mysql.rights import Rights
from auditor_plugins.mysql.subject import Subject

UNSHOWN = re.compile(r"server_audit_(file_rotate_now|syslog_info)|.*_value|query_cache_\w+")
"""Variables that say nothing, or may hold what nobody should see."""
CERTIFICATE = "SHOW SESSION STATUS LIKE 'Ssl_server_not_after'"
VERSIONS = {"TLSV1": "1.0", "TLSV1.1": "1.1", "TLSV1.2": "1.2", "TLSV1.3": "1.3"}
LOOPBACK = {"localhost": "localhost", "127.0.0.1": "127.0.0.1/32", "::1": "::1/128"}
OLD = {"mysql_old_password": "password", "mysql_clear_password": "password"}
"""Ways to log in that are no better than a password in clear text."""


def settings(subject: Subject, rights: Rights) -> Iterator[Item | Problem]:
    """Settings by name, those that rules ask for by their PostgreSQL name, then the accounts."""
    for name, value in sorted(subject.variables.items()):
        if not UNSHOWN.fullmatch(name):
            yield known(
                host=subject.name, name=name, setting=value, _loc=setting_place(subject, name)
            )
    for name, (value, place) in sorted(translated(subject).items()):
        yield known(host=subject.name, name=name, setting=value, _loc=place)
    for one in rights.accounts.sorted():
        if not one.is_role:
            yield _admission(subject, one)
    yield from rights.problems


def setting_place(subject: Subject, name: str) -> dict[str, Any]:
    """The server tells the file of a variable only to those who may read all its files."""
    return subject.place(f"variables/{name}")


def translated(subject: Subject) -> dict[str, tuple[str, dict[str, Any]]]:
    """Settings that rules read under the names and words that PostgreSQL has for the same."""
    audit = audit_place(subject)
    covered = [what for what in ("read", "write") if covers(subject, what)]
    return {
        "ssl": ("on" if has_tls(subject) else "off", setting_place(subject, tls_name(subject))),
        "shared_preload_libraries": (_modules(subject), audit),
        "pgaudit.log": (",".join(covered) or "none", audit),
    }


def _modules(subject: Subject) -> str:
    """The audit plugin that writes, by its own name and as the one that rules look for."""
    own = sorted(subject.plugins & {"audit_log", "server_audit"})
    return ",".join(["pgaudit", *own]) if audits(subject) else "none"


def tls_name(subject: Subject) -> str:
    """The variable that decides whether there is TLS."""
    return "ssl_cert" if "ssl_cert" in subject.variables else "have_ssl"


def has_tls(subject: Subject) -> bool:
    """Whether the server offers TLS; MySQL 8.4 has no word for it but its certificate."""
    if "have_ssl" in subject.variables:
        return subject.variables["have_ssl"].upper() == "YES"
    return bool(subject.variables.get("ssl_cert"))


def audits(subject: Subject) -> bool:
    """Whether an audit plugin is at work and not switched off."""
    if "server_audit" in subject.plugins:
        return subject.on("server_audit_logging")
    return "audit_log" in subject.plugins and subject.variables.get("audit_log_policy") != "NONE"


def covers(subject: Subject, what: str) -> bool:
    """Whether the audit plugin writes down every read, or every write, of every account."""
    values = subject.variables
    if not audits(subject):
        return False
    if "server_audit" not in subject.plugins:
        narrowed = any(values.get(f"audit_log_{part}_accounts") for part in ("include", "exclude"))
        return values.get("audit_log_policy") in ("ALL", "QUERIES") and not narrowed
    if values.get("server_audit_incl_users") or values.get("server_audit_excl_users"):
        return False
    events = {name.strip().upper() for name in values.get("server_audit_events", "").split(",")}
    events -= {""}
    if not events or events & {"QUERY", "QUERY_DML"}:
        return True
    # A SELECT that the query cache answers opens no table.
    cached = subject.on("query_cache_type") and values.get("query_cache_size", "0") != "0"
    if what == "write":
        return bool(events & {"TABLE", "QUERY_DML_NO_SELECT"})
    return "TABLE" in events and not cached


def audit_place(subject: Subject) -> dict[str, Any]:
    """Where it is set what the audit plugin writes down."""
    name = "server_audit_events" if "server_audit" in subject.plugins else "audit_log_policy"
    if name not in subject.variables:
        return subject.place("plugins")
    if subject.variables.get("server_audit_excl_users"):
        name = "server_audit_excl_users"
    return setting_place(subject, name if audits(subject) else "server_audit_logging")


def _admission(subject: Subject, one: Account) -> Item:
    """An account as the rule of admission that it is."""
    method = one.plugin or "mysql_native_password"
    if one.state and one.state.locked:
        method = "reject"
    elif one.passwordless:
        method = "trust"
    return known(
        host=subject.name,
        hba_type=hba_type(subject, one),
        hba_database="all",
        hba_user=one.user or "(anonymous)",
        hba_address=address(one.host),
        hba_method=OLD.get(method, method),
        _loc=subject.place(f"mysql.user/{one.name}"),
    )


def hba_type(subject: Subject, one: Account) -> str:
    """Whether an account comes over the network, and whether with TLS only."""
    if subject.on("skip_networking"):
        return "local"
    return "hostssl" if one.tls or subject.on("require_secure_transport") else "host"


def address(host: str) -> str:
    """The host of an account as a range of addresses; patterns as they are."""
    if host.lower() in LOOPBACK:
        return LOOPBACK[host.lower()]
    try:
        return str(ip_network(host, strict=False))
    except ValueError:
        return host


def endpoints(subject: Subject, rights: Rights) -> Iterator[Item | Problem]:
    """One row, or none where the server listens on no network."""
    if subject.on("skip_networking"):
        return
    plain = not has_tls(subject) or any(_plain(subject, one) for one in rights.accounts.sorted())
    words = subject.variables.get("tls_version", "").upper().split(",")
    offered = sorted(VERSIONS[word.strip()] for word in words if word.strip() in VERSIONS)
    yield known(
        host=subject.name,
        port=int(subject.variables.get("port") or subject.options.port),
        lowest_protocol="none" if plain else (offered or ["1.0"])[0],
        certificate_expires_at=_expiry(subject) if has_tls(subject) else None,
        carries_customer_info=subject.options.holds_customer_info,
        _loc=setting_place(subject, "require_secure_transport" if has_tls(subject) else "have_ssl"),
    )
    yield from rights.problems


def _plain(subject: Subject, one: Account) -> bool:
    """Whether an account may come from elsewhere without TLS."""
    return one.login and hba_type(subject, one) == "host" and one.host.lower() not in LOOPBACK


def _expiry(subject: Subject) -> str | None:
    """When the certificate of this very session ends."""
    try:
        rows: list[Row] = list(subject.ask(CERTIFICATE))
    except GapError:
        return None
    text = rows[0]["Value"] if rows else ""
    try:
        found = datetime.strptime(text, "%b %d %H:%M:%S %Y GMT")
    except ValueError:
        return None
    return found.replace(tzinfo=UTC).isoformat()
