"""Registers in a real PostgreSQL and a real MariaDB, as in SQLite: equal rows, named gaps."""

from __future__ import annotations

import json
import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from auditor.api import Collected, Context, Gap, GapError, GapReason, ReportOptions, Target
from auditor.app import Settings, prepare, run
from auditor.core.config import load_config
from auditor.core.plugins import load_plugins
from auditor.engines.interface import EngineSettings
from auditor.reports.interface import BUILTIN
from auditor_plugins.sql import auditor_collectors, database, dialects
from tests.integration.mariadb_server import mariadb
from tests.integration.ports import free_port, silent_server
from tests.integration.postgres_server import INITDB, certificate, cluster
from tests.require import require

ROOT = Path(__file__).parents[2]
SCHEMAS = {
    path.stem: json.loads(path.read_text("utf-8"))
    for path in (ROOT / "policies" / "schemas").glob("*.json")
}
NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
CONTEXT = Context(NOW, "Asia/Shanghai", {}, SCHEMAS)
(COLLECTOR,) = auditor_collectors()
PHONE = "13812345678"
COLUMNS = {
    "loan_id": "编号",
    "borrower": "借阅人",
    "borrowed_at": "借出时间",
    "due_at": "应还日期",
    "copies": "份数",
    "reason": "用途",
}
LOANS = {"kind": "loan_register", "table": "crm.loans", "columns": COLUMNS}
TABLE = """CREATE TABLE crm.loans (
  {q}编号{q} VARCHAR(32) PRIMARY KEY, {q}借阅人{q} VARCHAR(32), {q}借出时间{q} {timestamp},
  {q}应还日期{q} DATE, {q}份数{q} NUMERIC(6, 0), {q}用途{q} VARCHAR(200))"""
HBA = """local   all all              peer map=team
hostssl all all 127.0.0.1/32 scram-sha-256
"""
ROWS = (
    "INSERT INTO crm.loans VALUES ('LN-2', 'u2', '2026-11-19 01:30:00{z}', '2026-11-25', 3,"
    f" '核对 100%: 电话 {PHONE}')",
    "INSERT INTO crm.loans VALUES ('LN-1', 'u1', '2026-11-01 08:00:00{z}', '2026-11-04', 1, NULL)",
)
GRANT = "GRANT SELECT ON crm.loans TO {who}"
FITTING = [
    {
        "loan_id": "LN-1",
        "borrower": "u1",
        "borrowed_at": datetime(2026, 11, 1, 8, tzinfo=UTC),
        "due_at": "2026-11-04",
        "copies": 1,
    },
    {
        "loan_id": "LN-2",
        "borrower": "u2",
        "borrowed_at": datetime(2026, 11, 19, 1, 30, tzinfo=UTC),
        "due_at": "2026-11-25",
        "copies": 3,
        "reason": f"核对 100%: 电话 {PHONE}",
    },
]


@dataclass
class Bank:
    """One server with a register, whichever it is."""

    name: str
    server: Any
    url: str
    who: str
    quote: str
    denied: str

    def sql(self, *statements: str) -> None:
        for statement in statements:
            self.server.sql(statement)


@pytest.fixture(scope="module")
def secret() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SQLAUDIT_SECRET", "auditing-Only-1")
        patch.setenv("AUDITOR_MASKING_KEY", "test")
        yield


@pytest.fixture(scope="module")
def in_postgres(secret) -> Iterator[Bank]:
    require("postgres", INITDB)
    with cluster() as server:
        certificate(server.folder, "server")
        server.place("server", server.folder / "server.crt", server.folder / "server.key")
        server.configure(HBA, ssl="on", listen_addresses="'127.0.0.1'")
        server.start()
        url = f"postgresql+psycopg://auditor@127.0.0.1:{server.port}/postgres"
        bank = Bank("postgres", server, url, "auditor", '"', "GRANT SELECT ON crm.loans TO auditor")
        bank.sql(
            "CREATE ROLE auditor LOGIN PASSWORD 'auditing-Only-1'",
            "CREATE SCHEMA crm",
            "GRANT USAGE ON SCHEMA crm TO auditor",
            TABLE.format(q='"', timestamp="TIMESTAMPTZ"),
            *(row.format(z="+00") for row in ROWS),
            GRANT.format(who=bank.who),
        )
        yield bank


@pytest.fixture(scope="module")
def in_mariadb(secret) -> Iterator[Bank]:
    lines = ("require_secure_transport=ON", "default_time_zone=+00:00")
    with mariadb(*lines) as server:
        url = f"mysql+pymysql://auditor@127.0.0.1:{server.port}/"
        who = "auditor@'127.0.0.1'"
        bank = Bank("mariadb", server, url, who, "`", "GRANT SELECT ON crm.loans TO auditor")
        bank.sql(
            f"CREATE USER {who} IDENTIFIED BY 'auditing-Only-1'",
            "CREATE DATABASE crm CHARACTER SET utf8mb4",
            TABLE.format(q="`", timestamp="TIMESTAMP NULL"),
            *(row.format(z="") for row in ROWS),
            GRANT.format(who=who),
        )
        yield bank


