from __future__ import annotations

import os
import subprocess
import sys

import pytest
from pydantic import ValidationError

from auditor.api import Collected, Gap, GapReason, loaded
from auditor_plugins.registers import auditor_collectors
from auditor_plugins.registers.options import Options, RegisterFile, promised_kinds

ID_NUMBER, PHONE = "11010519491231002X", "13800138000"
HEADER = "loan_id,borrower,copies,due_at\n"


def file(**keys):
    return {"kind": "loan_register", "path": "loans.csv", **keys}


def test_files_that_cannot_be_had(tmp_path, collect):
    (tmp_path / "loans.csv").mkdir()
    absent, folder = collect(file(path="no.csv"), file())
    assert (absent.reason, folder.reason) == (GapReason.ABSENT, GapReason.INVALID)
    assert absent.location.file == "no.csv"
    assert absent.message.startswith("no.csv: ")
    assert str(tmp_path) not in absent.message + folder.message


@pytest.mark.parametrize("name", ["l.csv", "l.sqlite", "l.parquet"])
def test_files_that_may_not_be_read(tmp_path, collect, monkeypatch, name):
    (tmp_path / name).write_bytes(b"x")

    def refuse(*_args, **_keys):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", refuse)
    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    (gap,) = collect(file(path=name))
    assert gap.reason == GapReason.DENIED


def test_locations_inside_and_outside_the_base(tmp_path, collect):
    (tmp_path / "loans.csv").write_text(HEADER + "LN-1,u1,1,\n")
    (tmp_path / "sub").mkdir()
    (inside,) = collect(file(path="sub/../loans.csv"))
    (absolute,) = collect(file(path=str(tmp_path / "loans.csv")))
    assert inside.source.uri == absolute.source.uri == "loans.csv"
    outside = os.path.relpath("/nowhere/loans.csv", tmp_path)
    (gap,) = collect(file(path=outside))
    assert gap.location.file == "/nowhere/loans.csv"


def test_no_gap_quotes_a_value(loans):
    rows = [
        f"{ID_NUMBER},u1,{ID_NUMBER},",
        f"LN-2,u2,{PHONE}x,{PHONE}",
        f",{ID_NUMBER},1,",
        f"LN-4,u4,1,1,{ID_NUMBER}",
        f'"{PHONE}"{ID_NUMBER},u5,1,',
    ]
    gaps = loans(HEADER + "\n".join(rows))
    assert len(gaps) == 5
    for gap in gaps:
        assert isinstance(gap, Gap)
        assert ID_NUMBER not in repr(gap)
        assert PHONE not in repr(gap)
    assert "column copies: text where a whole number was expected (2 rows: 2, 3)" in repr(gaps)
    assert "column due_at: digits where a date was expected (row 3)" in repr(gaps)
    assert "column loan_id: empty, though the field is required (row 4)" in repr(gaps)


@pytest.mark.parametrize("first", [f"张三,{ID_NUMBER},1\n", f"loan_id,{ID_NUMBER},a@b.cn\n"])
def test_a_row_of_data_in_place_of_the_header_is_not_quoted(loans, first):
    for gap in loans(first):
        assert not any(word in repr(gap) for word in (ID_NUMBER, "张三", "a@b.cn"))


def test_row_problems_count_and_show_the_first_five(loans):
    _, gap = loans(HEADER + "LN-0,u,1,\n" + "LN-1,u,x,\n" * 9)
    assert gap.partial
    assert gap.reason == GapReason.INVALID
    assert "9 rows: 3, 4, 5, 6, 7 and 4 more" in gap.message
    assert (gap.location.file, gap.location.line) == ("loans.csv", 3)


def test_a_required_field_without_column(loans):
    (gap,) = loans("loan_id,borrowr,reason\nLN-1,u1,x\n")
    assert (gap.reason, gap.partial) == (GapReason.INVALID, False)
    assert gap.message == (
        "loans.csv: no column for required field borrower (nearest: borrowr);"
        " columns found: borrowr, loan_id, reason; map it under columns:"
    )


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"columns": {"borower": "借阅人"}}, ("columns:", "borower", "(nearest: borrower)")),
        ({"values": {"retuned_at": {"无": ""}}}, ("values:", "retuned_at", "returned_at")),
        ({"columns": {"copies": "份"}}, ("no column 份 for field copies", "份数")),
        ({"columns": {"_loc": "份数"}}, ("no field _loc",)),
    ],
)
def test_mappings_that_lead_nowhere(loans, options, words):
    (gap,) = loans("loan_id,borrower,份数\nLN-1,u1,1\n", **options)
    assert (gap.reason, gap.partial) == (GapReason.INVALID, False)
    assert all(word in gap.message for word in words)


