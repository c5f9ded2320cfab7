package rules.leak_reporting.unreported_leak_test

import data.rules.leak_reporting.unreported_leak

params := {"CIC-027b": {
	"required_recipients": ["customer_information_supervisor", "customer_service_manager"],
	"max_report_hours": 2,
}}

roster := [
	{"person": "u1", "role": "customer_information_supervisor", "hired_at": "2020-01-01"},
	{
		"person": "u2",
		"role": "customer_service_manager",
		"hired_at": "2020-01-01",
		"accounts": ["u2-ad"],
	},
	{"person": "u3", "role": "counter", "hired_at": "2020-01-01"},
	{
		"person": "u4",
		"role": "customer_service_manager",
		"valid_from": "2025-01-01",
		"valid_until": "2026-03-01",
	},
]

leak := {
	"incident_id": "IN-1",
	"kind": "leak",
	"detected_at": "2026-03-02T09:00:00+08:00",
	"detected_by": "u3",
	"reported_at": "2026-03-02T11:00:00+08:00",
	"reported_to": ["u1", "u2"],
	"_loc": {"file": "incidents.csv", "line": 2},
}

document(row, now) := {
	"now": now,
	"evidence": {"incident_register": [row], "hr_roster": roster},
}

judged(doc) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
	"applicable": found.applicable,
} if {
	found := unreported_leak with input as doc
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

result(row) := judged(document(row, "2026-03-10T09:00:00+08:00"))

of(change) := result(object.union(leak, change))

clean := {"deny": set(), "unknown": set(), "applicable": true}

denied(message) := {"deny": {message}, "unknown": set(), "applicable": true}

no_supervisor := denied("IN-1: no customer_information_supervisor was told")

late := denied("IN-1: it was reported later than 2 h after detection")

no_manager := denied("IN-1: no customer_service_manager was told")

test_both_told_on_the_limit if {
	of({}) == clean
	of({"kind": "suspected_leak"}) == clean
}

test_a_second_too_late if {
	of({"reported_at": "2026-03-02T11:00:01+08:00"}) == late
	of({"kind": "suspected_leak", "reported_at": "2026-03-02T11:00:01+08:00"}) == late
}

test_detected_on_a_plain_date if {
	of({"detected_at": "2026-03-02", "reported_at": "2026-03-03T01:59:59+08:00"}) == clean
	of({"detected_at": "2026-03-02", "reported_at": "2026-03-03T02:00:00+08:00"}) == late
}

test_reported_on_a_plain_date if {
	of({"reported_at": "2026-03-03"}) == late
	of({"reported_at": "2026-03-02"}) == clean
}

test_reported_before_detection if {
	early := denied("IN-1: the report is dated before the leak was detected")
	of({"reported_at": "2026-03-02T08:59:59+08:00"}) == early
}

test_only_one_was_told if {
	of({"reported_to": ["u1"]}) == no_manager
	of({"reported_to": ["u2", "u3"]}) == no_supervisor
}

test_nobody_was_told if {
	expected := denied(concat("", [
		"IN-1: no customer_information_supervisor was told; ",
		"no customer_service_manager was told",
	]))
	of({"reported_to": []}) == expected
	result(object.remove(leak, ["reported_to"])) == expected
	of({"reported_to": ["nobody"]}) == expected
}

test_an_account_is_its_person if {
	of({"reported_to": ["u1", "u2-ad"]}) == clean
}

test_the_reporter_is_one_of_them if {
	of({"detected_by": "u1", "reported_to": ["u2"]}) == clean
	of({"detected_by": "u1", "reported_to": ["u1"]}) == no_manager
	of({"detected_by": "u2", "reported_to": ["u2"]}) == no_supervisor
}

test_an_unnamed_reporter_tells_nobody if {
	result(object.remove(leak, ["detected_by"])) == clean
	result(object.remove(object.union(leak, {"reported_to": ["u1"]}), ["detected_by"])) == no_manager
}

test_the_role_is_held_when_told if {
	of({"reported_to": ["u1", "u4"]}) == no_manager
	of({
		"reported_to": ["u1", "u4"],
		"detected_at": "2026-03-01T23:00:00+08:00",
		"reported_at": "2026-03-01T23:59:59+08:00",
	}) == clean
	of({
		"reported_to": ["u1", "u4"],
		"detected_at": "2026-03-01T23:00:00+08:00",
		"reported_at": "2026-03-02T00:00:00+08:00",
	}) == no_manager
}

test_missing_time_fails_once_due if {
	undated := object.remove(leak, ["reported_at"])
	result(undated) == denied("IN-1: no time of the report is recorded 2 h after detection")
}

test_an_empty_report_not_yet_due if {
	row := object.remove(leak, ["reported_at", "reported_to"])
	judged(document(row, "2026-03-02T11:00:00+08:00")) == clean
	count(judged(document(row, "2026-03-02T11:00:01+08:00")).deny) == 1
}

test_all_faults_in_one_finding if {
	row := object.union(leak, {"reported_at": "2026-03-03", "reported_to": ["u1"]})
	result(row) == denied(concat("", [
		"IN-1: it was reported later than 2 h after detection; ",
		"no customer_service_manager was told",
	]))
}

test_an_unread_roster_proves_no_silence if {
	row := object.union(leak, {"reported_at": "2026-03-03", "reported_to": ["u1"]})
	doc := object.union(document(row, "2026-03-10"), {"gaps": {"hr_roster": ["hr.csv"]}})
	judged(doc) == {
		"deny": {"IN-1: it was reported later than 2 h after detection"},
		"unknown": no_manager.deny,
		"applicable": true,
	}
}

test_other_incidents_are_not_applicable if {
	absent := {"deny": set(), "unknown": set(), "applicable": false}
	of({"kind": "other", "reported_to": []}) == absent
	of({"kind": "other", "reported_at": "2026-03-04"}) == absent
	of({"kind": "other", "reported_at": "2026-03-01"}) == absent
}
