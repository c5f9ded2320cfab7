package rules.aml.overseas_relations_test

import data.rules.aml.overseas_relations

params := {
	"AML-006": {
		"required_information": ["business", "reputation", "internal_control", "supervision"],
		"reassess_days": 365,
		"required_clauses": ["aml_duties", "identification_duties", "record_keeping_duties"],
	},
}

# Rows of evidence by name: their kind, and what they hold.
rows := {
	"partner": {
		"kind": "partner_register",
		"row": {
			"partner_id": "P-1",
			"name": "n",
			"kind": "overseas_institution",
			"information_collected": ["business", "reputation", "internal_control", "supervision"],
			"assessment": "adequate",
			"due_diligence_at": "2025-03-10",
			"relationship_start_at": "2025-03-10",
			"agreement_id": "G-1",
		},
	},
	"paper": {
		"kind": "agreements",
		"row": {
			"agreement_id": "G-1",
			"kind": "cooperation",
			"signed_by_us": "p1",
			"signed_by_counterparty": "x",
			"clauses": ["aml_duties", "identification_duties", "record_keeping_duties"],
			"effective_at": "2025-03-10",
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
	found := overseas_relations.deny with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unknown(changes) := {finding.msg | some finding in found} if {
	found := overseas_relations.unknown with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applicable(changes) := answer if {
	answer := overseas_relations.applicable with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_in_order if deny({}) == set()

test_information_missing if deny({"partner": {"information_collected": ["business"]}}) == {
	"P-1: no information was gathered on: reputation, internal_control, supervision",
}

test_no_information if deny({"partner": {"information_collected": null}}) == {
	"P-1: no information was gathered on: business, reputation, internal_control, supervision",
}

test_inadequate if deny({"partner": {"assessment": "inadequate"}}) == {
	"P-1: its AML measures are not assessed as adequate",
}

test_not_assessed if deny({"partner": {"assessment": null}}) == {
	"P-1: its AML measures are not assessed as adequate",
}

test_no_due_diligence if deny({"partner": {"due_diligence_at": null}}) == {
	"P-1: it was not assessed anew for 365 days; the due diligence is not recorded",
}

test_no_start if deny({"partner": {"relationship_start_at": null}}) == {
	concat(" ", [
		"P-1: the agreement did not take effect by the start of the relationship; the start of",
		"the relationship is not recorded",
	]),
}

test_due_diligence_late if deny({"partner": {"due_diligence_at": "2025-03-11"}}) == {
	"P-1: the due diligence came after the start of the relationship",
}

test_a_day_too_old if deny({"partner": {"due_diligence_at": "2025-03-09"}}) == {
	"P-1: it was not assessed anew for 365 days",
}

test_reviewed_since if {
	deny({"partner": {"due_diligence_at": "2024-03-09", "last_reviewed_at": "2025-03-10"}}) == set()
}

test_review_in_the_future if {
	deny({"partner": {"due_diligence_at": "2024-03-09", "last_reviewed_at": "2026-05-01"}}) == {
		"P-1: it was not assessed anew for 365 days",
	}
}

test_missing_paper if deny({"drop": ["paper"]}) == {"P-1: it has no registered agreement"}

test_missing_paper_in_incomplete_evidence if {
	deny({"drop": ["paper"], "gaps": ["agreements"]}) == set()
}

test_missing_paper_in_incomplete_evidence_is_unknown if {
	unknown({"drop": ["paper"], "gaps": ["agreements"]}) == {"P-1: it has no registered agreement"}
}

test_no_unknown_paper if unknown({}) == set()

test_no_agreement_named if deny({"partner": {"agreement_id": null}}) == {
	"P-1: it has no registered agreement",
}

test_not_signed_by_us if deny({"paper": {"signed_by_us": null}}) == {
	"P-1: the agreement is not signed by both sides",
}

test_not_signed_by_them if deny({"paper": {"signed_by_counterparty": null}}) == {
	"P-1: the agreement is not signed by both sides",
}

test_clause_missing if deny({"paper": {"clauses": ["aml_duties"]}}) == {
	"P-1: the agreement lacks: identification_duties, record_keeping_duties",
}

test_effective_late if deny({"paper": {"effective_at": "2025-03-11"}}) == {
	"P-1: the agreement did not take effect by the start of the relationship",
}

test_no_day_of_effect if deny({"paper": {"effective_at": null}}) == {
	"P-1: the agreement did not take effect by the start of the relationship",
}

test_ended if deny({"drop": ["paper"], "partner": {"relationship_end_at": "2026-03-09"}}) == set()

test_ends_today if deny({"drop": ["paper"], "partner": {"relationship_end_at": "2026-03-10"}}) == {
	"P-1: it has no registered agreement",
}

test_other_partners if deny({"drop": ["paper"], "partner": {"kind": "outsourcer"}}) == set()

test_applicable if applicable({}) == true

test_not_applicable if applicable({"partner": {"kind": "delegate"}}) == false

test_a_missing_paper_in_full_evidence_is_no_doubt if unknown({"drop": ["paper"]}) == set()

test_one_topic_missing if {
	deny({"partner": {"information_collected": ["business", "reputation", "internal_control"]}}) == {
		"P-1: no information was gathered on: supervision",
	}
}

test_one_clause_missing if {
	deny({"paper": {"clauses": ["aml_duties", "identification_duties"]}}) == {
		"P-1: the agreement lacks: record_keeping_duties",
	}
}
