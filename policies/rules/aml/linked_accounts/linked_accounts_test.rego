package rules.aml.linked_accounts_test

import data.rules.aml.linked_accounts

params := {"AML-013": {"normalise_id_numbers": true}}

# Rows of evidence by name: their kind, and what they hold.
rows := {
	"a1": {
		"kind": "kyc_accounts",
		"row": {"account_id": "a1", "customer_id": "c1", "master_customer_id": "c1", "status": "active"},
	},
	"a2": {
		"kind": "kyc_accounts",
		"row": {"account_id": "a2", "customer_id": "c2", "master_customer_id": "c1", "status": "active"},
	},
	"customer": {
		"kind": "kyc_customers",
		"row": {
			"customer_id": "c1",
			"customer_type": "individual",
			"status": "active",
			"id_type": "ID",
			"id_no": "x",
			"risk_grade": "low",
		},
	},
	"other": {
		"kind": "kyc_customers",
		"row": {"customer_id": "c2", "id_type": " id", "id_no": "x", "risk_grade": "low"},
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
	found := linked_accounts.deny with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unknown(changes) := {finding.msg | some finding in found} if {
	found := linked_accounts.unknown with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applicable(changes) := answer if {
	answer := linked_accounts.applicable with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_linked if deny({}) == set()

test_two_masters if deny({"a2": {"master_customer_id": "c2"}}) == {
	"a1: the 2 accounts of its holder are kept under 2 customers",
}

test_two_masters_of_two_persons if {
	deny({"a2": {"master_customer_id": "c2"}, "other": {"id_no": "y"}}) == set()
}

test_two_masters_one_closed if {
	deny({"a2": {"master_customer_id": "c2", "status": "closed"}}) == set()
}

test_no_master if deny({"a2": {"master_customer_id": null}}) == {
	"a2: it is linked to no customer under which accounts are kept together",
}

test_frozen_without_master if {
	deny({"a2": {"master_customer_id": null, "status": "frozen"}}) == set()
}

test_grades_differ if deny({"other": {"risk_grade": "high"}}) == {
	"a1: accounts linked with it carry different risk grades: high, low",
}

test_missing_grade_does_not_differ if deny({"other": {"risk_grade": null}}) == set()

as_written(changes) := {finding.msg | some finding in found} if {
	found := linked_accounts.deny with input as given(changes)
		with data.params as {"AML-013": {"normalise_id_numbers": false}}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_types_as_written if {
	as_written({"a2": {"master_customer_id": "c2"}}) == set()
	as_written({"a2": {"master_customer_id": "c2"}, "other": {"id_type": "ID"}}) == {
		"a1: the 2 accounts of its holder are kept under 2 customers",
	}
}

test_no_number if unknown({"other": {"id_no": null}}) == {
	"a2: the document of its holder is not known, so its other accounts cannot be found",
}

test_no_customer if unknown({"drop": ["other"]}) == {
	"a2: the document of its holder is not known, so its other accounts cannot be found",
}

test_closed_without_number if {
	unknown({"other": {"id_no": null}, "a2": {"status": "closed"}}) == set()
}

test_all_known if unknown({}) == set()

test_applicable if applicable({}) == true

test_not_applicable if applicable({"drop": ["a1", "a2"]}) == false
