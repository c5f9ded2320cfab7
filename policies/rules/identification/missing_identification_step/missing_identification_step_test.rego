package rules.identification.missing_identification_step_test

import data.rules.identification.missing_identification_step

params := {"KYC-201": {
	"steps": ["verify", "understand", "register", "keep"],
	"individual_low_risk_understand_fields": ["funds_source"],
	"individual_understand_fields": ["funds_source", "funds_use"],
	"required_fields": {"individual": ["name", "id_no"], "unit": ["name", "licence_no"]},
}}

customer := {
	"customer_id": "C1",
	"customer_type": "individual",
	"status": "active",
	"funds_source": "x",
	"funds_use": "x",
	"registered_fields": ["name", "id_no"],
	"id_copy_ref": "K1",
	"relationship_start_at": "2026-03-02",
	"relationship_approved_by": "u2",
	"relationship_approved_at": "2026-03-02T17:00:00+08:00",
	"_loc": {"file": "customers.csv", "line": 2},
}

check := {
	"customer_id": "C1",
	"result": "match",
	"at": "2026-03-02T16:00:00+08:00",
	"performed_by": "u1",
}

doc(row, checks) := {"evidence": {"kyc_customers": [row], "id_verifications": checks}}

denied(given) := {finding.msg | some finding in result} if {
	result := missing_identification_step.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unjudged(given) := {finding.msg | some finding in result} if {
	result := missing_identification_step.unknown with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

changed(patch) := denied(doc(object.union(customer, patch), [check]))

without(field) := denied(doc(object.remove(customer, [field]), [check]))

checked(patch) := denied(doc(customer, [object.union(check, patch)]))

unverified := "C1/verify: no identity check confirmed the customer before the relationship began"

alone := concat("", [
	"C1/review: no other person than the approver is recorded ",
	"to have verified the customer",
])

test_four_steps_pass if {
	changed({}) == set()
	unjudged(doc(customer, [check])) == set()
}

test_not_verified if {
	denied(doc(customer, [])) == {unverified}
	checked({"result": "failed"}) == {unverified}
	checked({"at": "2026-03-03T00:00:00+08:00"}) == {unverified}
	checked({"at": "2026-03-02"}) == set()
}

test_relationship_without_a_start if {
	without("relationship_start_at") == {
		"C1/verify: the day on which the relationship began is missing",
	}
	bare := object.remove(customer, ["relationship_start_at", "relationship_approved_at"])
	denied(doc(bare, [check])) == {
		"C1/verify: the day on which the relationship began is missing",
		"C1/review: the time of the approval is missing",
	}
}

test_individual_not_understood if {
	without("funds_use") == {"C1/understand: funds_use not known"}
	changed({"placeholder_fields": ["funds_source", "funds_use"]}) == {
		"C1/understand: funds_source, funds_use not known",
	}
	low := object.union(object.remove(customer, ["funds_use"]), {"risk_grade": "low"})
	denied(doc(low, [check])) == set()
	medium := object.union(low, {"risk_grade": "medium"})
	denied(doc(medium, [check])) == {"C1/understand: funds_use not known"}
	denied(doc(object.remove(low, ["funds_source"]), [check])) == {
		"C1/understand: funds_source not known",
	}
}

test_unit_not_understood if {
	changed({
		"customer_type": "unit",
		"registered_fields": ["name", "licence_no"],
		"beneficial_owner": "x",
		"controller": "x",
		"economic_status": "x",
	}) == set()
	changed({
		"customer_type": "unit",
		"risk_grade": "low",
		"registered_fields": ["name", "licence_no"],
		"placeholder_fields": ["funds_use"],
		"beneficial_owner": "x",
		"controller": "x",
		"economic_status": "x",
	}) == {"C1/understand: funds_use not known"}
	every kind in ["unit", "merchant"] {
		changed({"customer_type": kind, "registered_fields": ["name", "licence_no"]}) == {
			"C1/understand: beneficial_owner, controller, economic_status not known",
		}
	}
}

test_not_registered if {
	changed({"registered_fields": ["name"]}) == {"C1/register: id_no not registered"}
	without("registered_fields") == {"C1/register: id_no, name not registered"}
	changed({"placeholder_fields": ["id_no"]}) == {"C1/register: id_no not registered"}
	full := {"beneficial_owner": "x", "controller": "x", "economic_status": "x"}
	changed(object.union(full, {"customer_type": "unit"})) == {
		"C1/register: licence_no not registered",
	}
}

test_no_copy_kept if {
	fault := {"C1/keep: no copy of the identity document is kept"}
	without("id_copy_ref") == fault
	changed({"placeholder_fields": ["id_copy_ref"]}) == fault
}

test_opening_review if {
	without("relationship_approved_by") == {"C1/review: nobody approved the relationship"}
	late := {"C1/review: the relationship was not approved before it began"}
	without("relationship_approved_at") == late
	changed({"relationship_approved_at": "2026-03-03T00:00:00+08:00"}) == late
	changed({"relationship_approved_at": "2026-03-02"}) == set()
}

test_approver_is_the_verifier if {
	checked({"performed_by": "u2"}) == {alone}
	denied(doc(customer, [object.remove(check, ["performed_by"])])) == {alone}
	denied(doc(customer, [object.union(check, {"performed_by": "u2"}), check])) == set()
	late := object.union(check, {"at": "2026-03-05"})
	denied(doc(customer, [object.union(check, {"performed_by": "u2"}), late])) == {alone}
}

test_each_missing_step_is_a_finding if {
	bare := object.remove(customer, ["id_copy_ref", "funds_source", "registered_fields"])
	count(denied(doc(bare, []))) == 4
}

test_steps_left_out if {
	bare := object.remove(customer, [
		"id_copy_ref", "funds_source", "registered_fields",
		"relationship_start_at",
	])
	result := missing_identification_step.deny with input as doc(bare, [])
		with data.params as {"KYC-201": object.union(params["KYC-201"], {"steps": []})}
	result == set()
	started := missing_identification_step.deny with input as doc(customer, [])
		with data.params as {"KYC-201": object.union(params["KYC-201"], {"steps": []})}
		with data.organisation as {"timezone": "Asia/Shanghai"}
	started == set()
}

test_incomplete_checks if {
	gaps := {"gaps": {"id_verifications": [{"reason": "denied"}]}}
	unread := object.union(doc(customer, []), gaps)
	denied(unread) == set()
	unjudged(unread) == {unverified}
	self := object.union(doc(customer, [object.union(check, {"performed_by": "u2"})]), gaps)
	unjudged(self) == {alone}
}

test_only_active_customers if {
	gone := doc(object.union(customer, {"status": "dormant"}), [])
	denied(gone) == set()
	not missing_identification_step.applicable with input as gone
	missing_identification_step.applicable with input as doc(customer, [])
}

test_nothing_is_unknown_where_all_was_read if unjudged(doc(customer, [])) == set()
