package rules.file_access.unreviewed_application_test

import data.rules.file_access.unreviewed_application

params := {"CIC-018-3": {"reviewing_dept": "customer_service", "max_decision_days": 5}}

request := {
	"application_id": "AP-1",
	"kind": "consult",
	"decision": "approved",
	"applicant": "clerk",
	"object": "file of the works",
	"purpose": "audit",
	"reason": "yearly audit",
	"reader_profile": "clerk of the branch",
	"dept_seal": true,
	"head_signature": "u5",
	"reviewer": "u1",
	"reviewer_dept": "customer_service",
	"submitted_at": "2026-03-01T09:00:00+08:00",
	"decided_at": "2026-03-02T09:00:00+08:00",
	"_loc": {"file": "applications.csv", "line": 2},
}

reading := {
	"event_id": "EV-1",
	"actor": "clerk",
	"at": "2026-03-02T10:00:00+08:00",
	"application_id": "AP-1",
}

roster := [
	{
		"person": "u1",
		"dept": "customer_service",
		"accounts": ["service"],
		"valid_from": "2026-01-01",
		"valid_until": "2026-06-30",
	},
	{"person": "u9", "dept": "customer_service", "accounts": ["clerk", "clerk2"]},
	{"person": "u3", "dept": "marketing"},
]

given(requests, readings) := {
	"now": "2026-03-10T09:00:00+08:00",
	"evidence": {"access_applications": requests, "access_log": readings, "hr_roster": roster},
}

results(document) := {
	"deny": {finding.msg | some finding in found.deny},
	"warn": {[finding.msg, finding.severity] | some finding in found.warn},
	"unknown": {finding.msg | some finding in found.unknown},
	"applicable": found.applicable,
} if {
	found := unreviewed_application with input as document
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "warn": set(), "unknown": set(), "applicable": true}

absent := object.union(clean, {"applicable": false})

fails(message) := object.union(clean, {"deny": {concat(": ", ["AP-1", message])}})

changed(patch) := results(given([object.union(request, patch)], [reading]))

without(field) := results(given([object.remove(request, [field])], [reading]))

test_reviewed if {
	changed({}) == clean
	changed({"reviewer": "service"}) == clean
	results(given([request], [])) == clean
}

test_another_department if {
	message := "the reviewing department is %s, not customer_service"
	changed({"reviewer_dept": "marketing"}) == fails(sprintf(message, ["marketing"]))
	without("reviewer_dept") == fails(sprintf(message, ["unknown"]))
}

test_reviewer_of_another_department if {
	stranger := "the reviewer %s was not of the department customer_service then"
	changed({"reviewer": "u3"}) == fails(sprintf(stranger, ["u3"]))
	changed({"reviewer": "u404"}) == fails(sprintf(stranger, ["u404"]))
}

test_reviewer_of_that_day if {
	on("2026-06-30T23:59:59+08:00") == clean
	stranger := fails("the reviewer u1 was not of the department customer_service then")
	on("2026-07-01") == stranger
	on("2026-01-01") == clean
	on("2025-12-31") == stranger
}

on(day) := results(given([object.union(request, {"decided_at": day})], []))

test_own_application if {
	changed({"reviewer": "u9"}) == fails("u9 reviewed their own application")
	changed({"reviewer": "clerk2"}) == fails("clerk2 reviewed their own application")
}

test_missing_formalities if {
	without("object") == fails("the object is missing")
	without("purpose") == fails("the purpose is missing")
	without("reason") == fails("the reason is missing")
	without("reader_profile") == fails("the profile of the reader is missing")
	without("dept_seal") == fails("the department's seal is missing")
	changed({"dept_seal": false}) == fails("the department's seal is missing")
	without("head_signature") == fails("the head's signature is missing")
	without("reviewer") == fails("the reviewer is missing")
	without("decided_at") == fails("the time of the decision is missing")
	without("submitted_at") == clean
}

test_decided_before_the_first_access if {
	changed({"decided_at": "2026-03-02T10:00:00+08:00"}) == clean
	late := fails("the decision came after the first access")
	changed({"decided_at": "2026-03-02T10:00:01+08:00"}) == late
	changed({"decided_at": "2026-03-02"}) == late
	again := object.union(reading, {"at": "2026-03-01T10:00:00+08:00"})
	results(given([request], [reading, again])) == late
	other := object.union(again, {"application_id": "AP-2"})
	results(given([request], [reading, other])) == clean
}

test_all_faults_are_one_finding if {
	changed({"reviewer": "u3", "reviewer_dept": "marketing"}).deny == {concat("; ", [
		"AP-1: the reviewer u3 was not of the department customer_service then",
		"the reviewing department is marketing, not customer_service",
	])}
}

test_a_roster_not_fully_read if {
	row := object.union(request, {"reviewer": "u3", "dept_seal": false})
	results(object.union(given([row], []), {"gaps": {"hr_roster": ["roster.xlsx"]}})) == {
		"deny": {"AP-1: the department's seal is missing"},
		"warn": set(),
		"unknown": {"AP-1: the reviewer u3 was not of the department customer_service then"},
		"applicable": true,
	}
}

waiting(patch) := results(given(
	[object.union(object.remove(request, ["decided_at", "reviewer"]), patch)],
	[reading],
))

note(day) := object.union(clean, {"warn": {[
	sprintf("AP-1: it is undecided, handed in on %s, and 5 days are allowed", [day]),
	"low",
]}})

test_undecided_too_long_is_a_note if {
	waiting({"decision": "pending", "submitted_at": "2026-03-05T09:00:00+08:00"}) == clean
	at := "2026-03-05T08:59:59+08:00"
	waiting({"decision": "pending", "submitted_at": at}) == note(at)
	waiting({"decision": "pending", "submitted_at": "2026-03-05"}) == clean
	waiting({"decision": "pending", "submitted_at": "2026-03-04"}) == note("2026-03-04")
	row := object.remove(object.union(request, {"decision": "pending"}), ["submitted_at"])
	results(given([row], [])) == note("an unknown day")
}

test_other_applications_are_out_of_scope if {
	results(given([], [reading])) == absent
	waiting({"decision": "rejected", "submitted_at": "2026-01-01"}) == absent
	waiting({"decision": "pending", "submitted_at": "2026-01-01", "kind": "loan"}) == absent
	changed({"kind": "loan", "reviewer": "u3"}) == absent
}
