package rules.aml.regrading_test

import data.rules.aml.regrading

params := {
	"AML-021b": {
		"risk_fields": [
			"nationality",
			"industry",
			"business_scope",
			"controller",
			"beneficial_owner",
			"legal_representative",
		],
		"max_regrade_days": 10,
	},
}

# Rows of evidence by name: their kind, and what they hold.
rows := {
	"alert": {
		"kind": "aml_alerts",
		"row": {
			"alert_id": "A-1",
			"customer_id": "c1",
			"decision": "suspicious",
			"analysed_at": "2026-02-01T10:00:00+08:00",
		},
	},
	"change": {
		"kind": "customer_changes",
		"row": {
			"change_id": "C-1",
			"customer_id": "c1",
			"field": "industry",
			"applied_at": "2026-02-01T10:00:00+08:00",
		},
	},
	"rating": {
		"kind": "risk_ratings",
		"row": {
			"customer_id": "c1",
			"rated_at": "2026-02-11T10:00:00+08:00",
			"grade": "high",
			"trigger_ref": "A-1",
		},
	},
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
		},
	},
}

# Rows that only some tests add.
spare := ["change"]

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
	found := regrading.deny with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unknown(changes) := {finding.msg | some finding in found} if {
	found := regrading.unknown with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applicable(changes) := answer if {
	answer := regrading.applicable with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_regraded if deny({}) == set()

test_a_second_late if deny({"rating": {"rated_at": "2026-02-11T10:00:01+08:00"}}) == {
	"A-1: no new risk grade within 10 days names it",
}

test_rated_before if deny({"rating": {"rated_at": "2026-02-01T09:59:59+08:00"}}) == {
	"A-1: no new risk grade within 10 days names it",
}

test_same_trigger_time if {
	deny({"rating": {"trigger_ref": null, "trigger_at": "2026-02-01T02:00:00Z"}}) == set()
}

test_other_trigger if deny({"rating": {"trigger_ref": "A-2", "trigger_at": "2026-02-01"}}) == {
	"A-1: no new risk grade within 10 days names it",
}

test_rating_of_another if deny({"rating": {"customer_id": "c2"}}) == {
	"A-1: no new risk grade within 10 days names it",
}

test_missing_rating if deny({"drop": ["rating"]}) == {
	"A-1: no new risk grade within 10 days names it",
}

test_missing_rating_in_incomplete_evidence if {
	deny({"drop": ["rating"], "gaps": ["risk_ratings"]}) == set()
}

test_missing_rating_in_incomplete_evidence_is_unknown if {
	unknown({"drop": ["rating"], "gaps": ["risk_ratings"]}) == {
		"A-1: no new risk grade within 10 days names it",
	}
}

test_no_unknown_rating if unknown({}) == set()

test_missing_check if deny({"drop": ["check"]}) == {
	"A-1: the customer was not identified again before the new grade",
}

test_missing_check_in_incomplete_evidence if {
	deny({"drop": ["check"], "gaps": ["id_verifications"]}) == set()
}

test_missing_check_in_incomplete_evidence_is_unknown if {
	unknown({"drop": ["check"], "gaps": ["id_verifications"]}) == {
		"A-1: the customer was not identified again before the new grade",
	}
}

test_checked_before_the_event if deny({"check": {"at": "2026-02-01T09:59:59+08:00"}}) == {
	"A-1: the customer was not identified again before the new grade",
}

test_checked_after_the_rating if deny({"check": {"at": "2026-02-11T10:00:01+08:00"}}) == {
	"A-1: the customer was not identified again before the new grade",
}

test_inside_the_limit if {
	deny({"alert": {"analysed_at": "2026-03-01"}, "drop": ["rating", "check"]}) == set()
}

test_no_time if deny({"alert": {"analysed_at": null}}) == {"A-1: the time of the event is missing"}

test_cleared if deny({"alert": {"decision": "not_suspicious"}, "drop": ["rating"]}) == set()

test_change if deny({"add": ["change"]}) == {"C-1: no new risk grade within 10 days names it"}

test_change_regraded if {
	deny({"add": ["change"], "drop": ["alert"], "rating": {"trigger_ref": "C-1"}}) == set()
}

test_change_not_applied if deny({"add": ["change"], "change": {"applied_at": null}}) == set()

test_other_fields if deny({"add": ["change"], "change": {"field": "phone"}}) == set()

test_applicable if applicable({}) == true

test_not_applicable if applicable({"drop": ["alert"]}) == false

test_a_missing_rating_in_full_evidence_is_no_doubt if unknown({"drop": ["rating"]}) == set()
