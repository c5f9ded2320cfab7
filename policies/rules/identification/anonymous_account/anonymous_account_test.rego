package rules.identification.anonymous_account_test

import data.rules.identification.anonymous_account

params := {"KYC-101": {"fictitious_name_patterns": ["^test"], "flag_names": ["fictitious"]}}

account := {
	"account_id": "A1",
	"customer_id": "C1",
	"status": "active",
	"_loc": {"file": "accounts.csv", "line": 2},
}

customer := {
	"customer_id": "C1",
	"name": "n1",
	"id_type": "card",
	"id_no": "d1",
	"identification_status": "verified",
	"_loc": {"file": "customers.csv", "line": 2},
}

payment := {
	"txn_id": "T1",
	"customer_id": "C1",
	"account_id": "A1",
	"at": "2026-03-02T09:00:00+08:00",
	"_loc": {"file": "transactions.csv", "line": 2},
}

check := {"customer_id": "C1", "result": "match", "at": "2026-03-02T09:00:00+08:00"}

doc(accounts, customers, payments, checks) := {"evidence": {
	"kyc_accounts": accounts,
	"kyc_customers": customers,
	"kyc_transactions": payments,
	"id_verifications": checks,
}}

sound := doc([account], [customer], [payment], [check])

found(given) := result if {
	result := anonymous_account.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

denied(given) := {finding.msg | some finding in found(given)}

unjudged(given) := {finding.msg | some finding in result} if {
	result := anonymous_account.unknown with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

of_account(patch) := denied(doc([object.union(account, patch)], [customer], [], []))

of_customer(patch) := denied(doc([account], [object.union(customer, patch)], [], []))

of_payment(patch) := denied(doc([account], [customer], [object.union(payment, patch)], [check]))

checked(patch) := denied(doc([account], [customer], [payment], [object.union(check, patch)]))

unread(given, kind) := object.union(given, {"gaps": {kind: [{"reason": "denied"}]}})

test_identified_customers_pass if {
	denied(sound) == set()
	unjudged(sound) == set()
}

test_account_of_a_customer_without_record if {
	lone := doc([account], [], [], [])
	denied(lone) == {"A1: the customer has no identity record"}
	denied(unread(lone, "kyc_customers")) == set()
	unjudged(unread(lone, "kyc_customers")) == {"A1: the customer has no identity record"}
	denied(doc([object.union(account, {"status": "closed"})], [], [], [])) == set()
	count(denied(doc([object.union(account, {"status": "frozen"})], [], [], []))) == 1
}

test_identification_not_verified if {
	found(doc([account], [object.union(customer, {"identification_status": "pending"})], [], [])) == {{
		"msg": "A1: the customer's identification is pending, not verified",
		"msg_zh": "A1:客户身份识别状态为pending,而非已核实",
		"subject": "A1",
		"_loc": {"file": "accounts.csv", "line": 2},
		"details": {"fictitious_name_patterns": ["^test"]},
	}}
	blank := object.remove(customer, ["identification_status"])
	denied(doc([account], [blank], [], [])) == {
		"A1: the customer's identification is unknown, not verified",
	}
}

test_flagged_names if {
	of_customer({"name_flags": ["fictitious"]}) == {
		"A1: the customer's name is flagged as fictitious",
	}
	of_customer({"name_flags": ["short"]}) == set()
	of_customer({"name_flags": []}) == set()
}

test_one_document_under_two_names if {
	other := object.union(customer, {"customer_id": "C2", "name": "n2"})
	fault := "the same identity document stands under another name too"
	denied(doc([], [customer, other], [], [])) == {
		concat(": ", ["C1", fault]),
		concat(": ", ["C2", fault]),
	}
	denied(doc([], [customer, object.union(other, {"name": "n1"})], [], [])) == set()
	denied(doc([], [customer, object.union(other, {"id_no": "d2"})], [], [])) == set()
	denied(doc([], [customer, object.union(other, {"id_type": "passport"})], [], [])) == set()
	untyped := object.remove(customer, ["id_type"])
	both := doc([], [untyped, object.remove(other, ["id_type"])], [], [])
	count(denied(both)) == 2
	bare := [object.remove(customer, ["id_no"]), object.remove(other, ["id_no"])]
	denied(doc([], bare, [], [])) == set()
}

test_transaction_before_the_first_match if {
	early := {"T1: it came before the customer was identified"}
	of_payment({"at": "2026-03-02T08:59:59+08:00"}) == early
	of_payment({"at": "2026-03-02"}) == set()
	of_payment({"at": "2026-03-01"}) == early
	checked({"at": "2026-03-02"}) == set()
	checked({"at": "2026-03-03"}) == early
	two := [object.union(check, {"at": "2026-03-05"}), check]
	denied(doc([account], [customer], [payment], two)) == set()
}

test_identity_verified_earlier_by_the_record if {
	seen := object.union(customer, {"id_verified_at": "2026-03-01"})
	denied(doc([account], [seen], [payment], [])) == set()
	late := object.union(customer, {"id_verified_at": "2026-03-04"})
	denied(doc([account], [late], [payment], [check])) == set()
	denied(doc([account], [late], [payment], [])) == {
		"T1: it came before the customer was identified",
	}
}

test_never_identified if {
	never := {"T1: the customer was never identified"}
	checked({"result": "mismatch"}) == never
	none := doc([account], [customer], [payment], [])
	denied(none) == never
	denied(doc([account], [customer], [object.remove(payment, ["account_id"])], [])) == set()
	every kind in ["id_verifications", "kyc_customers", "kyc_accounts"] {
		denied(unread(none, kind)) == set()
		unjudged(unread(none, kind)) == never
	}
}

test_customer_of_a_transaction_is_the_accounts if {
	bare := object.remove(payment, ["customer_id"])
	denied(doc([account], [customer], [bare], [check])) == set()
	stray := object.union(bare, {"account_id": "A9"})
	denied(doc([account], [customer], [stray], [check])) == {
		"T1: the customer was never identified",
	}
}

test_applicable if {
	anonymous_account.applicable with input as doc([account], [], [], [])
	anonymous_account.applicable with input as doc([], [], [payment], [])
	not anonymous_account.applicable with input as doc([], [customer], [], [])
}

test_nothing_is_unknown_where_all_was_read if unjudged(doc([account], [], [payment], [])) == set()

test_a_day_that_ends_where_the_check_begins if {
	day := object.union(payment, {"at": "2026-03-01"})
	after := object.union(check, {"at": "2026-03-02"})
	denied(doc([account], [customer], [day], [after])) == {
		"T1: it came before the customer was identified",
	}
}

test_a_customer_without_a_name if {
	nameless := object.remove(customer, ["name", "name_flags"])
	doubt := {concat(": ", [account.account_id, "the customer has no name on record"])}
	unjudged(doc([account], [nameless], [], [])) == doubt
	unjudged(doc([object.union(account, {"status": "closed"})], [nameless], [], [])) == set()
	looked_at := object.union(nameless, {"name_flags": []})
	unjudged(doc([account], [looked_at], [], [])) == set()
	named := object.union(nameless, {"name": "Zhang"})
	unjudged(doc([account], [named], [], [])) == set()
}
