from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.api.tabular import dates, scalars
from auditor.api.tabular.cells import BLANKS, Problem, is_blank
from auditor.api.tabular.fields import Settings, converter
from tests.languages import check_both_languages

ZONE = ZoneInfo("Asia/Shanghai")
SETTINGS = Settings(ZONE, {"客服经理": "customer_service_manager"})


def convert(schema, cell, name="field", words=None, settings=SETTINGS):
    (value,) = converter(name, schema, words or {}, settings).column((cell,))
    if isinstance(value, Problem):
        check_both_languages(value.en, value.zh)
    return value


def as_date(cell):
    return convert({"type": "string", "x-type": "date"}, cell)


def as_datetime(cell):
    return convert({"type": "string", "x-type": "datetime"}, cell)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-02",
        "2026-3-2",
        "2026/3/2",
        "2026/03/02",
        "2026.3.2",
        "20260302",
        "2026年3月2日",
        "2026 年 03 月 02 日",
        "2026年3月2号",
        "２０２６－０３－０２",
        "2026/3/2 0:00:00",
        "2026-03-02 00:00",
        "2026-03-01T16:00:00Z",
        "2026-03-02T00:00:00.000+08:00",
        20260302,
    ],
)
def test_dates(text):
    assert as_date(text) == "2026-03-02"


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-02 14:05",
        "2026-03-02T14:05:00",
        "2026/3/2 14:05:00",
        "2026.3.2 14:05",
        "20260302T140500",
        "20260302140500",
        "2026年3月2日 14时05分",
        "2026年3月2日14点5分0秒",
        "2026年3月2日 下午2:05",
        "2026-03-02 2:05 PM",
        "2026-03-02 下午14:05",
        "2026-03-02T14:05:00+08:00",
        "2026-03-02 14：05",
        "2026/3/2 下午 2:05:00",
        "2026-03-02 14:05:00 +0800",
        "2026-03-02T14:05:00.000",
    ],
)
def test_times(text):
    assert as_datetime(text) == "2026-03-02T14:05:00+08:00"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-02T06:05:00Z", "2026-03-02T06:05:00+00:00"),
        ("2026-03-02T14:05:06.25-03:30", "2026-03-02T14:05:06.250000-03:30"),
        ("２０２６-03-02 14:05", "2026-03-02T14:05:00+08:00"),
        ("2026-03-02 上午12:05", "2026-03-02T00:05:00+08:00"),
        ("2026-03-02 12:05 pm", "2026-03-02T12:05:00+08:00"),
        ("2026年3月2日 8时", "2026-03-02T08:00:00+08:00"),
        ("2026年3月2日", "2026-03-02"),
        ("1988-07-01 12:00", "1988-07-01T12:00:00+09:00"),
        ("1988-04-17 12:00", "1988-04-17T12:00:00+09:00"),
        ("1988-04-17 01:00", "1988-04-17T01:00:00+08:00"),
    ],
)
def test_times_in_other_forms(text, expected):
    assert as_datetime(text) == expected


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("2026-02-30", dates.NO_SUCH_DAY),
        ("2026/13/1", dates.NO_SUCH_DAY),
        ("20261301", dates.NO_SUCH_DAY),
        ("26-03-02", dates.TWO_DIGITS),
        ("3/2/2026", dates.TWO_DIGITS),
        ("26年3月2日", dates.TWO_DIGITS),
        ("2026-03-02 14:05", dates.TIME_IN_DATE),
        ("2026-03-02T00:00:00Z", dates.TIME_IN_DATE),
    ],
)
def test_dates_that_are_none(text, problem):
    assert as_date(text) == problem


@given(
    st.sampled_from(
        ("2026-03-02", "2026-02-30", "2026-3-002", "２０２６-03-02", "9999-12-31", "0001-01-01")
    ),
    st.sampled_from((" ", "T", "t", "  ")),
    st.sampled_from(
        ("14:05", "14:05:06", "24:00", "14:60", "14:05:60", "4:05", "14:05:06.5", "１４:05")
    ),
    st.sampled_from(
        ("", "Z", "z", "+08:00", "-05:30", "-00:00", "+24:00", "+08:60", "+0800", " +08:00")
    ),
)
def test_the_quick_way_reads_times_like_the_thorough_one(day, between, clock, offset):
    text = day + between + clock + offset
    (quick,) = dates.simple_times([text], ZONE)
    assert quick in ("", dates.as_datetime(text, ZONE, serials=False))


