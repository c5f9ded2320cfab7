package rules.aml.payer_without_account_test

import data.rules.aml.payer_without_account

params := {
	"AML-014": {
		"single_cny": 10000,
		"single_usd": 1000,
		"required_fields": ["name", "id_type", "id_no", "id_expires_at"],
	},
}

# Rows of evidence by name: their kind, and what they hold.
rows := {
	"txn": {
		"kind": "kyc_transactions",
		"row": {
			"txn_id": "T-1",
			"customer_id": "c1",
			"kind": "payment",
			"direction": "out",
			"at": "2026-03-02T10:00:00+08:00",
			"amount_cny": 10000,
		},
	},
	"customer": {
		"kind": "kyc_customers",
		"row": {
			"customer_id": "c1",
			"customer_type": "individual",
			"status": "active",
			"registered_fields": ["name", "id_type", "id_no", "id_expires_at"],
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
	"half1": {
		"kind": "kyc_transactions",
		"row": {
			"txn_id": "T-2",
			"customer_id": "c1",
			"at": "2026-03-03T01:00:00+08:00",
			"amount_cny": 5000,
		},
	},
	"half2": {
		"kind": "kyc_transactions",
		"row": {
			"txn_id": "T-3",
			"customer_id": "c1",
			"at": "2026-03-03T23:59:59+08:00",
			"amount_cny": 5000,
		},
	},
}

# Rows that only some tests add.
spare := ["half1", "half2"]

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
	found := payer_without_account.deny with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unknown(changes) := {finding.msg | some finding in found} if {
	found := payer_without_account.unknown with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

review(changes) := {finding.msg | some finding in found} if {
	found := payer_without_account.review with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applicable(changes) := answer if {
	answer := payer_without_account.applicable with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_verified if deny({}) == set()

test_match_after_the_act if deny({"check": {"at": "2026-03-02T10:00:01+08:00"}}) == {
	"T-1: no match is dated before the payment",
}

test_plain_date_of_the_check_the_same_day_leaves_it_open if {
	unknown({"check": {"at": "2026-03-02"}}) == {"T-1: no match is dated before the payment"}
	deny({"check": {"at": "2026-03-02"}}) == set()
	unknown({"check": {"at": "2026-03-02T10:00:01+08:00"}}) == set()
	unknown({"check": {"at": "2026-03-03"}}) == set()
	unknown({"check": {"at": "2026-03-02", "result": "failed"}}) == set()
	unknown({"check": {"at": "2026-03-02", "customer_id": "x9"}}) == set()
}

test_check_on_an_earlier_plain_date if deny({"check": {"at": "2026-03-01"}}) == set()

test_pending_check if deny({"check": {"result": "pending"}}) == {
	"T-1: no match is dated before the payment",
}

test_check_of_another_customer if deny({"check": {"customer_id": "c2"}}) == {
	"T-1: no match is dated before the payment",
}

test_no_check if deny({"drop": ["check"]}) == {"T-1: no match is dated before the payment"}

test_no_check_in_incomplete_evidence_is_no_fault if {
	deny({"drop": ["check"], "gaps": ["id_verifications"]}) == set()
}

test_no_check_in_incomplete_evidence_is_unknown if {
	unknown({"drop": ["check"], "gaps": ["id_verifications"]}) == {
		"T-1: no match is dated before the payment",
	}
}

test_nothing_unknown if unknown({}) == set()

test_below_the_limit if deny({"txn": {"amount_cny": 9999.99}, "drop": ["check"]}) == set()

test_dollars_at_the_limit if {
	deny({"txn": {"amount_cny": null, "amount_usd": 1000, "foreign": true}, "drop": ["check"]}) == {
		"T-1: no match is dated before the payment",
	}
}

test_dollars_below if {
	deny({
		"txn": {"amount_cny": null, "amount_usd": 999.99, "foreign": true},
		"drop": ["check"],
	}) == set()
}

test_no_amount if unknown({"txn": {"amount_cny": null}}) == {
	"T-1: its amount in the currency of the limit is missing",
}

test_foreign_without_a_rate if unknown({"txn": {"amount_cny": 5, "foreign": true}}) == {
	"T-1: its amount in the currency of the limit is missing",
}

test_no_copy_is_needed if deny({"check": {"id_copy_ref": null}}) == set()

test_with_an_account_it_is_not_concerned if {
	deny({"txn": {"account_id": "a1"}, "drop": ["check"]}) == set()
}

test_no_customer if deny({"txn": {"customer_id": null}}) == {"T-1: it names no customer"}

test_unregistered_customer if deny({"drop": ["customer"]}) == {
	"T-1: its customer is not registered",
}

test_unregistered_customer_in_incomplete_evidence if {
	unknown({"drop": ["customer"], "gaps": ["kyc_customers"]}) == {
		"T-1: its customer is not registered",
	}
}

test_missing_field if deny({"customer": {"registered_fields": ["name", "id_type"]}}) == {
	"T-1: these are not registered: id_no, id_expires_at",
}

test_no_fields if deny({"customer": {"registered_fields": null}}) == {
	"T-1: these are not registered: name, id_type, id_no, id_expires_at",
}

test_split_payments if review({"add": ["half1", "half2"]}) == {
	"T-2: 2 payments of one customer on 2026-03-03 reach the limit only together",
}

test_split_below_the_limit if {
	review({"add": ["half1", "half2"], "half2": {"amount_cny": 4999.99}}) == set()
}

test_split_over_two_days if {
	review({"add": ["half1", "half2"], "half2": {"at": "2026-03-04T00:00:00+08:00"}}) == set()
}

test_one_large_payment_is_no_split if review({}) == set()

test_split_in_dollars if {
	review({
		"add": ["half1", "half2"],
		"half1": {"amount_cny": 1, "amount_usd": 500, "foreign": true},
		"half2": {"amount_cny": 1, "amount_usd": 500, "foreign": true},
	}) == {"T-2: 2 payments of one customer on 2026-03-03 reach the limit only together"}
}

test_dollars_of_home_payments_are_not_added if {
	review({
		"add": ["half1", "half2"],
		"half1": {"amount_cny": 1, "amount_usd": 500, "foreign": true},
		"half2": {"amount_cny": 1, "amount_usd": 500, "foreign": false},
	}) == set()
}

test_split_of_two_customers if {
	review({"add": ["half1", "half2"], "half2": {"customer_id": "c2"}}) == set()
}

test_applicable if applicable({}) == true

test_not_applicable if applicable({"txn": {"account_id": "a1"}}) == false

test_a_missing_check_in_full_evidence_is_no_doubt if unknown({"drop": ["check"]}) == set()

test_one_field_missing if {
	deny({"customer": {"registered_fields": ["name", "id_type", "id_no"]}}) == {
		"T-1: these are not registered: id_expires_at",
	}
}
