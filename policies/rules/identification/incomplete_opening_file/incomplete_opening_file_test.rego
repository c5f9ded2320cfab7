package rules.identification.incomplete_opening_file_test

import data.rules.identification.incomplete_opening_file

params := {"KYC-110": {
	"required_doc_types": ["reserved_seal", "identity_copies"],
	"min_retention_years": 10,
}}

account := {
	"account_id": "A1",
	"customer_id": "C1",
	"_loc": {"file": "accounts.csv", "line": 2},
}

customer := {"customer_id": "C1", "customer_type": "unit"}

seal := {
	"doc_id": "D1",
	"account_id": "A1",
	"doc_type": "reserved_seal",
	"folder_id": "F1",
	"readable": true,
	"_loc": {"file": "documents.csv", "line": 2},
}

copies := object.union(seal, {"doc_id": "D2", "doc_type": "identity_copies"})

doc(customers, documents) := {
	"now": "2026-03-10T09:00:00+08:00",
	"evidence": {
		"kyc_accounts": [account],
		"kyc_customers": customers,
		"kyc_documents": documents,
	},
}

denied(given) := {finding.msg | some finding in result} if {
	result := incomplete_opening_file.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unjudged(given) := {finding.msg | some finding in result} if {
	result := incomplete_opening_file.unknown with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

filed(documents) := denied(doc([customer], documents))

changed(patch) := filed([seal, object.union(copies, patch)])

test_complete_folder_passes if {
	filed([seal, copies]) == set()
	unjudged(doc([customer], [seal, copies])) == set()
}

test_missing_documents if {
	filed([]) == {"A1: no readable identity_copies, reserved_seal"}
	filed([seal]) == {"A1: no readable identity_copies"}
	changed({"readable": false}) == {"A1: no readable identity_copies"}
	filed([seal, object.remove(copies, ["readable"])]) == {"A1: no readable identity_copies"}
	changed({"account_id": "A2", "folder_id": "F2"}) == {"A1: no readable identity_copies"}
}

test_documents_in_several_folders if {
	fault := {"A1: the documents do not lie in one folder"}
	changed({"folder_id": "F2"}) == fault
	filed([seal, object.remove(copies, ["folder_id"])]) == fault
	second := object.union(copies, {"doc_id": "D3", "folder_id": "F2"})
	filed([seal, copies, second]) == set()
	filed([seal, object.union(copies, {"folder_id": "F2"}), copies]) == set()
	filed([object.remove(seal, ["folder_id"])]) == {concat("; ", [
		"A1: no readable identity_copies",
		"the documents do not lie in one folder",
	])}
}

test_folder_shared_with_another_account if {
	stray := object.union(seal, {"doc_id": "D9", "account_id": "A9"})
	filed([seal, copies, stray]) == {"A1: the folder holds documents of another account too"}
	filed([seal, copies, object.union(stray, {"folder_id": "F9"})]) == set()
	filed([seal, copies, object.remove(stray, ["account_id"])]) == set()
}

test_other_documents_may_lie_elsewhere if {
	other := object.union(seal, {"doc_id": "D8", "doc_type": "other", "folder_id": "F8"})
	filed([seal, copies, other]) == set()
}

test_retention_of_closed_documents if {
	changed({"closed_at": "2025-03-02"}) == {"D2: the end of the retention period is missing"}
	changed({"closed_at": "2025-03-02", "retention_until": "2035-03-02"}) == set()
	changed({"closed_at": "2025-03-02", "retention_until": "9999-12-31"}) == set()
	changed({"closed_at": "2025-03-02", "retention_until": "2035-03-01"}) == {
		"D2: it is kept until 2035-03-01, and must be kept until 2035-03-02",
	}
	changed({"retention_until": "2027-01-01"}) == set()
}

test_unreadable_before_the_end_of_retention if {
	closed := {"closed_at": "2016-03-10", "readable": false}
	changed(object.union(closed, {"retention_until": "2026-03-10"})) == {
		"A1: no readable identity_copies",
		"D2: it cannot be read before the end of its retention period",
	}
	older := {"closed_at": "2016-03-09", "readable": false, "retention_until": "2026-03-09"}
	changed(older) == set()
	changed({"readable": false, "retention_until": "2026-03-09"}) == {
		"A1: no readable identity_copies",
	}
}

test_incomplete_documents if {
	unread := object.union(
		doc([customer], [seal]),
		{"gaps": {"kyc_documents": [{"reason": "denied"}]}},
	)
	denied(unread) == set()
	unjudged(unread) == {"A1: no readable identity_copies"}
}

test_only_units if {
	person := doc([{"customer_id": "C1", "customer_type": "individual"}], [])
	denied(person) == set()
	not incomplete_opening_file.applicable with input as person
	incomplete_opening_file.applicable with input as doc([customer], [])
}

test_customer_without_record_is_unknown if {
	lone := doc([], [])
	denied(lone) == set()
	unjudged(lone) == {concat("", [
		"A1: the customer has no identity record, ",
		"so the kind of customer is not known",
	])}
	incomplete_opening_file.applicable with input as lone
}

test_nothing_is_unknown_where_all_was_read if unjudged(doc([customer], [])) == set()
