package rules.aml.thirty_day_total_test

import data.rules.aml.thirty_day_total

params := {"AML-012-2": {"window_days": 30, "cumulative_cny": 50000, "cumulative_usd": 10000}}

# Rows of evidence by name: their kind, and what they hold.
rows := {
	"customer": {
		"kind": "kyc_customers",
		"row": {"customer_id": "c1", "customer_type": "individual", "status": "active"},
	},
	"t1": {
		"kind": "kyc_transactions",
		"row": {
			"txn_id": "T-1",
			"customer_id": "c1",
			"account_id": "a1",
			"kind": "payment",
			"at": "2026-02-01T10:00:00+08:00",
			"amount_cny": 20000,
		},
	},
	"t2": {
		"kind": "kyc_transactions",
		"row": {
			"txn_id": "T-2",
			"customer_id": "c1",
			"account_id": "a1",
			"kind": "payment",
			"at": "2026-03-02T10:00:00+08:00",
			"amount_cny": 30000,
			"direction": "in",
		},
	},
	"a1": {
		"kind": "kyc_accounts",
		"row": {"account_id": "a1", "customer_id": "c1", "master_customer_id": "m"},
	},
	"a2": {
		"kind": "kyc_accounts",
		"row": {"account_id": "a2", "customer_id": "c2", "master_customer_id": "m"},
	},
	"twin": {"kind": "kyc_customers", "row": {"customer_id": "c2", "customer_type": "individual"}},
	"check": {
		"kind": "id_verifications",
		"row": {
			"verification_id": "V-1",
			"subject": "c1",
			"customer_id": "c1",
			"at": "2026-03-02T10:00:00+08:00",
			"result": "match",
			"id_copy_ref": "K-1",
			"id_expires_at": "2030-01-01",
		},
	},
	"back": {
		"kind": "kyc_transactions",
		"row": {
			"txn_id": "T-3",
			"customer_id": "c1",
			"account_id": "a1",
			"kind": "reversal",
			"at": "2026-03-03T10:00:00+08:00",
			"amount_cny": 30000,
			"reversal_of": "T-2",
		},
	},
}

