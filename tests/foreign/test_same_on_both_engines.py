"""Forms that policies of others use freely, and that the embedded engine knows in one form only."""

from __future__ import annotations

import pytest

DECLARED = """package main

steps := [["tool", "fetch"], ["tool", "fetch", "use"], ["other"]]

tools := {{"tool"}, {"other"}}

deny contains msg if {
	step := steps[at]
	some i, j
	i != j
	step[i] == "tool"
	step[j] == "fetch"
	msg := sprintf("%d.%d", [at, j])
}

deny contains "list" if {
	found := [at | step := steps[at]; some i, j; i != j; step[i] == "tool"; step[j] == "use"]
	found == [1]
}

deny contains sprintf("tools %d", [number]) if {
	_ := steps[_]
	some which
	number := size(tools[which])
}

size(of) := n if n := count(of)
"""


def test_a_variable_is_declared_below_an_iteration(engine, audit, write):
    write("files/a.json", '{"a": 1}')
    write("policy/main.rego", DECLARED)
    result = audit(engine)
    assert result.environment["unknown"] == []
    found = sorted(one["message"] for one in result.findings())
    assert found == ["0.1", "1.1", "list", "tools 1"]


@pytest.mark.parametrize("between", ["", "\n", "\n# A word on what is below.\n\n"])
def test_metadata_may_stand_apart_from_its_package(audit, write, between):
    write("files/a.json", '{"a": 1}')
    write(
        "policy/main.rego",
        "# METADATA\n# title: One\n# custom:\n#   id: A-1\n#   severity: LOW\n"
        "#   input:\n#     selector:\n#     - type: json\n"
        f'{between}package main\n\ndeny contains "x" if input.a\n',
    )
    result = audit()
    assert result.verdicts == {"A-1": "fail"}
    assert [one["severity"] for one in result.findings()] == ["low"]
