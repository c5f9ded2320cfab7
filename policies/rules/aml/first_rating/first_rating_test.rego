package rules.aml.first_rating_test

import data.rules.aml.first_rating

params := {"AML-021a": {"max_days": 60}}

# Rows of evidence by name: their kind, and what they hold.
rows := {
	"customer": {
		"kind": "kyc_customers",
		"row": {
			"customer_id": "c1",
			"customer_type": "individual",
			"status": "active",
			"relationship_start_at": "2026-01-01",
		},
	},
	"rating": {
		"kind": "risk_ratings",
		"row": {"customer_id": "c1", "rated_at": "2026-03-02", "grade": "low"},
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
	found := first_rating.deny with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unknown(changes) := {finding.msg | some finding in found} if {
	found := first_rating.unknown with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applicable(changes) := answer if {
	answer := first_rating.applicable with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_on_the_last_day if deny({}) == set()

test_a_day_late if deny({"rating": {"rated_at": "2026-03-03"}}) == {
	"c1: the first rating was on 2026-03-03, later than 60 days after the start",
}

test_missing_rating if deny({"drop": ["rating"]}) == {
	"c1: it is not rated 60 days after the start of the relationship",
}

test_missing_rating_in_incomplete_evidence if {
	deny({"drop": ["rating"], "gaps": ["risk_ratings"]}) == set()
}

test_missing_rating_in_incomplete_evidence_is_unknown if {
	unknown({"drop": ["rating"], "gaps": ["risk_ratings"]}) == {
		"c1: it is not rated 60 days after the start of the relationship",
	}
}

test_no_unknown_rating if unknown({}) == set()

test_not_yet_due if {
	deny({"drop": ["rating"], "customer": {"relationship_start_at": "2026-01-09"}}) == set()
}

test_due_since_yesterday if {
	deny({"drop": ["rating"], "customer": {"relationship_start_at": "2026-01-08"}}) == {
		"c1: it is not rated 60 days after the start of the relationship",
	}
}

test_no_start if deny({"customer": {"relationship_start_at": null}}) == {
	"c1: the start of the relationship is not recorded",
}

test_sixty_days_before if deny({"rating": {"rated_at": "2025-11-02"}}) == set()

test_too_old_before_the_start if deny({"rating": {"rated_at": "2025-11-01"}}) == {
	"c1: it is not rated 60 days after the start of the relationship",
}

test_in_the_future if deny({"rating": {"rated_at": "2026-04-01"}}) == {
	"c1: it is not rated 60 days after the start of the relationship",
}

test_other_customer if deny({"rating": {"customer_id": "c2"}}) == {
	"c1: it is not rated 60 days after the start of the relationship",
}

test_closed if deny({"customer": {"status": "closed"}, "drop": ["rating"]}) == set()

test_applicable if applicable({}) == true

test_not_applicable if applicable({"customer": {"status": "dormant"}}) == false

test_a_missing_rating_in_full_evidence_is_no_doubt if unknown({"drop": ["rating"]}) == set()
