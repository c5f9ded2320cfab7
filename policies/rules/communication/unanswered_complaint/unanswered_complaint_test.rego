package rules.communication.unanswered_complaint_test

import data.rules.communication.unanswered_complaint

params := {
	"max_ack_days": 2,
	"max_resolution_days": 15,
	"escalate_topics": ["privacy", "leak", "loan"],
	"min_repeats": 3,
}

# What is found in some evidence with some parameters and gaps.
judge(rows, settings, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": rows, "gaps": gaps}
	found := unanswered_complaint with input as document
		with data.params as {"COM-830": settings}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(rows) := judge(rows, params, {})

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

complaint := {
	"complaint_id": "K-1",
	"topic": "service",
	"received_at": "2026-03-01T09:00:00+08:00",
	"acknowledged_at": "2026-03-03T09:00:00+08:00",
	"resolved_at": "2026-03-16",
	"replied_at": "2026-03-16",
	"_loc": {"file": "complaints.csv", "line": 2},
}

old := object.union(complaint, {
	"received_at": "2026-01-01",
	"acknowledged_at": "2026-01-03",
	"resolved_at": "2026-01-16",
	"replied_at": "2026-01-16",
})

given(rows) := {"complaint_register": rows}

changed(patch) := judged(given([object.union(old, patch)]))

test_complaints_handled_in_time_pass if {
	changed({}) == clean
	judged(given([object.remove(complaint, ["resolved_at", "replied_at"])])) == clean
}

test_late_or_missing_acknowledgement if {
	late := denied({"K-1: it was not acknowledged within 2 days"})
	changed({"acknowledged_at": "2026-01-04"}) == late
	judged(given([object.remove(old, ["acknowledged_at"])])) == late
}

test_late_or_missing_answer if {
	changed({"resolved_at": "2026-01-17"}) == denied({"K-1: it was not resolved within 15 days"})
	judged(given([object.remove(old, ["replied_at"])])) == denied({
		"K-1: it was not answered within 15 days",
	})
	judged(given([object.remove(old, ["resolved_at", "replied_at"])])) == denied({
		"K-1: it was not answered within 15 days; it was not resolved within 15 days",
	})
}

test_topics_to_report_upwards if {
	changed({"topic": "leak"}) == denied({"K-1: it concerns leak and was not reported upwards"})
	changed({"topic": "leak", "reported_up_at": "2026-01-02"}) == clean
}

test_dated_in_the_future if {
	ahead := {"received_at": "2026-03-12", "acknowledged_at": "2026-03-12"}
	judged(given([object.union(complaint, ahead)])) == denied({"K-1: it is dated in the future"})
}

caused(number, patch) := [row |
	some i in numbers.range(1, number)
	row := object.union(old, object.union(patch, {
		"complaint_id": sprintf("K-%d", [i]),
		"root_cause": "queue",
		"_loc": {"file": "complaints.csv", "line": i},
	}))
]

neglect := {"queue: the cause occurred 3 times, and no improvement is recorded"}

test_cause_that_comes_back if {
	judged(given(caused(2, {}))) == clean
	judged(given(caused(3, {}))) == denied(neglect)
	one := object.union(old, {"root_cause": "queue", "improvement_ref": "IMP-1"})
	judged(given(array.concat(caused(2, {}), [one]))) == clean
	judged(given(caused(3, {"improvement_ref": "IMP-1"}))) == clean
	other := object.union(one, {"root_cause": "form"})
	judged(given(array.concat(caused(3, {}), [other]))) == denied(neglect)
}

test_all_complaints_of_a_cause_are_shown if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": given(caused(3, {}))}
	found := unanswered_complaint.deny with input as document
		with data.params as {"COM-830": params}
	[[finding._loc.line, finding.related] | some finding in found] == [[1, [
		{"file": "complaints.csv", "line": 2},
		{"file": "complaints.csv", "line": 3},
	]]]
}

test_unread_complaints_may_name_an_improvement if {
	gaps := {"complaint_register": [{"reason": "denied"}]}
	judge(given(caused(3, {})), params, gaps) == doubted(neglect)
}
