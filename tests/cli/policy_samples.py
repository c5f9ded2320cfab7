"""Policies that several tests of `auditor policy` share."""

from pathlib import Path

RULE = """\
# METADATA
# scope: package
# title: "At most two copies are lent"
# description: "A loan covers two copies or fewer."
# schemas:
#   - input.evidence.loan_register: schema.loan_register
# custom:
#   id: ORG-002
#   title_zh: "每次借阅不超过两份"
#   description_zh: "每次借阅的资料不超过两份。"
#   severity: medium
#   clause: "第2条"
#   evidence: [loan_register]
#   params: {max_copies: 2}
#   param_basis: {max_copies: "document"}
#   recommended_action: "Get the surplus copies back."
#   recommended_action_zh: "收回超出的份数。"
package rules.loans.copies

import data.lib.findings

params := data.params["ORG-002"]

deny contains finding if {
	some row in input.evidence.loan_register
	row.copies > params.max_copies
	fault := findings.plain("too many copies", "份数过多")
	finding := findings.of(row, ["loan_id"], {fault})
}
"""
TEST = """\
package rules.loans.copies_test

import data.rules.loans.copies

loan := {"loan_id": "LN-1", "borrower": "u1", "_loc": {"file": "loans.csv", "line": 2}}

found(number) := result if {
	row := object.union(loan, {"copies": number})
	result := copies.deny with input as {"evidence": {"loan_register": [row]}}
		with data.params as {"ORG-002": {"max_copies": 2}}
}

test_two if count(found(2)) == 0

test_three if {
	some finding in found(3)
	finding.msg == "LN-1: too many copies"
}
"""


def write_control(folder: Path, rule: str = RULE, test: str | None = TEST) -> Path:
    """A control of one's own below `folder/own`, and that folder."""
    place = folder / "own" / "loans" / "copies"
    place.mkdir(parents=True, exist_ok=True)
    (place / "copies.rego").write_text(rule, encoding="utf-8")
    if test is not None:
        (place / "copies_test.rego").write_text(test, encoding="utf-8")
    return folder / "own"
