from __future__ import annotations

import json
import sqlite3
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import duckdb
import openpyxl
import pytest

from auditor.api import GapReason

FIELDS = ("loan_id", "borrower", "copies", "borrowed_at", "due_at")
EXPECTED = {
    "loan_id": "7",
    "borrower": "张三",
    "copies": 2,
    "borrowed_at": "2026-03-02T14:05:00+08:00",
    "due_at": "2026-03-04",
}
TYPED = (7, "张三", 2, datetime(2026, 3, 2, 14, 5), date(2026, 3, 4))
PLAIN = (7, "张三", 2, "2026-03-02 14:05", "2026年3月4日")


def without_place(item):
    return {name: value for name, value in item.items() if name != "_loc"}


def lines(collected):
    return [item["_loc"]["line"] for item in collected.items]


def workbook(path: Path, sheets: dict[str, list[tuple[object, ...]]]) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)


def test_workbook(tmp_path, collect):
    rows = [("某银行借阅登记",), (), FIELDS, TYPED, (), PLAIN, (" ",)]
    workbook(tmp_path / "l.xlsx", {"登记": rows, "空": []})
    (collected,) = collect({"kind": "loan_register", "path": "l.xlsx", "header_row": 3})
    assert [without_place(item) for item in collected.items] == [EXPECTED, EXPECTED]
    assert lines(collected) == [4, 6]


def test_a_workbook_of_a_header_only_is_a_statement(tmp_path, collect):
    workbook(tmp_path / "l.xlsx", {"空": [], "登记": [FIELDS]})
    (collected,) = collect({"kind": "loan_register", "path": "l.xlsx"})
    assert collected.items == ()


@pytest.mark.parametrize(
    ("serial", "read"),
    [
        (46331.42361, "2026-11-05T10:10:00+08:00"),  # .904 s before it, shown as 10:10:00
        (46331 + 10 / 24 + 10 / 1440, "2026-11-05T10:10:00+08:00"),
        (46331.999999, "2026-11-06T00:00:00+08:00"),
    ],
)
def test_workbook_times_are_those_that_are_shown(tmp_path, collect, serial, read):
    book = openpyxl.Workbook()
    book.active.append(FIELDS)
    for number, form in enumerate(("General", "yyyy-mm-dd hh:mm:ss"), 2):
        book.active.append((str(number), "u", 1, serial))
        book.active.cell(number, 4).number_format = form
    book.save(tmp_path / "l.xlsx")
    (collected,) = collect({"kind": "loan_register", "path": "l.xlsx"})
    assert [item["borrowed_at"] for item in collected.items] == [read, read]


def test_workbook_serial_dates(tmp_path, collect):
    rows = [FIELDS, ("1", "u", 1, 46083.5868055556, 46085), ("2", "u", 1, 2026, 20260304)]
    workbook(tmp_path / "l.xlsx", {"登记": rows})
    collected, gap = collect({"kind": "loan_register", "path": "l.xlsx"})
    assert collected.items[0]["borrowed_at"] == "2026-03-02T14:05:00+08:00"
    assert collected.items[0]["due_at"] == "2026-03-04"
    assert "borrowed_at: a number where a date or time was expected (row 3)" in gap.message


def test_workbook_sheets(tmp_path, collect):
    good, bad = [FIELDS, TYPED], [("x",), ("y",)]
    workbook(tmp_path / "two.xlsx", {"甲": bad, "乙": good})
    workbook(tmp_path / "named.xlsx", {"甲": bad, "loan_register": good})
    ask = {"kind": "loan_register"}
    (told,) = collect({**ask, "path": "two.xlsx", "sheet": "乙"})
    (named,) = collect({**ask, "path": "named.xlsx"})
    assert told.items[0]["borrower"] == named.items[0]["borrower"] == "张三"
    (unclear,) = collect({**ask, "path": "two.xlsx"})
    assert unclear.reason == GapReason.INVALID
    assert "甲, 乙" in unclear.message
    (absent,) = collect({**ask, "path": "two.xlsx", "sheet": "丙"})
    assert absent.reason == GapReason.ABSENT
    assert "甲, 乙" in absent.message


