package rules.aml.prepaid_card_buyer_test

import data.rules.aml.prepaid_card_buyer

params := {"AML-016": {"unregistered_cny": 10000}}

# Rows of evidence by name: their kind, and what they hold.
rows := {
	"event": {
		"kind": "prepaid_card_events",
		"row": {
			"event_id": "E-1",
			"event": "sale",
			"registered_card": true,
			"amount_cny": 100,
			"at": "2026-03-02T10:00:00+08:00",
			"presenter": "c1",
			"id_verification_ref": "V-1",
		},
	},
	"check": {
		"kind": "id_verifications",
		"row": {
			"verification_id": "V-1",
			"subject": "c1",
			"customer_id": "c1",
			"at": "2026-03-02T10:00:00+08:00",
			"result": "match",
			"id_copy_ref": "K-1",
			"id_expires_at": "2026-03-02",
		},
	},
	"more": {
		"kind": "prepaid_card_events",
		"row": {
			"event_id": "E-2",
			"event": "top_up",
			"registered_card": false,
			"amount_cny": 4000,
			"at": "2026-03-02T10:00:00+08:00",
			"sale_id": "S-1",
			"id_verification_ref": "V-1",
		},
	},
}

# Rows that only some tests add.
spare := ["more"]

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
	found := prepaid_card_buyer.deny with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unknown(changes) := {finding.msg | some finding in found} if {
	found := prepaid_card_buyer.unknown with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applicable(changes) := answer if {
	answer := prepaid_card_buyer.applicable with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_verified if deny({}) == set()

test_match_after_the_act if deny({"check": {"at": "2026-03-02T10:00:01+08:00"}}) == {
	"E-1: it names no match with a copy of the document that was made by then",
}

test_plain_date_of_the_check_the_same_day_leaves_it_open if {
	unknown({"check": {"at": "2026-03-02"}}) == {
		"E-1: it names no match with a copy of the document that was made by then",
	}
	deny({"check": {"at": "2026-03-02"}}) == set()
	unknown({"check": {"at": "2026-03-02T10:00:01+08:00"}}) == set()
	unknown({"check": {"at": "2026-03-03"}}) == set()
	unknown({"check": {"at": "2026-03-02", "result": "failed"}}) == set()
	unknown({"check": {"at": "2026-03-02", "verification_id": "x9"}}) == set()
}

test_check_on_an_earlier_plain_date if deny({"check": {"at": "2026-03-01"}}) == set()

test_pending_check if deny({"check": {"result": "pending"}}) == {
	"E-1: it names no match with a copy of the document that was made by then",
}

test_no_check if deny({"drop": ["check"]}) == {
	"E-1: it names no match with a copy of the document that was made by then",
}

test_no_check_in_incomplete_evidence_is_no_fault if {
	deny({"drop": ["check"], "gaps": ["id_verifications"]}) == set()
}

test_no_check_in_incomplete_evidence_is_unknown if {
	unknown({"drop": ["check"], "gaps": ["id_verifications"]}) == {
		"E-1: it names no match with a copy of the document that was made by then",
	}
}

test_nothing_unknown if unknown({}) == set()

test_no_copy if deny({"check": {"id_copy_ref": null}}) == {
	"E-1: it names no match with a copy of the document that was made by then",
}

test_no_reference if deny({"event": {"id_verification_ref": null}}) == {
	"E-1: it names no match with a copy of the document that was made by then",
}

test_unknown_reference if deny({"event": {"id_verification_ref": "V-9"}}) == {
	"E-1: it names no match with a copy of the document that was made by then",
}

test_applicable if applicable({}) == true

test_top_up if deny({"event": {"event": "top_up"}, "drop": ["check"]}) == {
	"E-1: it names no match with a copy of the document that was made by then",
}

test_redemption_is_another_matter if {
	deny({"event": {"event": "redemption"}, "drop": ["check"]}) == set()
}

test_unregistered_below if {
	deny({"event": {"registered_card": false, "amount_cny": 9999.99}, "drop": ["check"]}) == set()
}

test_unregistered_at_the_limit if {
	deny({"event": {"registered_card": false, "amount_cny": 10000}, "drop": ["check"]}) == {
		"E-1: it names no match with a copy of the document that was made by then",
	}
}

test_unregistered_in_one_sale if {
	deny({
		"event": {"registered_card": false, "amount_cny": 6000, "sale_id": "S-1"},
		"add": ["more"],
		"drop": ["check"],
	}) == {
		"E-1: it names no match with a copy of the document that was made by then",
		"E-2: it names no match with a copy of the document that was made by then",
	}
}

test_unregistered_in_two_sales if {
	deny({
		"event": {"registered_card": false, "amount_cny": 6000, "sale_id": "S-2"},
		"add": ["more"],
		"drop": ["check"],
	}) == set()
}

test_not_applicable if applicable({"event": {"registered_card": false}}) == false

test_a_missing_check_in_full_evidence_is_no_doubt if unknown({"drop": ["check"]}) == set()

test_a_minus_is_no_smaller_amount if {
	every sale in [{"amount_cny": -10000}, {"amount_cny": -10000, "sale_id": "S-1"}] {
		event := object.union({"registered_card": false}, sale)
		count(deny({"event": event, "drop": ["check"]})) == 1
	}
}
