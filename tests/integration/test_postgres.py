"""A real PostgreSQL: its faults are found at their place, and what it refuses is a named gap."""

from __future__ import annotations

import json
import os
import resource
import signal
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from auditor.api import Collected, Context, Gap, GapError, GapReason, ReportOptions, Target
from auditor.api.testing import Recording
from auditor.reports.interface import BUILTIN
from auditor_plugins.postgres import auditor_collectors, client, collector
from auditor_plugins.postgres.subject import Subject
from tests.integration import postgres_bank as bank
from tests.integration.auditing import audit_place, by_kind, verdicts
from tests.integration.ports import free_port
from tests.integration.postgres_server import INITDB, Server, certificate, cluster
from tests.require import require

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
CONTEXT = Context(NOW, "Asia/Shanghai")
(COLLECTOR,) = auditor_collectors()
PHONE = "13812345678"
RECORDING = Path(__file__).parents[1] / "plugins/postgres/recordings/bank.json"
CONTROLS = ["CIC-017d", "CIC-025d", "LOG-001", "NET-004", "PRV-301", "PRV-303-1", "PRV-303-3"]
CONTROLS += ["SYS-005"]
STATED = {
    "log": {"forwarded": True, "append_only": True, "retention_days": 200},
    "store": {"encrypted": True, "approved": True},
    "accounts": {"zhang": {"person": "P-0107"}, "crm_app": {"kind": "service"}},
    "views": {"crm.v_towns": {"count_column": "customers"}},
    "retention": [{"table": "crm.closed", "date_column": "closed_on", "keep_years": 5}],
}


@pytest.fixture(scope="module", autouse=True)
def environment() -> Iterator[None]:
    require("postgres", INITDB)
    values = {"PGAUDIT_SECRET": "auditing-Only-1", "AUDITOR_MASKING_KEY": "test"}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in values.items():
            patch.setenv(name, value)
        yield


def bring_up(server: Server, hba: str, settings: dict[str, str]) -> None:
    certificate(server.folder, "server")
    server.place("server", server.folder / "server.crt", server.folder / "server.key")
    server.configure(hba, **settings)
    server.start()
    server.sql("CREATE DATABASE bank")
    server.sql(bank.ROLES)
    server.sql(bank.RIGHTS + bank.TABLES, "bank")


@pytest.fixture(scope="module")
def hardened() -> Iterator[Server]:
    with cluster() as server:
        bring_up(server, bank.HARDENED_HBA, hardened_settings())
        yield server


def hardened_settings() -> dict[str, str]:
    """Debian's pgaudit is not everywhere."""
    found = any(Path("/usr/lib/postgresql").glob("*/lib/pgaudit.so"))
    if found:
        return bank.HARDENED
    rest = {name: value for name, value in bank.HARDENED.items() if name != "pgaudit.log"}
    return rest | {"shared_preload_libraries": "'passwordcheck'", "log_statement": "all"}


@pytest.fixture(scope="module")
def planted() -> Iterator[Server]:
    with cluster() as server:
        bring_up(server, bank.PLANTED_HBA, bank.PLANTED)
        server.sql(bank.FAULTS, "bank")
        yield server


def options(server: Server, **more: Any) -> dict[str, Any]:
    fixed = {"host": "127.0.0.1", "port": server.port, "database": "bank", "user": "auditor"}
    fixed |= {"password": "env:PGAUDIT_SECRET", "ca": str(server.folder / "server.crt")}
    return STATED | fixed | more


def target(server: Server, **more: Any) -> Target:
    given = COLLECTOR.options(**options(server, **more))
    return Target("core-db", "postgres", "branch", given, Path("/"))


def collect(server: Server, context: Context = CONTEXT, **more: Any) -> dict[str, Any]:
    """Rows and gaps by kind."""
    return by_kind(COLLECTOR.collect(target(server, **more), context))