@pytest.mark.parametrize("offset", ["", "Z", "+08:00", "-05:30", "-00:00"])
def test_the_quick_way_reads_the_usual_forms(offset):
    text = f"2026-03-02T14:05:00{offset}"
    assert dates.simple_times([text], ZONE) == [dates.as_datetime(text, ZONE, serials=False)]


@pytest.mark.parametrize(
    "cell",
    [
        "2026-03-02 24:00",
        "2026-03-02 14:60",
        "2026-03-02 14:05:60",
        "2026-03-02 上午13:05",
        "下午2:05",
        "2026年3月",
        "2026-03-02x14:05",
        "2026/3-2",
        "46083",
        46083,
        2026.0,
        True,
        "2026-W10-1",
        "明天",
        "2026-03-02 14:05+24:00",
        "2026-02-30 14:05",
        "2026-03- 2 14:05",
        "1900-01-01 12:00",
        "٢٠٢٦-٠٣-٠٢",
        "2026-03-02 14:05 x",
        "2026-03-02 下午2:05 PM",
        "0000-01-01",
        [],
        {},
        b"2026",
        float("1e300"),
    ],
)
def test_times_that_are_none(cell):
    assert isinstance(as_datetime(cell), Problem)


BOOLEAN = {"type": "boolean"}


@pytest.mark.parametrize("cell", [True, 1, 1.0, "是", "有", "√", "YES", "y", "True", "１", " 1 "])
def test_true(cell):
    assert convert(BOOLEAN, cell) is True


@pytest.mark.parametrize("cell", [False, 0, 0.0, "否", "无", "×", "No", "n", "false", "0"])
def test_false(cell):
    assert convert(BOOLEAN, cell) is False


@pytest.mark.parametrize("cell", [2, "2", "maybe", "是否", [], "None", 0.5, float("nan")])
def test_neither_true_nor_false(cell):
    assert isinstance(convert(BOOLEAN, cell), Problem)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1,234", 1234),
        ("１２", 12),
        ("-3", -3),
        ("+3", 3),
        ("3.0", 3),
        (3.0, 3),
        ("007", 7),
        (2**63 - 1, 2**63 - 1),
    ],
)
def test_integers(cell, expected):
    assert convert({"type": "integer"}, cell) == expected


@pytest.mark.parametrize(
    "cell", ["2份", "1.5", 1.5, "1,23", "", "一", "1e3", True, 2**63, "9" * 5000, float("inf"), []]
)
def test_integers_that_are_none(cell):
    assert not isinstance(convert({"type": "integer"}, cell), int)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("1,234.50", 1234.5), (".5", 0.5), ("1e3", 1000.0), ("5.00", 5), (0.1, 0.1)],
)
def test_numbers(cell, expected):
    assert convert({"type": "number"}, cell) == expected


@pytest.mark.parametrize(
    "cell", ["¥5", "5%", "1e999", "nan", "inf", float("nan"), False, "1..2", ".", "e5"]
)
def test_numbers_that_are_none(cell):
    assert isinstance(convert({"type": "number"}, cell), Problem)


LIST = {"type": "array", "items": {"type": "string"}}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("a; b；c、、d ", ["a", "b", "c", "d"]),
        ("a,b", ["a,b"]),
        ('["a", "b;c"]', ["a", "b;c"]),
        (["a ", None, "", 7], ["a", "7"]),
        ([], []),
        ("[x]；y", ["[x]", "y"]),
    ],
)
def test_lists(cell, expected):
    assert convert(LIST, cell) == expected


@pytest.mark.parametrize("cell", [7, {}, [["a"]], [{"a": 1}], b"a"])
def test_lists_that_are_none(cell):
    assert isinstance(convert(LIST, cell), Problem)


