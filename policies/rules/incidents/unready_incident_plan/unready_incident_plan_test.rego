package rules.incidents.unready_incident_plan_test

import data.rules.incidents.unready_incident_plan

params := {"IRP-001": {
	"required_sections": ["roles", "containment"],
	"test_interval_days": 365,
	"max_activation_hours": 1,
}}

plan := {
	"doc_id": "P1",
	"topic": "incident_response_plan",
	"version": "2",
	"sections": ["roles", "containment", "recovery"],
	"approved_at": "2025-01-05",
	"effective_at": "2025-01-10",
	"tested_at": "2025-03-10",
	"_loc": {"file": "policies.csv", "line": 2},
}

leak := {
	"incident_id": "IN-1",
	"kind": "leak",
	"detected_at": "2026-03-02T09:00:00+08:00",
	"handling_started_at": "2026-03-02T10:00:00+08:00",
	"_loc": {"file": "incidents.csv", "line": 2},
}

judged(plans, incidents, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	found := unready_incident_plan with input as {
		"now": "2026-03-10T12:00:00+08:00",
		"evidence": {"policy_register": plans, "incident_register": incidents},
		"gaps": {kind: [{"target": "t", "reason": "denied"}] | some kind in gaps},
	}
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "unknown": set()}

faulty(message) := {"deny": {message}, "unknown": set()}

doubtful(message) := {"deny": set(), "unknown": {message}}

with_plan(change) := judged([object.union(plan, change)], [], [])

with_leak(change) := judged([plan], [object.union(leak, change)], [])

test_a_tested_plan_and_a_quick_start if judged([plan], [leak], []) == clean

test_an_organisation_is_never_exempt if unready_incident_plan.applicable

test_no_plan if {
	missing := "incident_response_plan: no incident plan is approved and in force"
	judged([], [], []) == faulty(missing)
	with_plan({"topic": "recovery_plan"}) == faulty(missing)
	with_plan({"effective_at": "2026-03-11"}) == faulty(missing)
	judged([], [], ["policy_register"]) == doubtful(missing)
}

test_a_plan_tested_too_long_ago if {
	message := "P1/2: the last test of the plan was at 2025-03-09, more than 365 days ago"
	with_plan({"tested_at": "2025-03-09"}) == faulty(message)
	old := object.union(plan, {"tested_at": "2025-03-09"})
	judged([old], [], ["policy_register"]) == doubtful(message)
}

test_a_plan_that_was_never_tested if {
	untested := object.remove(plan, ["tested_at"])
	message := "P1/2: the last test of the plan is not recorded"
	judged([untested], [], []) == faulty(message)
}

test_sections_that_are_missing if {
	with_plan({"sections": ["roles"]}) == faulty("P1/2: the section containment is missing")
	bare := object.remove(plan, ["sections"])
	message := "P1/2: the section containment is missing; the section roles is missing"
	judged([bare], [], []) == faulty(message)
}

test_one_good_plan_is_enough if {
	other := object.union(plan, {"doc_id": "P2", "site": "b1", "sections": []})
	judged([plan, other], [], []) == clean
	judged([other, plan], [], []) == clean
}

test_a_late_start if {
	message := "IN-1: the start of handling came later than 1 h after detection"
	with_leak({"handling_started_at": "2026-03-02T10:00:01+08:00"}) == faulty(message)
	late := object.union(leak, {"handling_started_at": "2026-03-02T10:00:01+08:00"})
	judged([plan], [late], ["policy_register"]) == faulty(message)
}

test_no_start if {
	message := "IN-1: the start of handling is not recorded 1 h after detection"
	judged([plan], [object.remove(leak, ["handling_started_at"])], []) == faulty(message)
}

test_other_incidents_start_when_they_may if {
	late := {"handling_started_at": "2026-03-04"}
	with_leak(object.union(late, {"kind": "suspected_leak"})) == clean
	with_leak(object.union(late, {"kind": "other"})) == clean
}