def check(folder: Path, server: Server, controls: list[str], **more: Any) -> Any:
    """A run over a configuration as a person would write it."""
    one = {"name": "core-db", "type": "postgres"} | options(server, **more)
    place = {"name": "branch", "profile": {"base": "none", "include": controls}, "targets": [one]}
    return audit_place(folder, place)


def findings(result: Any) -> dict[str, set[tuple[str, str, int | None]]]:
    """Subject and place of each finding, by control."""
    return {
        outcome.control: {
            (one.subject, one.location.file, one.location.line) for one in outcome.findings
        }
        for outcome in result.environments[0].outcomes
    }


def test_a_hardened_server_raises_no_alarm(hardened, tmp_path):
    result = check(tmp_path, hardened, CONTROLS)
    told = verdicts(result)
    assert told == {control: ("pass", [], ()) for control in sorted(CONTROLS)}
    assert not result.environments[0].gaps


def test_planted_faults_are_found_at_their_place(planted, tmp_path):
    every = [*CONTROLS, "PWD-001", "PWD-002", "PWD-003", "PWD-005"]
    log = {"log": {}, "store": {}}
    found = findings(check(tmp_path, planted, every, tls="off", **log))
    hba, conf = f"{planted.data}/pg_hba.conf", f"{planted.data}/postgresql.conf"
    at = "postgres/core-db/"
    assert found["CIC-017d"] >= {
        ("core-db/PUBLIC/crm.customer/SELECT", f"{at}crm.customer", None),
        ("core-db/helpers/crm.customer/SELECT", f"{at}crm.customer.phone", None),
        ("core-db/pg_read_all_data/crm.customer/SELECT", f"{at}crm.customer", None),
        ("core-db/temp", f"{at}pg_roles/temp", None),
        ("core-db/reader", f"{at}pg_roles/reader", None),
        ("core-db/boss", f"{at}pg_roles/boss", None),
    }
    assert not {name for name, _, _ in found["CIC-017d"] if "auditor" in name or "zhang" in name}
    assert found["NET-004"] == {
        ("core-db/host/bank/auditor/127.0.0.1/32", hba, 2),
        ("core-db/host/all/all/0.0.0.0/0", hba, 3),
        ("core-db/host/all/all/10.0.0.0/8", hba, 4),
        ("core-db/ssl/setting", conf, 1),
        (f"core-db/{planted.port}/lowest_protocol", conf, 1),
    }
    assert found["PRV-301"] == {
        ("crm/customer/religion", f"{at}crm.customer.religion", None),
        ("crm/scratch/note", f"{at}crm.scratch.note", None),
    }
    assert ("crm.v_hidden", f"{at}crm.v_hidden", None) in found["PRV-303-1"]
    assert ("crm.scratch", f"{at}crm.scratch.note", None) in found["PRV-303-1"]
    assert found["CIC-025d"] == {
        ("core-db/crm.closed/closed_on", f"{at}crm.closed.closed_on", None)
    }
    assert {name for name, _, _ in found["LOG-001"]} == {
        f"core-db/{field}" for field in ("covers_reads", "forwarded", "retention_days")
    }
    assert ("core-db/covers_reads", conf, 3) in found["LOG-001"]
    assert found["SYS-005"] == {("core-db", f"{at}pg_database", None)}
    for control in ("PWD-001", "PWD-002", "PWD-003", "PWD-005"):
        assert any("postgresql" in name for name, _, _ in found[control]), control


def test_the_documented_role_needs_no_more(hardened):
    assert collect(hardened)["gaps"] == []
    probes = list(COLLECTOR.probe(target(hardened), CONTEXT))
    assert all(one.ok for one in probes), probes
    assert {one.check for one in probes} == {"reach", "clock", "rights", "excess"}


