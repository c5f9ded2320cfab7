from __future__ import annotations

import codecs
import hashlib

import pytest

from auditor.api import Collected, Gap, GapReason, Location

CHINESE = "借阅编号,借阅人,借出时间,归还时间\nLN-1,张三,2026年3月2日 下午2:05,2026/3/4\n"
COLUMNS = {
    "loan_id": "借阅编号",
    "borrower": "借阅人",
    "borrowed_at": "借出时间",
    "returned_at": "归还时间",
}
EXPECTED = {
    "loan_id": "LN-1",
    "borrower": "张三",
    "borrowed_at": "2026-03-02T14:05:00+08:00",
    "returned_at": "2026-03-04",
    "_loc": {"file": "loans.csv", "line": 2},
}


def test_a_plain_register(loans):
    content = "loan_id,borrower,copies\nLN-1,u1,2\nLN-2,u2,\n"
    (collected,) = loans(content)
    assert collected == Collected(
        "loan_register",
        (
            {"loan_id": "LN-1", "borrower": "u1", "copies": 2, "_loc": loc(2)},
            {"loan_id": "LN-2", "borrower": "u2", "_loc": loc(3)},
        ),
        collected.source,
    )
    assert collected.source.uri == "loans.csv"
    assert collected.source.sha256 == hashlib.sha256(content.encode()).hexdigest()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-32"])
def test_encodings_are_detected(loans, encoding):
    (collected,) = loans(CHINESE.encode(encoding), columns=COLUMNS)
    assert collected.items == (EXPECTED,)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "gbk", "utf-16-le", "utf-16-be"])
def test_encodings_can_be_told(loans, encoding):
    (collected,) = loans(CHINESE.encode(encoding), columns=COLUMNS, encoding=encoding)
    assert collected.items == (EXPECTED,)


def test_a_told_utf8_may_begin_with_its_mark(loans):
    data = codecs.BOM_UTF8 + CHINESE.encode()
    (collected,) = loans(data, columns=COLUMNS, encoding="utf-8")
    assert collected.items == (EXPECTED,)


def test_undecodable_bytes_are_an_invalid_file(loans):
    (gap,) = loans(b"loan_id,borrower\nLN-1,\xff\xff\n")
    assert (gap.reason, gap.partial) == (GapReason.INVALID, False)
    assert "line 2" in gap.message
    assert "encoding:" in gap.message


def test_utf16_without_mark_is_not_taken_for_utf8(loans):
    (gap,) = loans("loan_id,borrower\nLN-1,u1\n".encode("utf-16-le"))
    assert gap.reason == GapReason.INVALID


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_physical(loans, end):
    rows = ["loan_id,borrower,reason", "LN-1,u1,ok", "", 'LN-2,u2,"a', "", 'b"', ",,", "LN-3,u3,x"]
    (collected,) = loans(end.join(rows))
    assert [item["_loc"]["line"] for item in collected.items] == [2, 4, 8]
    assert collected.items[1]["reason"] == f"a{end}{end}b"


def test_a_title_above_the_header(loans):
    (collected,) = loans('某银行,"借阅\n\nloan_id,borrower\nLN-1,u1\n', header_row=3)
    assert [item["_loc"]["line"] for item in collected.items] == [4]


def test_malformed_rows_are_named_and_the_rest_is_read(loans):
    content = 'loan_id,borrower\nLN-1,u1\nLN-2\n"LN"3,u3\nLN-4,u4,x\nLN-5,u5,,\nLN-6,"u6\n'
    collected, *gaps = loans(content)
    assert [item["loan_id"] for item in collected.items] == ["LN-1", "LN-5"]
    assert [(gap.location, gap.partial) for gap in gaps] == [
        (Location("loans.csv", line), True) for line in (3, 4, 5)
    ]
    assert "fewer cells" in gaps[0].message
    assert "quote" in gaps[1].message
    assert "2 rows: 4, 7" in gaps[1].message
    assert "more cells" in gaps[2].message


def test_a_quote_never_closed_says_how_far_rows_are_lost(loans):
    collected, gap = loans('loan_id,borrower\nLN-1,u1\nLN-2,"u2\nLN-3,u3\nLN-4,u4\n')
    assert [item["loan_id"] for item in collected.items] == ["LN-1"]
    assert gap.location == Location("loans.csv", 3)
    assert "up to line 5" in gap.message


def test_blanks_of_every_kind_are_trimmed(loans):
    (collected,) = loans("loan_id,borrower,item\n\u3000LN-1\u200b, u1\xa0,\u3000 \u200b\n")
    assert collected.items == ({"loan_id": "LN-1", "borrower": "u1", "_loc": loc(2)},)


def test_rows_of_blanks_are_no_rows(loans):
    (collected,) = loans("loan_id,borrower\n \u3000, \nLN-1,u1\n,\n")
    assert [item["loan_id"] for item in collected.items] == ["LN-1"]


def test_a_header_without_rows_is_a_statement(loans):
    (collected,) = loans("loan_id,borrower\n")
    assert isinstance(collected, Collected)
    assert collected.items == ()


@pytest.mark.parametrize("content", ["", "\n\n", "\nloan_id,borrower\nLN-1,u1\n", ",,\nLN-1,u1,\n"])
def test_a_file_without_header_is_invalid(loans, content):
    (gap,) = loans(content)
    assert isinstance(gap, Gap)
    assert (gap.reason, gap.partial) == (GapReason.INVALID, False)


@pytest.mark.parametrize(("name", "options"), [("l.tsv", {}), ("l.csv", {"delimiter": "\t"})])
def test_tabs(loans, name, options):
    (collected,) = loans("loan_id\tborrower\nLN-1\tu,1\n", name, **options)
    assert collected.items[0]["borrower"] == "u,1"


def test_a_file_of_bad_rows_only_is_not_an_empty_register(loans):
    (gap,) = loans("loan_id,borrower\nLN-1,\n")
    assert isinstance(gap, Gap)
    assert not gap.partial


def test_many_batches_keep_their_lines(loans):
    rows = [f"LN-{number},u{number % 7},{number}" for number in range(5000)]
    (collected,) = loans("\n".join(["loan_id,borrower,copies", *rows]))
    assert all(item["copies"] == item["_loc"]["line"] - 2 for item in collected.items)
    assert len(collected.items) == 5000


def loc(line: int) -> dict[str, object]:
    return {"file": "loans.csv", "line": line}
