package rules.governance.idle_governance_body_test

import data.rules.governance.idle_governance_body

params := {"GOV-002": {"required_depts": ["it", "business"], "interval_days": 92}}

head(person, dept) := {
	"person": person,
	"dept": dept,
	"role": "other",
	"employed": true,
	"hired_at": "2020-01-01",
	"is_head": true,
	"accounts": [concat("-", [person, "ad"])],
	"_loc": {"file": "hr.csv", "line": 2},
}

heads := [head("u1", "it"), head("u2", "business")]

member(person) := {
	"duty": "data_governance_member",
	"person": person,
	"valid_from": "2025-01-01",
	"_loc": {"file": "letters.csv", "line": 2},
}

members := [member("u1"), member("u2-ad")]

meeting := {
	"body": "data_governance_committee",
	"met_at": "2025-12-08",
	"decisions": ["goals"],
	"_loc": {"file": "minutes.csv", "line": 2},
}

judged(evidence, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	rows := {"hr_roster": heads, "appointments": members, "governance_minutes": [meeting]}
	found := idle_governance_body with input as {
		"now": "2026-03-10T12:00:00+08:00",
		"evidence": object.union(rows, evidence),
		"gaps": {kind: [{"target": "t", "reason": "denied"}] | some kind in gaps},
	}
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "unknown": set()}

faulty(message) := {"deny": {message}, "unknown": set()}

doubtful(message) := {"deny": set(), "unknown": {message}}

with_meeting(change) := judged({"governance_minutes": [object.union(meeting, change)]}, [])

with_head(change) := judged({"hr_roster": [object.union(heads[0], change), heads[1]]}, [])

with_member(change) := judged({"appointments": [object.union(members[0], change), members[1]]}, [])

headless := concat("", [
	"data_governance_member/it: the head of department it is not a member ",
	"of the data-governance committee",
])

idle := "data_governance_committee: it has not met and decided in the last 92 days"

test_heads_meet_and_decide if judged({}, []) == clean

test_nothing_makes_exempt if idle_governance_body.applicable

test_departments_without_their_head if {
	judged({"appointments": [members[1]]}, []) == faulty(headless)
	with_member({"duty": "privacy_staff"}) == faulty(headless)
	with_member({"valid_until": "2026-03-09"}) == faulty(headless)
	with_head({"is_head": false}) == faulty(headless)
	with_head({"dept": "other"}) == faulty(headless)
	with_head({"employed": false}) == faulty(headless)
	with_head({"left_at": "2026-03-09"}) == faulty(headless)
}

test_a_head_may_be_in_the_unread_part if {
	few := {"appointments": [members[1]]}
	judged(few, ["appointments"]) == doubtful(headless)
	judged(few, ["hr_roster"]) == doubtful(headless)
	judged(few, ["governance_minutes"]) == faulty(headless)
}

test_the_committee_does_not_meet if {
	judged({"governance_minutes": []}, []) == faulty(idle)
	judged({"governance_minutes": []}, ["governance_minutes"]) == doubtful(idle)
	judged({"governance_minutes": []}, ["appointments"]) == faulty(idle)
}

test_meetings_that_do_not_count if {
	with_meeting({"met_at": "2025-12-07"}) == faulty(idle)
	with_meeting({"met_at": "2026-03-10T13:00:01+08:00"}) == faulty(idle)
	with_meeting({"met_at": "2026-03-10T13:00:00+08:00"}) == clean
	with_meeting({"body": "bank_isac"}) == faulty(idle)
	with_meeting({"decisions": []}) == faulty(idle)
	silent := object.remove(meeting, ["decisions"])
	judged({"governance_minutes": [silent]}, []) == faulty(idle)
}