@pytest.mark.parametrize(
    ("right", "kind", "named"),
    [
        (
            "pg_read_all_settings {} auditor",
            "postgres_settings",
            "GRANT pg_read_all_settings TO auditor",
        ),
        ("pg_read_all_settings {} auditor", "password_policy", "pg_read_all_settings TO auditor"),
        ("SELECT ON pg_hba_file_rules {} auditor", "postgres_settings", "SELECT ON pg_hba_file"),
        (
            "EXECUTE ON FUNCTION pg_hba_file_rules() {} auditor",
            "storage_inventory",
            "EXECUTE ON FUNCTION pg_hba_file_rules() TO auditor",
        ),
        ("SELECT (closed_on) ON crm.closed {} auditor", "dlp_scan", "SELECT (closed_on) ON crm.c"),
        ("USAGE ON SCHEMA crm {} auditor", "dlp_scan", "USAGE on the schema"),
        ("SELECT ON crm.v_towns {} auditor", "db_views", "GRANT SELECT ON crm.v_towns TO auditor"),
    ],
)
def test_a_right_that_is_missing_is_named(hardened, right, kind, named):
    hardened.sql("REVOKE " + right.format("FROM"), "bank")
    try:
        found = collect(hardened)
        probes = list(COLLECTOR.probe(target(hardened), CONTEXT))
    finally:
        hardened.sql("GRANT " + right.format("TO"), "bank")
    (gap,) = [one for one in found["gaps"] if one.kind == kind]
    assert gap.reason is GapReason.DENIED
    assert named in gap.message
    assert "缺少权限" in gap.message_zh
    assert found["postgres_roles"]
    assert any(named in one.message for one in probes if one.check == "rights" and not one.ok)
    if kind in ("postgres_settings", "db_views", "storage_inventory"):
        assert gap.partial
        assert found[kind]


def test_more_rights_than_needed_are_told(hardened):
    hardened.sql("GRANT pg_read_all_data TO auditor; ALTER ROLE auditor CREATEDB")
    hardened.sql("GRANT DELETE ON crm.branch TO auditor", "bank")
    try:
        probes = list(COLLECTOR.probe(target(hardened), CONTEXT))
    finally:
        hardened.sql("REVOKE pg_read_all_data FROM auditor; ALTER ROLE auditor NOCREATEDB")
        hardened.sql("REVOKE DELETE ON crm.branch FROM auditor", "bank")
    (excess,) = [one for one in probes if one.check == "excess"]
    assert not excess.ok
    for word in ("createdb", "pg_read_all_data", "writing to 1 tables"):
        assert word in excess.message


def test_rows_that_a_policy_hides_are_not_counted_as_none(hardened):
    hardened.sql("ALTER TABLE crm.closed ENABLE ROW LEVEL SECURITY", "bank")
    try:
        found = collect(hardened)
    finally:
        hardened.sql("ALTER TABLE crm.closed DISABLE ROW LEVEL SECURITY", "bank")
    (gap,) = found["gaps"]
    assert (gap.kind, gap.reason) == ("dlp_scan", GapReason.DENIED)
    assert "BYPASSRLS" in gap.message


@pytest.mark.parametrize(
    ("change", "reason", "word"),
    [
        ({"ca": "other.crt"}, GapReason.UNREACHABLE, "certificate"),
        ({"host": "localhost"}, GapReason.UNREACHABLE, "certificate"),
        ({"host": "no-such-host.invalid"}, GapReason.UNREACHABLE, "cannot be reached"),
        ({"port": None}, GapReason.UNREACHABLE, "cannot be reached"),
        ({"database": "nowhere"}, GapReason.DENIED, "pg_hba.conf"),
        ({"user": "nobody"}, GapReason.DENIED, "not let in"),
        ({"password": "file:wrong"}, GapReason.DENIED, "not let in"),
        ({"password": "env:NOT_THERE"}, GapReason.DENIED, "env:NOT_THERE"),
        ({"tls": "off"}, GapReason.DENIED, "pg_hba.conf"),
    ],
    ids=str,
)
def test_a_server_that_lets_nobody_in_says_why(hardened, tmp_path, change, reason, word):
    certificate(tmp_path, "other")
    (tmp_path / "wrong").write_text("wrong-Password")
    if "port" in change:
        change = {"port": free_port()}
    if "ca" in change:
        change = {"ca": str(tmp_path / "other.crt")}
    one = replace(target(hardened, **change), base=tmp_path)
    with pytest.raises(GapError) as raised:
        list(COLLECTOR.collect(one, CONTEXT))
    assert raised.value.reason is reason
    assert word in raised.value.message
    assert "wrong-Password" not in raised.value.message
    assert raised.value.message_zh


