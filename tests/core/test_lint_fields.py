"""Fields are followed as far as it is certain what a term holds, and no further."""

import pytest

from auditor.core.lint_flow import Flow
from auditor.core.rego_files import read_rego
from auditor.engines.rego_ast import parse

HEAD = """package rules.x.y

import data.lib.findings
import input.evidence.hr_roster as people

loans := input.evidence.loan_register

open_loans contains row if some row in loans

late(row, _) if row.argument

"""
FOUND = {
    "element": "a if { some row in input.evidence.loan_register; row.x }",
    "index": "a if input.evidence.loan_register[i].x",
    "by name": 'a if input.evidence["loan_register"][0]["x"]',
    "alias": "a if { some i; row := loans[i]; row.x }",
    "alias of alias": "a if { rows := loans; some row in rows; one := row; one.x }",
    "every": "a if { every row in loans { row.x == 1 } }",
    "negated": "a if { some row in loans; not row.x }",
    "comprehension": "a := {r.x | some r in loans}",
    "of a comprehension": "a if { some row in [r | some r in loans]; row.x }",
    "set of rows": "a if { some row in open_loans; row.x }",
    "import": "a if { some row in people; row.x }",
    "unified": "a if { row = loans[_]; row.x }",
    "head": "a contains row.x if some row in loans",
    "key": "a[row.x] := 1 if some row in loans",
    "else": "a := 1 if false else := row.x if { some row in loans }",
    "argument": "b(row) := row.x\na if { some row in loans; b(row) }",
    "object.get": 'a if { some row in loans; object.get(row, "x", 1) == 1 }',
    "path": 'a if { some row in loans; object.get(row, ["x", "y"], 1) == 1 }',
    "key of a finding": 'a if { some row in loans; findings.of(row, ["x"], {}) }',
}
SILENT = {
    "unknown": "a if { some row in input.other; row.x }",
    "any kind": "a if { some kind, rows in input.evidence; rows[0].x }",
    "any field": "a if { some row in loans; some f in data.fields; row[f] }",
    "shadowed": "a if { loans := input.other; some row in loans; row.x }",
    "own argument": "b(loans) if loans[0].x",
    "two kinds of argument": "b(row) := row.x\na if b(input.z)\nc if { some row in loans; b(row) }",
    "another input": "a if loans[0].x with input as {}",
    "made": 'a if { some row in loans; r := object.union(row, {"x": 1}); r.x }',
    "set of others": "s contains row.place if some row in loans\na if { some p in s; p.x }",
    "destructured": "a if { [row, _] := input.pair; row.x }",
    "pattern of some": "a if { some [row, _] in input.pairs; row.x }",
    "every of others": "a if { row := loans[0]; every row in input.l { row.x } }",
}


def names(text: str, closed: bool = True) -> set[str]:
    (parsed,) = parse({"p.rego": HEAD + text + "\n"})
    return {access.name for access in Flow(parsed, closed).accesses()} - {"place", "argument"}


@pytest.mark.parametrize("name", FOUND)
def test_a_certain_field_is_found(name: str):
    assert "x" in names(FOUND[name])


@pytest.mark.parametrize("name", SILENT)
def test_nothing_is_said_of_what_is_not_certain(name: str):
    assert names(SILENT[name]) == set()


def test_arguments_of_shared_functions_may_be_anything():
    assert names(FOUND["argument"], closed=False) == set()


def test_an_argument_may_be_of_any_kind_that_is_given():
    text = "b(row) := row.x\na if b(loans[0])\nc if b(people[0])"
    (parsed,) = parse({"p.rego": HEAD + text + "\n"})
    found = {one.name: one.kinds for one in Flow(parsed, closed=True).accesses()}
    assert found == {"x": frozenset({"loan_register", "hr_roster"})}


def test_most_fields_of_the_built_in_rules_are_followed():
    """A lint that follows nothing finds nothing."""
    rules = [file for file in read_rego([]).given if "/rules/" in file.name and not file.is_test]
    found = [
        access
        for file in rules
        for access in Flow(parse({file.name: file.text})[0], closed=True).accesses()
    ]
    assert len(found) > 10 * len(rules)
