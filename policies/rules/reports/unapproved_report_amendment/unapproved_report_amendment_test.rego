package rules.reports.unapproved_report_amendment_test

import data.rules.reports.unapproved_report_amendment

params := {"CIC-011": {
	"max_filing_days": 5,
	"max_items": 5,
	"approving_role": "general_manager",
	"filing_dept": "customer_service",
}}

roster := [
	{
		"person": "m1",
		"role": "customer_service_manager",
		"hired_at": "2020-01-01",
		"accounts": ["m1-login"],
	},
	{"person": "g1", "role": "general_manager", "hired_at": "2020-01-01"},
]

# Monday 2 to Wednesday 11 March 2026, the weekend off: five working days after the 2nd is the 9th.
calendar := [row |
	some day in numbers.range(2, 11)
	row := {
		"list": "working_days",
		"key": sprintf("2026-03-%02d", [day]),
		"value": {false: "true", true: "false"}[day in {7, 8}],
	}
]

amendment := {
	"record_id": "A-1",
	"record": "amendment",
	"report_id": "P-1",
	"gm_approver": "g1",
	"gm_approved_at": "2026-03-02T09:00:00+08:00",
	"amended_at": "2026-03-02T10:00:00+08:00",
	"items_changed": ["a"],
	"filed_at": "2026-03-03T10:00:00+08:00",
	"filed_by_dept": "customer_service",
	"_loc": {"file": "reports.csv", "line": 2},
}

six_items := ["a", "b", "c", "d", "e", "f"]

large := object.union(amendment, {
	"items_changed": six_items,
	"manager_approver": "m1",
	"manager_approved_at": "2026-03-02T08:00:00+08:00",
})

doc(row) := {
	"now": "2026-03-11T09:00:00+08:00",
	"evidence": {"report_register": [row], "hr_roster": roster, "reference_lists": calendar},
}

