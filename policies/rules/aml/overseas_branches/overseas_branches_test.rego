package rules.aml.overseas_branches_test

import data.rules.aml.overseas_branches

params := {
	"AML-005": {
		"overseas_sites": ["hk"],
		"review_interval_days": 365,
		"central_bank_names": ["central_bank", "central_bank_branch"],
	},
}

# Rows of evidence by name: their kind, and what they hold.
rows := {
	"gap": {
		"kind": "audit_register",
		"row": {
			"audit_id": "A-1",
			"kind": "overseas_gap_analysis",
			"site": "hk",
			"performed_at": "2025-03-10",
			"outcome": "satisfactory",
		},
	},
	"doc": {
		"kind": "policy_register",
		"row": {
			"doc_id": "D-1",
			"topic": "overseas_conflict_report",
			"version": "2",
			"sections": [
				"customer_identification",
				"record_keeping",
				"suspicious_transaction_reporting",
				"audit_training_publicity",
				"assisting_investigations",
				"confidentiality",
				"other_measures",
			],
			"approved_at": "2026-01-01",
			"effective_at": "2026-02-01",
			"filed_with": "central_bank",
			"filed_at": "2026-02-05",
			"filed_version": "2",
			"site": "hk",
		},
	},
}

# Rows that only some tests add.
spare := []

kinds contains kind if {
	some row in rows
	kind := row.kind
}

present(name, changes) if {
	not name in spare
	not name in object.get(changes, "drop", [])
}

present(name, changes) if name in object.get(changes, "add", [])

# The row with its changes; what is changed to null is missing.
made(name, changes) := {field: value |
	place := {"_loc": {"file": rows[name].kind, "line": 2}}
	given := object.union(rows[name].row, object.get(changes, name, {}))
	some field, value in object.union(given, place)
	value != null
}

given(changes) := {
	"now": "2026-03-10T09:00:00+08:00",
	"gaps": {kind: [{"target": "t", "reason": "denied"}] |
		some kind in object.get(changes, "gaps", [])
	},
	"evidence": {kind: found |
		some kind in kinds
		found := [made(name, changes) |
			some name, row in rows
			row.kind == kind
			present(name, changes)
		]
	},
}

deny(changes) := {finding.msg | some finding in found} if {
	found := overseas_branches.deny with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unknown(changes) := {finding.msg | some finding in found} if {
	found := overseas_branches.unknown with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applicable(changes) := answer if {
	answer := overseas_branches.applicable with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_compared if {
	deny({}) == set()
}

test_too_old if {
	deny({"gap": {"performed_at": "2025-03-09"}}) == {
		"hk: its rules were not compared with local law within 365 days",
	}
}

test_other_site if {
	deny({"gap": {"site": "uk"}}) == {
		"hk: its rules were not compared with local law within 365 days",
	}
}

test_other_kind if {
	deny({"gap": {"kind": "aml_audit"}}) == {
		"hk: its rules were not compared with local law within 365 days",
	}
}

test_in_the_future if {
	deny({"gap": {"performed_at": "2026-05-01"}}) == {
		"hk: its rules were not compared with local law within 365 days",
	}
}

test_forbidden_and_reported if {
	deny({"gap": {"outcome": "local_law_forbids"}}) == set()
}

test_forbidden_and_unreported if {
	deny({
		"gap": {"outcome": "local_law_forbids"},
		"drop": ["doc"],
	}) == {
		"hk: local law forbids these rules and no report to the central bank is in force",
	}
}

test_reported_elsewhere if {
	deny({
		"gap": {"outcome": "local_law_forbids"},
		"doc": {"filed_with": "police"},
	}) == {
		"hk: local law forbids these rules and no report to the central bank is in force",
	}
}

test_reported_for_another_site if {
	deny({
		"gap": {"outcome": "local_law_forbids"},
		"doc": {"site": "uk"},
	}) == {
		"hk: local law forbids these rules and no report to the central bank is in force",
	}
}

test_incomplete_report if {
	unknown({
		"gap": {"outcome": "local_law_forbids"},
		"drop": ["doc"],
		"gaps": ["policy_register"],
	}) == {
		"hk: local law forbids these rules and no report to the central bank is in force",
	}
}

test_missing_gap if {
	deny({"drop": ["gap"]}) == {
		"hk: its rules were not compared with local law within 365 days",
	}
}

test_missing_gap_in_incomplete_evidence if {
	deny({"drop": ["gap"], "gaps": ["audit_register"]}) == set()
}

test_missing_gap_in_incomplete_evidence_is_unknown if {
	unknown({
		"drop": ["gap"],
		"gaps": ["audit_register"],
	}) == {
		"hk: its rules were not compared with local law within 365 days",
	}
}

test_no_unknown_gap if {
	unknown({}) == set()
}

test_applicable if applicable({}) == true

test_no_site if {
	answer := overseas_branches.applicable with input as given({})
		with data.params as {"AML-005": object.union(params["AML-005"], {"overseas_sites": []})}
	answer == false
}

test_local_law_that_allows_them_needs_no_report if deny({"drop": ["doc"]}) == set()

test_a_missing_gap_in_full_evidence_is_no_doubt if unknown({"drop": ["gap"]}) == set()

test_a_comparison_without_an_outcome if {
	unknown({"gap": {"outcome": null}, "drop": ["doc"]}) == {
		"hk: whether local law allows these rules is not recorded",
	}
	unknown({"gap": {"outcome": null}}) == set()
	unknown({"drop": ["doc"]}) == set()
}
