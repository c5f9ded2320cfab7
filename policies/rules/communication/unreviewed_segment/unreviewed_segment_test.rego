package rules.communication.unreviewed_segment_test

import data.rules.communication.unreviewed_segment

params := {
	"review_days": 92,
}

# What is found in some evidence with some parameters and gaps.
judge(rows, settings, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": rows, "gaps": gaps}
	found := unreviewed_segment with input as document
		with data.params as {"COM-870": settings}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(rows) := judge(rows, params, {})

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

applies(rows) if {
	unreviewed_segment.applicable with input as {"now": "2026-03-10T09:00:00+08:00", "evidence": rows}
		with data.params as {"COM-870": params}
}

# Reviewed 92 days ago.
record := {
	"system_id": "crm",
	"customer_id": "C-1",
	"segment": "key",
	"segment_reviewed_at": "2025-12-08",
	"account_manager": "u1",
	"active": true,
	"_loc": {"file": "crm.csv", "line": 2},
}

change := {
	"change_id": "H-1",
	"customer_id": "C-1",
	"field": "segment",
	"requested_by": "u2",
	"reviewer": "u1",
	"applied_at": "2026-02-01",
	"_loc": {"file": "changes.csv", "line": 2},
}

given(records, changes) := {"crm_records": records, "customer_changes": changes}

recorded(patch) := judged(given([object.union(record, patch)], [change]))

regraded(patch) := judged(given([record], [object.union(change, patch)]))

without(fields) := judged(given([object.remove(record, fields)], []))

test_a_segment_reviewed_in_the_quarter_passes if recorded({}) == clean

test_no_segment if {
	without(["segment"]) == denied({"crm/C-1: it has no segment"})
	former := object.union(object.remove(record, ["segment"]), {"active": false})
	judged(given([former], [])) == clean
}

test_review_overdue if {
	recorded({"segment_reviewed_at": "2025-12-07"}) == denied({concat("", [
		"crm/C-1: the segment was last reviewed at 2025-12-07, more than 92 days ago",
	])})
	recorded({"segment_reviewed_at": "2025-12-07", "active": false}) == clean
	recorded({"first_contact_at": "2020-01-01"}) == clean
}

started(day) := judged(given(
	[object.union(
		object.remove(record, ["segment_reviewed_at"]),
		{"first_contact_at": day},
	)],
	[],
))

test_a_customer_never_reviewed_is_due_from_the_first_contact if {
	started("2025-12-08") == clean
	started("2025-12-07") == denied({concat("", [
		"crm/C-1: the segment was never reviewed since 2025-12-07, more than 92 days ago",
	])})
}

test_review_of_unknown_time if {
	doubt := doubted({"crm/C-1: it is not known when the segment was last reviewed"})
	without(["segment_reviewed_at"]) == doubt
	without(["segment_reviewed_at", "segment"]) == denied({"crm/C-1: it has no segment"})
	recorded({"segment_reviewed_at": "2026-03-11"}) == doubt
	recorded({"segment_reviewed_at": "2026-03-10"}) == clean
}

alone := denied({"H-1: the segment was changed without the account manager u1"})

test_change_without_the_account_manager if {
	regraded({"reviewer": "u3"}) == alone
	regraded({"reviewer": "u3", "requested_by": "u1"}) == clean
	judged(given([record], [object.remove(change, ["reviewer"])])) == alone
	judged(given([record], [object.remove(change, ["applied_at", "requested_by"])])) == clean
	regraded({"reviewer": "u3", "field": "phone"}) == clean
}

test_changes_that_wait_are_no_subject if {
	judged(given([record], [object.remove(change, ["reviewer", "applied_at"])])) == clean
	judged(given([record], [object.union(
		object.remove(change, ["applied_at"]),
		{"reviewer": "u3"},
	)])) == alone
}

test_managers_of_all_systems_count if {
	second := object.union(record, {"system_id": "dw", "account_manager": "u3"})
	third := object.union(change, {"reviewer": "u3"})
	judged(given([record, second], [third])) == clean
	judged(given([record, second], [object.union(change, {"reviewer": "u4"})])) == denied({
		"H-1: the segment was changed without the account manager u1, u3",
	})
}

test_account_manager_unknown if {
	doubt := {"H-1: the account manager of the customer is not known"}
	regraded({"customer_id": "C-2"}) == doubted(doubt)
	judged(given([object.remove(record, ["account_manager"])], [change])) == doubted(doubt)
}

test_applicable if {
	applies(given([record], []))
	applies(given([], [change]))
	not applies(given([object.union(record, {"active": false})], []))
	not applies(given([], [object.union(change, {"field": "phone"})]))
}
