from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
from pathlib import Path

import duckdb
import openpyxl
import pytest
import yaml
from register_files import SCHEMAS, collect_in

from auditor.api import Collected
from auditor.api.tabular.schema import fields_of, names_of
from auditor_plugins.registers import auditor_collectors
from auditor_plugins.registers.guess import Guesser
from auditor_plugins.registers.peek import Part

LOANS = ("借阅编号", "借阅人", "借阅份数", "应还日期")
LOAN = ("LN-1", "u1", "2", "2026-03-04")


def found(folder: Path) -> list[dict[str, object]]:
    """The files of the one target that is discovered, none when there is no target."""
    (collector,) = auditor_collectors()
    targets = list(collector.discover(folder, SCHEMAS))
    assert len(targets) <= 1
    for target in targets:
        assert (target.pop("name"), target.pop("type")) == ("registers", "registers")
        assert list(target) == ["files"]
        assert target == yaml.safe_load(yaml.safe_dump(target))
        collector.options(**target)
    return targets[0]["files"] if targets else []


def write(path: Path, *rows: tuple[str, ...], encoding: str = "utf-8") -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.getvalue().encode(encoding))


def workbook(path: Path, **sheets: list[tuple[str, ...]]) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_what_is_discovered_can_be_collected(tmp_path, encoding):
    path = tmp_path / "registers" / "借阅.csv"
    write(path, ("某支行借阅登记",), (), LOANS, LOAN, encoding=encoding)
    (file,) = found(tmp_path)
    assert file == {"kind": "loan_register", "path": "registers/借阅.csv", "header_row": 3}
    (collected,) = collect_in(tmp_path, file)
    assert isinstance(collected, Collected)
    assert collected.items[0]["due_at"] == "2026-03-04"


def test_headers_with_a_remark_are_mapped(tmp_path):
    write(tmp_path / "a.csv", (*LOANS[:2], "借阅份数（份）", "Due_At (yyyy-mm-dd)"), LOAN)
    (file,) = found(tmp_path)
    assert file["columns"] == {"copies": "借阅份数（份）", "due_at": "Due_At (yyyy-mm-dd)"}
    (collected,) = collect_in(tmp_path, file)
    assert collected.items[0]["copies"] == 2


def test_which_of_two_headers_is_meant_is_left_to_a_person(tmp_path):
    write(tmp_path / "a.csv", (*LOANS[:3], "借阅份数(份)", "copies (n)"), (*LOAN[:3], "3", "4"))
    assert found(tmp_path) == [{"kind": "loan_register", "path": "a.csv"}]


@pytest.mark.parametrize("stem", ["loan_register", "Loan-Registers", "loan registers"])
def test_a_name_tells_the_kind(tmp_path, stem):
    write(tmp_path / f"{stem}.csv", ("x", "y"), ("1", "2"))
    assert found(tmp_path) == [{"kind": "loan_register", "path": f"{stem}.csv"}]


def test_formats(tmp_path):
    row = dict(zip(("loan_id", "borrower", "copies"), ("1", "u", 2), strict=True))
    (tmp_path / "a.json").write_text(json.dumps([row], indent=1))
    (tmp_path / "b.json").write_text(f"{json.dumps(row)}\n{json.dumps(row)}\n")
    (tmp_path / "training_record.json").write_text("[ ]")
    duckdb.sql(
        "COPY (SELECT '1' AS loan_id, 'u' AS borrower, 2 AS copies)"
        f" TO '{tmp_path / 'c.parquet'}' (FORMAT parquet)"
    )
    workbook(tmp_path / "d.xlsx", 登记=[("title",), LOANS, LOAN])
    assert found(tmp_path) == [
        {"kind": "loan_register", "path": "a.json"},
        {"kind": "loan_register", "path": "b.json"},
        {"kind": "loan_register", "path": "c.parquet"},
        {"kind": "loan_register", "path": "d.xlsx", "header_row": 2},
        {"kind": "training_records", "path": "training_record.json"},
    ]