# Rows that only some tests add.
spare := ["a2", "twin", "back"]

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
	found := thirty_day_total.deny with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unknown(changes) := {finding.msg | some finding in found} if {
	found := thirty_day_total.unknown with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applicable(changes) := answer if {
	answer := thirty_day_total.applicable with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_checked_in_time if deny({}) == set()

test_checked_late if deny({"check": {"at": "2026-03-02T10:00:01+08:00"}}) == {
	"T-2: receipts and payments of 30 days reach 50000 CNY with it, without an earlier match and copy",
}

test_no_copy if deny({"check": {"id_copy_ref": null}}) == {
	"T-2: receipts and payments of 30 days reach 50000 CNY with it, without an earlier match and copy",
}

test_mismatch if deny({"check": {"result": "mismatch"}}) == {
	"T-2: receipts and payments of 30 days reach 50000 CNY with it, without an earlier match and copy",
}

test_missing_check if deny({"drop": ["check"]}) == {
	"T-2: receipts and payments of 30 days reach 50000 CNY with it, without an earlier match and copy",
}

test_missing_check_in_incomplete_evidence if {
	deny({"drop": ["check"], "gaps": ["id_verifications"]}) == set()
}

test_missing_check_in_incomplete_evidence_is_unknown if {
	unknown({"drop": ["check"], "gaps": ["id_verifications"]}) == {
		concat(" ", [
			"T-2: receipts and payments of 30 days reach 50000 CNY with it, without an earlier",
			"match and copy",
		]),
	}
}

test_no_unknown_check if unknown({}) == set()

test_day_31 if deny({"drop": ["check"], "t1": {"at": "2026-01-31T10:00:00+08:00"}}) == set()

test_below if deny({"drop": ["check"], "t1": {"amount_cny": 19999.99}}) == set()

test_one_payment_reaches_it if deny({"drop": ["check"], "t1": {"amount_cny": 50000}}) == {
	"T-1: receipts and payments of 30 days reach 50000 CNY with it, without an earlier match and copy",
}

test_reversed if deny({"drop": ["check"], "add": ["back"]}) == set()

test_dollars if {
	deny({
		"drop": ["check"],
		"t1": {"foreign": true, "amount_usd": 4000},
		"t2": {"foreign": true, "amount_usd": 6000},
	}) == {
		concat(" ", [
			"T-2: receipts and payments of 30 days reach 10000 USD with it, without an earlier",
			"match and copy",
		]),
	}
}

test_dollars_and_renminbi_apart if {
	deny({"drop": ["check"], "t1": {"foreign": true, "amount_usd": 4000}}) == set()
}

test_dollars_without_a_rate if unknown({"t1": {"foreign": true}}) == {
	"T-1: its amount in the currency of the limit is missing",
}

test_no_amount if unknown({"t1": {"amount_cny": null}}) == {
	"T-1: its amount in the currency of the limit is missing",
}

test_linked_customers if {
	deny({"drop": ["check"], "add": ["twin", "a2"], "t2": {"customer_id": "c2"}}) == {
		concat(" ", [
			"T-2: receipts and payments of 30 days reach 50000 CNY with it, without an earlier",
			"match and copy",
		]),
	}
}

test_linked_check if deny({"add": ["twin", "a2"], "check": {"customer_id": "c2"}}) == set()

test_unlinked_customers if {
	deny({"drop": ["check", "a1"], "add": ["twin"], "t2": {"customer_id": "c2"}}) == set()
}

test_no_master if deny({"drop": ["check"], "a1": {"master_customer_id": null}}) == {
	"T-2: receipts and payments of 30 days reach 50000 CNY with it, without an earlier match and copy",
}

test_units if deny({"drop": ["check"], "customer": {"customer_type": "unit"}}) == set()

test_unknown_customer if unknown({"drop": ["customer"]}) == {
	"T-1: its customer is not among the registered ones",
	"T-2: its customer is not among the registered ones",
}

test_applicable if applicable({}) == true

test_not_applicable if applicable({"customer": {"customer_type": "unit"}}) == false

test_a_missing_check_in_full_evidence_is_no_doubt if unknown({"drop": ["check"]}) == set()

test_doubt_is_applicable if applicable({"drop": ["customer"]}) == true

test_account_that_is_not_registered if deny({"drop": ["check", "a1"]}) == {
	"T-2: receipts and payments of 30 days reach 50000 CNY with it, without an earlier match and copy",
}

test_reversals_are_not_counted if {
	deny({
		"drop": ["check"],
		"add": ["back"],
		"back": {"reversal_of": "T-9", "at": "2026-03-02T11:00:00+08:00"},
		"t2": {"amount_cny": 1},
	}) == set()
}

test_two_at_one_moment if {
	deny({"drop": ["check"], "t1": {"at": "2026-03-02T10:00:00+08:00"}}) == {
		concat(" ", [
			"T-2: receipts and payments of 30 days reach 50000 CNY with it, without an earlier",
			"match and copy",
		]),
	}
}

test_check_of_the_customer_that_accounts_are_kept_under if {
	deny({"check": {"customer_id": "m"}}) == set()
	unknown({"check": {"customer_id": "m"}}) == set()
}

test_units_without_an_amount if {
	unknown({"customer": {"customer_type": "unit"}, "t1": {"amount_cny": null}}) == set()
}

test_payers_without_an_account if {
	unknown({
		"drop": ["customer"],
		"t1": {"account_id": null},
		"t2": {"account_id": null},
	}) == set()
}

test_a_transaction_that_names_its_account_only if {
	deny({"drop": ["check"], "t1": {"customer_id": null}, "t2": {"customer_id": null}}) == {
		concat(" ", [
			"T-2: receipts and payments of 30 days reach 50000 CNY with it, without an earlier",
			"match and copy",
		]),
	}
	unknown({"t1": {"customer_id": null}}) == set()
	unknown({"t1": {"customer_id": null, "amount_cny": null}}) == {
		"T-1: its amount in the currency of the limit is missing",
	}
}

test_a_minus_is_no_smaller_amount if {
	count(deny({"drop": ["check"], "t1": {"amount_cny": -25000}, "t2": {"amount_cny": 25000}})) == 1
	count(deny({"drop": ["check"], "t1": {"amount_cny": -25000}, "t2": {"amount_cny": 24999}})) == 0
}

on_the_day(changes) := {"check": object.union({"at": "2026-03-02"}, changes)}

test_plain_date_of_the_check_the_same_day_leaves_it_open if {
	every holder in ["c1", "m"] {
		deny(on_the_day({"customer_id": holder})) == set()
		count(unknown(on_the_day({"customer_id": holder}))) == 1
	}
}

test_other_checks_of_the_day_leave_nothing_open if {
	unknown(on_the_day({"at": "2026-12-31"})) == set()
	unknown(on_the_day({"customer_id": "x9"})) == set()
	unknown(on_the_day({"id_copy_ref": null})) == set()
}
