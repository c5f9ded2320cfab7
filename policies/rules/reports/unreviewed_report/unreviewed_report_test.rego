package rules.reports.unreviewed_report_test

import data.rules.reports.unreviewed_report

params := {"CIC-013": {"reviewer_roles": [
	"customer_information_supervisor",
	"customer_service_manager",
]}}

roster := [
	{
		"person": "v1",
		"role": "customer_information_supervisor",
		"hired_at": "2020-01-01",
		"accounts": ["v1-login"],
	},
	{"person": "m1", "role": "customer_service_manager", "hired_at": "2020-01-01"},
	{"person": "c1", "role": "customer_information_specialist", "hired_at": "2020-01-01"},
]

issue := {
	"record_id": "R-2",
	"record": "issue",
	"report_id": "P-1",
	"compiled_by": "c1",
	"supervisor_reviewer": "v1",
	"supervisor_reviewed_at": "2026-03-02T09:00:00+08:00",
	"manager_reviewer": "m1",
	"manager_reviewed_at": "2026-03-02T10:00:00+08:00",
	"issued_at": "2026-03-02T11:00:00+08:00",
	"_loc": {"file": "reports.csv", "line": 3},
}

doc(row) := {"evidence": {"report_register": [row], "hr_roster": roster}}

unread(row) := object.union(doc(row), {"gaps": {"hr_roster": [{"reason": "denied"}]}})

messages(found) := {finding.msg | some finding in found}

denied(given) := messages(found) if {
	found := unreviewed_report.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unjudged(given) := messages(found) if {
	found := unreviewed_report.unknown with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

reviewed(given) := messages(found) if {
	found := unreviewed_report.review with input as given with data.params as params
}

changed(fields) := denied(doc(object.union(issue, fields)))

without(fields) := denied(doc(object.remove(issue, fields)))

stamped(supervisor, manager, issued) := object.union(issue, {
	"supervisor_reviewed_at": supervisor,
	"manager_reviewed_at": manager,
	"issued_at": issued,
})

test_two_reviews_before_the_issue_pass if {
	denied(doc(issue)) == set()
	unjudged(doc(issue)) == set()
	reviewed(doc(issue)) == set()
}

test_the_order_of_the_reviews_is_free if {
	changed({"supervisor_reviewed_at": "2026-03-02T10:30:00+08:00"}) == set()
}

test_reviews_after_the_issue if {
	changed({"supervisor_reviewed_at": "2026-03-02T11:00:01+08:00"}) == {concat("", [
		"R-2: the supervisor's review came after the act",
	])}
	changed({"manager_reviewed_at": "2026-03-02T11:00:01+08:00"}) == {concat("", [
		"R-2: the manager's review came after the act",
	])}
	changed({"manager_reviewed_at": issue.issued_at}) == set()
}

test_missing_reviews if {
	without(["supervisor_reviewer"]) == {"R-2: the supervisor's review is missing"}
	without(["manager_reviewer"]) == {"R-2: the manager's review is missing"}
	without(["supervisor_reviewed_at"]) == {"R-2: the supervisor's review has no time"}
	without(["manager_reviewed_at"]) == {"R-2: the manager's review has no time"}
}

test_missing_time_of_issue if {
	without(["issued_at"]) == {"R-2: it has no time of issue"}
}

test_roles_are_held_in_their_order if {
	changed({"supervisor_reviewer": "m1", "manager_reviewer": "v1"}) == {concat("", [
		"R-2: the manager's review was given by v1, ",
		"who did not hold the role customer_service_manager then; ",
		"the supervisor's review was given by m1, ",
		"who did not hold the role customer_information_supervisor then",
	])}
}

test_role_not_held_on_that_day if {
	changed({"manager_reviewed_at": "2019-12-31"}) == {concat("", [
		"R-2: the manager's review was given by m1, ",
		"who did not hold the role customer_service_manager then",
	])}
}

test_unread_roster_leaves_roles_unknown if {
	row := object.union(issue, {"manager_reviewer": "m9"})
	denied(unread(row)) == set()
	unjudged(unread(row)) == {concat("", [
		"R-2: the manager's review was given by m9, ",
		"who did not hold the role customer_service_manager then",
	])}
}

test_one_person_for_both_reviews if {
	both := array.concat(roster, [{
		"person": "v1",
		"role": "customer_service_manager",
		"hired_at": "2020-01-01",
	}])
	row := object.union(issue, {"manager_reviewer": "v1-login"})
	denied({"evidence": {"report_register": [row], "hr_roster": both}}) == {concat("", [
		"R-2: v1-login made both reviews",
	])}
}

test_reviewing_a_report_of_their_own if {
	changed({"compiled_by": "v1-login"}) == {"R-2: v1 reviewed a report of their own"}
	changed({"compiled_by": "m1"}) == {"R-2: m1 reviewed a report of their own"}
}

test_compiler_who_is_nobody if {
	fault := {"R-2: who compiled it is not recorded or not in the roster"}
	without(["compiled_by"]) == fault
	changed({"compiled_by": "c9"}) == fault
	row := object.union(issue, {"compiled_by": "c9"})
	unjudged(doc(row)) == set()
	denied(unread(row)) == set()
	unjudged(unread(row)) == fault
}

test_reviews_stamped_with_the_issue_go_to_a_person if {
	row := stamped(
		"2026-03-02T11:00:00.1+08:00",
		"2026-03-02T03:00:00Z",
		"2026-03-02T11:00:00.9+08:00",
	)
	denied(doc(row)) == set()
	reviewed(doc(row)) == {"R-2: both reviews bear the very second of the issue"}
}

test_one_stamped_review_is_no_matter if {
	at := "2026-03-02T11:00:00+08:00"
	reviewed(doc(stamped("2026-03-02T10:59:59+08:00", at, at))) == set()
	reviewed(doc(stamped(at, "2026-03-02T10:59:59+08:00", at))) == set()
}

test_days_bear_no_second if {
	row := stamped("2026-03-02", "2026-03-02", "2026-03-02")
	denied(doc(row)) == set()
	reviewed(doc(row)) == set()
}

test_other_records_are_not_applicable if {
	row := object.union(object.remove(issue, ["manager_reviewer"]), {"record": "request"})
	denied(doc(row)) == set()
	unreviewed_report.applicable == false with input as doc(row)
}

test_issues_are_applicable if {
	unreviewed_report.applicable with input as doc(issue)
}