@pytest.fixture(params=["in_postgres", "in_mariadb"])
def bank(request: pytest.FixtureRequest) -> Bank:
    return request.getfixturevalue(request.param)


def options(bank: Bank, *tables: dict[str, Any], **more: Any) -> dict[str, Any]:
    fixed = {"url": bank.url, "password": "env:SQLAUDIT_SECRET"}
    fixed["ca"] = str(bank.server.folder / "server.crt")
    return fixed | {"tables": list(tables) or [LOANS]} | more


def target(bank: Bank, *tables: dict[str, Any], **more: Any) -> Target:
    given = COLLECTOR.options(**options(bank, *tables, **more))
    return Target("core", "sql", "branch", given, Path("/"))


def collect(bank: Bank, *tables: dict[str, Any], **more: Any) -> tuple[list[Any], list[Gap]]:
    found = list(COLLECTOR.collect(target(bank, *tables, **more), CONTEXT))
    items = [row for one in found if isinstance(one, Collected) for row in one.items]
    return items, [one for one in found if isinstance(one, Gap)]


def plain(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without places, and with times as instants."""
    return [
        {name: value for name, value in row.items() if name != "_loc"}
        | {"borrowed_at": datetime.fromisoformat(row["borrowed_at"])}
        for row in items
    ]


def test_equal_tables_give_equal_rows(bank):
    items, gaps = collect(bank)
    assert gaps == []
    assert plain(items) == FITTING
    assert [row["_loc"] for row in items] == [
        {"file": "sql/core/crm.loans", "line": 1},
        {"file": "sql/core/crm.loans", "line": 2},
    ]


def test_a_query_with_colons_and_percents_is_read(bank):
    q = bank.quote
    query = (
        f"SELECT {q}编号{q}, {q}借阅人{q}, '2026-11-01 08:00:00+00:00' AS {q}借出时间{q},"
        f" {q}应还日期{q}, {q}份数{q}, {q}用途{q} FROM crm.loans WHERE {q}用途{q} LIKE '%100%: %'"
    )
    items, gaps = collect(bank, {"kind": "loan_register", "query": query, "columns": COLUMNS})
    assert gaps == []
    assert [row["loan_id"] for row in items] == ["LN-2"]
    assert items[0]["_loc"] == {"file": "sql/core/loan_register", "line": 1}


def test_the_documented_right_is_enough_and_less_is_named(bank):
    probes = list(COLLECTOR.probe(target(bank), CONTEXT))
    assert all(one.ok for one in probes), probes
    assert {one.check for one in probes} == {"reach", "clock", "rights", "excess"}
    bank.sql(f"REVOKE SELECT ON crm.loans FROM {bank.who}")
    try:
        items, (gap,) = collect(bank)
        probes = list(COLLECTOR.probe(target(bank), CONTEXT))
    finally:
        bank.sql(GRANT.format(who=bank.who))
    assert (items, gap.reason) == ([], GapReason.DENIED)
    assert bank.denied in gap.message
    assert any(bank.denied in one.message for one in probes if not one.ok)


def test_a_database_that_may_not_be_used_is_told(in_mariadb):
    with pytest.raises(GapError) as raised:
        collect(in_mariadb, url=f"{in_mariadb.url}mysql")
    assert raised.value.reason is GapReason.DENIED
    assert "may not use the database" in raised.value.message


def test_more_rights_than_needed_are_told(bank):
    bank.sql(f"GRANT DELETE ON crm.loans TO {bank.who}")
    try:
        probes = list(COLLECTOR.probe(target(bank), CONTEXT))
    finally:
        bank.sql(f"REVOKE DELETE ON crm.loans FROM {bank.who}")
    (excess,) = [one for one in probes if one.check == "excess"]
    assert not excess.ok
    assert "crm.loans" in excess.message


def test_what_is_not_there_hides_nothing_else(bank):
    items, (gap,) = collect(bank, LOANS | {"table": "crm.nowhere"}, LOANS)
    assert len(items) == 2
    # MariaDB does not tell what is not there from what may not be seen.
    assert gap.reason in (GapReason.ABSENT, GapReason.DENIED)
    assert "crm.nowhere" in gap.message


def test_nothing_can_be_written(bank):
    bank.sql(f"GRANT INSERT, DELETE ON crm.loans TO {bank.who}")
    session = database.Database(target(bank), "Asia/Shanghai")
    try:
        with pytest.raises(GapError):
            session.ask("DELETE FROM crm.loans")
    finally:
        session.close()
        bank.sql(f"REVOKE INSERT, DELETE ON crm.loans FROM {bank.who}")
    assert len(collect(bank)[0]) == 2


@pytest.mark.parametrize(
    ("change", "reason", "word"),
    [
        ({"ca": None}, GapReason.UNREACHABLE, "certificate"),
        ({"password": "env:NOT_THERE"}, GapReason.DENIED, "env:NOT_THERE"),
        ({"password": "file:wrong"}, GapReason.DENIED, "not let in"),
        ({"tls": "off"}, GapReason.DENIED, "not let in"),
        ({"url": "port"}, GapReason.UNREACHABLE, "cannot be reached"),
        ({"url": "host"}, GapReason.UNREACHABLE, "cannot be reached"),
    ],
    ids=str,
)
def test_a_server_that_lets_nobody_in_says_why(bank, tmp_path, change, reason, word):
    (tmp_path / "wrong").write_text("wrong-Password")
    if change.get("url") == "port":
        change = {"url": bank.url.replace(f":{bank.server.port}/", f":{free_port()}/")}
    if change.get("url") == "host":
        change = {"url": bank.url.replace("127.0.0.1", "no-such-host.invalid")}
    one = replace(target(bank, **change), base=tmp_path)
    with pytest.raises(GapError) as raised:
        list(COLLECTOR.collect(one, CONTEXT))
    assert raised.value.reason is reason
    assert word in raised.value.message
    assert "wrong-Password" not in raised.value.message
    assert raised.value.message_zh


def test_a_server_that_never_answers_is_given_up(bank, monkeypatch):
    monkeypatch.setattr(dialects, "CONNECT_SECONDS", 2)
    monkeypatch.setattr(dialects, "GRACE", 0.5)
    with silent_server() as port, pytest.raises(GapError) as raised:
        url = bank.url.replace(f":{bank.server.port}/", f":{port}/")
        collect(bank, url=url, timeout=0.5)
    assert raised.value.reason is GapReason.TIMEOUT


def test_a_question_that_takes_too_long_is_given_up(bank):
    sleep = "SELECT SLEEP(9)" if bank.name == "mariadb" else "SELECT pg_sleep(9)::text"
    begun = time.monotonic()
    _, (gap,) = collect(bank, {"kind": "loan_register", "query": sleep}, timeout=0.5)
    assert gap.reason is GapReason.TIMEOUT
    assert time.monotonic() - begun < 6


def test_many_rows_are_streamed_and_bounded(bank):
    series = {"postgres": "generate_series(1, 200000) seq", "mariadb": "crm.seq_1_to_200000"}
    day = "DATE '2026-11-01'"
    select = f"SELECT CONCAT('LN-', seq), 'u1', {day}, {day} FROM {series[bank.name]}"
    bank.sql(
        "CREATE TABLE crm.many (loan_id VARCHAR(32) PRIMARY KEY, borrower VARCHAR(32),"
        " borrowed_at DATE, due_at DATE)",
        f"INSERT INTO crm.many {select}",
        f"GRANT SELECT ON crm.many TO {bank.who}",
    )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    items = COLLECTOR.collect(target(bank, {"kind": "loan_register", "table": "crm.many"}), CONTEXT)
    (one,) = items
    assert len(one.items) == 200_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000
    kept, (gap,) = collect(bank, {"kind": "loan_register", "table": "crm.many"}, max_rows=5)
    assert len(kept) == 5
    assert gap.partial
    assert "more than 5 rows" in gap.message


def test_a_loan_kept_too_long_is_found_at_its_row(bank, tmp_path):
    one = {"name": "core", "type": "sql"} | options(bank)
    place = {"name": "b", "profile": {"base": "none", "include": ["CIC-019-5b"]}, "targets": [one]}
    form = {"version": 1, "organisation": {"timezone": "Asia/Shanghai"}, "environments": [place]}
    (tmp_path / "auditor.yaml").write_text(json.dumps(form))
    settings = Settings(now=NOW, limits=EngineSettings(jobs=1))
    audit = prepare(load_config(tmp_path / "auditor.yaml"), load_plugins(), settings)
    pages = []
    for _ in range(2):
        result = run(audit)
        pages.append([b"".join(one.render(result, ReportOptions())) for one in BUILTIN])
    assert pages[0] == pages[1]
    assert not any(PHONE.encode() in page for page in pages[0])
    (outcome,) = result.environments[0].outcomes
    assert ("LN-1", "sql/core/crm.loans", 1) in {
        (one.subject, one.location.file, one.location.line) for one in outcome.findings
    }


def test_a_server_killed_on_the_way_is_a_gap_for_the_rest(in_mariadb):
    stream = COLLECTOR.collect(target(in_mariadb, LOANS, LOANS | {"table": "crm.many"}), CONTEXT)
    assert isinstance(next(stream), Collected)
    in_mariadb.server.kill()
    (gap,) = stream
    assert gap.reason is GapReason.UNREACHABLE
