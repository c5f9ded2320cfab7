package rules.aml.financial_products_test

import data.rules.aml.financial_products

params := {
	"AML-012-4": {"trigger_kinds": ["financial_product_purchase", "financial_product_redemption"]},
}

# Rows of evidence by name: their kind, and what they hold.
rows := {
	"txn": {
		"kind": "kyc_transactions",
		"row": {
			"txn_id": "T-1",
			"customer_id": "c1",
			"account_id": "a1",
			"kind": "financial_product_purchase",
			"direction": "out",
			"at": "2026-03-02T10:00:00+08:00",
			"amount_cny": 1,
		},
	},
	"customer": {
		"kind": "kyc_customers",
		"row": {"customer_id": "c1", "customer_type": "individual", "status": "active"},
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
	found := financial_products.deny with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unknown(changes) := {finding.msg | some finding in found} if {
	found := financial_products.unknown with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applicable(changes) := answer if {
	answer := financial_products.applicable with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_verified if deny({}) == set()

test_match_after_the_act if deny({"check": {"at": "2026-03-02T10:00:01+08:00"}}) == {
	"T-1: no match with a copy of the document is dated before the trade",
}

test_plain_date_of_the_check_the_same_day_leaves_it_open if {
	unknown({"check": {"at": "2026-03-02"}}) == {
		"T-1: no match with a copy of the document is dated before the trade",
	}
	deny({"check": {"at": "2026-03-02"}}) == set()
	unknown({"check": {"at": "2026-03-02T10:00:01+08:00"}}) == set()
	unknown({"check": {"at": "2026-03-03"}}) == set()
	unknown({"check": {"at": "2026-03-02", "result": "failed"}}) == set()
	unknown({"check": {"at": "2026-03-02", "customer_id": "x9"}}) == set()
}

test_check_on_an_earlier_plain_date if deny({"check": {"at": "2026-03-01"}}) == set()

test_pending_check if deny({"check": {"result": "pending"}}) == {
	"T-1: no match with a copy of the document is dated before the trade",
}

test_check_of_another_customer if deny({"check": {"customer_id": "c2"}}) == {
	"T-1: no match with a copy of the document is dated before the trade",
}

test_no_check if deny({"drop": ["check"]}) == {
	"T-1: no match with a copy of the document is dated before the trade",
}

test_no_check_in_incomplete_evidence_is_no_fault if {
	deny({"drop": ["check"], "gaps": ["id_verifications"]}) == set()
}

test_no_check_in_incomplete_evidence_is_unknown if {
	unknown({"drop": ["check"], "gaps": ["id_verifications"]}) == {
		"T-1: no match with a copy of the document is dated before the trade",
	}
}

test_nothing_unknown if unknown({}) == set()

test_no_copy if deny({"check": {"id_copy_ref": null}}) == {
	"T-1: no match with a copy of the document is dated before the trade",
}

test_redemption if deny({"txn": {"kind": "financial_product_redemption"}, "drop": ["check"]}) == {
	"T-1: no match with a copy of the document is dated before the trade",
}

test_other_kinds if deny({"txn": {"kind": "payment"}, "drop": ["check"]}) == set()

test_units if deny({"customer": {"customer_type": "unit"}, "drop": ["check"]}) == set()

test_without_amount if deny({"txn": {"amount_cny": null}, "drop": ["check"]}) == {
	"T-1: no match with a copy of the document is dated before the trade",
}

test_unknown_customer if unknown({"drop": ["customer"]}) == {
	"T-1: its customer is not among the registered ones",
}

test_no_customer if unknown({"txn": {"customer_id": null}}) == {
	"T-1: its customer is not among the registered ones",
}

test_applicable if applicable({}) == true

test_not_applicable if applicable({"txn": {"kind": "payment"}}) == false

test_unknown_is_applicable if applicable({"drop": ["customer"]}) == true

test_a_missing_check_in_full_evidence_is_no_doubt if unknown({"drop": ["check"]}) == set()
