"""A real MariaDB: its faults are found at their place, and what it refuses is a named gap."""

from __future__ import annotations

import json
import resource
import threading
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
from auditor_plugins.mysql import auditor_collectors, client, collector
from auditor_plugins.mysql.subject import Subject
from tests.integration import mariadb_bank as bank
from tests.integration.auditing import audit_place, by_kind, verdicts
from tests.integration.certificates import self_signed
from tests.integration.mariadb_server import Server, mariadb
from tests.integration.ports import free_port, silent_server

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
CONTEXT = Context(NOW, "Asia/Shanghai")
(COLLECTOR,) = auditor_collectors()
RECORDING = Path(__file__).parents[1] / "plugins/mysql/recordings/bank.json"
CONTROLS = ["CIC-017d", "CIC-025d", "LOG-001", "NET-004", "PRV-301", "PRV-303-1", "PRV-303-3"]
CONTROLS += ["PWD-001", "PWD-003", "SYS-005"]
STATED = {
    "account_view": "audit.accounts",
    "log": {"forwarded": True, "append_only": True, "retention_days": 200},
    "store": {"encrypted": True, "approved": True},
    "accounts": {
        "zhang@10.%": {"person": "P-0107"},
        "crm_service@10.0.0.0/255.0.0.0": {"kind": "service"},
        "auditor@127.0.0.1": {"kind": "service"},
        "root@localhost": {"kind": "service"},
    },
    "views": {"crm.v_towns": {"kind": "anonymous", "count_column": "customers"}},
    "retention": [{"table": "crm.closed", "date_column": "closed_on", "keep_years": 5}],
}
PARAMS = {"CIC-017d": {"allowed_superusers": ["root@localhost"]}}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """As it should be; a test that changes it puts it back."""
    with pytest.MonkeyPatch.context() as patch, mariadb(*bank.HARDENED) as one:
        patch.setenv("MYAUDIT_SECRET", "auditing-Only-1")
        patch.setenv("AUDITOR_MASKING_KEY", "test")
        one.sql(*bank.ACCOUNTS, *bank.TABLES, *bank.RIGHTS.values())
        yield one


def options(server: Server, **more: Any) -> dict[str, Any]:
    fixed = {"host": "127.0.0.1", "port": server.port, "user": "auditor"}
    fixed |= {"password": "env:MYAUDIT_SECRET", "ca": str(server.folder / "server.crt")}
    return STATED | fixed | more


def target(server: Server, **more: Any) -> Target:
    given = COLLECTOR.options(**options(server, **more))
    return Target("core-db", "mysql", "branch", given, Path("/"))


def collect(server: Server, context: Context = CONTEXT, **more: Any) -> dict[str, Any]:
    """Rows and gaps by kind."""
    return by_kind(COLLECTOR.collect(target(server, **more), context))


def check(
    folder: Path, server: Server, controls: list[str], kinds: tuple[str, ...] = (), **more: Any
) -> Any:
    """A run over a configuration as a person would write it."""
    one = {"name": "core-db", "type": "mysql"} | options(server, **more)
    place = {"name": "branch", "profile": {"base": "none", "include": controls}, "targets": [one]}
    place["params"] = PARAMS
    for kind in kinds:
        (folder / f"{kind}.json").write_text("[]")
    files = [{"kind": kind, "path": f"{kind}.json"} for kind in kinds]
    if files:
        place["targets"].append({"name": "registers", "type": "registers", "files": files})
    return audit_place(folder, place)


def findings(result: Any) -> dict[str, set[tuple[str, str]]]:
    """Subject and place of each finding, by control."""
    return {
        outcome.control: {(one.subject, one.location.file) for one in outcome.findings}
        for outcome in result.environments[0].outcomes
    }


def test_a_hardened_server_raises_no_alarm(server, tmp_path):
    result = check(tmp_path, server, CONTROLS)
    told = verdicts(result)
    assert told.pop("CIC-025d") == ("not-applicable", [], ())  # nothing is beyond its term
    assert told == {control: ("pass", [], ()) for control in sorted(CONTROLS) if control in told}
    assert not result.environments[0].gaps


def test_what_rules_ask_of_postgresql_is_answered(server, tmp_path):
    result = check(tmp_path, server, ["PRV-308"], ("privacy_reports", "data_use_log"))
    (outcome,) = result.environments[0].outcomes
    assert {one.subject for one in outcome.findings} == {"privacy_reports", "data_use_log"}


def test_the_documented_account_needs_no_more(server):
    assert collect(server)["gaps"] == []
    probes = list(COLLECTOR.probe(target(server), CONTEXT))
    assert all(one.ok for one in probes), probes
    assert {one.check for one in probes} == {"reach", "clock", "rights", "excess"}


