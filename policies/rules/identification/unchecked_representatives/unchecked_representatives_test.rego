package rules.identification.unchecked_representatives_test

import data.rules.identification.unchecked_representatives

params := {"KYC-106": {
	"required_roles": ["legal_representative", "authorised_handler"],
	"accepted_methods": ["networked_id_check"],
}}

account := {
	"account_id": "A1",
	"customer_id": "C1",
	"opened_at": "2026-03-02T09:00:00+08:00",
	"authorised_handler": "p2",
	"_loc": {"file": "accounts.csv", "line": 2},
}

customer := {"customer_id": "C1", "customer_type": "unit"}

head := {
	"customer_id": "C1",
	"subject_role": "legal_representative",
	"method": "networked_id_check",
	"result": "match",
	"at": "2026-03-02T09:00:00+08:00",
}

handler := object.union(head, {"subject_role": "authorised_handler"})

doc(row, customers, checks) := {"evidence": {
	"kyc_accounts": [row],
	"kyc_customers": customers,
	"id_verifications": checks,
}}

denied(given) := {finding.msg | some finding in result} if {
	result := unchecked_representatives.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unjudged(given) := {finding.msg | some finding in result} if {
	result := unchecked_representatives.unknown with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

checked(checks) := denied(doc(account, [customer], checks))

unchecked(role) := concat("", [
	"A1: no document of the ",
	role,
	" was confirmed by an accepted method before the opening",
])

test_both_checked_passes if {
	checked([head, handler]) == set()
	unjudged(doc(account, [customer], [head, handler])) == set()
}

test_missing_checks if {
	checked([head]) == {unchecked("authorised_handler")}
	checked([handler]) == {unchecked("legal_representative")}
	checked([head, object.union(handler, {"customer_id": "C2"})]) == {
		unchecked("authorised_handler"),
	}
	checked([head, object.union(handler, {"method": "document_sight"})]) == {
		unchecked("authorised_handler"),
	}
	checked([head, object.remove(handler, ["method"])]) == {unchecked("authorised_handler")}
	checked([head, object.union(handler, {"result": "pending"})]) == {
		unchecked("authorised_handler"),
	}
}

test_late_check if {
	checked([head, object.union(handler, {"at": "2026-03-02T09:00:01+08:00"})]) == {
		unchecked("authorised_handler"),
	}
	checked([head, object.union(handler, {"at": "2026-03-02"})]) == {
		unchecked("authorised_handler"),
	}
	opened := object.union(account, {"opened_at": "2026-03-02"})
	later := object.union(handler, {"at": "2026-03-02T18:00:00+08:00"})
	denied(doc(opened, [customer], [head, later])) == set()
}

test_no_handler_no_check if {
	bare := object.remove(account, ["authorised_handler"])
	denied(doc(bare, [customer], [head])) == set()
	denied(doc(bare, [customer], [])) == {unchecked("legal_representative")}
}

test_a_role_that_is_not_required if {
	result := unchecked_representatives.deny with input as doc(account, [customer], [head])
		with data.params as {"KYC-106": object.union(
			params["KYC-106"],
			{"required_roles": ["legal_representative"]},
		)}
	result == set()
}

test_mismatch_needs_a_later_match if {
	before := "2026-03-01T09:00:00+08:00"
	bad := object.union(head, {"result": "mismatch", "at": before})
	checked([bad, head, handler]) == set()
	unremedied := {concat("", [
		"A1: the check of the legal_representative gave mismatch, ",
		"and no later check before the opening confirmed it",
	])}
	sooner := object.union(head, {"at": "2026-02-28T09:00:00+08:00"})
	checked([bad, sooner, handler]) == unremedied
	checked([bad, object.union(head, {"at": before}), handler]) == unremedied
	afterwards := object.union(head, {"at": "2026-03-02T09:00:01+08:00"})
	checked([bad, sooner, afterwards, handler]) == unremedied
	weak := object.union(head, {"method": "other"})
	checked([bad, sooner, weak, handler]) == unremedied
	none := object.union(bad, {"result": "no_record"})
	checked([none, sooner, handler]) == {concat("", [
		"A1: the check of the legal_representative gave no_record, ",
		"and no later check before the opening confirmed it",
	])}
	checked([object.union(bad, {"result": "pending"}), sooner, handler]) == set()
	checked([object.union(bad, {"at": "2026-03-02T09:00:01+08:00"}), head, handler]) == set()
}

test_incomplete_checks if {
	unread := object.union(
		doc(account, [customer], [head]),
		{"gaps": {"id_verifications": [{"reason": "denied"}]}},
	)
	denied(unread) == set()
	unjudged(unread) == {unchecked("authorised_handler")}
}

test_only_units if {
	person := doc(account, [{"customer_id": "C1", "customer_type": "individual"}], [])
	denied(person) == set()
	not unchecked_representatives.applicable with input as person
	unchecked_representatives.applicable with input as doc(account, [customer], [])
}

test_customer_without_record_is_unknown if {
	lone := doc(account, [], [])
	denied(lone) == set()
	unjudged(lone) == {concat("", [
		"A1: the customer has no identity record, ",
		"so the kind of customer is not known",
	])}
	unchecked_representatives.applicable with input as lone
}

test_nothing_is_unknown_where_all_was_read if unjudged(doc(account, [customer], [])) == set()
