package rules.identification.unbacked_verification_account_test

import data.rules.identification.unbacked_verification_account

params := {"KYC-112": {"accepted_doc_types": ["name_preapproval_notice"]}}

account := {
	"account_id": "A1",
	"account_type": "temporary",
	"opening_ground": "capital_verification",
	"approval_doc_ref": "D1",
	"investors": ["p1", "p2"],
	"opened_at": "2026-03-02T09:00:00+08:00",
	"_loc": {"file": "accounts.csv", "line": 2},
}

notice := {"doc_id": "D1", "doc_type": "name_preapproval_notice"}

first := {
	"subject": "p1",
	"subject_role": "investor",
	"method": "networked_id_check",
	"result": "match",
	"at": "2026-03-02T09:00:00+08:00",
}

second := object.union(first, {"subject": "p2"})

doc(row, documents, checks) := {"evidence": {
	"kyc_accounts": [row],
	"kyc_documents": documents,
	"id_verifications": checks,
}}

denied(given) := {finding.msg | some finding in result} if {
	result := unbacked_verification_account.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unjudged(given) := {finding.msg | some finding in result} if {
	result := unbacked_verification_account.unknown with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

sound := doc(account, [notice], [first, second])

changed(patch) := denied(doc(object.union(account, patch), [notice], [first, second]))

checked(patch) := denied(doc(account, [notice], [first, object.union(second, patch)]))

unread(given, kind) := object.union(given, {"gaps": {kind: [{"reason": "denied"}]}})

test_backed_account_passes if {
	denied(sound) == set()
	unjudged(sound) == set()
}

test_approval_document if {
	none := doc(object.remove(account, ["approval_doc_ref"]), [notice], [first, second])
	denied(none) == {"A1: the approval document is not named"}
	changed({"approval_doc_ref": "D2"}) == {"A1: the approval document is not kept"}
	denied(doc(account, [object.union(notice, {"doc_type": "other"})], [first, second])) == {
		"A1: the approval document is of a type that is not accepted",
	}
	lost := doc(account, [], [first, second])
	denied(unread(lost, "kyc_documents")) == set()
	unjudged(unread(lost, "kyc_documents")) == {"A1: the approval document is not kept"}
	unjudged(unread(sound, "kyc_documents")) == set()
}

one_of_two := concat("", [
	"A1: 1 of 2 investors were not confirmed by the networked check ",
	"before the opening",
])

test_unchecked_investors if {
	checked({"subject": "p3"}) == {one_of_two}
	checked({"subject_role": "holder"}) == {one_of_two}
	checked({"method": "document_sight"}) == {one_of_two}
	checked({"result": "mismatch"}) == {one_of_two}
	checked({"at": "2026-03-02T09:00:01+08:00"}) == {one_of_two}
	checked({"at": "2026-03-02"}) == {one_of_two}
	lone := doc(account, [notice], [first])
	denied(unread(lone, "id_verifications")) == set()
	unjudged(unread(lone, "id_verifications")) == {one_of_two}
	denied(unread(lone, "kyc_documents")) == {one_of_two}
}

test_no_investors if {
	changed({"investors": []}) == {"A1: no investors are registered"}
	denied(doc(object.remove(account, ["investors"]), [notice], [])) == {
		"A1: no investors are registered",
	}
}

not_applicable(patch) if {
	given := doc(object.union(account, patch), [], [])
	denied(given) == set()
	unjudged(given) == set()
	not unbacked_verification_account.applicable with input as given
}

test_other_accounts if {
	not_applicable({"account_type": "basic"})
	not_applicable({"opening_ground": "ordinary"})
	unbacked_verification_account.applicable with input as sound
}

test_unknown_type_or_ground if {
	every field in ["account_type", "opening_ground"] {
		given := doc(object.remove(account, [field]), [], [])
		denied(given) == set()
		unjudged(given) == {"A1: type or opening ground of the account is missing"}
		unbacked_verification_account.applicable with input as given
	}
	bare := doc(object.remove(account, ["account_type", "opening_ground"]), [], [])
	unjudged(bare) == set()
}

test_nothing_is_unknown_where_all_was_read if unjudged(doc(account, [], [])) == set()

test_one_field_that_does_not_fit_is_enough if {
	basic := object.union(object.remove(account, ["opening_ground"]), {"account_type": "basic"})
	unjudged(doc(basic, [], [])) == set()
	ordinary := object.union(object.remove(account, ["account_type"]), {"opening_ground": "ordinary"})
	unjudged(doc(ordinary, [], [])) == set()
}