@pytest.mark.parametrize(
    ("right", "kind", "named"),
    [
        ("metadata", "data_dictionary", "REFERENCES ON *.*"),
        ("users", "postgres_roles", "ON mysql.user"),
        ("states", "account_inventory", "SELECT ON audit.accounts"),
        ("members", "postgres_roles", "SELECT ON mysql.roles_mapping"),
        ("db", "postgres_grants", "SELECT ON mysql.db"),
        ("tables", "postgres_grants", "SELECT ON mysql.tables_priv"),
        ("columns", "postgres_grants", "SELECT ON mysql.columns_priv"),
        ("v_customer", "db_views", "SELECT, SHOW VIEW ON crm.v_customer"),
        ("closed", "dlp_scan", "SELECT (closed_on) ON crm.closed"),
    ],
)
def test_a_right_that_is_missing_is_named(server, right, kind, named):
    grant = bank.RIGHTS[right]
    server.sql(grant.replace("GRANT ", "REVOKE ", 1).replace(" TO ", " FROM "))
    try:
        found = collect(server)
        probes = list(COLLECTOR.probe(target(server), CONTEXT))
    finally:
        server.sql(grant)
    (gap,) = [one for one in found["gaps"] if one.kind == kind]
    assert gap.reason is GapReason.DENIED
    assert named in gap.message
    assert "缺少权限" in gap.message_zh
    assert found["postgres_settings"]
    assert any(named in one.message for one in probes if one.check == "rights" and not one.ok)
    assert gap.partial == bool(found.get(kind))
    if right in ("states", "members", "db", "tables", "columns", "v_customer"):
        assert gap.partial


def test_secrets_need_no_right_beside_the_view(server):
    server.sql(f"GRANT SELECT ON mysql.global_priv {bank.WHO}")
    try:
        gaps = collect(server, account_view=None, exclude_schemas=["audit"])["gaps"]
        assert gaps == []
    finally:
        server.sql(f"REVOKE SELECT ON mysql.global_priv FROM {bank.WHO[3:]}")
    (gap,) = [
        one for one in collect(server, account_view=None)["gaps"] if one.kind == "postgres_roles"
    ]
    assert "SELECT ON mysql.global_priv" in gap.message


def test_more_rights_than_needed_are_told(server):
    server.sql(f"GRANT PROCESS ON *.* {bank.WHO}", f"GRANT SELECT, DELETE ON crm.* {bank.WHO}")
    try:
        probes = list(COLLECTOR.probe(target(server), CONTEXT))
    finally:
        server.sql(
            f"REVOKE PROCESS ON *.* FROM {bank.WHO[3:]}",
            f"REVOKE SELECT, DELETE ON crm.* FROM {bank.WHO[3:]}",
        )
    (excess,) = [one for one in probes if one.check == "excess"]
    assert not excess.ok
    for word in ("PROCESS ON *.*", "DELETE ON crm.*", "SELECT ON crm.*"):
        assert word in excess.message


def test_schemas_left_out_are_not_seen(server):
    found = collect(server, exclude_schemas=["crm"])
    assert found["data_dictionary"] == []
    assert not [row for row in found["postgres_grants"] if row["object_name"].startswith("crm")]
    server.sql(
        f"REVOKE REFERENCES ON *.* FROM {bank.WHO[3:]}", f"GRANT REFERENCES ON crm.* {bank.WHO}"
    )
    try:
        assert collect(server, schemas=["crm"])["gaps"] == []
    finally:
        server.sql(f"REVOKE REFERENCES ON crm.* FROM {bank.WHO[3:]}", bank.RIGHTS["metadata"])


@pytest.mark.parametrize(
    ("change", "reason", "word"),
    [
        ({"ca": "other.crt"}, GapReason.UNREACHABLE, "certificate"),
        ({"ca": "nowhere.crt"}, GapReason.ABSENT, "ca, certificate or key"),
        ({"host": "no-such-host.invalid"}, GapReason.UNREACHABLE, "cannot be reached"),
        ({"port": None}, GapReason.UNREACHABLE, "cannot be reached"),
        ({"host": "socket"}, GapReason.DENIED, "not let in"),
        ({"user": "nobody"}, GapReason.DENIED, "not let in"),
        ({"password": "file:wrong"}, GapReason.DENIED, "not let in"),
        ({"password": "env:NOT_THERE"}, GapReason.DENIED, "env:NOT_THERE"),
        ({"tls": "off"}, GapReason.DENIED, "TLS where it is required"),
    ],
    ids=str,
)
def test_a_server_that_lets_nobody_in_says_why(server, tmp_path, change, reason, word):
    self_signed(tmp_path, "other")
    (tmp_path / "wrong").write_text("wrong-Password")
    if change.get("host") == "socket":
        change = {"host": str(server.socket)}
    if "port" in change:
        change = {"port": free_port()}
    one = replace(target(server, **change), base=tmp_path)
    with pytest.raises(GapError) as raised:
        list(COLLECTOR.collect(one, CONTEXT))
    assert raised.value.reason is reason
    assert word in raised.value.message
    assert "wrong-Password" not in raised.value.message
    assert raised.value.message_zh