def test_an_expired_certificate_is_refused_unless_an_option_says_otherwise(hardened, tmp_path):
    certificate(tmp_path, "server", days=-1)
    own = hardened.folder / "server.crt", hardened.folder / "server.key"
    hardened.place("server", tmp_path / "server.crt", tmp_path / "server.key")
    hardened.reload()
    try:
        until(lambda: "certificate" in refusal(hardened, ca=str(tmp_path / "server.crt")))
        found = collect(hardened, tls="unverified")
    finally:
        hardened.place("server", *own)
        hardened.reload()
    until(lambda: not refusal(hardened))
    (endpoint,) = found["tls_endpoints"]
    assert datetime.fromisoformat(endpoint["certificate_expires_at"]) < datetime.now(UTC)
    assert endpoint["lowest_protocol"] == "1.2"


def refusal(server: Server, **more: Any) -> str:
    try:
        client.Client(target(server, **more)).close()
    except GapError as error:
        return error.message
    return ""


def until(true: Any) -> None:
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_server_that_never_answers_is_given_up(hardened, monkeypatch):
    monkeypatch.setattr(client, "CONNECT_SECONDS", 2)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(GapError) as raised:
        list(COLLECTOR.collect(target(hardened, port=silent.getsockname()[1]), CONTEXT))
    assert raised.value.reason is GapReason.TIMEOUT


def test_a_server_that_hangs_between_questions_is_given_up(hardened, monkeypatch):
    monkeypatch.setattr(client, "GRACE", 0.2)
    session = client.Client(target(hardened, timeout=0.5))
    (row,) = session.ask("SELECT pg_backend_pid() AS pid")
    os.kill(row["pid"], signal.SIGSTOP)
    try:
        begun = time.monotonic()
        with pytest.raises(GapError) as raised:
            list(session.ask("SELECT 1 AS one"))
        assert time.monotonic() - begun < 5
        assert raised.value.reason is GapReason.TIMEOUT
    finally:
        os.kill(row["pid"], signal.SIGCONT)
        session.close()


def test_a_slow_question_is_ended_by_the_server(hardened):
    session = client.Client(target(hardened, timeout=0.3))
    with pytest.raises(GapError) as raised:
        list(session.ask("SELECT pg_sleep(30)"))
    assert raised.value.reason is GapReason.TIMEOUT
    assert list(session.ask("SELECT 1 AS one")) == [{"one": 1}]
    session.close()


def test_the_session_can_only_read_and_sees_all_rows_or_none(hardened):
    session = client.Client(target(hardened), "Asia/Shanghai")
    names = ("default_transaction_read_only", "row_security", "search_path", "TimeZone")
    question = ", ".join(f"current_setting('{name}') AS {name.lower()}" for name in names)
    (row,) = session.ask(f"SELECT {question}")
    session.close()
    assert list(row.values()) == ["on", "off", "pg_catalog", "Asia/Shanghai"]


def test_a_server_killed_in_between_keeps_what_was_read(planted):
    found: list[Any] = []
    for one in COLLECTOR.collect(target(planted, tls="off"), CONTEXT):
        found.append(one)
        if one.kind == "db_views":
            planted.stop("immediate")
    planted.start()
    had = {one.kind for one in found if isinstance(one, Collected)}
    gaps = {one.kind: one.reason for one in found if isinstance(one, Gap)}
    assert had >= {"account_inventory", "audit_logging", "data_dictionary", "db_views"}
    assert set(COLLECTOR.kinds(target(planted).options)) == had | set(gaps)
    assert set(gaps.values()) == {GapReason.UNREACHABLE}
    names = ("archiving", "grants", "object_grants", "roles", "row_security", "settings")
    assert set(gaps) >= {"dlp_scan", "password_policy", *(f"postgres_{name}" for name in names)}