def test_headers_are_compared_without_case_blanks_and_width(loans):
    (collected,) = loans(
        'Loan_ID ,"借 阅\n人",备注,备注\nLN-1,u1,a,b\n', columns={"borrower": "借阅人"}
    )
    assert collected.items[0]["borrower"] == "u1"


def test_two_columns_of_one_name(loans):
    (gap,) = loans("loan_id,borrower,Borrower\nLN-1,u1,u2\n")
    assert "2 columns are named borrower" in gap.message


def test_a_column_may_have_the_chinese_title_of_its_field(loans):
    collected, gap = loans(" 借阅编号 ,借阅人,ＣＯＰＩＥＳ,应还日期\nLN-1,u1,2,x\nLN-2,u2,1,\n")
    assert collected.items[0] == {
        **{"loan_id": "LN-2", "borrower": "u2", "copies": 1},
        "_loc": {"file": "loans.csv", "line": 3},
    }
    assert "column 应还日期 (due_at): text where" in gap.message
    assert gap.message_zh == "loans.csv：列 应还日期 (due_at)：应为日期，实为文本（第 2 行）"


def test_a_name_and_a_title_for_one_field_are_ambiguous(loans):
    content = "loan_id,borrower,借阅人\nLN-1,u1,u2\n"
    (gap,) = loans(content)
    assert (gap.reason, gap.partial) == (GapReason.INVALID, False)
    assert "2 columns are named borrower or 借阅人; rename" in gap.message
    (collected,) = loans(content, columns={"borrower": "借阅人"})
    assert collected.items[0]["borrower"] == "u2"


def test_a_column_told_for_one_field_is_not_taken_for_another(loans):
    (collected,) = loans(
        "loan_id,借阅人签字,returned_at\nLN-1,u1,2026-03-04\n",
        columns={"borrower": "借阅人签字", "due_at": "returned_at"},
    )
    assert collected.items[0].keys() == {"loan_id", "borrower", "due_at", "_loc"}


def test_an_unknown_kind(loans, collect):
    (gap,) = collect(file(), schemas={})
    assert gap.reason in (GapReason.INVALID, GapReason.ABSENT)


def test_a_file_that_changes_while_it_is_read(tmp_path, loans, monkeypatch):
    monkeypatch.setattr("auditor_plugins.registers.files.RegisterPath.digest", lambda _: "other")
    (gap,) = loans(HEADER + "LN-1,u1,1,\n")
    assert "changed while it was read" in gap.message


def test_two_runs_are_equal(loans):
    content = HEADER + "LN-1,u1,1,2026/3/2\nLN-2,u2,x,\nLN-3\nLN-4,u4,1,26/3/2\n"
    assert repr(loans(content)) == repr(loans(content))


def test_one_bad_file_hides_no_other(tmp_path, collect):
    (tmp_path / "loans.csv").write_text(HEADER + "LN-1,u1,1,\n")
    gap, collected = collect(file(path="no.csv"), file())
    assert isinstance(gap, Gap)
    assert isinstance(collected, Collected)


def test_role_names_of_the_organisation(tmp_path, collect):
    (tmp_path / "hr.csv").write_text("person,dept,role,employed\nu1,客服,客服经理,是\n")
    (collected,) = collect(
        {"kind": "hr_roster", "path": "hr.csv"},
        role_names={"客服经理": "customer_service_manager"},
    )
    assert collected.items[0]["role"] == "customer_service_manager"
    assert collected.items[0]["employed"] is True


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ({"path": "l.doc"}, "suffix"),
        ({"encoding": "utf-9"}, "encoding"),
        ({"encoding": "hex"}, "text"),
        ({"sheet": "a"}, "xlsx"),
        ({"table": "a"}, "sqlite"),
        ({"delimiter": '"'}, "quote"),
        ({"header_row": 0}, "header_row"),
        ({"where": "x"}, "where"),
        ({"format": "xml"}, "format"),
    ],
)
def test_options_are_checked(keys, word):
    with pytest.raises(ValidationError, match=word):
        RegisterFile(**file(**keys))


def test_an_empty_list_of_files_is_refused():
    with pytest.raises(ValidationError):
        Options(files=[])


def test_kinds_and_target_type():
    (collector,) = auditor_collectors()
    options = Options(files=[file(), file(path="b.csv"), file(kind="hr_roster")])
    assert collector.target_type == "registers"
    assert loaded(collector.kinds) is promised_kinds
    assert promised_kinds(options) == ("loan_register", "hr_roster")


def test_heavy_readers_are_imported_when_needed_only():
    code = "import sys, auditor_plugins.registers as r; r.auditor_collectors(); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    )
    assert not {"duckdb", "python_calamine", "numpy"} & set(loaded.stdout.split())
