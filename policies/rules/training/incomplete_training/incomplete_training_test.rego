package rules.training.incomplete_training_test

import data.rules.training.incomplete_training

params := {"TRN-002": {"required_topics": ["laws", "leak_reporting"], "interval_days": 365}}

post := {
	"person": "u1",
	"dept": "business",
	"role": "counter",
	"employed": true,
	"hired_at": "2020-01-01",
	"handles_customer_info": true,
	"_loc": {"file": "hr.csv", "line": 2},
}

course := {
	"person": "u1",
	"course": "S1",
	"topics": ["laws", "leak_reporting"],
	"completed_at": "2025-03-10",
	"passed": true,
}

judged(posts, courses, gaps) := {
	"deny": {[finding.msg, line(finding)] | some finding in found.deny},
	"unknown": {[finding.msg, line(finding)] | some finding in found.unknown},
	"applicable": found.applicable,
} if {
	found := incomplete_training with input as {
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

faulty(text) := object.union(clean, {"deny": {[concat(": ", ["u1", text]), 2]}})

doubtful(text) := object.union(clean, {"unknown": {[concat(": ", ["u1", text]), 2]}})

with_course(change) := judged([post], [object.union(course, change)], [])

with_post(change) := judged([object.union(post, change)], [], [])

untrained := "not trained in laws, leak_reporting in the last 365 days"

lost := "the newest result of the course S1 is failed"

test_trained_in_all if with_course({}) == clean

test_several_courses_together if {
	laws := object.union(course, {"topics": ["laws"]})
	leaks := object.union(course, {"topics": ["leak_reporting"], "course": "S2"})
	judged([post], [laws, leaks], []) == clean
	judged([post], [laws], []) == faulty("not trained in leak_reporting in the last 365 days")
}

test_courses_that_do_not_count if {
	judged([post], [], []) == faulty(untrained)
	with_course({"completed_at": "2025-03-09"}) == faulty(untrained)
	with_course({"person": "u2"}) == faulty(untrained)
	with_course({"completed_at": "2026-03-12"}) == faulty(untrained)
}

test_a_course_may_be_in_the_unread_part if {
	judged([post], [], ["training_records"]) == doubtful(untrained)
	failing := object.union(course, {"passed": false})
	judged([post], [failing], ["training_records"]) == doubtful(lost)
}

test_a_failed_course if {
	with_course({"passed": false}) == faulty(lost)
	unnamed := object.remove(object.union(course, {"passed": false}), ["course"])
	judged([post], [unnamed], []) == faulty("the newest result of the course  is failed")
}

test_a_course_without_test if {
	judged([post], [object.remove(course, ["passed"])], []) == clean
}

test_the_newest_result_counts if {
	again := object.union(course, {"completed_at": "2025-04-10"})
	failing := object.union(course, {"passed": false})
	judged([post], [failing, again], []) == clean
	judged([post], [course, object.union(failing, {"completed_at": "2025-04-10"})], []) == faulty(lost)
	judged([post], [failing, course], []) == clean
	other := object.union(failing, {"course": "S0", "completed_at": "2020-01-01"})
	judged([post], [course, other], []) == faulty("the newest result of the course S0 is failed")
}

test_others_who_fail if {
	failing := object.union(course, {"person": "u2", "passed": false})
	judged([post], [course, failing], []) == clean
}

test_people_who_handle_no_customer_information if {
	with_post({"handles_customer_info": false}) == absent
	with_post({"employed": false}) == absent
	with_post({"valid_until": "2026-03-09"}) == absent
}

test_people_who_may_handle_it if {
	unsure := object.remove(post, ["handles_customer_info"])
	judged([unsure], [], []) == doubtful(untrained)
	judged([unsure], [course], []) == clean
	judged([unsure, object.union(post, {"role": "sales"})], [], []) == faulty(untrained)
}
