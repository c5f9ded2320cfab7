package rules.reports.unapproved_periodic_report_test

import data.rules.reports.unapproved_periodic_report

default_params := {
	"approver_roles": ["customer_service_manager", "general_manager"],
	"approval_order_enforced": true,
	"owner_dept": "customer_service",
}

roster := [
	{
		"person": "m1",
		"role": "customer_service_manager",
		"hired_at": "2020-01-01",
		"accounts": ["m1-login"],
	},
	{"person": "g1", "role": "general_manager", "hired_at": "2020-01-01", "accounts": ["g1-login"]},
	{"person": "s1", "role": "sales", "hired_at": "2020-01-01"},
]

request := {
	"record_id": "R-1",
	"record": "request",
	"report_id": "P-1",
	"dept": "sales",
	"requested_by": "s1",
	"manager_approver": "m1",
	"manager_approved_at": "2026-03-02T09:00:00+08:00",
	"gm_approver": "g1",
	"gm_approved_at": "2026-03-02T10:00:00+08:00",
	"_loc": {"file": "reports.csv", "line": 2},
}

issue := {
	"record_id": "R-2",
	"record": "issue",
	"report_id": "P-1",
	"dept": "sales",
	"request_id": "R-1",
	"issued_at": "2026-03-02T11:00:00+08:00",
	"_loc": {"file": "reports.csv", "line": 3},
}

evidence(rows) := {"evidence": {"report_register": rows, "hr_roster": roster}}

unread(rows, kind) := object.union(evidence(rows), {"gaps": {kind: [{"reason": "denied"}]}})

