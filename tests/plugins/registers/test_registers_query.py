"""`query:`: what a SELECT over a register gives, counted again by hand."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from register_files import collect_in

from auditor.api import Gap, GapReason
from auditor.core.schemas import Schemas
from auditor_plugins.registers import query as module
from auditor_plugins.registers.options import RegisterFile
from auditor_plugins.registers.sql import UNSTEADY
from tests.docs.pages import blocks, page
from tests.policies.both_engines import Embedded, library

PAGE = page("plugins/registers/README.md")
HEADER = ("posting_id", "account", "customer", "booked_at", "amount")
BALANCES = """
    SELECT max(_line) AS _line, account AS account_id, any_value(customer) AS customer_id,
        CAST(booked_at AS DATE) AS date,
        sum(sum(CAST(amount AS DECIMAL(18, 2)))) OVER (
            PARTITION BY account ORDER BY CAST(booked_at AS DATE)) AS balance_cny
    FROM register GROUP BY account, date
"""
LOANS = "loan_id,borrower,copies\n"
PHONE = "13800138000"

days = st.integers(0, 60).map(lambda n: (date(2026, 3, 1) + timedelta(days=n)).isoformat())
amounts = st.decimals(-99999, 99999, places=2)
postings = st.lists(st.tuples(st.sampled_from("ABC"), days, amounts), min_size=1, max_size=30)


def write(path: Path, rows) -> None:
    """The rows in the format of the suffix, each value as text."""
    match path.suffix:
        case ".csv":
            lines = [HEADER, *rows]
            path.write_text("".join(",".join(line) + "\n" for line in lines))
        case ".json":
            path.write_text(json.dumps([dict(zip(HEADER, row, strict=True)) for row in rows]))
        case ".xlsx":
            book = openpyxl.Workbook()
            for row in [HEADER, *rows]:
                book.active.append(row)
            book.save(path)
        case ".sqlite":
            with sqlite3.connect(path) as database:
                database.execute(f"CREATE TABLE postings ({', '.join(HEADER)})")
                database.executemany("INSERT INTO postings VALUES (?,?,?,?,?)", rows)
            database.close()
        case ".parquet":
            with duckdb.connect() as database:
                database.execute(f"CREATE TABLE t ({' VARCHAR, '.join(HEADER)} VARCHAR)")
                database.executemany("INSERT INTO t VALUES (?,?,?,?,?)", rows)
                name = str(path).replace("'", "''")
                database.execute(f"COPY t TO '{name}' (FORMAT parquet)")


FIRST = {".csv": 2, ".json": None, ".xlsx": 2, ".sqlite": 1, ".parquet": 1}
"""The line of the first row; rows of JSON in one line all stand in it."""


def balances_by_hand(rows, first):
    """Balance of each account at the end of each booked day, and the last row of that day."""
    moved, lines = defaultdict(Decimal), {}
    for number, (_, account, _, booked_at, amount) in enumerate(rows):
        moved[account, booked_at[:10]] += Decimal(amount)
        lines[account, booked_at[:10]] = 1 if first is None else first + number
    return {
        (account, day): (
            float(sum(moved[a, d] for a, d in moved if a == account and d <= day)),
            lines[account, day],
        )
        for account, day in moved
    }


@pytest.mark.parametrize("suffix", FIRST)
@settings(max_examples=10, deadline=None)
@given(found=postings)
def test_balances_are_those_of_a_count_by_hand(suffix, found):
    rows = [
        (f"P{n}", account, f"c-{account}", f"{day}T23:30:00+08:00", str(amount))
        for n, (account, day, amount) in enumerate(found)
    ]
    keys = {"table": "postings"} if suffix == ".sqlite" else {}
    with TemporaryDirectory() as folder:
        path = Path(folder, f"postings{suffix}")
        write(path, rows)
        register = {"kind": "account_balances", "path": path.name, "query": BALANCES, **keys}
        (collected,) = collect_in(Path(folder), register)
        assert collect_in(Path(folder), register)[0] == collected
    told = {
        (item["account_id"], item["date"]): (item["balance_cny"], item["_loc"]["line"])
        for item in collected.items
    }
    assert told == balances_by_hand(rows, FIRST[suffix])
    assert {item["customer_id"] for item in collected.items} == {f"c-{row[1]}" for row in rows}


TRANSACTION = ("流水号", "客户号", "账号", "主客户号", "时间", "收付", "币种", "金额")
(THRESHOLDS,) = [block for block in blocks(PAGE, "sql") if "主客户号" in block]
SCHEMAS = Schemas()
LIBRARY = library(SCHEMAS)
CONTROL = LIBRARY.controls["AML-012-2"]
RULE = Embedded(LIBRARY, CONTROL)

transactions = st.lists(
    st.tuples(
        st.sampled_from(["c1", "c2", "c3"]),
        days,
        st.sampled_from(["CNY", "CNY", "USD", "EUR", "JPY"]),
        st.sampled_from(["", "1000", "9999.99", "20000", "4000"]),
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=25, deadline=None)
@given(found=transactions)
def test_the_page_keeps_each_transaction_that_a_threshold_concerns(found):
    """Of c1 and c2 the accounts are kept together; the rule of the 30-day total says the same of
    all transactions and of those that the query of the page keeps.
    """
    masters = {"c1": "c1", "c2": "c1", "c3": "c3"}
    rows = [
        (f"T{n}", who, f"a-{who}", masters[who], f"{day}T12:00:00+08:00", "in", currency, amount)
        for n, (who, day, currency, amount) in enumerate(found)
    ]
    text = "".join(",".join(row) + "\n" for row in [TRANSACTION, *rows])
    everything = THRESHOLDS[: THRESHOLDS.rindex("WHERE")]
    with TemporaryDirectory() as folder:
        Path(folder, "t.csv").write_text(text)
        register = {"kind": "kyc_transactions", "path": "t.csv", "query": THRESHOLDS}
        (kept,) = collect_in(Path(folder), register)
        (whole,) = collect_in(Path(folder), {**register, "query": everything})
    assert len(whole.items) == len(rows)
    assert {item["txn_id"] for item in kept.items} == kept_by_hand(rows, masters)
    assert judged(kept.items, masters) == judged(whole.items, masters)


def kept_by_hand(rows, masters):
    dollars = {"USD": Decimal(1), "EUR": Decimal("1.08")}
    priced, wanted = defaultdict(list), set()
    for txn, who, _, _, at, _, currency, amount in rows:
        foreign, day = currency != "CNY", date.fromisoformat(at[:10])
        rate = dollars.get(currency) if foreign else Decimal(1)
        value = Decimal(amount) * rate if amount and rate else None
        if value is None or value >= (1000 if foreign else 10000):
            wanted.add(txn)
        priced[masters[who], foreign].append((day, value or 0, txn))
    for (_, foreign), entries in priced.items():
        for day, _, _ in entries:
            within = [value for d, value, _ in entries if day - timedelta(days=29) <= d <= day]
            if sum(within) >= (10000 if foreign else 50000):
                wanted.update(txn for _, _, txn in entries)
    return wanted


def judged(items, masters):
    evidence = {
        "kyc_transactions": list(items),
        "kyc_accounts": [
            {"account_id": f"a-{who}", "customer_id": who, "master_customer_id": master}
            for who, master in masters.items()
        ],
        "kyc_customers": [{"customer_id": w, "customer_type": "individual"} for w in masters],
        "id_verifications": [],
    }
    document = {"now": "2026-11-21T00:00:00Z", "evidence": evidence, "gaps": {}}
    data = {
        "params": {CONTROL.id: dict(CONTROL.params)},
        "organisation": {"timezone": "Asia/Shanghai"},
    }
    answer = RULE.answer({"input": document, **data})
    return {rule: answer[rule] for rule in ("deny", "unknown")}


def test_days_are_those_of_the_organisation(collect, tmp_path):
    rows = [("P1", "A", "c", "2026-03-01T20:00:00Z", "1"), ("P2", "A", "c", "2026-03-02", "1")]
    write(tmp_path / "p.csv", rows)
    register = {"kind": "account_balances", "path": "p.csv"}
    for kind in ("TIMESTAMPTZ", "DATE"):
        text = BALANCES.replace("CAST(booked_at AS DATE)", "CAST(CAST(booked_at AS X) AS DATE)")
        (found,) = collect({**register, "query": text.replace("AS X", f"AS {kind}")})
        days = [item["date"] for item in found.items]
        assert days == (["2026-03-02"] if kind == "TIMESTAMPTZ" else ["2026-03-01", "2026-03-02"])


def test_instants_keep_their_offset(collect, tmp_path):
    (tmp_path / "l.csv").write_text("loan_id,borrower,borrowed_at\nL,u,2026-03-01T20:00:00+08:00\n")
    query = "SELECT _line, loan_id, borrower, CAST(borrowed_at AS TIMESTAMPTZ) AS borrowed_at"
    (found,) = collect(
        {"kind": "loan_register", "path": "l.csv", "query": f"{query} FROM register"}
    )
    assert found.items[0]["borrowed_at"].startswith("2026-03-01T12:00:00")


def test_columns_and_values_are_those_of_the_result(loans):
    (found,) = loans(
        "编号,人\n L-1 ,u1\n,\nL-2,\n",
        query="SELECT _line, 编号 AS 借阅编号, coalesce(人, '?') AS 借阅人 FROM register;",
        columns={"loan_id": "借阅编号", "borrower": "借阅人"},
    )
    assert [(i["loan_id"], i["borrower"], i["_loc"]["line"]) for i in found.items] == [
        ("L-1", "u1", 2),
        ("L-2", "?", 4),
    ]


def test_an_empty_register_is_a_statement(loans):
    (found,) = loans(LOANS, query="SELECT * FROM register")
    assert found.items == ()


def test_rows_that_cannot_be_read_leave_a_gap(loans):
    found, gap = loans(LOANS + "L1,u1,1\nL2,u2\nL3,u3,3\n", query="SELECT * FROM register")
    assert [item["loan_id"] for item in found.items] == ["L1", "L3"]
    assert (gap.reason, gap.partial, gap.location.line) == (GapReason.INVALID, True, 3)


def test_cells_without_text_leave_a_gap(collect, tmp_path):
    with sqlite3.connect(tmp_path / "l.sqlite") as database:
        database.execute("CREATE TABLE loan_register (loan_id, borrower, copies)")
        rows = [("L1", "u1", 1), ("L2", b"\xff", 2), (3, "u3", 1.5)]
        database.executemany("INSERT INTO loan_register VALUES (?,?,?)", rows)
    database.close()
    query = "SELECT _line, loan_id, borrower, CAST(copies AS DOUBLE) * 2 AS copies FROM register"
    found, gap = collect({"kind": "loan_register", "path": "l.sqlite", "query": query})
    assert [(item["loan_id"], item["copies"]) for item in found.items] == [("L1", 2), ("3", 3)]
    assert gap.partial
    assert "row 2" in gap.message


def test_nested_cells_are_json(collect, tmp_path):
    (tmp_path / "l.json").write_text('[{"loan_id": "L1", "borrower": "u", "copies": {"n": 2}}]')
    query = "SELECT _line, loan_id, borrower, copies->>'n' AS copies FROM register"
    (found,) = collect({"kind": "loan_register", "path": "l.json", "query": query})
    assert found.items[0]["copies"] == 2


FAULTS = {
    "SELECT nosuch FROM register": 'query: Binder Error: Referenced column "nosuch" not found',
    "SELECT * FROM others": "query: Catalog Error: Table with name others does not exist",
    "SELECT loan_id FROM register": "query: select _line too",
    "SELECT _line, CAST(borrower AS INT) AS copies FROM register": "query: a value is not of",
    "SELECT NULL::INT AS _line, loan_id, borrower FROM register": "query: _line is not the line",
    "SELECT 0 AS _line, loan_id, borrower FROM register": "query: _line is not the line",
    "SELECT 'x' AS _line, loan_id, borrower FROM register": "query: _line is not the line",
    "SELECT _line, loan_id FROM register": "no column for required field borrower",
    "SELECT _line, loan_id, chr(-1) AS borrower FROM register": "query: DuckDB cannot carry it out",
}


@pytest.mark.parametrize("query", FAULTS)
def test_faults_name_file_and_key_and_no_value(loans, query):
    (gap,) = loans(LOANS + f"L-1,{PHONE}x,1\n", query=query)
    assert isinstance(gap, Gap)
    assert gap.reason == GapReason.INVALID
    assert gap.message.startswith(f"loans.csv: {FAULTS[query]}")
    assert PHONE not in repr(gap)


@pytest.mark.parametrize(
    ("header", "column"), [("loan_id,Loan_ID,borrower\n", 2), ("loan_id,borrower,_LINE\n", 3)]
)
def test_columns_that_a_query_cannot_tell_apart(loans, header, column):
    (gap,) = loans(header + "1,2,3\n", query="SELECT * FROM register")
    assert gap.message == f"loans.csv: query: column {column} needs a name of its own"


REFUSED = {
    "DELETE FROM register": "not one SELECT",
    "SELECT 1; SELECT 2": "not one SELECT",
    "SELECT 1) AS a, (SELECT 2": "not one SELECT",
    "SELECT (": "not one SELECT",
    "SELECT * FROM read_csv('/etc/passwd')": "read_csv is not allowed",
    "SELECT * FROM query('SELECT random()')": "query is not allowed",
    "SELECT * FROM register USING SAMPLE 5": "a sample is not allowed",
    "SELECT * FROM register WHERE a > CURRENT_DATE": "current_date is not allowed",
    "SELECT list_transform([1], lambda x: x + random()) FROM register": "random is not allowed",
}


@pytest.mark.parametrize("query", REFUSED)
def test_what_a_query_may_not_be(query):
    with pytest.raises(ValidationError, match="query") as raised:
        RegisterFile(kind="loan_register", path="l.csv", query=query)
    assert REFUSED[query] in str(raised.value)


def test_no_function_whose_answer_changes_is_allowed():
    with duckdb.connect() as database:
        found = database.execute(
            "SELECT DISTINCT function_name FROM duckdb_functions()"
            " WHERE stability IN ('VOLATILE', 'CONSISTENT_WITHIN_QUERY')"
        ).fetchall()
    assert {name for (name,) in found} - UNSTEADY - {"current_date"} == set()


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_other_files_are_out_of_reach(collect, tmp_path, suffix, monkeypatch):
    write(tmp_path / f"p{suffix}", [("P1", "A", "c", "2026-03-02", "1")])
    (tmp_path / "secret.txt").write_text(PHONE)
    monkeypatch.setattr("auditor_plugins.registers.options.check", lambda _: None)
    query = f"SELECT 1 AS _line, content AS account_id FROM read_text('{tmp_path}/secret.txt')"
    (gap,) = collect({"kind": "account_balances", "path": f"p{suffix}", "query": query})
    assert gap.message == f"p{suffix}: query: DuckDB cannot carry it out (PermissionException)"


def test_names_of_files_are_no_patterns(collect, tmp_path):
    for name in ("p[1].parquet", "p1.parquet", "it's*.parquet"):
        write(tmp_path / name, [("P1", name, "c", "2026-03-02", "1")])
    for name in ("p[1].parquet", "it's*.parquet"):
        (found,) = collect({"kind": "account_balances", "path": name, "query": BALANCES})
        assert [item["account_id"] for item in found.items] == [name]


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_memory_and_time_are_bounded(collect, tmp_path, suffix, monkeypatch):
    rows = [(f"P{n}", "A", "c", "2026-03-02", "1") for n in range(3000)]
    write(tmp_path / f"p{suffix}", rows)
    cross = (
        "SELECT max(a._line) AS _line, a.account AS account_id, 'c' AS customer_id,"
        " '2026-03-02' AS date FROM register a, register b"
    )
    register = {"kind": "account_balances", "path": f"p{suffix}"}
    monkeypatch.setattr(module, "SECONDS", 0.2)
    endless = f"{cross}, register c WHERE hash(a._line * b._line * c._line) = 7 GROUP BY 2"
    (gap,) = collect({**register, "query": endless})
    assert gap.message == f"p{suffix}: query: it was stopped after 0.2 seconds"
    monkeypatch.setattr(module, "SECONDS", 60)
    monkeypatch.setattr(module, "MEMORY", "40MB")
    wide = f"{cross} GROUP BY 2, a.posting_id, b.posting_id"
    (gap,) = collect({**register, "query": wide})
    assert gap.message.startswith(f"p{suffix}: query: it needs more than 40MB of memory")
    assert {path.name for path in tmp_path.iterdir()} == {f"p{suffix}"}


def test_no_parquet(collect, tmp_path):
    (tmp_path / "p.parquet").write_bytes(b"PAR1 no")
    (gap,) = collect({"kind": "account_balances", "path": "p.parquet", "query": BALANCES})
    assert gap.message == "p.parquet: not a Parquet file that DuckDB can query"
