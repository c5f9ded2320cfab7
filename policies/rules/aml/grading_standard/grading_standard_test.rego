package rules.aml.grading_standard_test

import data.rules.aml.grading_standard

params := {
	"AML-020": {
		"required_factors": ["region", "business", "industry", "foreign_political_figure"],
		"filing_authority": "central_bank_branch",
	},
}

# Rows of evidence by name: their kind, and what they hold.
rows := {
	"doc": {
		"kind": "policy_register",
		"row": {
			"doc_id": "D-1",
			"topic": "risk_grading_standard",
			"version": "2",
			"sections": ["region", "business", "industry", "foreign_political_figure"],
			"approved_at": "2026-01-01",
			"effective_at": "2026-02-01",
			"filed_with": "central_bank_branch",
			"filed_at": "2026-02-05",
			"filed_version": "2",
		},
	},
	"old": {
		"kind": "policy_register",
		"row": {
			"doc_id": "D-1",
			"topic": "risk_grading_standard",
			"version": "1",
			"sections": [
				"customer_identification",
				"record_keeping",
				"suspicious_transaction_reporting",
				"audit_training_publicity",
				"assisting_investigations",
				"confidentiality",
				"other_measures",
			],
			"approved_at": "2025-01-01",
			"effective_at": "2025-02-01",
			"filed_with": "central_bank_branch",
			"filed_at": "2026-02-05",
			"filed_version": "2",
		},
	},
	"rating": {
		"kind": "risk_ratings",
		"row": {"customer_id": "c1", "rated_at": "2026-02-01", "criteria_version": "2"},
	},
}

# Rows that only some tests add.
spare := ["old"]

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
	found := grading_standard.deny with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unknown(changes) := {finding.msg | some finding in found} if {
	found := grading_standard.unknown with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applicable(changes) := answer if {
	answer := grading_standard.applicable with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_in_order if deny({}) == set()

test_missing_doc if deny({"drop": ["doc"]}) == {
	"c1/2026-02-01: the criteria version 2 was not in force when the rating was made",
	"risk_grading_standard: no grading standard is approved and in force",
}

test_missing_doc_in_incomplete_evidence if {
	deny({"drop": ["doc"], "gaps": ["policy_register"]}) == set()
}

test_missing_doc_in_incomplete_evidence_is_unknown if {
	unknown({"drop": ["doc"], "gaps": ["policy_register"]}) == {
		"c1/2026-02-01: the criteria version 2 was not in force when the rating was made",
		"risk_grading_standard: no grading standard is approved and in force",
	}
}

test_no_unknown_doc if unknown({}) == set()

test_factor_missing if {
	deny({"doc": {"sections": ["business", "industry", "foreign_political_figure"]}}) == {
		"D-1/2: it does not cover: region",
	}
}

test_filed_elsewhere if deny({"doc": {"filed_with": "police"}}) == {
	"D-1/2: this version is not filed with central_bank_branch",
}

test_old_version_filed if deny({"doc": {"filed_version": "1"}}) == {
	"D-1/2: this version is not filed with central_bank_branch",
}

test_rated_before_it_took_effect if deny({"rating": {"rated_at": "2026-01-31"}}) == {
	"c1/2026-01-31: the criteria version 2 was not in force when the rating was made",
}

test_rated_before_approval if deny({"doc": {"approved_at": "2026-02-02"}}) == {
	"c1/2026-02-01: the criteria version 2 was not in force when the rating was made",
}

test_rated_by_the_old_version_then if {
	deny({"add": ["old"], "rating": {"rated_at": "2026-01-31", "criteria_version": "1"}}) == set()
}

test_rated_by_the_old_version_later if {
	deny({"add": ["old"], "rating": {"criteria_version": "1"}}) == {
		"c1/2026-02-01: the criteria version 1 was not in force when the rating was made",
	}
}

test_branch_version_stands_beside if {
	deny({
		"add": ["old"],
		"old": {
			"site": "b1",
			"sections": ["region", "business", "industry", "foreign_political_figure"],
			"filed_version": "1",
		},
		"rating": {"criteria_version": "1"},
	}) == set()
}

test_no_version if deny({"rating": {"criteria_version": null}}) == {
	"c1/2026-02-01: the criteria version - was not in force when the rating was made",
}

test_empty_register_is_applicable if applicable({"drop": ["doc", "rating"]}) == true

test_a_missing_doc_in_full_evidence_is_no_doubt if unknown({"drop": ["doc"]}) == set()

test_a_document_of_another_topic if {
	deny({
		"add": ["old"],
		"old": {"topic": "risk_measures"},
		"rating": {"rated_at": "2026-01-31", "criteria_version": "1"},
	}) == {
		"c1/2026-01-31: the criteria version 1 was not in force when the rating was made",
	}
}

test_approved_on_the_day_of_the_rating if deny({"doc": {"approved_at": "2026-02-01"}}) == set()
