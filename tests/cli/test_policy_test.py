"""`auditor policy test`: results as OPA gives them, values of what fails, coverage, JUnit."""

import json
from xml.etree import ElementTree

import pytest

from tests.cli.policy_samples import RULE, TEST, write_control

MIXED = """\
package mixed_test

f(x) := x + 1

test_true if f(1) == 2

test_false if {
	x := {"a": "中\\u0007"}
	some y in [1, 2]
	f(y) == x.a
}

test_negated if {
	x := 3
	not f(x) == 4
}

test_objects if {
	x := 3
	{"a": 1, "b": x} == {"a": 1, "b": 2}
}

test_error if to_number("x") == 3

test_panic if strings.count("abc", "") == 1

todo_test_later if false

test_after if true
"""


@pytest.fixture
def mixed(tmp_path):
    (tmp_path / "mixed_test.rego").write_text(MIXED, encoding="utf-8")
    return "mixed_test.rego"


def results(result):
    return {one["name"]: one for one in json.loads(result.out)["tests"]}


def test_results_and_exit_code(auditor, mixed):
    result = auditor("policy", "test", mixed, "-f", "json")
    assert result.code == 1
    assert {name: one["result"] for name, one in results(result).items()} == {
        "test_true": "pass",
        "test_false": "fail",
        "test_negated": "fail",
        "test_objects": "fail",
        "test_error": "error",
        "test_panic": "error",
        "todo_test_later": "skipped",
        "test_after": "pass",
    }


def test_the_failing_line_and_its_values(auditor, mixed):
    found = results(auditor("policy", "test", mixed, "-f", "json"))
    assert found["test_false"]["failure"] == {
        "line": 10,
        "expression": "f(y) == x.a",
        "values": {"f(y)": "2 | 3", "x.a": '"中\\u0007"'},
    }
    assert found["test_negated"]["failure"]["values"] == {"f(x)": "4"}
    values = found["test_objects"]["failure"]["values"]
    assert values == {'{"a": 1, "b": x}': '{"a": 1, "b": 3}'}
    assert "panicked" in found["test_panic"]["message"]


def test_the_text_is_the_same_every_time(auditor, mixed):
    first, second = (auditor("policy", "test", mixed, "--jobs", jobs).out for jobs in ("1", "2"))
    assert first == second
    assert "mixed_test.rego:10: does not hold: f(y) == x.a\n    f(y) = 2 | 3\n" in first
    assert first.endswith("PASS: 2/8\nFAIL: 3/8\nERROR: 2/8\nSKIPPED: 1/8\n")
    assert "不成立" in auditor("policy", "test", mixed, "--lang", "zh-CN").out


def test_run_chooses_by_name(auditor, mixed):
    result = auditor("policy", "test", mixed, "--run", "mixed_test.test_(true|after)$", "-v")
    assert result.code == 0
    assert result.out.count(": PASS\n") == 2
    none = auditor("policy", "test", mixed, "--run", "nothing")
    assert (none.code, none.out) == (2, "no tests were found\n")
    broken = auditor("policy", "test", mixed, "--run", "(")
    assert broken.code == 2
    assert "--run" in broken.err


def test_coverage_by_rule_and_file(auditor, tmp_path):
    rule = RULE + '\nwarn contains "x" if {\n\tinput.never\n\tinput.ever\n}\n'
    folder = write_control(tmp_path, rule)
    result = auditor("policy", "test", folder, "--coverage", "-f", "json")
    (one,) = json.loads(result.out)["coverage"]
    assert result.code == 0
    assert one["not_covered"] == [31, 33]
    assert {rule["name"]: rule["percent"] for rule in one["rules"]} == {
        "params": 100.0,
        "deny": 100.0,
        "warn": 33.3,
    }
    text = auditor("policy", "test", "own", "--coverage").out
    assert "own/loans/copies/copies.rego: not evaluated: 31, 33\n" in text


def test_junit_is_xml_without_times(auditor, mixed, tmp_path):
    auditor("policy", "test", mixed, "--junit", "report.xml")
    root = ElementTree.parse(tmp_path / "report.xml").getroot()
    assert root.attrib == {"tests": "8", "failures": "3", "errors": "2", "skipped": "1"}
    (suite,) = root
    cases = {case.get("name"): [child.tag for child in case] for case in suite}
    assert cases["test_false"] == ["failure"]
    assert cases["test_panic"] == ["error"]
    assert cases["todo_test_later"] == ["skipped"]
    assert cases["test_true"] == []
    assert b"time" not in (tmp_path / "report.xml").read_bytes().replace(b"strings", b"")


def test_a_rule_named_alone_brings_its_tests(auditor, tmp_path):
    write_control(tmp_path)
    result = auditor("policy", "test", "own/loans/copies/copies.rego")
    assert (result.code, result.out) == (0, "PASS: 2/2\n")


def test_heads_that_the_engine_would_lose_are_read_as_opa_reads_them(auditor, tmp_path):
    text = 'package p_test\n\ns contains row.a if some row in [{}, {"a": 1}]\n\n'
    (tmp_path / "p_test.rego").write_text(text + "test_s if s == {1}\n", encoding="utf-8")
    assert auditor("policy", "test", "p_test.rego").code == 0


@pytest.mark.parametrize("text", ["package p\nx if {", "x := 1\n"])
def test_broken_rego_is_usage_and_names_file_and_line(auditor, tmp_path, text):
    (tmp_path / "broken_test.rego").write_text(text, encoding="utf-8")
    result = auditor("policy", "test", "broken_test.rego")
    assert result.code == 2
    assert result.err.startswith("auditor: broken_test.rego:")


def test_tests_with_cases_are_no_silent_pass(auditor, tmp_path):
    text = "package p_test\n\ntest_x[n] if {\n\tsome n in [1, 2]\n\tn == 1\n}\n"
    (tmp_path / "p_test.rego").write_text(text, encoding="utf-8")
    result = auditor("policy", "test", "p_test.rego")
    assert result.code == 1
    assert "opa test" in result.out


def test_the_shared_tests_pass(auditor, tmp_path):
    write_control(tmp_path, test=TEST)
    assert auditor("policy", "test", "own").code == 0
