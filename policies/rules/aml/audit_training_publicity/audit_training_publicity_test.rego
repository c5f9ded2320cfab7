package rules.aml.audit_training_publicity_test

import data.rules.aml.audit_training_publicity

params := {
	"AML-002-4": {
		"audit_interval_days": 365,
		"training_interval_days": 365,
		"onboarding_days": 30,
		"publicity_interval_days": 365,
	},
}

# Rows of evidence by name: their kind, and what they hold.
rows := {
	"audit": {
		"kind": "audit_register",
		"row": {"audit_id": "A-1", "kind": "aml_audit", "performed_at": "2025-03-10"},
	},
	"item": {
		"kind": "published_content",
		"row": {"item": "aml_publicity", "published_at": "2025-03-10"},
	},
	"person": {
		"kind": "hr_roster",
		"row": {
			"person": "p1",
			"dept": "d",
			"role": "other",
			"employed": true,
			"hired_at": "2020-01-01",
			"accounts": ["acc1"],
		},
	},
	"course": {
		"kind": "training_records",
		"row": {"person": "p1", "topics": ["aml"], "completed_at": "2025-03-10"},
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
	found := audit_training_publicity.deny with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unknown(changes) := {finding.msg | some finding in found} if {
	found := audit_training_publicity.unknown with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applicable(changes) := answer if {
	answer := audit_training_publicity.applicable with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_on_the_last_day if deny({}) == set()

test_audit_a_day_too_old if deny({"audit": {"performed_at": "2025-03-09"}}) == {
	"aml_audit: the last AML audit was at 2025-03-09, more than 365 days ago",
}

test_other_audit if deny({"audit": {"kind": "risk_assessment"}}) == {
	"aml_audit: the last AML audit is not recorded",
}

test_audit_in_the_future if deny({"audit": {"performed_at": "2026-05-01"}}) == {
	"aml_audit: the last AML audit is not recorded",
}

test_publicity_a_day_too_old if deny({"item": {"published_at": "2025-03-09"}}) == {
	"aml_publicity: the last AML publicity was at 2025-03-09, more than 365 days ago",
}

test_other_content if deny({"item": {"item": "charges"}}) == {
	"aml_publicity: the last AML publicity is not recorded",
}

test_training_too_old if deny({"course": {"completed_at": "2025-03-09"}}) == {
	"p1: no AML training within 365 days",
}

test_other_topic if deny({"course": {"topics": ["privacy"]}}) == {
	"p1: no AML training within 365 days",
}

test_training_by_account if deny({"course": {"person": "acc1"}}) == set()

test_training_in_the_future if deny({"course": {"completed_at": "2026-05-01"}}) == {
	"p1: no AML training within 365 days",
}

test_new_staff if deny({"drop": ["course"], "person": {"hired_at": "2026-02-08"}}) == set()

test_no_longer_new if deny({"drop": ["course"], "person": {"hired_at": "2026-02-07"}}) == {
	"p1: no AML training within 365 days",
}

test_no_hiring_day if deny({"drop": ["course"], "person": {"hired_at": null}}) == {
	"p1: no AML training within 365 days",
}

test_left if deny({"drop": ["course"], "person": {"employed": false}}) == set()

test_left_by_date if deny({"drop": ["course"], "person": {"left_at": "2026-01-01"}}) == set()

test_missing_audit if deny({"drop": ["audit"]}) == {"aml_audit: the last AML audit is not recorded"}

test_missing_audit_in_incomplete_evidence if {
	deny({"drop": ["audit"], "gaps": ["audit_register"]}) == set()
}

test_missing_audit_in_incomplete_evidence_is_unknown if {
	unknown({"drop": ["audit"], "gaps": ["audit_register"]}) == {
		"aml_audit: the last AML audit is not recorded",
	}
}

test_no_unknown_audit if unknown({}) == set()

test_missing_item if deny({"drop": ["item"]}) == {
	"aml_publicity: the last AML publicity is not recorded",
}

test_missing_item_in_incomplete_evidence if {
	deny({"drop": ["item"], "gaps": ["published_content"]}) == set()
}

test_missing_item_in_incomplete_evidence_is_unknown if {
	unknown({"drop": ["item"], "gaps": ["published_content"]}) == {
		"aml_publicity: the last AML publicity is not recorded",
	}
}

test_missing_course if deny({"drop": ["course"]}) == {"p1: no AML training within 365 days"}

test_missing_course_in_incomplete_evidence if {
	deny({"drop": ["course"], "gaps": ["training_records"]}) == set()
}

test_missing_course_in_incomplete_evidence_is_unknown if {
	unknown({"drop": ["course"], "gaps": ["training_records"]}) == {
		"p1: no AML training within 365 days",
	}
}

test_applicable if applicable({}) == true

test_staff_alone_is_applicable if applicable({"drop": ["audit", "item"]}) == true

test_empty if applicable({"drop": ["audit", "item", "person"]}) == false

test_a_missing_audit_in_full_evidence_is_no_doubt if unknown({"drop": ["audit"]}) == set()

test_a_missing_course_in_full_evidence_is_no_doubt if unknown({"drop": ["course"]}) == set()
