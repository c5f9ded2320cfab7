package rules.training.missing_training_test

import data.rules.training.missing_training

params := {"TRN-001": {
	"security_topics": ["information_security", "confidentiality"],
	"interval_days": 365,
	"onboarding_days": 30,
}}

post := {
	"person": "u1",
	"dept": "business",
	"role": "counter",
	"employed": true,
	"hired_at": "2020-01-01",
	"accounts": ["u1-ad"],
	"_loc": {"file": "hr.csv", "line": 2},
}

# 365 days before the day of now.
course := {
	"person": "u1",
	"course": "S1",
	"topics": ["aml", "confidentiality"],
	"completed_at": "2025-03-10",
}

document(posts, courses) := {
	"now": "2026-03-10T09:00:00+08:00",
	"evidence": {"hr_roster": posts, "training_records": courses},
}

judged(doc) := {
	"deny": {[finding.msg, finding._loc.line] | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
	"applicable": found.applicable,
} if {
	found := missing_training with input as doc
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

result(posts, courses) := judged(document(posts, courses))

clean := {"deny": set(), "unknown": set(), "applicable": true}

absent := {"deny": set(), "unknown": set(), "applicable": false}

message := concat(" ", [
	"u1: no training in information_security or confidentiality",
	"in the last 365 days at work",
])

untrained := {"deny": {[message, 2]}, "unknown": set(), "applicable": true}

with_course(change) := result([post], [object.union(course, change)])

with_post(change) := result([object.union(post, change)], [])

test_trained_on_the_last_day if {
	with_course({}) == clean
	with_course({"completed_at": "2025-03-10T09:00:00+08:00"}) == clean
	with_course({"topics": ["information_security"]}) == clean
}

test_trained_a_day_too_long_ago if {
	with_course({"completed_at": "2025-03-09"}) == untrained
	with_course({"completed_at": "2025-03-10T08:59:59+08:00"}) == untrained
}

test_the_latest_training_counts if {
	old := object.union(course, {"completed_at": "2022-01-01"})
	result([post], [old, course]) == clean
	result([post], [course, old]) == clean
}

test_training_that_does_not_count if {
	result([post], []) == untrained
	with_course({"topics": ["aml"]}) == untrained
	with_course({"topics": []}) == untrained
	with_course({"person": "u2"}) == untrained
	with_course({"completed_at": "2026-03-11"}) == untrained
}

test_training_under_an_account_is_the_persons if {
	with_course({"person": "u1-ad"}) == clean
}

test_newcomers_are_not_yet_due if {
	with_post({"hired_at": "2026-02-09"}) == clean
	with_post({"hired_at": "2026-02-08"}) == untrained
	with_post({"hired_at": "2026-03-20"}) == clean
}

test_a_missing_hiring_date_is_no_newcomer if {
	result([object.remove(post, ["hired_at"])], []) == untrained
}

test_a_second_post_makes_no_newcomer if {
	second := object.union(post, {"hired_at": "2026-03-01", "_loc": {"file": "hr.csv", "line": 3}})
	result([post, second], []) == untrained
	result([second, post], []).deny == {[message, 3]}
}

test_people_who_are_not_staff if {
	with_post({"employed": false}) == absent
	with_post({"left_at": "2026-03-09"}) == absent
	result([], [course]) == absent
}

test_people_in_their_last_days_are_staff if {
	with_post({"left_at": "2026-03-10"}) == untrained
}

test_staff_whose_post_ended_are_staff if {
	with_post({"valid_until": "2026-01-01"}) == untrained
}

test_leave_does_not_count if {
	old := object.union(course, {"completed_at": "2025-02-28"})
	on_leave := {"leave_from": "2025-06-01", "leave_until": "2025-06-10"}
	result([object.union(post, on_leave)], [old]) == clean
	ancient := object.union(course, {"completed_at": "2020-02-28"})
	result([object.union(post, on_leave)], [ancient, old]) == clean
	shorter := object.union(on_leave, {"leave_until": "2025-06-09"})
	result([object.union(post, shorter)], [old]) == untrained
}

test_leave_before_the_training_does_not_help if {
	old := object.union(course, {"completed_at": "2025-03-09"})
	before := {"leave_from": "2025-02-01", "leave_until": "2025-03-09"}
	result([object.union(post, before)], [old]) == untrained
	reaching := object.union(before, {"leave_until": "2025-03-10"})
	result([object.union(post, reaching)], [old]) == clean
}

test_present_leave if {
	old := object.union(course, {"completed_at": "2025-03-08"})
	result([object.union(post, {"leave_from": "2026-03-09"})], [old]) == clean
	result([object.union(post, {"leave_from": "2026-03-10"})], [old]) == untrained
	future := {"leave_from": "2026-03-10", "leave_until": "2026-12-31"}
	result([object.union(post, future)], [old]) == untrained
}

test_leave_that_cannot_be_counted if {
	old := object.union(course, {"completed_at": "2025-03-09"})
	result([object.union(post, {"leave_until": "2025-06-09"})], [old]) == untrained
	turned := {"leave_from": "2025-06-09", "leave_until": "2025-06-01"}
	result([object.union(post, turned)], [old]) == untrained
	ahead := {"leave_from": "2026-03-11"}
	result([object.union(post, ahead)], [old]) == untrained
}

test_the_same_leave_in_two_rows_counts_once if {
	old := object.union(course, {"completed_at": "2025-02-28"})
	row := object.union(post, {"leave_from": "2025-06-01", "leave_until": "2025-06-05"})
	second := object.union(row, {"role": "sales"})
	result([row, second], [old]) == untrained
}

test_leave_of_a_newcomer_does_not_count if {
	with_post({
		"hired_at": "2026-02-08",
		"leave_from": "2026-03-01",
		"leave_until": "2026-03-01",
	}) == clean
}

test_unread_records_prove_nothing if {
	doc := object.union(document([post], []), {"gaps": {"training_records": ["lms.csv"]}})
	judged(doc) == {"deny": set(), "unknown": {message}, "applicable": true}
}
