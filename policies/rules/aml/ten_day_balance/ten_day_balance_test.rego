package rules.aml.ten_day_balance_test

import data.rules.aml.ten_day_balance

params := {
	"AML-012-3": {"consecutive_days": 10, "balance_cny_limit": 5000, "balance_usd_limit": 1000},
}

# Rows of evidence by name: their kind, and what they hold.
rows := {
	"another": {
		"kind": "account_balances",
		"row": {"account_id": "a9", "customer_id": "c2", "date": "2026-02-01", "balance_cny": 1},
	},
	"customer": {
		"kind": "kyc_customers",
		"row": {"customer_id": "c1", "customer_type": "individual", "status": "active"},
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
	"b1": {
		"kind": "account_balances",
		"row": {"account_id": "a1", "customer_id": "c1", "date": "2026-02-01", "balance_cny": 5000.01},
	},
	"b2": {
		"kind": "account_balances",
		"row": {"account_id": "a1", "customer_id": "c1", "date": "2026-02-10", "balance_cny": 6000},
	},
	"dip": {
		"kind": "account_balances",
		"row": {"account_id": "a1", "customer_id": "c1", "date": "2026-02-05", "balance_cny": 5000},
	},
	"half": {
		"kind": "account_balances",
		"row": {"account_id": "a2", "customer_id": "c2", "date": "2026-02-01", "balance_cny": 2500.01},
	},
	"check": {
		"kind": "id_verifications",
		"row": {
			"verification_id": "V-1",
			"subject": "c1",
			"customer_id": "c1",
			"at": "2026-02-10T23:59:59+08:00",
			"result": "match",
			"id_copy_ref": "K-1",
			"id_expires_at": "2030-01-01",
		},
	},
}

# Rows that only some tests add.
spare := ["a2", "another", "twin", "dip", "half"]

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
	"now": object.get(changes, "now", "2026-03-10T09:00:00+08:00"),
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
	found := ten_day_balance.deny with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unknown(changes) := {finding.msg | some finding in found} if {
	found := ten_day_balance.unknown with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applicable(changes) := answer if {
	answer := ten_day_balance.applicable with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_checked_on_the_tenth_day if deny({}) == set()

test_checked_a_day_late if deny({"check": {"at": "2026-02-11T00:00:00+08:00"}}) == {
	concat(" ", [
		"a1/2026-02-01: the balance is above 5000 CNY for 10 days until 2026-02-10, without a",
		"match and copy by then",
	]),
}

test_no_copy if deny({"check": {"id_copy_ref": null}}) == {
	concat(" ", [
		"a1/2026-02-01: the balance is above 5000 CNY for 10 days until 2026-02-10, without a",
		"match and copy by then",
	]),
}

test_missing_check if deny({"drop": ["check"]}) == {
	concat(" ", [
		"a1/2026-02-01: the balance is above 5000 CNY for 10 days until 2026-02-10, without a",
		"match and copy by then",
	]),
}

test_missing_check_in_incomplete_evidence if {
	deny({"drop": ["check"], "gaps": ["id_verifications"]}) == set()
}

test_missing_check_in_incomplete_evidence_is_unknown if {
	unknown({"drop": ["check"], "gaps": ["id_verifications"]}) == {
		concat(" ", [
			"a1/2026-02-01: the balance is above 5000 CNY for 10 days until 2026-02-10, without a",
			"match and copy by then",
		]),
	}
}

test_no_unknown_check if unknown({}) == set()

test_the_newest_balance_is_carried_forward if {
	deny({"drop": ["check", "b2"]}) == {
		concat(" ", [
			"a1/2026-02-01: the balance is above 5000 CNY for 10 days until 2026-02-10, without a",
			"match and copy by then",
		]),
	}
}

test_exactly_the_limit if {
	deny({"drop": ["check"], "b1": {"balance_cny": 5000}, "b2": {"balance_cny": 5000}}) == set()
}

test_dip if deny({"drop": ["check"], "add": ["dip"], "b2": {"balance_cny": 5000}}) == set()

test_falls_on_the_tenth_day if deny({"drop": ["check"], "b2": {"balance_cny": 1}}) == set()

test_falls_after_the_tenth_day if {
	deny({"drop": ["check"], "b2": {"date": "2026-02-11", "balance_cny": 1}}) == {
		concat(" ", [
			"a1/2026-02-01: the balance is above 5000 CNY for 10 days until 2026-02-10, without a",
			"match and copy by then",
		]),
	}
}

test_dollars if {
	deny({
		"drop": ["check"],
		"b1": {"balance_cny": null, "balance_usd": 1000.01},
		"b2": {"balance_cny": null, "balance_usd": 1001},
	}) == {
		concat(" ", [
			"a1/2026-02-01: the balance is above 1000 USD for 10 days until 2026-02-10, without a",
			"match and copy by then",
		]),
	}
}

test_dollars_at_the_limit if {
	deny({
		"drop": ["check"],
		"b1": {"balance_cny": null, "balance_usd": 1000},
		"b2": {"balance_cny": null, "balance_usd": 1000},
	}) == set()
}

test_sum_of_linked_accounts if {
	deny({
		"drop": ["check"],
		"add": ["twin", "a2", "half"],
		"b1": {"balance_cny": 2500},
		"b2": {"balance_cny": 2500},
	}) == {
		concat(" ", [
			"a1/2026-02-01: the balance is above 5000 CNY for 10 days until 2026-02-10, without a",
			"match and copy by then",
		]),
	}
}

test_linked_check if deny({"add": ["twin", "a2", "half"], "check": {"customer_id": "c2"}}) == set()

test_units if deny({"drop": ["check"], "customer": {"customer_type": "unit"}}) == set()

test_unknown_customer if unknown({"drop": ["customer"]}) == {
	"a1/2026-02-01: its customer is not among the registered ones",
	"a1/2026-02-10: its customer is not among the registered ones",
}

test_no_balance if unknown({"b2": {"balance_cny": null}}) == {"a1/2026-02-10: it holds no balance"}

test_applicable if applicable({}) == true

test_not_applicable if applicable({"customer": {"customer_type": "unit"}}) == false

test_a_missing_check_in_full_evidence_is_no_doubt if unknown({"drop": ["check"]}) == set()

test_doubt_is_applicable if applicable({"drop": ["customer"]}) == true

test_account_that_is_not_registered if deny({"drop": ["check", "a1"]}) == {
	concat(" ", [
		"a1/2026-02-01: the balance is above 5000 CNY for 10 days until 2026-02-10, without a",
		"match and copy by then",
	]),
}

test_a_run_is_found_once if {
	deny({
		"drop": ["check"],
		"add": ["dip"],
		"dip": {"date": "2026-02-02", "balance_cny": 6000},
		"b2": {"date": "2026-02-12"},
	}) == {
		concat(" ", [
			"a1/2026-02-01: the balance is above 5000 CNY for 10 days until 2026-02-10, without a",
			"match and copy by then",
		]),
	}
}

test_low_before_the_run if {
	deny({"drop": ["check"], "add": ["dip"], "dip": {"date": "2026-01-20"}}) == {
		concat(" ", [
			"a1/2026-02-01: the balance is above 5000 CNY for 10 days until 2026-02-10, without a",
			"match and copy by then",
		]),
	}
}

test_the_run_is_shown_where_it_begins if {
	deny({
		"drop": ["check"],
		"add": ["dip"],
		"b1": {"balance_cny": 1},
		"dip": {"date": "2026-02-19", "balance_cny": 6000},
	}) == {
		concat(" ", [
			"a1/2026-02-10: the balance is above 5000 CNY for 10 days until 2026-02-19, without a",
			"match and copy by then",
		]),
	}
}

test_the_run_is_shown_at_its_own_account if {
	deny({"drop": ["check"], "add": ["twin", "another"]}) == {
		concat(" ", [
			"a1/2026-02-01: the balance is above 5000 CNY for 10 days until 2026-02-10, without a",
			"match and copy by then",
		]),
	}
}

test_check_of_the_customer_that_accounts_are_kept_under if {
	deny({"check": {"customer_id": "m"}}) == set()
}

test_units_without_a_balance if {
	unknown({"customer": {"customer_type": "unit"}, "b2": {"balance_cny": null}}) == set()
}

test_a_balance_in_dollars_is_one if {
	unknown({"b2": {"balance_cny": null, "balance_usd": 5}}) == set()
}

test_the_tenth_day_is_not_over if {
	deny({"drop": ["check"], "now": "2026-02-10T23:59:00+08:00"}) == set()
}

test_the_tenth_day_is_over if {
	deny({"drop": ["check"], "now": "2026-02-11T00:00:00+08:00"}) == {
		concat(" ", [
			"a1/2026-02-01: the balance is above 5000 CNY for 10 days until 2026-02-10, without a",
			"match and copy by then",
		]),
	}
}
