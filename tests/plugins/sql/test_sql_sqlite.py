"""A `sql` target over SQLite files: mapping, order, bounds and what becomes a gap."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from auditor.api import Collected, Context, Gap, GapError, GapReason, Target
from auditor.api.testing import Recording
from auditor_plugins.sql import auditor_collectors
from auditor_plugins.sql.collect import answered
from auditor_plugins.sql.database import Database
from auditor_plugins.sql.options import Options, SqlTable, promised_kinds
from tests.accounts import nobody, open_to_all
from tests.languages import check_both_languages

ROOT = Path(__file__).parents[3]
SCHEMAS = {
    path.stem: json.loads(path.read_text("utf-8"))
    for path in (ROOT / "policies" / "schemas").glob("*.json")
}
CONTEXT = Context(datetime(2026, 11, 20, 10, tzinfo=UTC), "Asia/Shanghai", {}, SCHEMAS)
COLUMNS = {
    "loan_id": "编号",
    "borrower": "借阅人",
    "borrowed_at": "借出",
    "due_at": "应还",
    "copies": "份数",
}
LOANS = {"kind": "loan_register", "table": "借阅", "columns": COLUMNS}
CREATE = "CREATE TABLE 借阅 (编号 TEXT PRIMARY KEY, 借阅人 TEXT, 借出 TEXT, 应还 TEXT, 份数 TEXT)"
(COLLECTOR,) = auditor_collectors()


@pytest.fixture
def bank(tmp_path):
    """Fill a database and collect tables of it."""

    def run(statements: list[str], *tables: dict[str, Any], **more: Any) -> list[Any]:
        with closing(sqlite3.connect(tmp_path / "bank.db")) as connection:
            for statement in statements:
                connection.execute(statement)
            connection.commit()
        options = Options(**{"url": "sqlite:///bank.db", "tables": tables or (LOANS,)} | more)
        target = Target("crm", "sql", "branch", options, tmp_path)
        found = list(COLLECTOR.collect(target, CONTEXT))
        for gap in found:
            if isinstance(gap, Gap):
                check_both_languages(gap.message, gap.message_zh)
        return found

    return run


def rows(found: list[Any]) -> list[dict[str, Any]]:
    return [row for one in found if isinstance(one, Collected) for row in one.items]


def gaps(found: list[Any]) -> list[Gap]:
    return [one for one in found if isinstance(one, Gap)]


def test_chinese_columns_and_words_become_fields(bank):
    found = bank(
        [
            CREATE,
            "INSERT INTO 借阅 VALUES ('L2', 'u2', '2026年3月2日 下午2:05', '2026/3/5', '１２')",
            "INSERT INTO 借阅 VALUES ('L1', 'u1', '2026-03-02 14:05', '2026-03-05', NULL)",
        ]
    )
    assert gaps(found) == []
    assert rows(found) == [
        {
            "loan_id": "L1",
            "borrower": "u1",
            "borrowed_at": "2026-03-02T14:05:00+08:00",
            "due_at": "2026-03-05",
            "_loc": {"file": "sql/crm/借阅", "line": 1},
        },
        {
            "loan_id": "L2",
            "borrower": "u2",
            "borrowed_at": "2026-03-02T14:05:00+08:00",
            "due_at": "2026-03-05",
            "copies": 12,
            "_loc": {"file": "sql/crm/借阅", "line": 2},
        },
    ]


def test_rows_that_do_not_fit_are_told_by_their_number(bank):
    found = bank(
        [
            CREATE,
            "INSERT INTO 借阅 VALUES ('L1', 'u1', '13812345678', '2026-03-05', '1')",
            "INSERT INTO 借阅 VALUES ('L2', 'u2', '2026-03-02', '2026-03-05', '1')",
            "INSERT INTO 借阅 VALUES ('L3', NULL, '2026-03-02', '2026-03-05', '1')",
        ]
    )
    assert [row["loan_id"] for row in rows(found)] == ["L2"]
    assert [(one.location.line, one.partial) for one in gaps(found)] == [(1, True), (3, True)]
    assert all("138" not in one.message for one in gaps(found))


def test_a_query_is_a_table_too(bank):
    query = (
        "SELECT 编号 AS loan_id, 借阅人 AS borrower, '2026-03-02 10:00:00' AS borrowed_at FROM 借阅"
    )
    query += " WHERE 份数 LIKE '%1%'"
    found = bank(
        [CREATE, "INSERT INTO 借阅 VALUES ('L1', 'u1', '', '', '1'), ('L2', 'u2', '', '', '2')"],
        {"kind": "loan_register", "query": query, "name": "open-loans"},
    )
    (row,) = rows(found)
    assert row["borrowed_at"] == "2026-03-02T10:00:00+08:00"
    assert row["_loc"] == {"file": "sql/crm/open-loans", "line": 1}


def test_rows_come_in_the_order_of_all_columns_without_a_key(bank):
    create = CREATE.replace(" PRIMARY KEY", "")
    insert = "INSERT INTO 借阅 VALUES ('L{0}', 'u', '2026-03-02', '2026-03-05', '1')"
    found = bank([create, *(insert.format(number) for number in (3, 1, 2))])
    assert [row["loan_id"] for row in rows(found)] == ["L1", "L2", "L3"]
    found = bank([], LOANS | {"order_by": ["借阅人", "编号"]})
    assert [row["loan_id"] for row in rows(found)] == ["L1", "L2", "L3"]


def test_a_bound_is_kept_and_told(bank):
    insert = "INSERT INTO 借阅 SELECT 'L' || value, 'u', '2026-03-02', '2026-03-05', '1' FROM"
    series = "WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n LIMIT 9) "
    found = bank([CREATE, f"{series}{insert} n"], max_rows=4)
    assert len(rows(found)) == 4
    (gap,) = gaps(found)
    assert gap.partial
    assert "more than 4 rows" in gap.message
    assert gaps(bank([], max_rows=9)) == []


def test_an_empty_table_is_a_statement(bank):
    (one,) = bank([CREATE])
    assert (one.kind, list(one.items)) == ("loan_register", [])


@pytest.mark.parametrize(
    ("table", "reason", "word"),
    [
        ({"table": "nowhere"}, GapReason.ABSENT, "no such table"),
        ({"columns": {"loan_id": "没有"}}, GapReason.INVALID, "没有"),
        ({"kind": "no_such_kind"}, GapReason.INVALID, "not a known evidence kind"),
        ({"order_by": ["nowhere"]}, GapReason.ABSENT, "column"),
        ({"table": None, "query": "SELECT not_there FROM 借阅"}, GapReason.ABSENT, "column"),
        ({"table": None, "query": "SELECT FROM WHERE"}, GapReason.INVALID, "cannot carry it out"),
    ],
)
def test_a_table_that_cannot_be_read_hides_no_other(bank, table, reason, word):
    found = bank(
        [CREATE], LOANS | table, {"kind": "training_records", "table": "借阅", "columns": {}}
    )
    first = gaps(found)[0]
    assert first.reason is reason
    assert word in first.message
    assert len(gaps(found)) == 2


def test_a_file_is_never_made_nor_changed(bank, tmp_path):
    with pytest.raises(GapError) as raised:
        bank([CREATE], url="sqlite:///other.db")
    assert raised.value.reason is GapReason.ABSENT
    assert not (tmp_path / "other.db").exists()
    before = (tmp_path / "bank.db").read_bytes()
    query = "WITH x AS (SELECT 1) DELETE FROM 借阅"
    assert gaps(bank([], {"kind": "loan_register", "query": query}))
    assert (tmp_path / "bank.db").read_bytes() == before


def test_a_question_without_end_is_given_up(bank):
    endless = "WITH RECURSIVE n(v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM n) SELECT sum(v) FROM n"
    (gap,) = bank([CREATE], {"kind": "loan_register", "query": endless}, timeout=0.3)
    assert gap.reason is GapReason.TIMEOUT


@pytest.mark.parametrize(
    ("url", "reason", "word"),
    [
        ("sqlite://", GapReason.INVALID, "names no file"),
        ("oracle+oracledb://u@db/x", GapReason.INVALID, "tls: driver"),
        ("no_such_dialect://u@db/x", GapReason.INVALID, "tls: driver"),
    ],
)
def test_a_url_that_is_of_no_use_says_why(bank, url, reason, word):
    with pytest.raises(GapError) as raised:
        bank([], url=url)
    assert raised.value.reason is reason
    assert word in raised.value.message


def test_the_doctor_sees_a_file(tmp_path, bank):
    bank([CREATE])
    open_to_all(tmp_path)
    one = Target("crm", "sql", "b", Options(url="sqlite:///bank.db", tables=(LOANS,)), tmp_path)
    (tmp_path / "bank.db").chmod(0o444)
    with nobody():
        told = {each.check: each.ok for each in COLLECTOR.probe(one, CONTEXT)}
    assert told == {"reach": True, "rights": True, "excess": True}
    (tmp_path / "bank.db").chmod(0o666)
    with nobody():
        told = {each.check: each.ok for each in COLLECTOR.probe(one, CONTEXT)}
    assert told == {"reach": True, "rights": True, "excess": False}


def test_what_is_not_known_of_a_database_is_told(tmp_path, bank, monkeypatch):
    bank([CREATE])
    monkeypatch.setattr(Database, "dialect", "oracle")
    options = Options(url="sqlite:///bank.db", tables=(LOANS,))
    found = list(COLLECTOR.probe(Target("crm", "sql", "b", options, tmp_path), CONTEXT))
    told = {each.check: each.message for each in found if not each.ok}
    assert set(told) == {"excess", "clock"}
    assert all(text.startswith("cannot be told") for text in told.values())


def test_a_driver_that_is_not_there_is_named(bank):
    with pytest.raises(GapError) as raised:
        bank([], url="oracle+oracledb://u@db/x", tls="driver")
    assert raised.value.reason is GapReason.ABSENT
    assert "oracledb" in raised.value.message


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"url": "postgresql+psycopg://u:geheim@db/x"}, "under password:"),
        ({"url": "mysql+pymysql://db/x?password=geheim"}, "under password:"),
        ({"url": "bank.db"}, "dialect+driver"),
        ({"tables": [LOANS | {"query": "SELECT 1"}]}, "either table or query"),
        ({"tables": [{"kind": "loan_register", "query": "DELETE FROM a"}]}, "one SELECT"),
        ({"tables": [{"kind": "loan_register", "query": "SELECT 1; SELECT 2"}]}, "one SELECT"),
        ({"tables": [{"kind": "a", "query": "SELECT 1"}] * 2}, "two queries"),
        ({"tables": []}, "at least 1"),
    ],
)
def test_a_wrong_option_is_told(wrong, word):
    with pytest.raises(ValidationError) as raised:
        Options(**{"url": "sqlite:///a.db", "tables": [LOANS]} | wrong)
    assert word in str(raised.value)


def test_a_semicolon_in_a_text_parts_nothing():
    assert SqlTable(kind="a", query="SELECT ';' AS x").query
    assert SqlTable(kind="a", query="WITH t AS (SELECT 1) SELECT * FROM t").query


def test_kinds_are_promised_once():
    tables = [LOANS, LOANS | {"table": "b"}, {"kind": "training_records", "table": "c"}]
    found = promised_kinds(Options(url="sqlite:///a.db", tables=tables))
    assert found == ("loan_register", "training_records")


def test_it_plays_back_what_a_database_said(tmp_path):
    recording = Recording(tmp_path / "said.json")
    said = {
        "headers": list(COLUMNS.values()),
        "rows": [["L1", "u1", "2026-03-02", "2026-03-05", 1]],
    }
    recording.record(lambda _: said)("借阅")
    recording.save()
    ask = Recording(tmp_path / "said.json").replay()

    def read(one: SqlTable, limit: int) -> Any:
        answer = ask(one.shown)
        return tuple(answer["headers"]), iter(map(tuple, answer["rows"][:limit]))

    options = Options(url="sqlite:///a.db", tables=[LOANS])
    (one,) = answered(Target("crm", "sql", "branch", options, tmp_path), CONTEXT, read)
    assert next(iter(one.items))["loan_id"] == "L1"


CELL = st.one_of(
    st.none(),
    st.text(st.characters(codec="utf-8", exclude_characters="\0")),
    st.binary(),
    st.floats(allow_nan=False),
    st.integers(-(2**63), 2**63 - 1),
)


@given(st.lists(st.tuples(CELL, CELL, CELL, CELL), max_size=8))
def test_each_row_is_delivered_or_told(tmp_path_factory, cells):
    folder = tmp_path_factory.mktemp("fuzz")
    with closing(sqlite3.connect(folder / "bank.db")) as connection:
        connection.execute("CREATE TABLE t (loan_id, borrower, borrowed_at, due_at)")
        connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?)", cells)
        connection.commit()
    options = Options(url="sqlite:///bank.db", tables=[{"kind": "loan_register", "table": "t"}])
    found = list(COLLECTOR.collect(Target("crm", "sql", "b", options, folder), CONTEXT))
    assert len(rows(found)) <= len(cells)
    assert all(one.reason is GapReason.INVALID for one in gaps(found))