def test_lists_are_not_shared_between_rows():
    first, second = converter("f", LIST, {}, SETTINGS).column(("a;b", "a;b"))
    assert first == second
    assert first is not second


def test_objects():
    objects = {"type": "array", "items": {"type": "object"}}
    assert convert(objects, '[{"a": 1}]') == convert(objects, [{"a": 1}]) == [{"a": 1}]
    assert convert({"type": "object"}, '{"a": 1}') == {"a": 1}
    for schema, cell in ((objects, "[1]"), (objects, "x"), ({"type": "object"}, "[]")):
        assert isinstance(convert(schema, cell), Problem)


ENUM = {"type": "string", "enum": ["cross_cut_shred", "other"]}


def test_closed_words():
    assert convert(ENUM, " Cross_Cut_Shred ") == "cross_cut_shred"
    assert convert(ENUM, "粉碎", words={"粉碎": "cross_cut_shred"}) == "cross_cut_shred"
    assert isinstance(convert(ENUM, "粉碎"), Problem)
    assert isinstance(convert(ENUM, []), Problem)


def test_open_words_and_their_labels():
    schema = {"type": "string", "x-values": ["secret"], "x-labels": {"secret": "机密"}}
    assert convert(schema, "机密") == convert(schema, "SECRET") == "secret"
    assert convert(schema, "商密") == "商密"
    assert convert(schema, "商密", words={"商密": "secret"}) == "secret"


def test_own_role_names_hold_in_fields_of_roles_only():
    schema = {"type": "string", "enum": ["customer_service_manager", "other"]}
    assert convert(schema, "客服经理", "role") == "customer_service_manager"
    assert convert(schema, "客服经理", "approved_by_role") == "customer_service_manager"
    assert isinstance(convert(schema, "客服经理", "post"), Problem)


def test_own_words_for_typed_fields():
    assert convert(BOOLEAN, "已还", words={"已还": True}) is True
    assert convert(LIST, "甲、乙", words={"甲": "a"}) == ["a", "乙"]
    assert convert(ENUM, 1.0, words={"1": "other"}) == "other"


CHARACTERS = st.characters(codec="utf-8", exclude_characters="\0")
TEXT = st.text(CHARACTERS).map(lambda text: text.strip(BLANKS))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_number_round_trip(number):
    assert convert({"type": "number"}, repr(number)) == number
    assert convert({"type": "number"}, number) == number


@given(st.booleans(), st.sampled_from([("是", "否"), ("yes", "no"), ("1", "0"), ("√", "×")]))
def test_boolean_round_trip(value, words):
    assert convert(BOOLEAN, words[0] if value else words[1]) is value


@given(
    st.lists(TEXT.filter(lambda text: text and not scalars.PARTS.search(text) and text[0] != "["))
)
def test_list_round_trip(parts):
    for mark in (";", "；", "、"):
        assert (convert(LIST, mark.join(parts)) or []) == parts
    assert convert(LIST, json.dumps(parts)) == parts


@given(st.one_of(st.text(), st.floats(), st.integers(), st.binary(), st.dates(), st.none()))
def test_every_field_takes_or_refuses_any_cell(cell):
    schemas = [{"type": kind} for kind in ("string", "integer", "number", "boolean", "object")]
    schemas += [{"type": "string", "x-type": kind} for kind in ("date", "datetime")]
    for schema in schemas:
        assert (convert(schema, cell) is None) == is_blank(cell)


def test_the_last_half_second_of_a_workbook():
    last = datetime(9999, 12, 31, 23, 59, 59, 999_000)
    schema = {"type": "string", "x-type": "datetime"}
    workbook = convert(schema, last, settings=replace(SETTINGS, serials=True))
    assert workbook == "9999-12-31T23:59:59+08:00"
    assert as_datetime(last) == "9999-12-31T23:59:59.999000+08:00"


def test_typed_dates():
    assert as_date(date(2026, 3, 2)) == as_date(datetime(2026, 3, 2)) == "2026-03-02"
    assert as_datetime(datetime(2026, 3, 2, 6, tzinfo=UTC)) == "2026-03-02T06:00:00+00:00"
    assert convert({"type": "string"}, date(2026, 3, 2)) == "2026-03-02"
