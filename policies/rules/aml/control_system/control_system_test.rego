package rules.aml.control_system_test

import data.rules.aml.control_system

params := {
	"AML-001": {
		"required_sections": [
			"customer_identification",
			"record_keeping",
			"suspicious_transaction_reporting",
			"audit_training_publicity",
			"assisting_investigations",
			"confidentiality",
			"other_measures",
		],
		"max_filing_days": 10,
		"filing_authority": "central_bank_branch",
	},
}

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
	"twin": {
		"kind": "policy_register",
		"row": {
			"doc_id": "D-2",
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
}

# Rows that only some tests add.
spare := ["twin"]

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
	found := control_system.deny with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unknown(changes) := {finding.msg | some finding in found} if {
	found := control_system.unknown with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applicable(changes) := answer if {
	answer := control_system.applicable with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_complete if deny({}) == set()

test_missing_doc if deny({"drop": ["doc"]}) == {
	"aml_internal_control: headquarters has no control system that is approved and in force",
}

test_missing_doc_in_incomplete_evidence if {
	deny({"drop": ["doc"], "gaps": ["policy_register"]}) == set()
}

test_missing_doc_in_incomplete_evidence_is_unknown if {
	unknown({"drop": ["doc"], "gaps": ["policy_register"]}) == {
		"aml_internal_control: headquarters has no control system that is approved and in force",
	}
}

test_no_unknown_doc if unknown({}) == set()

test_two_at_a_time if deny({"add": ["twin"]}) == {
	"D-1/2: headquarters has 2 control systems in force at a time, not one",
	"D-2/2: headquarters has 2 control systems in force at a time, not one",
}

test_of_a_branch if deny({"doc": {"site": "b1"}}) == {
	"aml_internal_control: headquarters has no control system that is approved and in force",
}

test_not_approved if deny({"doc": {"approved_at": null}}) == {
	"aml_internal_control: headquarters has no control system that is approved and in force",
}

test_not_yet_in_force if deny({"doc": {"effective_at": "2026-03-11"}}) == {
	"aml_internal_control: headquarters has no control system that is approved and in force",
}

test_two_parts_missing if {
	deny({
		"doc": {
			"sections": [
				"suspicious_transaction_reporting",
				"audit_training_publicity",
				"assisting_investigations",
				"confidentiality",
				"other_measures",
			],
		},
	}) == {
		"D-1/2/customer_identification: the part customer_identification is missing",
		"D-1/2/record_keeping: the part record_keeping is missing",
	}
}

test_no_parts if deny({"doc": {"sections": null}}) == {
	"D-1/2/assisting_investigations: the part assisting_investigations is missing",
	"D-1/2/audit_training_publicity: the part audit_training_publicity is missing",
	"D-1/2/confidentiality: the part confidentiality is missing",
	"D-1/2/customer_identification: the part customer_identification is missing",
	"D-1/2/other_measures: the part other_measures is missing",
	"D-1/2/record_keeping: the part record_keeping is missing",
	"D-1/2/suspicious_transaction_reporting: the part suspicious_transaction_reporting is missing",
}

test_not_filed if deny({"doc": {"filed_at": null}}) == {
	"D-1/2/filed_at: this version is not filed with central_bank_branch 10 days after it took effect",
}

test_filed_elsewhere if deny({"doc": {"filed_with": "central_bank"}}) == {
	"D-1/2/filed_at: this version is not filed with central_bank_branch 10 days after it took effect",
}

test_old_version_filed if deny({"doc": {"filed_version": "1"}}) == {
	"D-1/2/filed_at: this version is not filed with central_bank_branch 10 days after it took effect",
}

test_filing_in_the_future if deny({"doc": {"filed_at": "2026-04-01"}}) == {
	"D-1/2/filed_at: this version is not filed with central_bank_branch 10 days after it took effect",
}

test_not_filed_on_the_last_day if {
	deny({"doc": {"filed_with": null, "effective_at": "2026-02-28"}}) == set()
}

test_not_filed_a_day_later if deny({"doc": {"filed_with": null, "effective_at": "2026-02-27"}}) == {
	"D-1/2/filed_at: this version is not filed with central_bank_branch 10 days after it took effect",
}

test_empty_register_is_applicable if applicable({"drop": ["doc"]}) == true

test_a_missing_doc_in_full_evidence_is_no_doubt if unknown({"drop": ["doc"]}) == set()
