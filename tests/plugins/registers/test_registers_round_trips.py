"""What is written into a CSV file is what its item holds."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from register_files import collect_in

from auditor.api.tabular.cells import BLANKS

ZONE = ZoneInfo("Asia/Shanghai")
CHARACTERS = st.characters(codec="utf-8", exclude_characters="\0")
TEXT = st.text(CHARACTERS).map(lambda text: text.strip(BLANKS))


def written(day: date, mark: str) -> str:
    return (
        f"{day.year:04}{mark}{day.month}{mark}{day.day}"
        if mark
        else day.isoformat().replace("-", "")
    )


OFFSETS = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(TEXT, st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))
def test_text_round_trip(text, encoding):
    assert through_csv("item", text, encoding).get("item", "") == text


@given(st.integers(-(2**63) + 1, 2**63 - 1))
def test_integer_round_trip(number):
    for form in (str(number), f"{number:,}"):
        assert through_csv("copies", form)["copies"] == number


@given(st.dates(), st.sampled_from(["-", "/", ".", "", "zh"]))
def test_date_round_trip(day, mark):
    text = f"{day.year:04}年{day.month}月{day.day}日" if mark == "zh" else written(day, mark)
    assert through_csv("due_at", text)["due_at"] == day.isoformat()


@given(st.datetimes(timezones=OFFSETS))
def test_time_with_offset_round_trip(when):
    assert through_csv("borrowed_at", when.isoformat())["borrowed_at"] == when.isoformat()


@given(
    st.datetimes(datetime(1902, 1, 1), datetime(9000, 1, 1)),
    st.sampled_from(["minutes", "seconds"]),
)
def test_local_time_round_trip(when, precision):
    local = when.isoformat(" ", precision)
    expected = datetime.fromisoformat(local).replace(tzinfo=ZONE).isoformat()
    assert through_csv("borrowed_at", local)["borrowed_at"] == expected


def through_csv(field: str, cell: str, encoding: str = "utf-8") -> dict[str, object]:
    """The item that a loan register with `cell` in the column `field` gives."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([("loan_id", "borrower", field), ("LN-1", "u1", cell)])
    with TemporaryDirectory() as folder:
        (Path(folder) / "l.csv").write_bytes(text.getvalue().encode(encoding))
        file = {"kind": "loan_register", "path": "l.csv", "encoding": encoding}
        (collected,) = collect_in(Path(folder), file)
    return collected.items[0]
