package rules.aml.merchant_visits_test

import data.rules.aml.merchant_visits

params := {"AML-022": {"visit_interval_days": {"high": 183, "medium": 365, "low": 730}}}

# Rows of evidence by name: their kind, and what they hold.
rows := {
	"customer": {
		"kind": "kyc_customers",
		"row": {
			"customer_id": "c1",
			"customer_type": "merchant",
			"status": "active",
			"relationship_start_at": "2020-01-01",
		},
	},
	"rating": {
		"kind": "risk_ratings",
		"row": {
			"customer_id": "c1",
			"rated_at": "2026-01-01",
			"grade": "medium",
			"next_review_at": "2026-03-10",
		},
	},
	"visit": {
		"kind": "interaction_log",
		"row": {
			"interaction_id": "I-1",
			"customer_id": "c1",
			"at": "2025-03-10",
			"kind": "merchant_visit",
			"outcome": "done",
			"summary": "s",
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
	found := merchant_visits.deny with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unknown(changes) := {finding.msg | some finding in found} if {
	found := merchant_visits.unknown with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applicable(changes) := answer if {
	answer := merchant_visits.applicable with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_on_the_last_day if deny({}) == set()

test_a_day_too_old if deny({"visit": {"at": "2025-03-09"}}) == {
	"c1: no visit or call with a summary is recorded for 365 days",
}

test_call if deny({"visit": {"kind": "merchant_call"}}) == set()

test_other_kind if deny({"visit": {"kind": "call"}}) == {
	"c1: no visit or call with a summary is recorded for 365 days",
}

test_no_contact if deny({"visit": {"outcome": "no_contact"}}) == {
	"c1: no visit or call with a summary is recorded for 365 days",
}

test_no_summary if deny({"visit": {"summary": null}}) == {
	"c1: no visit or call with a summary is recorded for 365 days",
}

test_in_the_future if deny({"visit": {"at": "2026-04-01"}}) == {
	"c1: no visit or call with a summary is recorded for 365 days",
}

test_high_risk if deny({"rating": {"grade": "high"}}) == {
	"c1: no visit or call with a summary is recorded for 183 days",
}

test_low_risk if deny({"rating": {"grade": "low"}, "visit": {"at": "2024-03-11"}}) == set()

test_unrated if deny({"drop": ["rating"]}) == {
	"c1: no visit or call with a summary is recorded for 183 days",
}

test_new_merchant if {
	deny({"drop": ["visit"], "customer": {"relationship_start_at": "2025-03-10"}}) == set()
}

test_no_start if deny({"drop": ["visit"], "customer": {"relationship_start_at": null}}) == {
	"c1: no visit or call with a summary is recorded for 365 days",
}

test_missing_visit if deny({"drop": ["visit"]}) == {
	"c1: no visit or call with a summary is recorded for 365 days",
}

test_missing_visit_in_incomplete_evidence if {
	deny({"drop": ["visit"], "gaps": ["interaction_log"]}) == set()
}

test_missing_visit_in_incomplete_evidence_is_unknown if {
	unknown({"drop": ["visit"], "gaps": ["interaction_log"]}) == {
		"c1: no visit or call with a summary is recorded for 365 days",
	}
}

test_no_unknown_visit if unknown({}) == set()

test_review_overdue if deny({"rating": {"next_review_at": "2026-03-09"}}) == {
	"c1: the review of its risk grade was due on 2026-03-09",
}

test_review_of_an_individual_overdue if {
	deny({
		"customer": {"customer_type": "individual"},
		"drop": ["visit"],
		"rating": {"next_review_at": "2026-03-09"},
	}) == {"c1: the review of its risk grade was due on 2026-03-09"}
}

test_individuals_are_not_visited if {
	deny({"customer": {"customer_type": "individual"}, "drop": ["visit"]}) == set()
}

test_no_next_review if unknown({"rating": {"next_review_at": null}}) == {
	"c1: its newest risk rating names no next review",
}

test_unrated_has_no_review if unknown({"drop": ["rating"]}) == set()

test_closed if deny({"customer": {"status": "closed"}, "drop": ["visit"]}) == set()

test_applicable if applicable({}) == true

test_not_applicable if applicable({"customer": {"status": "closed"}}) == false
