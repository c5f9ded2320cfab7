package rules.aml.merchant_identification_test

import data.rules.aml.merchant_identification

params := {
	"AML-015": {
		"required_fields": [
			"name",
			"address",
			"business_scope",
			"licence_no",
			"licence_expires_at",
			"legal_representative",
			"legal_representative_id",
			"basic_circumstances",
		],
	},
}

# Rows of evidence by name: their kind, and what they hold.
rows := {
	"customer": {
		"kind": "kyc_customers",
		"row": {
			"customer_id": "c1",
			"customer_type": "merchant",
			"status": "active",
			"relationship_start_at": "2026-03-02",
			"registered_fields": [
				"name",
				"address",
				"business_scope",
				"licence_no",
				"licence_expires_at",
				"legal_representative",
				"legal_representative_id",
				"basic_circumstances",
			],
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
	found := merchant_identification.deny with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unknown(changes) := {finding.msg | some finding in found} if {
	found := merchant_identification.unknown with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applicable(changes) := answer if {
	answer := merchant_identification.applicable with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_verified_the_same_day if deny({}) == set()

test_verified_a_day_late if deny({"check": {"at": "2026-03-03T00:00:00+08:00"}}) == {
	"c1: no match with a copy of a valid document is dated by the start of the relationship",
}

test_plain_date_the_same_day if deny({"check": {"at": "2026-03-02"}}) == set()

test_pending_check if deny({"check": {"result": "pending"}}) == {
	"c1: no match with a copy of a valid document is dated by the start of the relationship",
}

test_check_of_another_customer if deny({"check": {"customer_id": "c2"}}) == {
	"c1: no match with a copy of a valid document is dated by the start of the relationship",
}

test_no_check if deny({"drop": ["check"]}) == {
	"c1: no match with a copy of a valid document is dated by the start of the relationship",
}

test_no_check_in_incomplete_evidence_is_no_fault if {
	deny({"drop": ["check"], "gaps": ["id_verifications"]}) == set()
}

test_no_check_in_incomplete_evidence_is_unknown if {
	unknown({"drop": ["check"], "gaps": ["id_verifications"]}) == {
		"c1: no match with a copy of a valid document is dated by the start of the relationship",
	}
}

test_nothing_unknown if unknown({}) == set()

test_no_copy if deny({"check": {"id_copy_ref": null}}) == {
	"c1: no match with a copy of a valid document is dated by the start of the relationship",
}

test_expired_the_day_before if deny({"check": {"id_expires_at": "2026-03-01"}}) == {
	"c1: no match with a copy of a valid document is dated by the start of the relationship",
}

test_no_expiry if {
	unknown({"check": {"id_expires_at": null}}) == {
		"c1: no match with a copy of a valid document is dated by the start of the relationship",
	}
	deny({"check": {"id_expires_at": null}}) == set()
	unknown({"check": {"id_expires_at": null, "at": "2027-01-01"}}) == set()
	unknown({"check": {"id_expires_at": "2020-01-01"}}) == set()
	unknown({"check": {"id_expires_at": null, "id_copy_ref": null}}) == set()
	unknown({"check": {"id_expires_at": null, "customer_id": "x9"}}) == set()
}

test_missing_fields if deny({"customer": {"registered_fields": ["name"]}}) == {
	concat(" ", [
		"c1: these are not registered: address, business_scope, licence_no, licence_expires_at,",
		"legal_representative, legal_representative_id, basic_circumstances",
	]),
}

test_no_start if deny({"customer": {"relationship_start_at": null}}) == {
	"c1: the start of the relationship is not recorded",
}

test_units_are_another_matter if {
	deny({"customer": {"customer_type": "unit"}, "drop": ["check"]}) == set()
}

test_closed if deny({"customer": {"status": "closed"}, "drop": ["check"]}) == set()

test_applicable if applicable({}) == true

test_individuals_are_not_applicable if {
	applicable({"customer": {"customer_type": "individual"}}) == false
}

test_a_missing_check_in_full_evidence_is_no_doubt if unknown({"drop": ["check"]}) == set()

test_one_field_missing if {
	fields := array.slice(rows.customer.row.registered_fields, 1, 8)
	deny({"customer": {"registered_fields": fields}}) == {
		"c1: these are not registered: name",
	}
}