def test_a_hundred_thousand_roles_are_read_within_bounds(planted):
    planted.sql(
        "SET allow_system_table_mods = on; INSERT INTO pg_authid (oid, rolname, rolsuper, "
        "rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolbypassrls, "
        "rolconnlimit) SELECT 200000 + n, 'clerk' || n, false, true, false, false, true, false, "
        "false, -1 FROM generate_series(1, 100000) n"
    )
    wanted = frozenset({"postgres_roles", "account_inventory"})
    context = replace(CONTEXT, wanted=wanted)
    try:
        before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
        found = {
            one.kind: len(one.items)
            for one in COLLECTOR.collect(target(planted, tls="off"), context)
        }
        assert time.monotonic() - begun < 30
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000
        limited = collect(planted, context, tls="off", max_rows=1000)
    finally:
        planted.sql("DELETE FROM pg_authid WHERE rolname LIKE 'clerk%'")
    assert found.keys() == wanted
    assert min(found.values()) > 100_000
    assert len(limited["postgres_roles"]) == 1000
    assert {(gap.kind, gap.partial) for gap in limited["gaps"]} == {(one, True) for one in wanted}
    assert all("max_rows" in gap.message for gap in limited["gaps"])


def test_no_identifier_of_a_customer_is_in_any_output(planted, tmp_path):
    planted.sql(
        f"COMMENT ON COLUMN crm.customer.name IS '张伟 {PHONE} class=personal owner={PHONE}';"
        f"COMMENT ON COLUMN crm.customer.phone IS 'class={PHONE}'",
        "bank",
    )
    result = check(tmp_path, planted, [*CONTROLS, "PWD-001"], tls="off")
    for report in BUILTIN:
        output = b"".join(report.render(result, ReportOptions(verbose=True)))
        assert PHONE.encode() not in output, report.name
        assert "张伟".encode() not in output, report.name
    (gap,) = [one for one in result.environments[0].gaps if one.kind == "data_dictionary"]
    assert gap.location.file == "postgres/core-db/crm.customer.phone"
    assert gap.partial


def test_equal_servers_give_equal_bytes(hardened):
    assert json.dumps(collect(hardened), default=str) == json.dumps(collect(hardened), default=str)


def test_security_labels_are_read_like_comments(planted):
    planted.sql(
        "SET allow_system_table_mods = on; INSERT INTO pg_seclabel SELECT oid, "
        "'pg_class'::regclass, 1, 'gov', 'top secret' FROM pg_class WHERE relname = 'scratch' "
        "UNION ALL SELECT oid, 'pg_class'::regclass, 1, 'other', 'class=sensitive' FROM pg_class "
        "WHERE relname = 'scratch'",
        "bank",
    )
    every, one = collect(planted, tls="off"), collect(planted, tls="off", label_provider="gov")
    for found, classed in ((every, "sensitive"), (one, None)):
        (row,) = [row for row in found["data_dictionary"] if row["table_name"] == "scratch"]
        assert row.get("data_class") == classed
        assert found["storage_inventory"][0]["classification"] == "top_secret"
    planted.sql("SET allow_system_table_mods = on; DELETE FROM pg_seclabel", "bank")


def test_the_recording_of_the_unit_tests_is_what_the_server_says(hardened):
    session = client.Client(target(hardened))

    def ask(question: str) -> Any:
        text = json.dumps(list(session.ask(question)))
        return json.loads(text.replace(str(hardened.folder), "/srv/postgres"))

    recording = Recording(RECORDING)
    list(collector.answered(Subject(target(hardened), CONTEXT, recording.record(ask))))
    session.close()
    if "AUDITOR_RECORD" in os.environ:
        recording.save()
    assert recording.drift() == []