def test_workbook_cells_without_a_result_are_not_empty(tmp_path, collect):
    rows = [FIELDS, (*TYPED[:4], "#N/A"), (*TYPED[:4], "=TODAY()"), TYPED]
    workbook(tmp_path / "l.xlsx", {"登记": rows})
    collected, gap = collect({"kind": "loan_register", "path": "l.xlsx"})
    assert lines(collected) == [4]
    assert "formula without a result" in gap.message
    assert "2 rows: 2, 3" in gap.message


def test_workbook_ids_that_lost_digits(tmp_path, collect):
    workbook(tmp_path / "l.xlsx", {"登记": [FIELDS[:2], (1101051949123100, "u"), ("a", True)]})
    collected, gap = collect({"kind": "loan_register", "path": "l.xlsx"})
    assert collected.items[0]["borrower"] == "true"
    assert "15 digits" in gap.message


@pytest.mark.parametrize("name", ["l.xlsx", "l.xls", "l.ods", "l.parquet", "l.sqlite", "l.json"])
def test_files_that_are_not_of_their_format(tmp_path, collect, name):
    (tmp_path / name).write_bytes(b"loan_id,borrower\nLN-1,u1\n")
    (gap,) = collect({"kind": "loan_register", "path": name})
    assert (gap.reason, gap.partial) == (GapReason.INVALID, False)
    assert gap.message.startswith(f"{name}: ")


def test_damaged_workbooks_are_gaps(tmp_path, collect):
    workbook(tmp_path / "l.xlsx", {"登记": [FIELDS, TYPED]})
    data = (tmp_path / "l.xlsx").read_bytes()
    for cut in range(1, len(data), 97):
        (tmp_path / "l.xlsx").write_bytes(data[:cut])
        (gap,) = collect({"kind": "loan_register", "path": "l.xlsx"})
        assert gap.reason == GapReason.INVALID


def test_a_workbook_whose_relations_are_missing(tmp_path, collect):
    workbook(tmp_path / "a.xlsx", {"登记": [FIELDS, TYPED]})
    with (
        zipfile.ZipFile(tmp_path / "a.xlsx") as old,
        zipfile.ZipFile(tmp_path / "l.xlsx", "w") as new,
    ):
        for part in old.namelist():
            if "workbook.xml.rels" not in part:
                new.writestr(part, old.read(part))
    (gap,) = collect({"kind": "loan_register", "path": "l.xlsx"})
    assert gap.reason == GapReason.INVALID


def test_a_workbook_that_asks_for_an_unknown_version_of_zip(tmp_path, collect):
    workbook(tmp_path / "l.xlsx", {"登记": [FIELDS, TYPED]})
    data = bytearray((tmp_path / "l.xlsx").read_bytes())
    entry = data.index(b"PK\x01\x02")
    data[entry + 6] = 177  # version needed to extract (APPNOTE.TXT 4.3.12)
    (tmp_path / "l.xlsx").write_bytes(data)
    (gap,) = collect({"kind": "loan_register", "path": "l.xlsx"})
    assert gap.reason == GapReason.INVALID


def test_json_array(loans):
    row = dict(zip(FIELDS, PLAIN, strict=True))
    text = json.dumps(
        [row, {**row, "extra": {"a": 1}, "due_at": None}], ensure_ascii=False, indent=1
    )
    (collected,) = loans("\n" + text, "l.json")
    assert without_place(collected.items[0]) == EXPECTED
    assert "due_at" not in collected.items[1]
    starts = [number for number, line in enumerate(text.splitlines(), 2) if line == " {"]
    assert lines(collected) == starts


def test_json_lines(loans):
    text = '{"loan_id":"1","borrower":"u"}\n\n{"loan_id":"2"\n[]\n{"loan_id":"4","borrower":"u"}\n'
    collected, *gaps = loans(text, "l.jsonl")
    assert lines(collected) == [1, 5]
    assert [gap.location.line for gap in gaps] == [3, 4]


def test_json_objects_with_repeated_names_are_bad_rows(loans):
    text = '[{"loan_id":"1","borrower":"u"},\n{"loan_id":"2","borrower":"u","borrower":"v"}]'
    collected, gap = loans(text, "l.json")
    assert lines(collected) == [1]
    assert gap.location.line == 2


@pytest.mark.parametrize(
    "text",
    ["[", '[{"a":1}', "[1,]", "[NaN]", "[] []", '[{"a" 1}]', "[" * 100_000, "[1 2]", '["\n"]'],
)
def test_broken_json_is_invalid(loans, text):
    (gap,) = loans(text, "l.json")
    assert (gap.reason, gap.partial) == (GapReason.INVALID, False)


