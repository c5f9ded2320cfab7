package rules.aml.investigation_handling_test

import data.rules.aml.investigation_handling

params := {"AML-002-5": {"max_response_days": 5, "required_section": "assisting_investigations"}}

# Rows of evidence by name: their kind, and what they hold.
rows := {
	"doc": {
		"kind": "policy_register",
		"row": {
			"doc_id": "D-1",
			"topic": "aml_internal_control",
			"version": "2",
			"sections": [
				"customer_identification",
				"record_keeping",
				"suspicious_transaction_reporting",
				"audit_training_publicity",
				"assisting_investigations",
				"confidentiality",
				"other_measures",
			],
			"approved_at": "2026-01-01",
			"effective_at": "2026-02-01",
			"filed_with": "central_bank_branch",
			"filed_at": "2026-02-05",
			"filed_version": "2",
		},
	},
	"request": {
		"kind": "investigation_requests",
		"row": {
			"request_id": "R-1",
			"received_at": "2026-02-01T10:00:00+08:00",
			"due_at": "2026-02-10",
			"responded_at": "2026-02-10T23:00:00+08:00",
			"handler": "p1",
		},
	},
	"post": {
		"kind": "appointments",
		"row": {
			"duty": "aml_post",
			"person": "p1",
			"valid_from": "2026-02-01",
			"valid_until": "2026-02-01",
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
	found := investigation_handling.deny with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unknown(changes) := {finding.msg | some finding in found} if {
	found := investigation_handling.unknown with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applicable(changes) := answer if {
	answer := investigation_handling.applicable with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_in_time if deny({}) == set()

test_missing_doc if deny({"drop": ["doc"]}) == {
	"aml_internal_control: no control system in force holds the part assisting_investigations",
}

test_missing_doc_in_incomplete_evidence if {
	deny({"drop": ["doc"], "gaps": ["policy_register"]}) == set()
}

test_missing_doc_in_incomplete_evidence_is_unknown if {
	unknown({"drop": ["doc"], "gaps": ["policy_register"]}) == {
		"aml_internal_control: no control system in force holds the part assisting_investigations",
	}
}

test_no_unknown_doc if unknown({}) == set()

test_missing_post if deny({"drop": ["post"]}) == {"R-1: p1 held no AML post on the day of receipt"}

test_missing_post_in_incomplete_evidence if {
	deny({"drop": ["post"], "gaps": ["appointments"]}) == set()
}

test_missing_post_in_incomplete_evidence_is_unknown if {
	unknown({"drop": ["post"], "gaps": ["appointments"]}) == {
		"R-1: p1 held no AML post on the day of receipt",
	}
}

test_part_missing if deny({"doc": {"sections": ["customer_identification", "record_keeping"]}}) == {
	"aml_internal_control: no control system in force holds the part assisting_investigations",
}

test_late if deny({"request": {"responded_at": "2026-02-11T00:00:00+08:00"}}) == {
	"R-1: it was answered late",
}

test_unanswered if deny({"request": {"responded_at": null}}) == {
	"R-1: it is past its limit without an answer",
}

test_unanswered_on_the_last_day if {
	deny({"request": {"responded_at": null, "due_at": "2026-03-10"}}) == set()
}

test_default_limit if {
	deny({"request": {"due_at": null, "responded_at": "2026-02-06T10:00:00+08:00"}}) == set()
}

test_past_the_default_limit if {
	deny({"request": {"due_at": null, "responded_at": "2026-02-06T10:00:01+08:00"}}) == {
		"R-1: it was answered late",
	}
}

test_unanswered_by_default_limit if deny({"request": {"due_at": null, "responded_at": null}}) == {
	"R-1: it is past its limit without an answer",
}

test_inside_the_default_limit if {
	deny({
		"request": {"due_at": null, "responded_at": null, "received_at": "2026-03-06"},
		"post": {"valid_until": null},
	}) == set()
}

test_no_handler if deny({"request": {"handler": null}}) == {"R-1: no handler is recorded"}

test_appointed_later if deny({"post": {"valid_from": "2026-02-02", "valid_until": null}}) == {
	"R-1: p1 held no AML post on the day of receipt",
}

test_other_duty if deny({"post": {"duty": "aml_department"}}) == {
	"R-1: p1 held no AML post on the day of receipt",
}

test_no_request if deny({"drop": ["request"]}) == set()

test_always_applicable if applicable({"drop": ["request"]}) == true

test_a_missing_doc_in_full_evidence_is_no_doubt if unknown({"drop": ["doc"]}) == set()

test_a_missing_post_in_full_evidence_is_no_doubt if unknown({"drop": ["post"]}) == set()

places(changes) := {finding._loc | some finding in found} if {
	found := investigation_handling.deny with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_places if {
	places({"doc": {"sections": []}}) == {{"file": "policy_register", "line": 2}}
	places({"drop": ["doc"]}) == {{"file": "policy_register"}}
}
