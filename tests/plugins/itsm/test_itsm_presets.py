"""The recorded forms of the usual systems, as rows of the catalogue."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from auditor.api import Collected, Context, Gap, GapReason, Target
from auditor_plugins.itsm import auditor_collectors
from auditor_plugins.itsm.document import parse
from auditor_plugins.itsm.options import Options
from auditor_plugins.itsm.values import Problem, Settings, converter
from tests.policies_schemas import schema

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
KINDS = ("access_applications", "copy_register", "disclosure_register", "report_register")
CONTEXT = Context(NOW, "Asia/Shanghai", {}, {kind: schema(kind) for kind in KINDS})
(COLLECTOR,) = auditor_collectors()


def collect(preset: str, source: dict, folder: Path = HERE, **options) -> list[Collected | Gap]:
    made = COLLECTOR.options(preset=preset, sources=[source], **options)
    found = list(COLLECTOR.collect(Target("oa", "itsm", "e", made, folder), CONTEXT))
    for one in found:
        if isinstance(one, Collected):
            jsonschema_rs.validate(schema(one.kind), list(one.items))
    return found


def rows(found: list[Collected | Gap]) -> list[dict]:
    return [row for one in found if isinstance(one, Collected) for row in one.items]


def gaps(found: list[Collected | Gap]) -> list[tuple[str, bool, str]]:
    return [(one.reason.value, one.partial, one.message) for one in found if isinstance(one, Gap)]


JIRA = {
    "kind": "access_applications",
    "file": "recorded/jira.json",
    "fields": {"file_id": "档案编号", "purpose": "查阅目的", "reviewer": "审核人"},
    "values": {"decision": {"已同意": "approved", "待审批": "pending"}},
    "set": {"kind": "consult"},
}


def test_jira():
    found = collect("jira", JIRA)
    assert gaps(found) == []
    assert rows(found) == [
        {
            "application_id": "SEC-11",
            "kind": "consult",
            "applicant": "u103",
            "file_id": "F-1002",
            "decision": "pending",
            "submitted_at": "2026-11-01T08:30:00+08:00",
            "_loc": {"file": "recorded/jira.json", "line": 22},
        },
        {
            "application_id": "SEC-12",
            "kind": "consult",
            "applicant": "u102",
            "file_id": "F-1001",
            "purpose": "贷后检查",
            "reviewer": "李强",
            "decision": "approved",
            "submitted_at": "2026-11-02T08:30:00+08:00",
            "decided_at": "2026-11-02T10:00:00+08:00",
            "_loc": {"file": "recorded/jira.json", "line": 8},
        },
    ]


def test_servicenow_keeps_its_times_in_utc():
    source = {
        "kind": "access_applications",
        "file": "recorded/servicenow.json",
        "fields": {"file_id": "$.u_file"},
        "set": {"kind": "loan"},
    }
    one, two = rows(collect("servicenow", source))
    assert (one["application_id"], one["applicant"]) == ("RITM0010001", "Wang Fang")
    assert (one["submitted_at"], one["decision"]) == ("2026-11-02T08:30:00+08:00", "approved")
    assert (two["decision"], "decided_at" in two) == ("pending", False)


def test_dingtalk_in_both_forms():
    source = {
        "kind": "access_applications",
        "file": "recorded/dingtalk-*.json",
        "fields": {"file_id": "档案编号", "purpose": "查阅目的"},
        "set": {"kind": "consult"},
    }
    found = collect("dingtalk", source)
    assert gaps(found) == []
    one, two = rows(found)
    assert one == {
        "application_id": "202611020830000001",
        "kind": "consult",
        "applicant": "u102",
        "applicant_dept": "个贷部",
        "file_id": "F-1001",
        "purpose": "贷后检查",
        "reviewer": "u007",
        "decision": "approved",
        "submitted_at": "2026-11-02T08:30:00+08:00",
        "decided_at": "2026-11-02T10:00:00+08:00",
        "_loc": {"file": "recorded/dingtalk-1.json", "line": 4},
    }
    assert (two["decision"], two["submitted_at"]) == ("rejected", "2026-11-03T16:30:00+08:00")


def test_dingtalk_copies():
    source = {
        "kind": "copy_register",
        "file": "recorded/dingtalk-1.json",
        "fields": {
            "file_id": "档案编号",
            "copies_approved": "复制份数",
            "approved_by": {"of": "$.operation_records[?@.operation_result=='AGREE'].userid"},
        },
    }
    found = collect("dingtalk", source)
    assert rows(found) == []
    ((reason, partial, message),) = gaps(found)
    assert (reason, partial) == ("invalid", False)
    assert "approved_by: several values where one is wanted" in message
    source["fields"]["approved_by"]["pick"] = "first"
    (row,) = rows(collect("dingtalk", source))
    assert (row["copy_id"], row["approved_by"], row["copies_approved"]) == (
        "202611020830000001",
        "u050",
        2,
    )


def test_feishu_reads_the_form_inside_the_text():
    source = {
        "kind": "disclosure_register",
        "file": "recorded/feishu.json",
        "fields": {
            "recipient": "接收方",
            "recipient_type": "接收方类型",
            "fields": "提供字段",
            "disclosed_at": "提供时间",
            "manager_approver": {"of": "$.task_list[?@.node_name=='经理'].user_id"},
            "manager_approved_at": "$.task_list[?@.node_name=='经理'].end_time",
        },
        "values": {"recipient_type": {"合作方": "partner"}},
    }
    found = collect("feishu", source)
    assert gaps(found) == []
    assert rows(found) == [
        {
            "disclosure_id": "202611020001",
            "recipient": "某保险公司",
            "recipient_type": "partner",
            "fields": ["姓名", "手机号"],
            "disclosed_at": "2026-11-03T00:00:00+08:00",
            "manager_approver": "u007",
            "manager_approved_at": "2026-11-02T10:00:00+08:00",
            "_loc": {"file": "recorded/feishu.json", "line": 5},
        }
    ]


def test_an_error_instead_of_approvals_is_no_empty_list(tmp_path):
    source = {"kind": "copy_register", "file": "x.json", "fields": {"file_id": "档案编号"}}
    for document in ('{"errcode": 88, "errmsg": "no permission"}', "{}", '{"result": []}', "{"):
        (tmp_path / "x.json").write_text(document)
        found = collect("dingtalk", source, tmp_path)
        assert rows(found) == []
        assert [one[:2] for one in gaps(found)] == [("invalid", False)]
    (tmp_path / "x.json").write_text("[]")
    (nothing,) = collect("dingtalk", source, tmp_path)
    assert isinstance(nothing, Collected)


GENERIC = {
    "kind": "copy_register",
    "file": "x.json",
    "items": "$.list[*]",
    "fields": {"copy_id": "$.id", "file_id": "$.file", "copies": "$.n"},
}


def generic(tmp_path: Path, listed: list, **more) -> list[Collected | Gap]:
    (tmp_path / "x.json").write_text(json.dumps({"list": listed}))
    return collect("generic", GENERIC | more, tmp_path)


def test_what_does_not_fit_is_left_out_and_counted_without_its_value(tmp_path):
    items = [
        {"id": "1", "file": "F", "n": 1},
        {"id": "2", "file": "F", "n": "secret-two"},
        {"id": "3", "n": 1},
    ]
    found = generic(tmp_path, items)
    assert [row["copy_id"] for row in rows(found)] == ["1"]
    said = gaps(found)
    assert [one[:2] for one in said] == [("invalid", True)] * 2
    assert "copies: no number; 1 items (x.json:1)" in said[0][2]
    assert "file_id: required, and empty" in said[1][2]
    assert "secret" not in repr(said)


def test_a_path_that_no_item_has_is_told(tmp_path):
    items = [{"id": "1", "file": "F", "n": None}]
    assert gaps(generic(tmp_path, items)) == []
    fields = GENERIC["fields"] | {"requested_by": "$.applicnt"}
    ((reason, partial, message),) = gaps(generic(tmp_path, items, fields=fields))
    assert (reason, partial) == ("invalid", True)
    assert "requested_by: no item has what fields: names for it" in message


def test_an_empty_list_is_a_statement_and_a_missing_one_is_not(tmp_path):
    (found,) = generic(tmp_path, [])
    assert list(found.items) == []
    assert gaps(generic(tmp_path, [], items="$.data[*]"))[0][:2] == ("invalid", False)


def test_more_than_max_rows(tmp_path):
    (tmp_path / "x.json").write_text(
        json.dumps({"list": [{"id": str(number), "file": "F", "n": 1} for number in range(9)]})
    )
    found = collect("generic", GENERIC, tmp_path, max_rows=4)
    assert (len(rows(found)), gaps(found)[0][:2]) == (4, ("invalid", True))


@pytest.mark.parametrize(
    ("field", "shape", "given_", "expected"),
    [
        ("decided_at", {"x-type": "datetime"}, "1793579400000", "2026-11-02T08:30:00+08:00"),
        ("decided_at", {"x-type": "datetime"}, "2026年11月2日", "2026-11-02"),
        ("decided_at", {"x-type": "datetime"}, "2026/11/2 8:30", "2026-11-02T08:30:00+08:00"),
        ("decided_at", {"x-type": "datetime"}, "2026/11/2 08:30", "2026-11-02T08:30:00+08:00"),
        ("decided_at", {"x-type": "datetime"}, "0", "nothing"),
        ("valid_until", {"x-type": "date"}, "2026-11-01T16:00:00Z", "2026-11-02"),
        ("valid_until", {"x-type": "date"}, "11/02/26", None),
        ("seal", {"type": "boolean"}, "是", True),
        ("seal", {"type": "boolean"}, False, False),
        ("seal", {"type": "boolean"}, "perhaps", None),
        ("copies", {"type": "integer"}, "1,200", 1200),
        ("copies", {"type": "integer"}, "2.5", None),
        ("copies", {"type": "integer"}, "NaN", None),
        ("payment", {"type": "number"}, "2.5", 2.5),
        ("kind", {"type": "string", "enum": ["loan"]}, " LOAN ", "loan"),
        ("kind", {"type": "string", "enum": ["loan"]}, "rent", None),
        ("head_role", {"type": "string", "enum": ["auditor"]}, "稽核", "auditor"),
        ("fields", {"type": "array", "items": {"type": "string"}}, "姓名、电话", ["姓名", "电话"]),
        ("name", {"type": "string"}, {"displayName": "王"}, "王"),
        ("name", {"type": "string"}, {"other": "王"}, None),
        ("name", {"type": "string"}, 7, "7"),
    ],
)
def test_values(field, shape, given_, expected):
    zone = ZoneInfo("Asia/Shanghai")
    made = converter(field, shape, {}, Settings(zone, zone, {"稽核": "auditor"}))(given_)
    if expected is None:
        assert isinstance(made, Problem)
    else:
        assert made == (None if expected == "nothing" else expected)


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(
    ANY,
    st.sampled_from(["string", "integer", "number", "boolean", "array"]),
    st.sampled_from([None, "date", "datetime"]),
)
def test_any_value_gives_one_of_its_type_or_a_problem(found, kind, time):
    shape = {"type": kind} if time is None or kind != "string" else {"type": kind, "x-type": time}
    zone = ZoneInfo("Asia/Shanghai")
    made = converter("x", shape, {}, Settings(zone, zone, {}))(found)
    if made is not None and not isinstance(made, Problem):
        jsonschema_rs.validate({"type": kind}, made)


@given(ANY, st.sampled_from([None, 1, 2]))
def test_a_document_is_read_as_json_reads_it(document, indent):
    text = json.dumps(document, indent=indent)
    assert json.dumps(parse(text)) == json.dumps(document)


def test_each_object_knows_its_line():
    document = parse('{\n"a": [{"t": "}{\\""},\n {"b": {}}]}')
    assert (document.line, [one.line for one in document["a"]]) == (1, [2, 3])
    assert document["a"][1]["b"].line == 3


SOURCE = {"kind": "copy_register", "path": "/x", "items": "$.list[*]"}


@pytest.mark.parametrize(
    "options",
    [
        {"sources": []},
        {"sources": [SOURCE]},
        {"url": "http://oa", "sources": [SOURCE]},
        {"url": "https://user:word@oa", "sources": [SOURCE]},
        {"url": "ftp://oa", "sources": [SOURCE]},
        {"url": "https://oa", "token": "word", "sources": [SOURCE]},
        {"url": "https://oa", "sources": [SOURCE | {"items": None}]},
        {"url": "https://oa", "sources": [SOURCE | {"items": "$.["}]},
        {"url": "https://oa", "sources": [SOURCE | {"file": "x"}]},
        {"url": "https://oa", "sources": [SOURCE | {"path": "//other/x"}]},
        {"url": "https://oa", "sources": [SOURCE | {"fields": {"copy_id": "$.["}}]},
        {"url": "https://oa", "sources": [SOURCE | {"page": {"by": "offset"}}]},
        {"url": "https://oa", "sources": [SOURCE | {"page": {"by": "cursor", "param": "c"}}]},
    ],
)
def test_options_that_do_not_fit_are_refused(options):
    with pytest.raises(ValidationError):
        Options(**options)


def test_a_field_that_the_kind_does_not_have_and_files_that_are_not_there(tmp_path):
    said = gaps(generic(tmp_path, [], fields={"copy_no": "$.id"}))
    assert said[0][:2] == ("invalid", False)
    assert gaps(collect("generic", GENERIC | {"file": "no/*.json"}, tmp_path))[0][0] == "absent"
    unwanted = Context(NOW, "UTC", {}, {}, wanted=frozenset())
    made = COLLECTOR.options(preset="jira", sources=[JIRA])
    assert list(COLLECTOR.collect(Target("oa", "itsm", "e", made, HERE), unwanted)) == []
    assert COLLECTOR.kinds(made) == ("access_applications",)
    assert GapReason.ABSENT.value == "absent"
