"""`auditor policy try`: verdicts on evidence at hand, and why."""

import json

import pytest

ROWS = """\
loan_register:
  - {loan_id: LN-1, borrower: u1, borrowed_at: 2026-11-10, returned_at: 2026-11-12}
  - {loan_id: LN-2, borrower: u2, borrowed_at: 2026-11-10, returned_at: 2026-11-18}
"""
TRY = ("policy", "try", "CIC-019-5b", "--as-of", "2026-11-20", "--evidence")


@pytest.fixture(autouse=True)
def key(monkeypatch):
    monkeypatch.setenv("AUDITOR_MASKING_KEY", "a key of the tests")


@pytest.fixture
def rows(tmp_path, auditor):
    def write(text: str, name: str = "rows.yaml") -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return name

    return write


def one(result):
    (attempt,) = json.loads(result.out)
    return attempt


def test_a_finding_at_its_line(auditor, rows):
    result = auditor(*TRY, rows(ROWS))
    assert result.code == 1
    assert "loan_register: 2 rows\n" in result.out
    assert "HIGH rows.yaml:3: LN-2:" in result.out
    assert result.out.endswith("fail: the rule finds faults\n")


def test_parameters_and_a_pass(auditor, rows):
    result = auditor(*TRY, rows(ROWS), "--param", "max_loan_days=9", "-f", "json")
    assert result.code == 0
    assert one(result)["outcome"] == "pass"
    assert one(result)["evidence"] == {"loan_register": 2, "reference_lists": None}


def test_json_evidence_with_tabs_and_places_of_its_own(auditor, rows):
    loan = '{"loan_id": "LN-2", "borrower": "u", "borrowed_at": "2026-11-10",'
    text = '{\n\t"loan_register": [\n\t\t' + loan + '\n\t\t "returned_at": "2026-11-18"}]}\n'
    found = one(auditor(*TRY, rows(text, "rows.json"), "-f", "json"))["findings"]
    assert [f["location"] for f in found] == [{"file": "rows.json", "line": 3}]
    own = text.replace('"LN-2",', '"LN-2", "_loc": {"file": "x.csv", "line": 7},')
    found = one(auditor(*TRY, rows(own, "rows.json"), "-f", "json"))["findings"]
    assert [f["location"] for f in found] == [{"file": "x.csv", "line": 7}]


def test_a_missing_kind_is_not_evaluated(auditor, rows):
    result = auditor("policy", "try", "CIC-027a", "--evidence", rows(ROWS))
    assert result.code == 3
    assert "incident_register: not given; the control needs it" in result.out
    assert "not-evaluated: absent: " in result.out


def test_an_invalid_row_is_never_a_pass_and_never_quoted(auditor, rows):
    text = ROWS.replace("2026-11-18", "2026-11-12") + "  - {loan_id: 13800138000, borrower: u}\n"
    result = auditor(*TRY, rows(text))
    assert result.code == 3
    assert "rows.yaml:4: invalid: " in result.out
    assert "13800138000" not in result.out + result.err
    assert "not-evaluated: invalid: " in result.out


LEAK = """\
incident_register:
  - {incident_id: I-1, kind: leak, detected_at: 2026-09-01, closed_at: 2026-10-01,
     root_cause: %s, corrective_actions: [%s], actions_closed_at: 2026-10-01}
"""


@pytest.mark.parametrize("blank", ['""', '"  "', '"\u3000"', "null"])
def test_blanks_are_nothing(auditor, rows, blank):
    ask = ("policy", "try", "IRP-004", "--as-of", "2026-11-20", "-f", "json", "--evidence")
    assert one(auditor(*ask, rows(LEAK % ("x", "y"))))["outcome"] == "pass"
    for cause, action in ((blank, "y"), ("x", blank)):
        assert one(auditor(*ask, rows(LEAK % (cause, action))))["outcome"] == "fail"


def test_customers_are_masked(auditor, rows):
    text = ROWS.replace("LN-2", "LN-13800138000")
    result = auditor(*TRY, rows(text), "-f", "json")
    assert result.code == 1
    assert "13800138000" not in result.out


def test_no_row_is_not_applicable(auditor, rows):
    result = auditor(*TRY, rows("loan_register: []\n"), "--lang", "zh-CN")
    assert result.code == 0
    assert "not-applicable: 没有适用对象" in result.out


def test_a_bundle_is_judged_as_it_was_collected(auditor, branch):
    assert auditor("collect", "--as-of", "2026-11-20", "-o", "bundle", "-q").code == 0
    result = auditor(*TRY, "bundle", "-f", "json")
    assert result.code == 1
    assert one(result)["environment"] == "branch-01"
    assert [f["subject"] for f in one(result)["findings"]] == ["LN-2"]


@pytest.mark.parametrize(
    ("text", "words", "message"),
    [
        (ROWS, ("--param", "max_days=3"), "max_loan_days"),
        (ROWS, ("--param", "max_loan_days"), "NAME=VALUE"),
        (ROWS, ("--param", "max_loan_days=x"), "expected int"),
        ("loans: []\n", (), "unknown evidence kind `loans`"),
        ("- 1\n", (), "expected rows by kind"),
        ("loan_register: {a: 1}\n", (), "rows.yaml:1: `loan_register`: expected a list of rows"),
        ("loan_register: [1]\n", (), "expected a list of rows"),
        ("a: [\n", (), "not valid YAML"),
    ],
)
def test_wrong_use_helps(auditor, rows, text, words, message):
    result = auditor(*TRY, rows(text), *words)
    assert result.code == 2
    assert message in result.err


def test_an_unknown_control_and_a_missing_file(auditor, rows):
    result = auditor("policy", "try", "CIC-019-5c", "--evidence", rows(ROWS))
    assert result.code == 2
    assert "CIC-019-5" in result.err
    assert "nowhere.yaml" in auditor(*TRY, "nowhere.yaml").err


@pytest.mark.parametrize("blank", ['""', '"  "', '"　"', "null"])
def test_a_blank_field_is_a_missing_one(auditor, rows, blank):
    loan = '{"loan_id": "L", "borrower": "u", "borrowed_at": "2026-11-10", "returned_at": %s}'
    text = '{"loan_register": [' + loan % blank + "]}"
    found = one(auditor(*TRY, rows(text, "rows.json"), "-f", "json"))
    assert (found["outcome"], len(found["findings"])) == ("fail", 1)
    lost = text.replace('"u"', blank)
    assert one(auditor(*TRY, rows(lost, "rows.json"), "-f", "json"))["reason"] == "invalid"
