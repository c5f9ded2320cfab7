package rules.aml.account_opening_test

import data.rules.aml.account_opening

params := {
	"AML-010": {
		"required_fields": {
			"individual": [
				"name",
				"gender",
				"nationality",
				"occupation",
				"address",
				"contact",
				"id_type",
				"id_no",
				"id_expires_at",
			],
			"unit": [
				"name",
				"address",
				"business_scope",
				"licence_no",
				"licence_expires_at",
				"legal_representative",
				"legal_representative_id",
			],
		},
	},
}

# Rows of evidence by name: their kind, and what they hold.
rows := {
	"account": {
		"kind": "kyc_accounts",
		"row": {
			"account_id": "a1",
			"customer_id": "c1",
			"opened_at": "2026-03-02T10:00:00+08:00",
			"status": "active",
		},
	},
	"customer": {
		"kind": "kyc_customers",
		"row": {
			"customer_id": "c1",
			"customer_type": "individual",
			"status": "active",
			"registered_fields": [
				"name",
				"gender",
				"nationality",
				"occupation",
				"address",
				"contact",
				"id_type",
				"id_no",
				"id_expires_at",
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
	found := account_opening.deny with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unknown(changes) := {finding.msg | some finding in found} if {
	found := account_opening.unknown with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applicable(changes) := answer if {
	answer := account_opening.applicable with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_verified if deny({}) == set()

test_match_after_the_act if deny({"check": {"at": "2026-03-02T10:00:01+08:00"}}) == {
	"a1: no match is dated by the opening of the account",
}

test_plain_date_of_the_check_the_same_day_leaves_it_open if {
	unknown({"check": {"at": "2026-03-02"}}) == {"a1: no match is dated by the opening of the account"}
	deny({"check": {"at": "2026-03-02"}}) == set()
	unknown({"check": {"at": "2026-03-02T10:00:01+08:00"}}) == set()
	unknown({"check": {"at": "2026-03-03"}}) == set()
	unknown({"check": {"at": "2026-03-02", "result": "failed"}}) == set()
	unknown({"check": {"at": "2026-03-02", "customer_id": "x9"}}) == set()
}

test_check_on_an_earlier_plain_date if deny({"check": {"at": "2026-03-01"}}) == set()

test_pending_check if deny({"check": {"result": "pending"}}) == {
	"a1: no match is dated by the opening of the account",
}

test_check_of_another_customer if deny({"check": {"customer_id": "c2"}}) == {
	"a1: no match is dated by the opening of the account",
}

test_no_check if deny({"drop": ["check"]}) == {
	"a1: no match is dated by the opening of the account",
}

test_no_check_in_incomplete_evidence_is_no_fault if {
	deny({"drop": ["check"], "gaps": ["id_verifications"]}) == set()
}

test_no_check_in_incomplete_evidence_is_unknown if {
	unknown({"drop": ["check"], "gaps": ["id_verifications"]}) == {
		"a1: no match is dated by the opening of the account",
	}
}

test_nothing_unknown if unknown({}) == set()

test_no_copy_needed if deny({"check": {"id_copy_ref": null}}) == set()

test_missing_field if {
	deny({
		"customer": {
			"registered_fields": [
				"gender",
				"nationality",
				"occupation",
				"address",
				"contact",
				"id_type",
				"id_no",
				"id_expires_at",
			],
		},
	}) == {"a1: these are not registered: name"}
}

test_unit_fields if {
	deny({"customer": {"customer_type": "unit", "registered_fields": ["name"]}}) == {
		concat(" ", [
			"a1: these are not registered: address, business_scope, licence_no,",
			"licence_expires_at, legal_representative, legal_representative_id",
		]),
	}
}

test_merchant_fields if {
	deny({
		"customer": {
			"customer_type": "merchant",
			"registered_fields": [
				"name",
				"address",
				"business_scope",
				"licence_no",
				"licence_expires_at",
				"legal_representative",
				"legal_representative_id",
			],
		},
	}) == set()
}

test_failed_check_on_a_frozen_account if {
	deny({"account": {"status": "frozen"}, "check": {"result": "failed"}}) == set()
}

test_frozen_account_without_a_check if {
	deny({"account": {"status": "frozen"}, "drop": ["check"]}) == {
		"a1: no match is dated by the opening of the account",
	}
}

test_frozen_account_with_a_later_match if {
	deny({"account": {"status": "frozen"}, "check": {"at": "2026-03-02T10:00:01+08:00"}}) == {
		"a1: no match is dated by the opening of the account",
	}
}

test_frozen_account_with_a_later_failure if {
	deny({
		"account": {"status": "frozen"},
		"check": {"at": "2026-03-02T10:00:01+08:00", "result": "failed"},
	}) == {"a1: no match is dated by the opening of the account"}
}

test_closed if deny({"account": {"status": "closed"}, "drop": ["check"]}) == set()

test_opened_on_a_plain_date if deny({"account": {"opened_at": "2026-03-02"}}) == set()

test_no_customer if deny({"drop": ["customer"]}) == {"a1: its customer is not registered"}

test_no_customer_in_incomplete_evidence if {
	deny({"drop": ["customer"], "gaps": ["kyc_customers"]}) == set()
}

test_no_customer_in_incomplete_evidence_is_unknown if {
	unknown({"drop": ["customer"], "gaps": ["kyc_customers"]}) == {
		"a1: its customer is not registered",
	}
}

test_applicable if applicable({}) == true

test_not_applicable if applicable({"account": {"status": "closed"}}) == false

test_a_missing_check_in_full_evidence_is_no_doubt if unknown({"drop": ["check"]}) == set()

test_only_what_may_be_missing_is_unknown if {
	unknown({"drop": ["customer", "check"], "gaps": ["kyc_customers"]}) == {
		"a1: its customer is not registered",
	}
}
