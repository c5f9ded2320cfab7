package rules.training.untrained_specialists_test

import data.rules.training.untrained_specialists

params := {"TRN-003": {
	"specialist_roles": ["information_management_staff", "customer_information_specialist"],
	"interval_days": 365,
	"onboarding_days": 30,
}}

post := {
	"person": "u1",
	"dept": "business",
	"role": "information_management_staff",
	"employed": true,
	"hired_at": "2020-01-01",
	"_loc": {"file": "hr.csv", "line": 2},
}

course := {"person": "u1", "topics": ["role_specific"], "completed_at": "2025-03-10"}

judged(posts, courses, gaps) := {
	"deny": {[finding.msg, line(finding)] | some finding in found.deny},
	"unknown": {[finding.msg, line(finding)] | some finding in found.unknown},
	"applicable": found.applicable,
} if {
	found := untrained_specialists with input as {
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

message := "u1: no training for the post in the last 365 days"

untrained := object.union(clean, {"deny": {[message, 2]}})

with_post(change) := judged([object.union(post, change)], [], [])

with_course(change) := judged([post], [object.union(course, change)], [])

test_trained if {
	with_course({}) == clean
	judged([object.union(post, {"role": "customer_information_specialist"})], [course], []) == clean
}

test_not_trained if {
	judged([post], [], []) == untrained
	with_course({"completed_at": "2025-03-09"}) == untrained
	with_course({"topics": ["laws"]}) == untrained
	with_course({"person": "u2"}) == untrained
}

test_newcomers_have_the_days_of_onboarding if {
	with_post({"valid_from": "2026-02-08"}) == clean
	with_post({"valid_from": "2026-02-07"}) == untrained
	with_post({"hired_at": "2026-02-08"}) == clean
	judged([object.remove(post, ["hired_at"])], [], []) == untrained
}

test_a_second_post_makes_no_newcomer if {
	second := {"role": "customer_information_specialist", "valid_from": "2026-03-01"}
	fresh := object.union(post, object.union(second, {"_loc": {"line": 3}}))
	judged([post, fresh], [], []) == untrained
	judged([object.remove(post, ["hired_at"]), fresh], [], []) == clean
}

test_other_posts if {
	with_post({"role": "counter"}) == absent
	with_post({"employed": false}) == absent
	with_post({"valid_until": "2026-03-09"}) == absent
}

test_a_training_may_be_in_the_unread_part if {
	unread := object.union(clean, {"unknown": {[message, 2]}})
	judged([post], [], ["training_records"]) == unread
}
