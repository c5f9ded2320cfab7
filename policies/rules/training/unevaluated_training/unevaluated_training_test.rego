package rules.training.unevaluated_training_test

import data.rules.training.unevaluated_training

params := {"TRN-004": {
	"customer_facing_roles": ["account_manager", "telesales"],
	"interval_days": 365,
}}

post := {
	"person": "u1",
	"dept": "marketing",
	"role": "telesales",
	"employed": true,
	"hired_at": "2020-01-01",
	"_loc": {"file": "hr.csv", "line": 2},
}

course := {
	"person": "u1",
	"topics": ["client_communication"],
	"completed_at": "2025-03-10",
	"effect_evaluated_at": "2025-04-10",
}

judged(posts, courses, gaps) := {
	"deny": {[finding.msg, line(finding)] | some finding in found.deny},
	"unknown": {[finding.msg, line(finding)] | some finding in found.unknown},
	"applicable": found.applicable,
} if {
	found := unevaluated_training with input as {
		"now": "2026-03-10T12:00:00+08:00",
		"evidence": {"hr_roster": posts, "training_records": courses},
		"gaps": {kind: [{"target": "t", "reason": "denied"}] | some kind in gaps},
	}
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

line(finding) := object.get(finding, ["_loc", "line"], 0)

clean := {"deny": set(), "unknown": set(), "applicable": true}

absent := object.union(clean, {"applicable": false})

message := "u1: no training in client communication in the last 365 days"

untrained := object.union(clean, {"deny": {[message, 2]}})

unevaluated_message := concat("", [
	"u1: the effect of the training in client communication ",
	"is not evaluated",
])

unevaluated := object.union(clean, {"deny": {[unevaluated_message, 2]}})

with_post(change) := judged([object.union(post, change)], [], [])

with_course(change) := judged([post], [object.union(course, change)], [])

test_trained_and_evaluated if {
	with_course({}) == clean
	judged([object.union(post, {"role": "account_manager"})], [course], []) == clean
}

test_not_trained if {
	judged([post], [], []) == untrained
	with_course({"completed_at": "2025-03-09"}) == untrained
	with_course({"topics": ["laws"]}) == untrained
}

test_not_evaluated if {
	bare := object.remove(course, ["effect_evaluated_at"])
	judged([post], [bare], []) == unevaluated
	judged([post], [bare, course], []) == clean
	with_course({"effect_evaluated_at": "2026-03-10T13:00:01+08:00"}) == unevaluated
	with_course({"effect_evaluated_at": "2026-03-10T13:00:00+08:00"}) == clean
}

test_one_finding_for_a_person_of_two_posts if {
	second := object.union(post, {"role": "account_manager", "_loc": {"line": 3}})
	judged([post, second], [], []) == untrained
}

test_other_posts if {
	with_post({"role": "auditor"}) == absent
	with_post({"employed": false}) == absent
	with_post({"valid_until": "2026-03-09"}) == absent
}

test_a_training_may_be_in_the_unread_part if {
	unread := object.union(clean, {"unknown": {[message, 2]}})
	judged([post], [], ["training_records"]) == unread
}
