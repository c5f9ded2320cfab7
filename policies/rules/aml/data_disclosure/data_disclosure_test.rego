package rules.aml.data_disclosure_test

import data.rules.aml.data_disclosure

params := {"AML-007": {"accepted_bases": ["statute", "court_order", "authority_request"]}}

# Rows of evidence by name: their kind, and what they hold.
rows := {
	"row": {
		"kind": "disclosure_register",
		"row": {
			"disclosure_id": "D-1",
			"customer_id": "c1",
			"topic": "aml_data",
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
			"data_class": "kyc",
			"disclosure_id": "D-1",
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
	found := data_disclosure.deny with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unknown(changes) := {finding.msg | some finding in found} if {
	found := data_disclosure.unknown with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applicable(changes) := answer if {
	answer := data_disclosure.applicable with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_lawful if deny({}) == set()

test_consent if deny({"row": {"legal_basis": "consent"}}) == {
	"D-1/c1: its legal basis is consent, not one of: statute, court_order, authority_request",
}

test_no_basis if deny({"row": {"legal_basis": null}}) == {
	"D-1/c1: its legal basis is -, not one of: statute, court_order, authority_request",
}

test_other_topic if deny({"row": {"topic": "customer_data", "legal_basis": "consent"}}) == set()

test_unregistered if deny({"event": {"disclosure_id": null}}) == {
	"E-1: identity data left without a registered disclosure",
}

test_blocked if deny({"event": {"disclosure_id": null, "action": "blocked"}}) == set()

test_other_data if deny({"event": {"disclosure_id": null, "data_class": "personal"}}) == set()

test_unknown_data if unknown({"event": {"disclosure_id": null, "data_class": null}}) == {
	"E-1: its data class is unknown and it names no disclosure",
}

test_unknown_data_is_no_fault if {
	deny({"event": {"disclosure_id": null, "data_class": null}}) == set()
}

test_unknown_data_with_a_disclosure if unknown({"event": {"data_class": null}}) == set()

test_known if unknown({"event": {"disclosure_id": null}}) == set()

test_disclosure_applicable if applicable({"drop": ["event"]}) == true

test_event_applicable if applicable({"drop": ["row"]}) == true

test_not_applicable if applicable({"drop": ["event"], "row": {"topic": "str"}}) == false

test_a_disclosure_that_is_not_registered if {
	unknown({"event": {"disclosure_id": "D-9"}}) == {
		"E-1: the disclosure D-9 that it names is not registered",
	}
	unknown({"event": {"disclosure_id": "D-9", "action": "blocked"}}) == set()
	unknown({"row": {"topic": "str"}}) == set()
}

test_no_topic if {
	doubt := {"D-1/c1: its topic is missing, and no law, court or authority demands it"}
	unknown({"row": {"topic": null, "legal_basis": "consent"}}) == doubt
	deny({"row": {"topic": null, "legal_basis": "consent"}}) == set()
	unknown({"row": {"topic": null}}) == set()
	unknown({"row": {"legal_basis": "consent"}}) == set()
	applicable({"drop": ["event"], "row": {"topic": null, "legal_basis": "consent"}}) == true
	applicable({"drop": ["event"], "row": {"topic": null}}) == false
}
