package rules.identification.unidentified_service_test

import data.rules.identification.unidentified_service

params := {"KYC-307": {
	"single_cny": 10000,
	"single_usd": 1000,
	"oneoff_kinds": ["cash_remittance"],
}}

account := {
	"account_id": "A1",
	"customer_id": "C1",
	"opened_at": "2026-03-02T09:00:00+08:00",
	"_loc": {"file": "accounts.csv", "line": 2},
}

remittance := {
	"txn_id": "T1",
	"kind": "cash_remittance",
	"at": "2026-03-02T09:00:00+08:00",
	"amount_cny": 10000,
	"id_verification_ref": "V1",
	"_loc": {"file": "transactions.csv", "line": 2},
}

check := {
	"verification_id": "V1",
	"customer_id": "C1",
	"result": "match",
	"id_copy_ref": "K1",
	"at": "2026-03-02T09:00:00+08:00",
}

doc(accounts, payments, checks) := {"evidence": {
	"kyc_accounts": accounts,
	"kyc_transactions": payments,
	"id_verifications": checks,
}}

denied(given) := {finding.msg | some finding in result} if {
	result := unidentified_service.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unjudged(given) := {finding.msg | some finding in result} if {
	result := unidentified_service.unknown with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

opened(patch) := denied(doc([account], [], [object.union(check, patch)]))

paid(patch) := denied(doc([], [object.union(remittance, patch)], [check]))

checked(patch) := denied(doc([], [remittance], [object.union(check, patch)]))

no_opening := {concat("", [
	"A1: no identity check with a kept copy confirmed the customer ",
	"before the opening",
])}

no_customer := {concat("", [
	"T1: no identity check with a kept copy confirmed the customer ",
	"before the transaction",
])}

no_proxy := {concat("", [
	"T1: no identity check with a kept copy confirmed the proxy ",
	"before the transaction",
])}

late := "2026-03-02T09:00:01+08:00"

test_identified_services_pass if {
	denied(doc([account], [remittance], [check])) == set()
	unjudged(doc([account], [remittance], [check])) == set()
}

test_account_opened_without_identification if {
	denied(doc([account], [], [])) == no_opening
	opened({"customer_id": "C2"}) == no_opening
	opened({"result": "pending"}) == no_opening
	opened({"at": late}) == no_opening
	opened({"at": "2026-03-02"}) == no_opening
	opened({"at": "2026-03-01"}) == set()
	denied(doc([account], [], [object.remove(check, ["id_copy_ref"])])) == no_opening
}

test_oneoff_service_without_identification if {
	denied(doc([], [object.remove(remittance, ["id_verification_ref"])], [check])) == no_customer
	paid({"id_verification_ref": "V2"}) == no_customer
	checked({"result": "mismatch"}) == no_customer
	checked({"at": late}) == no_customer
	denied(doc([], [remittance], [object.remove(check, ["id_copy_ref"])])) == no_customer
}

test_check_of_another_customer if {
	paid({"customer_id": "C1"}) == set()
	paid({"customer_id": "C2"}) == no_customer
}

bare := object.remove(remittance, ["id_verification_ref", "amount_cny"])

small(patch) := denied(doc([], [object.union(bare, patch)], [check]))

test_limits if {
	small({"amount_cny": 10000}) == no_customer
	small({"amount_cny": 9999.99}) == set()
	small({"amount_usd": 1000}) == no_customer
	small({"amount_usd": 999.99}) == set()
	small({"amount_cny": 9999, "amount_usd": 1000}) == no_customer
	small({"amount_cny": 10000, "account_id": "A1"}) == set()
	small({"amount_cny": 10000, "kind": "payment"}) == set()
}

test_missing_amount_is_unknown if {
	small({}) == set()
	fault := {"T1: the amount is missing"}
	unjudged(doc([], [bare], [check])) == fault
	unjudged(doc([], [object.union(bare, {"amount_usd": 1})], [check])) == set()
	unidentified_service.applicable with input as doc([], [bare], []) with data.params as params
}

test_early_withdrawal_at_any_amount if {
	small({"kind": "early_withdrawal", "account_id": "A1"}) == no_customer
	small({
		"kind": "early_withdrawal",
		"amount_cny": 1,
		"id_verification_ref": "V1",
	}) == set()
}

test_proxy_is_identified_too if {
	paid({"proxy": "p1"}) == no_proxy
	paid({"proxy": "p1", "proxy_id_verification_ref": "V2"}) == no_proxy
	paid({"proxy": "p1", "proxy_id_verification_ref": "V1"}) == set()
	small({"proxy": "p1", "amount_cny": 1}) == set()
}

test_incomplete_checks if {
	unread := object.union(
		doc([account], [remittance], []),
		{"gaps": {"id_verifications": [{"reason": "denied"}]}},
	)
	denied(unread) == set()
	unjudged(unread) == no_opening | no_customer
}

applies(accounts, payments) if {
	unidentified_service.applicable with input as doc(accounts, payments, [])
		with data.params as params
}

test_applicable if {
	applies([account], [])
	applies([], [remittance])
	not applies([], [object.union(remittance, {"amount_cny": 1})])
}

test_nothing_is_unknown_where_all_was_read if unjudged(doc([account], [remittance], [])) == set()
