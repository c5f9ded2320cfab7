package rules.aml.alert_handling_test

import data.rules.aml.alert_handling

params := {
	"AML-002-3": {"max_analysis_days": 10, "max_report_days": 5, "bulk_close_per_minute": 20},
}

# Rows of evidence by name: their kind, and what they hold.
rows := {
	"alert": {
		"kind": "aml_alerts",
		"row": {
			"alert_id": "A-1",
			"customer_id": "c1",
			"kind": "suspicion",
			"raised_at": "2026-02-01T10:00:00+08:00",
			"analysed_at": "2026-02-11T10:00:00+08:00",
			"analyst": "p1",
			"decision": "suspicious",
			"decision_reason": "r",
			"reported_at": "2026-02-16T10:00:00+08:00",
			"report_ref": "R-1",
		},
	},
	"b0": {
		"kind": "aml_alerts",
		"row": {
			"alert_id": "B-0",
			"raised_at": "2026-02-01",
			"analysed_at": "2026-02-02T10:00:00+08:00",
			"analyst": "p2",
			"decision": "not_suspicious",
			"decision_reason": "r",
		},
	},
	"b1": {
		"kind": "aml_alerts",
		"row": {
			"alert_id": "B-1",
			"raised_at": "2026-02-01",
			"analysed_at": "2026-02-02T10:00:29+08:00",
			"analyst": "p2",
			"decision": "not_suspicious",
			"decision_reason": "r",
		},
	},
	"b2": {
		"kind": "aml_alerts",
		"row": {
			"alert_id": "B-2",
			"raised_at": "2026-02-01",
			"analysed_at": "2026-02-02T10:00:58+08:00",
			"analyst": "p2",
			"decision": "not_suspicious",
			"decision_reason": "r",
		},
	},
}

# Rows that only some tests add.
spare := ["b0", "b1", "b2"]

kinds contains kind if {
	some row in rows
	kind := row.kind
}

present(name, changes) if {
	not name in spare
	not name in object.get(changes, "drop", [])
}

present(name, changes) if name in object.get(changes, "add", [])

# The row with its changes; what is changed to null is missing.
made(name, changes) := {field: value |
	place := {"_loc": {"file": rows[name].kind, "line": 2}}
	given := object.union(rows[name].row, object.get(changes, name, {}))
	some field, value in object.union(given, place)
	value != null
}

given(changes) := {
	"now": "2026-03-10T09:00:00+08:00",
	"gaps": {kind: [{"target": "t", "reason": "denied"}] |
		some kind in object.get(changes, "gaps", [])
	},
	"evidence": {kind: found |
		some kind in kinds
		found := [made(name, changes) |
			some name, row in rows
			row.kind == kind
			present(name, changes)
		]
	},
}

deny(changes) := {finding.msg | some finding in found} if {
	found := alert_handling.deny with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

review(changes) := {finding.msg | some finding in found} if {
	found := alert_handling.review with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_on_the_limits if deny({}) == set()

test_analysed_a_second_late if deny({"alert": {"analysed_at": "2026-02-11T10:00:01+08:00"}}) == {
	"A-1: it was analysed later than 10 days after it was raised",
}

test_reported_late if deny({"alert": {"reported_at": "2026-02-16T10:00:01+08:00"}}) == {
	"A-1: it was reported later than 5 days after the analysis",
}

test_not_reported if deny({"alert": {"reported_at": null, "report_ref": null}}) == {
	"A-1: it is not reported 5 days after the analysis",
}

test_not_reported_inside_the_limit if {
	deny({
		"alert": {
			"raised_at": "2026-03-01",
			"analysed_at": "2026-03-06",
			"reported_at": null,
			"report_ref": null,
		},
	}) == set()
}

test_not_analysed if deny({"alert": {"analysed_at": null, "decision": "pending"}}) == {
	"A-1: it is not analysed after 10 days",
}

test_no_decision_at_all if deny({"alert": {"analysed_at": null, "decision": null}}) == {
	"A-1: it is not analysed after 10 days",
}

test_not_analysed_inside_the_limit if {
	deny({
		"alert": {
			"raised_at": "2026-02-28",
			"analysed_at": null,
			"decision": "pending",
			"reported_at": null,
		},
	}) == set()
}

test_decided_without_a_time if {
	deny({"alert": {"raised_at": "2026-03-09", "analysed_at": null}}) == {
		"A-1: it was decided without a time",
	}
}

test_no_number if deny({"alert": {"report_ref": null}}) == {"A-1: its report has no number"}

test_no_reason if deny({"alert": {"decision_reason": null}}) == {
	"A-1: the decision is recorded without a reason",
}

test_no_analyst if deny({"alert": {"decision": "not_suspicious", "analyst": null}}) == {
	"A-1: the decision is recorded without the analyst",
}

test_pending_needs_no_reason if {
	deny({"alert": {"decision": "pending", "decision_reason": null}}) == set()
}

test_cleared_alerts_are_not_reported if {
	deny({"alert": {"decision": "not_suspicious", "reported_at": null, "report_ref": null}}) == set()
}

bulk(changes, limit) := {finding.msg | some finding in found} if {
	changed := {"AML-002-3": object.union(params["AML-002-3"], {"bulk_close_per_minute": limit})}
	found := alert_handling.review with input as given(object.union(
		{"add": ["b0", "b1", "b2"]},
		changes,
	))
		with data.params as changed
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_bulk if {
	bulk({}, 2) == {"B-0: p2 decided more than 2 alerts within a minute from here on"}
	bulk({}, 3) == set()
}

test_a_whole_minute_apart if bulk({"b2": {"analysed_at": "2026-02-02T10:01:00+08:00"}}, 2) == set()

test_two_analysts if bulk({"b2": {"analyst": "p3"}}, 2) == set()

test_undecided_alerts_are_not_closed if bulk({"b2": {"decision": "pending"}}, 2) == set()

test_plain_dates_say_nothing if {
	day := {"analysed_at": "2026-02-02"}
	bulk({"b0": day, "b1": day, "b2": day}, 2) == set()
}

test_decided_without_a_time_long_ago if deny({"alert": {"analysed_at": null}}) == {
	"A-1: it was decided without a time",
}

test_analysed_without_a_decision if {
	unknown({"alert": {"decision": null}}) == {"A-1: it was analysed, and the decision is missing"}
	unknown({"alert": {"decision": null, "analysed_at": null}}) == set()
	unknown({}) == set()
}

unknown(changes) := {finding.msg | some finding in found} if {
	found := alert_handling.unknown with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}
