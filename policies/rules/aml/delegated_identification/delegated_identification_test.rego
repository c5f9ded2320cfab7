package rules.aml.delegated_identification_test

import data.rules.aml.delegated_identification

params := {
	"AML-027": {
		"required_clauses": [
			"responsibility_of_each_side",
			"proof_of_capability",
			"data_access_on_request",
			"confidentiality",
		],
		"reassess_days": 365,
	},
}

# Rows of evidence by name: their kind, and what they hold.
rows := {
	"check": {
		"kind": "id_verifications",
		"row": {
			"verification_id": "V-1",
			"subject": "c1",
			"customer_id": "c1",
			"at": "2026-02-02T10:00:00+08:00",
			"result": "match",
			"id_copy_ref": "K-1",
			"id_expires_at": "2030-01-01",
			"method": "delegated",
			"delegate_id": "P-1",
		},
	},
	"partner": {
		"kind": "partner_register",
		"row": {
			"partner_id": "P-1",
			"kind": "delegate",
			"assessment": "adequate",
			"due_diligence_at": "2025-03-10",
			"agreement_id": "G-1",
		},
	},
	"paper": {
		"kind": "agreements",
		"row": {
			"agreement_id": "G-1",
			"kind": "identification_delegation",
			"signed_by_us": "p",
			"signed_by_counterparty": "x",
			"clauses": [
				"responsibility_of_each_side",
				"proof_of_capability",
				"data_access_on_request",
				"confidentiality",
			],
			"effective_at": "2026-02-02",
			"expires_at": "2026-02-02",
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
	found := delegated_identification.deny with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unknown(changes) := {finding.msg | some finding in found} if {
	found := delegated_identification.unknown with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applicable(changes) := answer if {
	answer := delegated_identification.applicable with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_in_order if deny({}) == set()

test_missing_partner if deny({"drop": ["partner"]}) == {
	"V-1: its delegate is not registered as one",
}

test_missing_partner_in_incomplete_evidence if {
	deny({"drop": ["partner"], "gaps": ["partner_register"]}) == set()
}

test_missing_partner_in_incomplete_evidence_is_unknown if {
	unknown({"drop": ["partner"], "gaps": ["partner_register"]}) == {
		"V-1: its delegate is not registered as one",
	}
}

test_no_unknown_partner if unknown({}) == set()

test_missing_paper if deny({"drop": ["paper"]}) == {
	"V-1: its delegate has no registered agreement on identification",
}

test_missing_paper_in_incomplete_evidence if {
	deny({"drop": ["paper"], "gaps": ["agreements"]}) == set()
}

test_missing_paper_in_incomplete_evidence_is_unknown if {
	unknown({"drop": ["paper"], "gaps": ["agreements"]}) == {
		"V-1: its delegate has no registered agreement on identification",
	}
}

test_no_delegate if deny({"check": {"delegate_id": null}}) == {
	"V-1: its delegate is not registered as one",
}

test_no_delegate_by_kind if deny({"partner": {"kind": "outsourcer"}}) == {
	"V-1: its delegate is not registered as one",
}

test_inadequate if deny({"partner": {"assessment": "pending"}}) == {
	"V-1: the delegate is not assessed as adequate",
}

test_not_assessed if deny({"partner": {"assessment": null}}) == {
	"V-1: the delegate is not assessed as adequate",
}

test_too_old if deny({"partner": {"due_diligence_at": "2025-03-09"}}) == {
	"V-1: the delegate was not reviewed for 365 days",
}

test_reviewed if {
	deny({"partner": {"due_diligence_at": null, "last_reviewed_at": "2025-03-10"}}) == set()
}

test_review_in_the_future if deny({"partner": {"due_diligence_at": "2026-05-01"}}) == {
	"V-1: the delegate was not reviewed for 365 days",
}

test_other_agreement if deny({"paper": {"kind": "service"}}) == {
	"V-1: its delegate has no registered agreement on identification",
}

test_no_agreement_named if deny({"partner": {"agreement_id": null}}) == {
	"V-1: its delegate has no registered agreement on identification",
}

test_unsigned_by_us if deny({"paper": {"signed_by_us": null}}) == {
	"V-1: the agreement is not signed by both sides",
}

test_unsigned_by_them if deny({"paper": {"signed_by_counterparty": null}}) == {
	"V-1: the agreement is not signed by both sides",
}

test_expired if deny({"paper": {"expires_at": "2026-02-01", "effective_at": "2026-01-01"}}) == {
	"V-1: the agreement was not in force then",
}

test_open_end if deny({"paper": {"expires_at": null}}) == set()

test_not_yet_in_force if deny({"paper": {"effective_at": "2026-02-03", "expires_at": null}}) == {
	"V-1: the agreement was not in force then",
}

test_no_day_of_effect if deny({"paper": {"effective_at": null}}) == {
	"V-1: the agreement was not in force then",
}

test_clause_missing if {
	deny({
		"paper": {"clauses": ["proof_of_capability", "data_access_on_request", "confidentiality"]},
	}) == {"V-1: the agreement lacks: responsibility_of_each_side"}
}

test_own_check if deny({"check": {"method": "document_sight", "delegate_id": null}}) == set()

test_applicable if applicable({}) == true

test_not_applicable if applicable({"check": {"method": "other"}}) == false

test_a_missing_partner_in_full_evidence_is_no_doubt if unknown({"drop": ["partner"]}) == set()

test_no_method if {
	doubt := {"V-1: its method is missing, so that it may be a delegated check"}
	unknown({"check": {"method": null}}) == doubt
	applicable({"check": {"method": null}}) == true
	unknown({}) == set()
}