def test_a_certificate_is_refused_unless_an_option_says_otherwise(server):
    with pytest.raises(GapError) as raised:
        collect(server, ca=None)
    assert raised.value.reason is GapReason.UNREACHABLE
    assert "certificate" in raised.value.message
    (endpoint,) = collect(server, ca=None, tls="unverified")["tls_endpoints"]
    assert datetime.fromisoformat(endpoint["certificate_expires_at"]) > datetime.now(UTC)


def test_an_expired_password_is_told(server):
    who = "late@'127.0.0.1'"
    server.sql(f"CREATE USER {who} IDENTIFIED BY 'auditing-Only-1' PASSWORD EXPIRE")
    try:
        with pytest.raises(GapError) as raised:
            collect(server, user="late")
    finally:
        server.sql(f"DROP USER {who}")
    assert raised.value.reason is GapReason.DENIED
    assert "expired" in raised.value.message


def test_a_server_that_never_answers_is_given_up(server, monkeypatch):
    monkeypatch.setattr(client, "GRACE", 0.5)
    with silent_server() as port, pytest.raises(GapError) as raised:
        collect(server, port=port, timeout=0.5)
    assert raised.value.reason is GapReason.TIMEOUT


def test_a_question_that_takes_too_long_is_given_up(server):
    one = client.Client(target(server, timeout=0.5))
    with pytest.raises(GapError) as raised:
        list(one.ask("SELECT COUNT(*) FROM crm.closed WHERE SLEEP(9) OR closed_on IS NULL"))
    assert raised.value.reason is GapReason.TIMEOUT
    assert list(one.ask("SELECT 1 AS one")) == [{"one": 1}]
    with pytest.raises(GapError):
        list(one.ask("CREATE TABLE crm.mine (a INT)"))
    one.close()


def test_equal_runs_give_equal_bytes_and_no_customer_shows(server, tmp_path):
    pages = []
    for _ in range(2):
        result = check(tmp_path, server, CONTROLS)
        pages += [b"".join(one.render(result, ReportOptions())) for one in BUILTIN]
    half = len(BUILTIN)
    assert pages[:half] == pages[half:]
    assert not any(bank.PHONE.encode() in page for page in pages)
    rows = json.dumps(collect(server))
    assert bank.PHONE not in rows
    assert "auditing-Only-1" not in rows
    assert "*" not in "".join(
        row.get("hba_method", "") for row in collect(server)["postgres_settings"]
    )


def test_the_recording_is_what_the_server_says(server):
    recording = Recording(RECORDING)
    one = target(server)
    session = client.Client(one, "+08:00")

    def said(question: str) -> Any:
        text = json.dumps(list(session.ask(question)))
        return json.loads(text.replace(str(server.folder), "/srv/mariadb"))

    recorded = recording.record(said)
    assert list(collector.answered(Subject(one, CONTEXT, recorded)))
    session.close()
    if not RECORDING.exists():
        recording.save()
    assert recording.drift() == []


def test_a_bound_is_kept_and_told(server):
    found = collect(server, replace(CONTEXT, wanted=frozenset(["data_dictionary"])), max_rows=3)
    assert len(found["data_dictionary"]) == 3
    (gap,) = found["gaps"]
    assert (gap.kind, gap.partial) == ("data_dictionary", True)
    assert "more than 3 rows" in gap.message


def test_rows_without_a_date_are_told(server):
    server.sql("INSERT INTO crm.closed VALUES ('C101', '1', NULL)")
    try:
        found = collect(server, replace(CONTEXT, wanted=frozenset(["dlp_scan"])))
    finally:
        server.sql("DELETE FROM crm.closed WHERE closed_on IS NULL")
    (gap,) = found["gaps"]
    assert (gap.reason, gap.message.endswith("1 rows hold no date that tells their age")) == (
        GapReason.INVALID,
        True,
    )