denied(given) := {finding.msg | some finding in found} if {
	found := unapproved_report_amendment.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unjudged(given) := {finding.msg | some finding in found} if {
	found := unapproved_report_amendment.unknown with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

faults(row) := denied(doc(row))

changed(fields) := faults(object.union(amendment, fields))

without(fields) := faults(object.remove(amendment, fields))

test_approved_and_filed_amendment_passes if {
	faults(amendment) == set()
	unjudged(doc(amendment)) == set()
}

test_approval_at_the_very_time_of_the_amendment_passes if {
	changed({"gm_approved_at": amendment.amended_at}) == set()
}

test_approval_after_the_amendment if {
	changed({"gm_approved_at": "2026-03-02T10:00:01+08:00"}) == {concat("", [
		"A-1: the general manager's approval came after the act",
	])}
}

test_missing_approval if {
	without(["gm_approver"]) == {"A-1: the general manager's approval is missing"}
	without(["gm_approved_at"]) == {"A-1: the general manager's approval has no time"}
}

test_approval_by_another_role if {
	fault := {concat("", [
		"A-1: the general manager's approval was given by m1, ",
		"who did not hold the role general_manager then",
	])}
	changed({"gm_approver": "m1"}) == fault
	row := object.union(amendment, {"gm_approver": "m1"})
	given := object.union(doc(row), {"gaps": {"hr_roster": [{"reason": "denied"}]}})
	denied(given) == set()
	unjudged(given) == fault
}

test_approval_before_the_role_was_held if {
	count(changed({"gm_approved_at": "2019-12-31"})) == 1
}

test_missing_time_of_amendment if {
	without(["amended_at"]) == {"A-1: it has no time of amendment"}
	unjudged(doc(object.remove(amendment, ["amended_at"]))) == set()
}

test_filing_on_the_last_working_day if {
	changed({"filed_at": "2026-03-09T23:59:59+08:00"}) == set()
	changed({"filed_at": "2026-03-09"}) == set()
}

test_filing_after_the_last_working_day if {
	fault := {"A-1: it was put on file later than 5 working days after the amendment"}
	changed({"filed_at": "2026-03-10T00:00:00+08:00"}) == fault
	changed({"filed_at": "2026-03-10"}) == fault
}

test_unfiled_amendment if {
	without(["filed_at"]) == {"A-1: it is not on file 5 working days after the amendment"}
}

test_unfiled_amendment_inside_the_time if {
	row := object.remove(amendment, ["filed_at", "filed_by_dept"])
	inside := object.union(doc(row), {"now": "2026-03-09T23:59:59+08:00"})
	denied(inside) == set()
	unjudged(inside) == set()
	past := object.union(doc(row), {"now": "2026-03-10T00:00:00+08:00"})
	denied(past) == {"A-1: it is not on file 5 working days after the amendment"}
}

test_filing_by_another_department if {
	fault := {"A-1: it was not put on file by the department customer_service"}
	changed({"filed_by_dept": "sales"}) == fault
	without(["filed_by_dept"]) == fault
}

test_calendar_that_ends_too_early_is_unknown if {
	given := doc(object.union(amendment, {"amended_at": "2026-03-05T10:00:00+08:00"}))
	denied(given) == set()
	unjudged(given) == {concat("", [
		"A-1: the calendar does not cover the working days in which it must be put on file",
	])}
}

test_unfiled_amendment_without_calendar_is_unknown if {
	given := json.patch(doc(object.remove(amendment, ["filed_at"])), [{
		"op": "replace",
		"path": "/evidence/reference_lists",
		"value": [],
	}])
	denied(given) == set()
	count(unjudged(given)) == 1
}

test_items_not_recorded_are_unknown if {
	fault := {"A-1: the items changed are not recorded, so that their number is unknown"}
	unjudged(doc(object.union(amendment, {"items_changed": []}))) == fault
	unjudged(doc(object.remove(amendment, ["items_changed"]))) == fault
}

test_five_items_need_no_further_approval if {
	changed({"items_changed": ["a", "b", "c", "d", "e"]}) == set()
}

test_six_items_need_the_manager if {
	changed({"items_changed": six_items}) == {"A-1: the manager's agreement is missing"}
	faults(large) == set()
	faults(object.remove(large, ["manager_approved_at"])) == {concat("", [
		"A-1: the manager's agreement has no time",
	])}
}

test_manager_of_a_large_change_holds_the_role if {
	faults(object.union(large, {"manager_approver": "x9"})) == {concat("", [
		"A-1: the manager's agreement was given by x9, ",
		"who did not hold the role customer_service_manager then",
	])}
}

test_order_of_the_approvals_of_a_large_change if {
	late := object.union(large, {"manager_approved_at": "2026-03-02T09:00:01+08:00"})
	faults(late) == {"A-1: the general manager approved before the manager agreed"}
	faults(object.union(large, {"manager_approved_at": large.gm_approved_at})) == set()
}

test_order_does_not_matter_for_individual_items if {
	faults(object.union(large, {
		"items_changed": ["a"],
		"manager_approved_at": "2026-03-02T09:30:00+08:00",
	})) == set()
}

test_one_person_for_both_approvals_of_a_large_change if {
	second := {"person": "m1", "role": "general_manager", "hired_at": "2020-01-01"}
	both := array.concat(roster, [second])
	given := json.patch(doc(object.union(large, {"gm_approver": "m1-login"})), [{
		"op": "replace",
		"path": "/evidence/hr_roster",
		"value": both,
	}])
	denied(given) == {"A-1: m1-login gave both approvals"}
}

test_approving_a_large_change_of_their_own if {
	faults(object.union(large, {"requested_by": "m1-login"})) == {concat("", [
		"A-1: m1 approved a request of their own",
	])}
	faults(object.union(large, {"requested_by": "g1"})) == {concat("", [
		"A-1: g1 approved a request of their own",
	])}
	changed({"requested_by": "g1"}) == set()
}

test_other_records_are_not_applicable if {
	row := object.union(object.remove(amendment, ["gm_approver"]), {"record": "issue"})
	faults(row) == set()
	unapproved_report_amendment.applicable == false with input as doc(row)
}

test_amendments_are_applicable if {
	unapproved_report_amendment.applicable with input as doc(amendment)
}

test_a_missing_approval_has_no_order if {
	faults(object.remove(large, ["gm_approved_at"])) == {
		"A-1: the general manager's approval has no time",
	}
	faults(object.remove(large, ["manager_approved_at"])) == {
		"A-1: the manager's agreement has no time",
	}
}
