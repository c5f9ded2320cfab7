package rules.aml.tipping_off_test

import data.rules.aml.tipping_off

params := {
	"AML-008b": {
		"permitted_recipients": [
			"central_bank",
			"central_bank_branch",
			"aml_monitoring_centre",
			"police",
			"court",
		],
		"lookback_days": 180,
	},
}

# Rows of evidence by name: their kind, and what they hold.
rows := {
	"row": {
		"kind": "disclosure_register",
		"row": {
			"disclosure_id": "D-1",
			"customer_id": "c1",
			"topic": "str",
			"legal_basis": "statute",
			"recipient": "central_bank",
		},
	},
	"event": {
		"kind": "dlp_events",
		"row": {
			"event_id": "E-1",
			"actor": "p1",
			"at": "2026-03-01",
			"action": "logged",
			"data_class": "aml_report",
			"disclosure_id": "D-1",
		},
	},
	"mail": {
		"kind": "mail_log",
		"row": {
			"queue_id": "Q-1",
			"recipient_address": "x",
			"at": "2026-03-01",
			"direction": "outbound",
			"data_class": "none",
		},
	},
	"incident": {
		"kind": "incident_register",
		"row": {"incident_id": "I-1", "kind": "other", "category": "other"},
	},
	"alert": {
		"kind": "aml_alerts",
		"row": {
			"alert_id": "A-1",
			"customer_id": "c1",
			"decision": "suspicious",
			"raised_at": "2025-01-01",
			"analysed_at": "2025-09-02",
		},
	},
}

# Rows that only some tests add.
spare := []

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
	found := tipping_off.deny with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unknown(changes) := {finding.msg | some finding in found} if {
	found := tipping_off.unknown with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

review(changes) := {finding.msg | some finding in found} if {
	found := tipping_off.review with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applicable(changes) := answer if {
	answer := tipping_off.applicable with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_permitted if deny({}) == set()

test_to_another if deny({"row": {"recipient": "friend"}}) == {
	"D-1/c1: its recipient may not learn of suspicious reports and investigations",
	"E-1: AML report data left without a disclosure to a permitted recipient",
}

test_investigation_to_another if deny({"row": {"topic": "investigation", "recipient": null}}) == {
	"D-1/c1: its recipient may not learn of suspicious reports and investigations",
	"E-1: AML report data left without a disclosure to a permitted recipient",
}

test_other_topic if {
	deny({
		"row": {"topic": "aml_data", "recipient": "friend"},
		"event": {"action": "blocked"},
	}) == set()
}

test_event_without_a_disclosure if deny({"event": {"disclosure_id": null}}) == {
	"E-1: AML report data left without a disclosure to a permitted recipient",
}

test_event_of_another_disclosure if deny({"event": {"disclosure_id": "D-2"}}) == {
	"E-1: AML report data left without a disclosure to a permitted recipient",
}

test_mail if deny({"mail": {"data_class": "aml_report"}}) == {
	"Q-1/x: AML report data left without a disclosure to a permitted recipient",
}

test_mail_covered if deny({"mail": {"data_class": "aml_report", "disclosure_id": "D-1"}}) == set()

test_inbound_mail if deny({"mail": {"data_class": "aml_report", "direction": "inbound"}}) == set()

test_unknown_data if unknown({"mail": {"data_class": null}}) == {
	"Q-1/x: AML report data left without a disclosure to a permitted recipient",
}

test_unknown_data_is_no_fault if deny({"mail": {"data_class": null}}) == set()

test_incomplete_register if unknown({"drop": ["row"], "gaps": ["disclosure_register"]}) == {
	"E-1: AML report data left without a disclosure to a permitted recipient",
}

test_incomplete_register_is_no_fault if {
	deny({"drop": ["row"], "gaps": ["disclosure_register"]}) == set()
}

test_unnamed_in_an_incomplete_register if {
	deny({"drop": ["row"], "gaps": ["disclosure_register"], "event": {"disclosure_id": null}}) == {
		"E-1: AML report data left without a disclosure to a permitted recipient",
	}
}

test_tipping_off if deny({"incident": {"category": "tipping_off"}}) == {
	"I-1: somebody was tipped off about a report or an investigation",
}

test_mail_to_a_suspect if review({"mail": {"recipient_customer_id": "c1"}}) == {
	"Q-1/x: it went to a customer within 180 days after a suspicious decision",
}

test_event_to_a_suspect if review({"event": {"recipient_customer_id": "c1"}}) == {
	"E-1: it went to a customer within 180 days after a suspicious decision",
}

test_blocked_event if {
	review({"event": {"recipient_customer_id": "c1", "action": "blocked"}}) == set()
}

test_day_181 if {
	review({"mail": {"recipient_customer_id": "c1"}, "alert": {"analysed_at": "2025-09-01"}}) == set()
}

test_before_the_decision if {
	review({"mail": {"recipient_customer_id": "c1"}, "alert": {"analysed_at": "2026-03-02"}}) == set()
}

test_no_time_of_analysis if {
	review({
		"mail": {"recipient_customer_id": "c1"},
		"alert": {"analysed_at": null, "raised_at": "2026-02-01"},
	}) == {"Q-1/x: it went to a customer within 180 days after a suspicious decision"}
}

test_cleared if {
	review({"mail": {"recipient_customer_id": "c1"}, "alert": {"decision": "not_suspicious"}}) == set()
}

test_another_customer if review({"mail": {"recipient_customer_id": "c2"}}) == set()

test_applicable if applicable({}) == true

test_empty if applicable({"drop": ["row", "event", "mail", "incident", "alert"]}) == false

test_applicable_by_each_kind if {
	names := ["row", "event", "mail", "incident", "alert"]
	every name in names {
		applicable({"drop": [other | some other in names; other != name]}) == true
	}
}

test_known_data_is_no_doubt if unknown({"mail": {"data_class": "aml_report"}}) == set()

test_no_topic if {
	doubt := {"its topic is missing, and its recipient may not learn of every topic"}
	found := unknown({"row": {"topic": null, "recipient": "newspaper"}})
	{split(msg, ": ")[1] | some msg in found} & doubt == doubt
	deny({"drop": ["mail", "event"], "row": {"topic": null, "recipient": "newspaper"}}) == set()
	unknown({"drop": ["mail", "event"], "row": {"topic": null}}) == set()
	other := {"topic": "customer_data", "recipient": "newspaper"}
	unknown({"drop": ["mail", "event"], "row": other}) == set()
	alone := ["event", "mail", "incident", "alert"]
	applicable({"drop": alone, "row": {"topic": null, "recipient": "newspaper"}}) == true
	applicable({"drop": alone, "row": {"topic": null}}) == false
}

test_a_decision_without_a_time_may_be_of_any_day if {
	to_customer := {"recipient_customer_id": "c1"}
	undated := {"analysed_at": null, "raised_at": "2025-02-01"}
	review({"mail": to_customer, "alert": undated}) == {
		"Q-1/x: it went to a customer within 180 days after a suspicious decision",
	}
	review({"mail": to_customer, "alert": {"analysed_at": "2025-02-01"}}) == set()
	later := {"analysed_at": null, "raised_at": "2026-03-09"}
	review({"mail": to_customer, "alert": later}) == set()
}
