package rules.identification.incomplete_identity_registration_test

import data.rules.identification.incomplete_identity_registration

params := {"KYC-104": {"required_fields": {
	"individual": ["name", "id_expires_at"],
	"unit": ["name", "licence_no"],
}}}

customer := {
	"customer_id": "C1",
	"customer_type": "individual",
	"status": "active",
	"registered_fields": ["name", "id_expires_at"],
	"id_no_valid": true,
	"id_expires_at": "2030-01-01",
	"relationship_start_at": "2026-03-02",
	"_loc": {"file": "customers.csv", "line": 2},
}

check := {"customer_id": "C1", "result": "match"}

doc(row, checks) := {"evidence": {"kyc_customers": [row], "id_verifications": checks}}

denied(given) := {finding.msg | some finding in result} if {
	result := incomplete_identity_registration.deny with input as given with data.params as params
}

unjudged(given) := {finding.msg | some finding in result} if {
	result := incomplete_identity_registration.unknown with input as given
		with data.params as params
}

changed(patch) := denied(doc(object.union(customer, patch), [check]))

without(field) := denied(doc(object.remove(customer, [field]), [check]))

test_complete_registration_passes if {
	changed({}) == set()
	unjudged(doc(customer, [check])) == set()
}

test_fields_not_registered if {
	changed({"registered_fields": ["name"]}) == {"C1: id_expires_at not registered"}
	without("registered_fields") == {"C1: id_expires_at, name not registered"}
	changed({"registered_fields": []}) == {"C1: id_expires_at, name not registered"}
}

test_units_and_merchants if {
	changed({"customer_type": "unit"}) == {"C1: licence_no not registered"}
	changed({"customer_type": "merchant"}) == {"C1: licence_no not registered"}
	changed({"customer_type": "unit", "registered_fields": ["name", "licence_no"]}) == set()
}

test_invalid_number if {
	changed({"id_no_valid": false}) == {"C1: the number of the identity document is not valid"}
	without("id_no_valid") == set()
}

test_document_expired_before_the_relationship if {
	changed({"id_expires_at": "2026-03-01"}) == {concat("", [
		"C1: the identity document expired on 2026-03-01, ",
		"before the relationship began on 2026-03-02",
	])}
	changed({"id_expires_at": "2026-03-02"}) == set()
	changed({"id_expires_at": "9999-12-31"}) == set()
}

test_missing_days if {
	without("relationship_start_at") == {
		"C1: the day on which the relationship began is missing",
	}
	without("id_expires_at") == set()
	unjudged(doc(object.remove(customer, ["id_expires_at"]), [check])) == {
		"C1: the expiry of the identity document is not recorded",
	}
	told := object.union(object.remove(customer, ["id_expires_at"]), {"registered_fields": ["name"]})
	unjudged(doc(told, [check])) == set()
}

test_no_match if {
	fault := {"C1: no identity check confirmed the document"}
	denied(doc(customer, [])) == fault
	denied(doc(customer, [object.union(check, {"result": "mismatch"})])) == fault
	denied(doc(customer, [object.union(check, {"customer_id": "C2"})])) == fault
	unread := object.union(doc(customer, []), {"gaps": {"id_verifications": [{"reason": "denied"}]}})
	denied(unread) == set()
	unjudged(unread) == fault
}

test_only_active_customers if {
	gone := doc(object.union(customer, {"status": "closed"}), [])
	denied(gone) == set()
	not incomplete_identity_registration.applicable with input as gone
	incomplete_identity_registration.applicable with input as doc(customer, [])
}

test_nothing_is_unknown_where_all_was_read if unjudged(doc(customer, [])) == set()
