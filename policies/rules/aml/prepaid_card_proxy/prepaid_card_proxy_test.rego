package rules.aml.prepaid_card_proxy_test

import data.rules.aml.prepaid_card_proxy

params := {"AML-017": {}}

# Rows of evidence by name: their kind, and what they hold.
rows := {
	"event": {
		"kind": "prepaid_card_events",
		"row": {
			"event_id": "E-1",
			"event": "sale",
			"registered_card": true,
			"amount_cny": 100,
			"at": "2026-03-02T10:00:00+08:00",
			"presenter": "c1",
			"id_verification_ref": "V-1",
			"principal": "p1",
			"proxy_proof_ref": "P-1",
			"proxy_id_verification_ref": "V-2",
		},
	},
	"check": {
		"kind": "id_verifications",
		"row": {
			"verification_id": "V-1",
			"subject": "c1",
			"customer_id": "c1",
			"at": "2026-03-02T10:00:00+08:00",
			"result": "match",
			"id_copy_ref": "K-1",
			"id_expires_at": "2026-03-02",
		},
	},
	"proxy": {
		"kind": "id_verifications",
		"row": {"verification_id": "V-2", "subject": "x1", "result": "match", "id_copy_ref": "K-2"},
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
	found := prepaid_card_proxy.deny with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unknown(changes) := {finding.msg | some finding in found} if {
	found := prepaid_card_proxy.unknown with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applicable(changes) := answer if {
	answer := prepaid_card_proxy.applicable with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_verified if deny({}) == set()

test_no_proof if deny({"event": {"proxy_proof_ref": null}}) == {
	"E-1: no proof of the proxy relation is recorded",
}

test_no_check_of_the_principal if deny({"drop": ["check"]}) == {
	"E-1: it names no match with a copy of the document for the principal",
}

test_no_check_of_the_proxy if deny({"drop": ["proxy"]}) == {
	"E-1: it names no match with a copy of the document for the proxy",
}

test_proxy_mismatch if deny({"proxy": {"result": "mismatch"}}) == {
	"E-1: it names no match with a copy of the document for the proxy",
}

test_proxy_without_copy if deny({"proxy": {"id_copy_ref": null}}) == {
	"E-1: it names no match with a copy of the document for the proxy",
}

test_no_references if {
	deny({"event": {"id_verification_ref": null, "proxy_id_verification_ref": null}}) == {
		concat(" ", [
			"E-1: it names no match with a copy of the document for the principal; it names no",
			"match with a copy of the document for the proxy",
		]),
	}
}

test_one_subject if deny({"proxy": {"subject": "c1"}}) == {
	"E-1: the checks of principal and proxy are of one person",
}

test_own_purchase if deny({"event": {"principal": "c1"}, "drop": ["check"]}) == set()

test_no_principal if deny({"event": {"principal": null}, "drop": ["check"]}) == set()

test_no_presenter if deny({"event": {"presenter": null, "proxy_proof_ref": null}}) == {
	"E-1: no proof of the proxy relation is recorded",
}

test_top_up if deny({"event": {"event": "top_up"}, "drop": ["check"]}) == set()

test_unregistered_card if deny({"event": {"registered_card": false}, "drop": ["check"]}) == set()

test_incomplete_is_no_fault if deny({"drop": ["check"], "gaps": ["id_verifications"]}) == set()

test_incomplete_is_unknown if unknown({"drop": ["check"], "gaps": ["id_verifications"]}) == {
	"E-1: it names no match with a copy of the document for the principal",
}

test_applicable if applicable({}) == true

test_not_applicable if applicable({"event": {"principal": null}}) == false

test_a_missing_check_in_full_evidence_is_no_doubt if unknown({"drop": ["check"]}) == set()