def test_an_empty_json_array_is_a_statement(loans):
    (collected,) = loans(" [ ]\n", "l.json", columns={"borrower": "借阅人"})
    assert collected.items == ()


def test_json_lone_surrogates_are_bad_rows(loans):
    (gap,) = loans('[{"loan_id":"\\ud800","borrower":"u"}]', "l.json")
    assert "Unicode" in gap.message


def test_parquet(tmp_path, collect):
    path = tmp_path / "l [1]*.parquet"
    duckdb.sql(
        "SET TimeZone = 'UTC'; COPY (SELECT 7 AS loan_id, '张三' AS borrower, 2.0 AS copies,"
        " TIMESTAMPTZ '2026-03-02 14:05:00+08' AS borrowed_at, DATE '2026-03-04' AS due_at"
        " UNION ALL SELECT NULL, NULL, 1, NULL, NULL)"
        f" TO '{path}' (FORMAT parquet)"
    )
    collected, *gaps = collect({"kind": "loan_register", "path": path.name})
    assert collected.items[0]["borrowed_at"] == "2026-03-02T06:05:00+00:00"
    assert collected.items[0] | {"borrowed_at": EXPECTED["borrowed_at"]} == {
        **EXPECTED,
        "_loc": {"file": path.name, "line": 1},
    }
    assert [gap.location.line for gap in gaps] == [2, 2]


def database(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


TABLE = f"CREATE TABLE loan_register ({', '.join(FIELDS)})"
ROW = "INSERT INTO loan_register VALUES (7, '张三', 2, '2026-03-02 14:05', '2026年3月4日')"


def test_sqlite(tmp_path, collect):
    view = "CREATE VIEW v AS SELECT * FROM loan_register WHERE loan_id = 7"
    database(tmp_path / "l.db", TABLE, ROW, ROW, "DELETE FROM loan_register WHERE rowid = 1", view)
    for options in ({}, {"table": "v"}, {"table": "Loan_Register"}):
        (collected,) = collect({"kind": "loan_register", "path": "l.db", **options})
        assert [without_place(item) for item in collected.items] == [EXPECTED]
        assert lines(collected) == [1]


def test_sqlite_table_that_is_not_there(tmp_path, collect):
    database(tmp_path / "l.db", "CREATE TABLE loans (a)")
    (gap,) = collect({"kind": "loan_register", "path": "l.db"})
    assert gap.reason == GapReason.ABSENT
    assert "loans" in gap.message


def test_sqlite_with_unsettled_changes(tmp_path, collect):
    database(tmp_path / "l.db", "PRAGMA journal_mode = WAL", TABLE, ROW)
    writer = sqlite3.connect(tmp_path / "l.db")
    writer.execute(ROW)
    writer.commit()
    (gap,) = collect({"kind": "loan_register", "path": "l.db"})
    writer.close()
    assert gap.reason == GapReason.INVALID
    assert "l.db-wal" in gap.message


def test_sqlite_is_opened_read_only(tmp_path, collect):
    database(tmp_path / "l.db", TABLE, ROW)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    collect({"kind": "loan_register", "path": "l.db"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_sqlite_text_that_is_not_utf8_is_a_bad_row(tmp_path, collect):
    database(
        tmp_path / "l.db", TABLE, ROW, "UPDATE loan_register SET borrower = CAST(x'ff' AS TEXT)"
    )
    (gap,) = collect({"kind": "loan_register", "path": "l.db"})
    assert "Unicode" in gap.message


def test_sqlite_damaged(tmp_path, collect):
    database(tmp_path / "l.db", TABLE, *[ROW] * 500)
    data = bytearray((tmp_path / "l.db").read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    (tmp_path / "l.db").write_bytes(data)
    (gap,) = collect({"kind": "loan_register", "path": "l.db"})
    assert gap.reason == GapReason.INVALID


def test_a_time_of_day_is_no_date(tmp_path, collect):
    workbook(tmp_path / "l.xlsx", {"登记": [FIELDS, (*TYPED[:4], time(14, 5))]})
    (gap,) = collect({"kind": "loan_register", "path": "l.xlsx"})
    assert "a time of day where a date was expected" in gap.message
