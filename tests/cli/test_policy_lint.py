"""`auditor policy lint`: silent on good policies, exact on each mistake, in both languages."""

import json
import re

import pytest

from auditor.cli.words_policy import POLICY
from tests.cli.policy_samples import RULE, TEST, write_control

CHANGES = {
    "parse": ("some row in", "some row inn", 25),
    "metadata": ("severity: medium", "severity: hgih", 11),
    "metadata unknown": ("clause:", "clauses:", 12),
    "metadata missing": ('#   clause: "第2条"\n', "", 7),
    "metadata yaml": ("params: {max_copies: 2}", "params: {max_copies: 2", 15),
    "id": ("id: ORG-002", "id: two", 8),
    "languages": ("title_zh: 每次借阅不超过两份".replace(": ", ': "'), 'title_zh: "two', 9),
    "languages message": ("份数过多", "too many", 18),
    "schemas": (": schema.loan_register", ": schema.loans", 5),
    "evidence unknown": ("[loan_register]", "[loan_register, loans]", 13),
    "evidence undeclared": ("[loan_register]", "[hr_roster]", 25),
    "evidence unread": ("[loan_register]", "[loan_register, hr_roster]", 13),
    "field": ("row.copies", "row.copeis", 26),
    "field of key": ('["loan_id"]', '["loan_ids"]', 28),
    "params undeclared": ("params.max_copies", "params.max", 26),
    "params unused": ("params.max_copies", "2", 14),
    "params basis": ('param_basis: {max_copies: "document"}', "param_basis: {}", 14),
    "params foreign": ('data.params["ORG-002"]', 'data.params["ORG-003"]', 22),
    "builtin": ("row.copies > ", "time.now_ns() > 0\n\trow.copies > ", 26),
    "import": ("data.lib.findings", "data.lib.finding", 20),
    "package": ("package rules.loans.copies", "package rules.loan.copies", 18),
    "result": ("deny contains", "denied contains", 18),
    "portable": ("deny contains finding if", "deny contains row.copies if", 24),
}


def faults(result):
    return [(one["rule"], one["line"]) for one in json.loads(result.out)]


def test_the_built_in_policies_are_clean(auditor):
    result = auditor("policy", "lint")
    assert result.code == 0, result.out
    assert result.out.endswith(" files, 0 faults\n")


def test_a_good_control_is_clean(auditor, tmp_path):
    result = auditor("policy", "lint", write_control(tmp_path), "-f", "json")
    assert (result.code, result.out) == (0, "[]\n")


@pytest.mark.parametrize("name", CHANGES)
def test_a_mistake_is_found_in_its_line(auditor, tmp_path, name):
    old, new, line = CHANGES[name]
    assert old in RULE
    folder = write_control(tmp_path, RULE.replace(old, new, 1))
    result = auditor("policy", "lint", folder, "-f", "json")
    assert result.code == 1
    assert (name.split()[0], line) in faults(result)


@pytest.mark.parametrize(
    "helper",
    [
        'review := {"en": "its last review", "zh": "最近一次复核"}',
        "warn if input.evidence.loan_register[0]",
        "unknown(row) if not row.copies",
        "unknown[row.loan_id] contains row if some row in input.evidence.loan_register",
        "default review := false",
    ],
)
def test_a_helper_with_the_name_of_a_set_of_findings_is_found(auditor, tmp_path, helper):
    folder = write_control(tmp_path, f"{RULE}\n{helper}\n")
    result = auditor("policy", "lint", folder, "-f", "json")
    line = RULE.count("\n") + 2
    name = re.search("review|warn|unknown", helper)[0]
    text = f"`{name}` is the name of a set of findings, and here it is none"
    found = [(one["rule"], one["line"], one["message"]) for one in json.loads(result.out)]
    assert ("result", line, text) in found


def test_a_set_of_findings_may_have_any_of_the_names(auditor, tmp_path):
    for name in ("deny", "warn", "unknown", "review"):
        more = f"{name} contains finding if {{\n\tsome finding in []\n}}\n"
        folder = write_control(tmp_path / name, f"{RULE}\n{more}")
        assert auditor("policy", "lint", folder, "-f", "json").out == "[]\n"


@pytest.mark.parametrize(
    ("test", "message"),
    [
        (None, "no test"),
        ("package rules.loans.copies_test\n", "no test"),
        (TEST.replace("found(2)) == 0", "found(2)) == 1"), "1 tests fail"),
        (TEST[: TEST.index("test_three")], "no test needs a finding"),
        (TEST.replace("test_two", "todo_test_two"), "no test needs the absence of findings"),
    ],
)
def test_tests_that_prove_nothing_are_found(auditor, tmp_path, test, message):
    result = auditor("policy", "lint", write_control(tmp_path, test=test), "-f", "json")
    assert [(one["rule"], one["message"]) for one in json.loads(result.out)] == [("test", message)]


def test_a_broken_file_hides_no_fault_of_others(auditor, tmp_path):
    folder = write_control(tmp_path, RULE.replace("row.copies", "row.copeis"))
    (folder / "broken.rego").write_text("package broken\n\nx if {", encoding="utf-8")
    result = auditor("policy", "lint", folder, "-f", "json")
    assert result.code == 1
    assert {("parse", 3), ("field", 26)} <= set(faults(result))


def test_an_id_used_twice_is_found(auditor, tmp_path):
    folder = write_control(tmp_path)
    other = folder / "loans" / "other"
    other.mkdir()
    for name, text in (("other.rego", RULE), ("other_test.rego", TEST)):
        own = text.replace("loans.copies", "loans.other").replace("copies.deny", "other.deny")
        (other / name).write_text(own, encoding="utf-8")
    result = auditor("policy", "lint", folder, "-f", "json")
    assert faults(result) == [("id", 8)]


def test_one_line_names_place_rule_and_remedy_in_both_languages(auditor, tmp_path, monkeypatch):
    write_control(tmp_path, RULE.replace("row.copies", "row.copeis"))
    place = "own/loans/copies/copies.rego:26: field: "
    english = auditor("policy", "lint", "own")
    chinese = auditor("policy", "lint", "own", "--lang", "zh-CN")
    text = "`loan_register` has no field `copeis` (did you mean `copies`?)\n"
    assert place + text in english.out
    assert place + "`loan_register` 没有字段 `copeis`" in chinese.out


def test_every_sentence_keeps_its_values_in_chinese():
    for english, chinese in POLICY.items():
        assert sorted(re.findall(r"{\w+}", english)) == sorted(re.findall(r"{\w+}", chinese))


@pytest.mark.parametrize("path", ["nowhere", "empty"])
def test_no_rego_is_usage(auditor, tmp_path, path):
    (tmp_path / "empty").mkdir()
    result = auditor("policy", "lint", path)
    assert result.code == 2
    assert path in result.err