denied_with(doc, values) := {finding.msg | some finding in found} if {
	found := unapproved_periodic_report.deny with input as doc
		with data.params as {"CIC-010": object.union(default_params, values)}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

denied(doc) := denied_with(doc, {})

unjudged(doc) := {finding.msg | some finding in found} if {
	found := unapproved_periodic_report.unknown with input as doc
		with data.params as {"CIC-010": default_params}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

requested(fields) := denied(evidence([object.union(request, fields), issue]))

without(fields) := denied(evidence([object.remove(request, fields), issue]))

applicable(rows) if {
	unapproved_periodic_report.applicable with input as evidence(rows)
		with data.params as {"CIC-010": default_params}
}

test_two_approvals_before_the_issue_pass if {
	denied(evidence([request, issue])) == set()
	unjudged(evidence([request, issue])) == set()
}

test_approvals_at_the_very_time_of_the_issue_pass if {
	at := issue.issued_at
	requested({"manager_approved_at": at, "gm_approved_at": at}) == set()
}

test_approvals_after_the_issue if {
	requested({"gm_approved_at": "2026-03-02T11:00:01+08:00"}) == {concat("", [
		"R-2: the general manager's approval came after the act",
	])}
	requested({
		"manager_approved_at": "2026-03-02T11:00:01+08:00",
		"gm_approved_at": "2026-03-02T11:00:02+08:00",
	}) == {concat("", [
		"R-2: the general manager's approval came after the act; ",
		"the manager's agreement came after the act",
	])}
}

test_days_are_compared_as_days if {
	days := {"manager_approved_at": "2026-03-02", "gm_approved_at": "2026-03-02"}
	row := object.union(issue, {"issued_at": "2026-03-02"})
	denied(evidence([object.union(request, days), row])) == set()
}

test_a_day_is_no_proof_against_a_time_of_that_day if {
	requested({"gm_approved_at": "2026-03-02", "manager_approved_at": "2026-03-01"}) == {concat("", [
		"R-2: the general manager's approval came after the act",
	])}
}

test_order_of_approvals if {
	late := {"manager_approved_at": "2026-03-02T10:00:01+08:00"}
	requested(late) == {"R-2: the general manager approved before the manager agreed"}
	requested({"manager_approved_at": "2026-03-02T10:00:00+08:00"}) == set()
	rows := [object.union(request, late), issue]
	denied_with(evidence(rows), {"approval_order_enforced": false}) == set()
}

test_missing_approvals if {
	without(["manager_approver"]) == {"R-2: the manager's agreement is missing"}
	without(["gm_approver"]) == {"R-2: the general manager's approval is missing"}
	without(["manager_approved_at"]) == {"R-2: the manager's agreement has no time"}
	without(["gm_approved_at"]) == {"R-2: the general manager's approval has no time"}
}

test_roles_are_held_in_their_order if {
	requested({"manager_approver": "g1", "gm_approver": "m1"}) == {concat("", [
		"R-2: the general manager's approval was given by m1, ",
		"who did not hold the role general_manager then; ",
		"the manager's agreement was given by g1, ",
		"who did not hold the role customer_service_manager then",
	])}
}

test_role_not_held_on_that_day if {
	requested({"manager_approved_at": "2019-12-31"}) == {concat("", [
		"R-2: the manager's agreement was given by m1, ",
		"who did not hold the role customer_service_manager then",
	])}
}

test_unread_roster_leaves_roles_unknown if {
	stranger := object.union(request, {"manager_approver": "m9"})
	doc := unread([stranger, issue], "hr_roster")
	denied(doc) == set()
	unjudged(doc) == {concat("", [
		"R-2: the manager's agreement was given by m9, ",
		"who did not hold the role customer_service_manager then",
	])}
}

test_unread_roster_does_not_hide_other_faults if {
	doc := unread([object.remove(request, ["gm_approver"]), issue], "hr_roster")
	denied(doc) == {"R-2: the general manager's approval is missing"}
	unjudged(doc) == set()
}

test_one_person_with_two_accounts if {
	second := {"person": "m1", "role": "general_manager", "hired_at": "2020-01-01"}
	both := array.concat(roster, [second])
	rows := [object.union(request, {"gm_approver": "m1-login"}), issue]
	denied({"evidence": {"report_register": rows, "hr_roster": both}}) == {concat("", [
		"R-2: m1-login gave both approvals",
	])}
}

test_approving_a_request_of_their_own if {
	requested({"requested_by": "m1-login"}) == {"R-2: m1 approved a request of their own"}
	requested({"requested_by": "g1-login"}) == {"R-2: g1 approved a request of their own"}
}

test_requester_who_is_nobody if {
	fault := {"R-2: who requested it is not recorded or not in the roster"}
	without(["requested_by"]) == fault
	requested({"requested_by": "s9"}) == fault
	unjudged(evidence([object.remove(request, ["requested_by"]), issue])) == set()
	doc := unread([object.union(request, {"requested_by": "s9"}), issue], "hr_roster")
	denied(doc) == set()
	unjudged(doc) == fault
}

test_issue_without_request if {
	fault := {"R-2: it answers no registered request"}
	denied(evidence([issue])) == fault
	denied(evidence([request, object.remove(issue, ["request_id"])])) == fault
	denied(evidence([request, object.union(issue, {"request_id": "R-9"})])) == fault
	unjudged(evidence([issue])) == set()
}

test_only_a_request_is_a_request if {
	row := object.union(request, {"record": "amendment"})
	denied(evidence([row, issue])) == {"R-2: it answers no registered request"}
}

test_unread_register_leaves_the_request_unknown if {
	doc := unread([issue], "report_register")
	denied(doc) == set()
	unjudged(doc) == {"R-2: it answers no registered request"}
	unjudged(unread([request, issue], "report_register")) == set()
}

test_unread_register_does_not_excuse_an_issue_that_names_no_request if {
	doc := unread([object.remove(issue, ["request_id"])], "report_register")
	denied(doc) == {"R-2: it answers no registered request"}
	unjudged(doc) == set()
}

test_issue_without_time if {
	rows := [request, object.remove(issue, ["issued_at"])]
	denied(evidence(rows)) == {"R-2: it has no time of issue"}
}

test_issues_to_the_owner_are_out_of_scope if {
	row := object.union(issue, {"dept": "customer_service"})
	denied(evidence([row])) == set()
	not applicable([row])
}

test_issue_without_department_counts_as_one_to_another if {
	row := object.remove(issue, ["dept"])
	denied(evidence([row])) == {"R-2: it answers no registered request"}
	applicable([row])
}

test_requests_not_yet_issued_are_out_of_scope if {
	denied(evidence([object.remove(request, ["gm_approver"])])) == set()
	not applicable([request])
}

test_issues_are_applicable if {
	applicable([issue])
	not applicable([])
}
