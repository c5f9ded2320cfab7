package rules.aml.purpose_and_owner_test

import data.rules.aml.purpose_and_owner

params := {"AML-009": {"placeholder_texts": ["无", "不详", "unknown", "n/a"]}}

# Rows of evidence by name: their kind, and what they hold.
rows := {
	"customer": {
		"kind": "kyc_customers",
		"row": {
			"customer_id": "c1",
			"customer_type": "individual",
			"status": "active",
			"risk_grade": "low",
			"purpose": "payments",
			"nature": "retail",
		},
	},
	"unit": {
		"kind": "kyc_customers",
		"row": {
			"customer_id": "u1",
			"customer_type": "unit",
			"status": "active",
			"name": "n",
			"risk_grade": "low",
			"controller": "p",
			"controller_is_person": true,
			"beneficial_owner": "p",
			"beneficial_owner_is_person": true,
			"purpose": "payments",
			"nature": "retail",
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
	found := purpose_and_owner.deny with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

severity(changes) := {object.get(finding, "severity", "") | some finding in found} if {
	found := purpose_and_owner.deny with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applicable(changes) := answer if {
	answer := purpose_and_owner.applicable with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_all_known if deny({}) == set()

test_no_purpose if deny({"customer": {"purpose": null}}) == {
	"c1: the purpose of the dealings is not known",
}

test_no_nature if deny({"customer": {"nature": null}}) == {
	"c1: the nature of the dealings is not known",
}

test_placeholder_purpose if deny({"customer": {"purpose": " N/A "}}) == {
	"c1: the purpose of the dealings is not known",
}

test_placeholder_seen_on_collection if deny({"unit": {"placeholder_fields": ["controller"]}}) == {
	"u1: the person in actual control is not known",
}

test_no_controller if deny({"unit": {"controller": null}}) == {
	"u1: the person in actual control is not known",
}

test_no_owner if deny({"unit": {"beneficial_owner": null}}) == {
	"u1: the beneficial owner is not known",
}

test_controller_unknown_person if deny({"unit": {"controller_is_person": null}}) == {
	"u1: the person in actual control is not known to be a natural person",
}

test_owner_no_person if deny({"unit": {"beneficial_owner_is_person": false}}) == {
	"u1: the beneficial owner is not known to be a natural person",
}

test_controller_is_itself if deny({"unit": {"controller": "n"}}) == {
	"u1: the person in actual control is the customer itself",
}

test_merchant if deny({"unit": {"customer_type": "merchant", "beneficial_owner": "n"}}) == {
	"u1: the beneficial owner is the customer itself",
}

test_closed if deny({"unit": {"status": "closed", "controller": null}}) == set()

test_low_risk_severity if severity({"unit": {"controller": null}}) == {""}

test_high_risk_severity if severity({"unit": {"controller": null, "risk_grade": "high"}}) == {
	"critical",
}

test_unknown_risk_severity if severity({"unit": {"controller": null, "risk_grade": null}}) == {
	"critical",
}

test_medium_risk_severity if severity({"unit": {"controller": null, "risk_grade": "medium"}}) == {
	"",
}

test_applicable if applicable({}) == true

test_not_applicable if applicable({"unit": {"status": "closed"}, "drop": ["customer"]}) == false

test_an_unknown_controller_is_nothing_else if {
	unknown_controller := {"u1: the person in actual control is not known"}
	deny({"unit": {"controller": null, "controller_is_person": null}}) == unknown_controller
	deny({"unit": {"controller": "n", "placeholder_fields": ["controller"]}}) == unknown_controller
}
