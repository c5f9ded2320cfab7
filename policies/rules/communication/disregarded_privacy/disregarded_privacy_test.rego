package rules.communication.disregarded_privacy_test

import data.rules.communication.disregarded_privacy

params := {
	"max_days": 15,
}

# What is found in some evidence with some parameters and gaps.
judge(rows, settings, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": rows, "gaps": gaps}
	found := disregarded_privacy with input as document
		with data.params as {"COM-811": settings}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(rows) := judge(rows, params, {})

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

applies(rows) if {
	disregarded_privacy.applicable with input as {"now": "2026-03-10T09:00:00+08:00", "evidence": rows}
		with data.params as {"COM-811": params}
}

call := {
	"interaction_id": "I-1",
	"customer_id": "C-1",
	"at": "2026-03-01",
	"kind": "call",
	"channel": "phone",
	"monitored": true,
	"review_result": "ok",
	"_loc": {"file": "calls.csv", "line": 2},
}

# Fifteen days ago to the second.
complaint := {
	"complaint_id": "K-1",
	"topic": "privacy",
	"received_at": "2026-02-23T09:00:00+08:00",
	"_loc": {"file": "complaints.csv", "line": 2},
}

given(calls, complaints) := {"interaction_log": calls, "complaint_register": complaints}

complained(patch) := judged(given([call], [object.union(complaint, patch)]))

called(patch) := judged(given([object.union(call, patch)], [complaint]))

test_reviewed_conversations_and_a_young_complaint_pass if {
	complained({}) == clean
	called({"review_result": "other_breach"}) == clean
}

test_complaint_without_answer if {
	late := denied({"K-1: the complaint about privacy is not answered after 15 days"})
	before := {"received_at": "2026-02-23T08:59:59+08:00"}
	complained(before) == late
	complained(object.union(before, {"replied_at": "2026-03-10"})) == clean
	complained(object.union(before, {"replied_at": "2026-03-12"})) == late
	complained(object.union(before, {"topic": "loan"})) == clean
}

test_breach_of_privacy if {
	breach := denied({"I-1: its review found a breach of the customer's privacy"})
	called({"review_result": "privacy_breach"}) == breach
}

test_channel_without_review_is_unknown if {
	silent := doubted({"phone: no conversation of this channel was monitored and reviewed"})
	called({"monitored": false}) == silent
	judged(given([object.remove(call, ["review_result"])], [])) == silent
	judged(given([object.remove(call, ["monitored"]), call], [])) == clean
	other := object.union(call, {"channel": "branch", "monitored": false})
	judged(given([call, other], [])) == doubted({concat("", [
		"branch: no conversation of this channel was monitored and reviewed",
	])})
	judged(given([object.remove(call, ["channel"])], [])) == clean
	judged(given([object.remove(call, ["channel", "monitored"]), call], [])) == doubted({concat("", [
		"unknown: no conversation of this channel was monitored and reviewed",
	])})
}

test_a_channel_is_shown_at_its_first_conversation if {
	rows := [
		object.union(call, {"monitored": false}),
		object.union(call, {"monitored": false, "_loc": {"file": "calls.csv", "line": 3}}),
	]
	document := {"evidence": given(rows, [])}
	found := disregarded_privacy.unknown with input as document
	{finding._loc.line | some finding in found} == {2}
}

test_applicable if {
	applies(given([call], []))
	applies(given([], [complaint]))
	not applies(given([], []))
	not applies(given([], [object.union(complaint, {"topic": "loan"})]))
}