def test_what_only_the_rows_of_a_view_tell_is_counted(server):
    out = {"key": "customer_no", "table": "crm.closed", "table_key": "customer_no"}
    views = {"crm.v_customer": {"kind": "opt_out", "group_by": ["branch"], "opted_out": out}}
    wanted = replace(CONTEXT, wanted=frozenset(["db_views"]))
    found = collect(server, wanted, views=views)
    (row,) = [row for row in found["db_views"] if row["view_name"] == "crm.v_customer"]
    assert row["smallest_group"] == 8
    assert "opted_out_rows" not in row
    (gap,) = found["gaps"]
    assert "SELECT (customer_no) ON crm.closed" in gap.message
    server.sql(f"GRANT SELECT (customer_no) ON crm.closed {bank.WHO}")
    try:
        found = collect(server, wanted, views=views)
    finally:
        server.sql(f"REVOKE SELECT (customer_no) ON crm.closed FROM {bank.WHO[3:]}")
    (row,) = [row for row in found["db_views"] if row["view_name"] == "crm.v_customer"]
    assert (row["opted_out_rows"], row["excludes_opted_out"]) == (0, False)


def test_planted_faults_are_found_at_their_place(server, tmp_path):
    server.sql(*bank.FAULTS)
    every = [*CONTROLS, "PWD-002", "PWD-005", "PRV-308"]
    registers = ("privacy_reports", "data_use_log")
    found = findings(check(tmp_path, server, every, registers, log={}, store={}))
    at = "mysql/core-db/"
    assert found["CIC-017d"] >= {
        ("core-db/PUBLIC/crm.customer/SELECT", f"{at}crm.customer"),
        ("core-db/helpers/crm.customer/SELECT", f"{at}crm.customer.phone"),
        ("core-db/reader@10.%/crm.customer/SELECT", f"{at}crm.customer"),
        ("core-db/temp@%", f"{at}mysql.user/temp@%"),
        ("core-db/boss@%", f"{at}mysql.user/boss@%"),
    }
    assert not {name for name, _ in found["CIC-017d"] if "auditor" in name or "zhang" in name}
    assert {name for name, _ in found["NET-004"]} == {
        f"core-db/{server.port}/lowest_protocol",
        *(f"core-db/host/all/{user}" for user in ("boss/%", "temp/%", "zhang/10.%", "reader/10.%")),
        "core-db/host/all/crm_service/10.0.0.0/8",
    }
    assert found["PRV-301"] == {
        ("crm/customer/religion", f"{at}crm.customer.religion"),
        ("crm/scratch/note", f"{at}crm.scratch.note"),
    }
    assert ("crm.v_hidden", f"{at}crm.v_hidden") in found["PRV-303-1"]
    assert ("crm.scratch", f"{at}crm.scratch.note") in found["PRV-303-1"]
    assert found["CIC-025d"] == {("core-db/crm.closed/closed_on", f"{at}crm.closed.closed_on")}
    assert ("core-db/server_audit/enabled", f"{at}variables/server_audit_logging") in found[
        "LOG-001"
    ]
    assert found["SYS-005"] == {("core-db", f"{at}schemas")}
    assert ("core-db", f"{at}variables/bind_address") in found["PRV-308"]
    for control in ("PWD-001", "PWD-002", "PWD-005"):
        assert any("mariadb" in name for name, _ in found[control]), control
    assert ("core-db/mariadb/max_age_days", f"{at}variables/default_password_lifetime") in found[
        "PWD-002"
    ]


def test_many_accounts_need_little_time_and_memory(server):
    server.sql(
        "INSERT INTO mysql.global_priv SELECT '10.%', CONCAT('u', seq), "
        '\'{"access":0,"plugin":"mysql_native_password","authentication_string":"*1"}\' '
        "FROM crm.seq_1_to_100000"
    )
    begun, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    wanted = frozenset(["postgres_roles", "account_inventory", "postgres_grants"])
    found = COLLECTOR.collect(target(server), replace(CONTEXT, wanted=wanted))
    sizes = {one.kind: len(one.items) for one in found if isinstance(one, Collected)}
    assert sizes["postgres_roles"] > 100_000
    assert sizes["account_inventory"] > 100_000
    assert time.monotonic() - begun < 90
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000


def test_a_server_killed_on_the_way_keeps_what_was_read(server):
    wanted = frozenset(["audit_logging", "data_dictionary", "dlp_scan", "storage_inventory"])
    stream = COLLECTOR.collect(target(server), replace(CONTEXT, wanted=wanted))
    first = next(stream)
    assert isinstance(first, Collected)
    threading.Timer(0.01, server.kill).start()
    while server.process:
        time.sleep(0.01)
    rest = list(stream)
    lost = [one for one in rest if isinstance(one, Gap)]
    assert lost
    assert {one.reason for one in lost} == {GapReason.UNREACHABLE}