def test_sheets_and_tables(tmp_path):
    workbook(tmp_path / "a.xlsx", 说明=[("x",)], 登记=[LOANS], hr_roster=[("姓名",)])
    connection = sqlite3.connect(tmp_path / "b.db")
    for table, columns in (("loans", LOANS), ("loan_register", LOANS), ("other", ("a", "b"))):
        connection.execute(f"CREATE TABLE {table} ({', '.join(columns)})")
    connection.close()
    assert found(tmp_path) == [
        {"kind": "loan_register", "path": "a.xlsx", "sheet": "登记"},
        {"kind": "hr_roster", "path": "a.xlsx"},
        {"kind": "loan_register", "path": "b.db"},
        {"kind": "loan_register", "path": "b.db", "table": "loans"},
    ]


@pytest.mark.parametrize(
    "headers",
    [
        ("借阅编号", "应还日期"),  # a required field is missing
        ("host", "enabled", "source", "retention_days"),  # fits another kind better, but not whole
        ("site",),
        ("x", "y"),
    ],
)
def test_headers_that_tell_no_kind(tmp_path, headers):
    write(tmp_path / "a.csv", headers, headers)
    assert found(tmp_path) == []


@pytest.mark.parametrize(
    ("path", "is_seen"),
    [
        ("a/b/c/l.csv", True),
        ("a/b/c/d/l.csv", False),
        ("a/L.CSV", True),
        (".hidden/l.csv", False),
        (".l.csv", False),
        (".venv/l.csv", False),
        ("a/node_modules/l.csv", False),
        ("out/l.csv", False),
        ("host/l.csv", False),
        ("host/srv/l.csv", False),
        ("l.txt", False),
    ],
)
def test_where_is_looked(tmp_path, path, is_seen):
    (tmp_path / "host" / "etc").mkdir(parents=True)
    (tmp_path / "host" / "etc" / "passwd").touch()
    write(tmp_path / path, LOANS)
    assert [file["path"] for file in found(tmp_path)] == ([path] if is_seen else [])


def test_at_most_so_many_files(tmp_path):
    for number in range(501):
        write(tmp_path / f"{number:03}.csv", LOANS)
    assert [file["path"] for file in found(tmp_path)] == [f"{n:03}.csv" for n in range(500)]


def test_the_folder_may_be_relative(tmp_path, monkeypatch):
    sqlite3.connect(tmp_path / "a.db").execute("CREATE TABLE loan_register (a)").connection.close()
    monkeypatch.chdir(tmp_path)
    assert found(Path()) == [{"kind": "loan_register", "path": "a.db"}]


def test_what_cannot_be_read_is_left_out(tmp_path):
    write(tmp_path / "z.csv", LOANS)
    workbook(tmp_path / "loan_register.xlsx", 登记=[LOANS])
    for name in ("xlsx", "json", "parquet", "sqlite", "db"):
        (tmp_path / f"loan_register.{name}").write_bytes(b"PK\x03\x04 \xff")
    (tmp_path / "loan_register.csv").write_bytes(b"\xff\xff\xff")
    (tmp_path / "hr_roster.csv").mkdir()
    (tmp_path / "exit_checklists.csv").symlink_to("nowhere")
    os.mkfifo(tmp_path / "appointments.csv")
    write(Path(os.fsdecode(bytes(tmp_path) + b"/\xff.csv")), LOANS)
    assert found(tmp_path) == [{"kind": "loan_register", "path": "z.csv"}]


def test_a_large_file_is_read_at_its_beginning_only(tmp_path):
    rows = [("编" * 9, "u1", "2", "2026-03-04")] * 9000
    for encoding in ("utf-8", "gb18030", "utf-16"):
        write(tmp_path / f"{encoding}.csv", LOANS, *rows, encoding=encoding)
    with (tmp_path / "utf-8.csv").open("ab") as file:
        file.write(b"\xff\xff")
    assert len(found(tmp_path)) == 3


@pytest.mark.parametrize("kind", sorted(SCHEMAS))
@pytest.mark.parametrize("position", [0, -1])
def test_all_fields_of_a_kind_tell_it(kind, position):
    """By name or by title, unless another kind has all of them too."""
    fields = fields_of(SCHEMAS[kind])
    headers = tuple(names_of(*field)[position] for field in fields.items())
    others = [fields_of(SCHEMAS[other]) for other in SCHEMAS.keys() - {kind}]
    only_one = len(fields) > 1 and not any(fields.keys() <= other.keys() for other in others)
    guessed = Guesser(SCHEMAS).register("a.csv", Part((headers,)), ())
    assert guessed == ({"kind": kind, "path": "a.csv"} if only_one else {})
