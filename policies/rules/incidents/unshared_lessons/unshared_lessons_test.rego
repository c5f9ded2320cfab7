package rules.incidents.unshared_lessons_test

import data.rules.incidents.unshared_lessons

params := {"IRP-006": {"sharing_forums": ["bank_isac", "vendor_forum"], "interval_days": 365}}

meeting := {
	"body": "bank_isac",
	"met_at": "2025-03-10T12:00:00+08:00",
	"_loc": {"file": "minutes.csv", "line": 2},
}

judged(rows, gaps) := {
	"deny": {[finding.msg, finding._loc.file] | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	found := unshared_lessons with input as {
		"now": "2026-03-10T12:00:00+08:00",
		"evidence": {"governance_minutes": rows},
		"gaps": {kind: [{"target": "t", "reason": "denied"}] | some kind in gaps},
	}
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

with_meeting(change) := judged([object.union(meeting, change)], [])

clean := {"deny": set(), "unknown": set()}

message := concat("", [
	"sharing_forums: no meeting of bank_isac or vendor_forum ",
	"in the last 365 days is recorded",
])

faulty(place) := {"deny": {[message, place]}, "unknown": set()}

test_one_meeting_is_enough if {
	with_meeting({}) == clean
	with_meeting({"body": "vendor_forum"}) == clean
	old := object.union(meeting, {"met_at": "2020-01-01"})
	judged([old, meeting], []) == clean
}

test_meetings_that_do_not_count if {
	with_meeting({"met_at": "2025-03-10T11:59:59+08:00"}) == faulty("minutes.csv")
	with_meeting({"body": "data_governance_committee"}) == faulty("minutes.csv")
	with_meeting({"met_at": "2026-03-10T13:00:01+08:00"}) == faulty("minutes.csv")
	with_meeting({"met_at": "2026-03-10T13:00:00+08:00"}) == clean
}

test_the_bank_is_never_exempt if {
	unshared_lessons.applicable
	judged([], []) == faulty("governance_minutes")
}

test_a_meeting_may_be_in_the_unread_part if {
	judged([], ["governance_minutes"]) == {"deny": set(), "unknown": {message}}
}
