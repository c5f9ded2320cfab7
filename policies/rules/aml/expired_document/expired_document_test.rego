package rules.aml.expired_document_test

import data.rules.aml.expired_document

params := {"AML-024b": {"exempt_kinds": ["interest_credit", "fee_debit", "reversal"]}}

# Rows of evidence by name: their kind, and what they hold.
rows := {
	"customer": {
		"kind": "kyc_customers",
		"row": {"customer_id": "c1", "customer_type": "individual", "status": "active"},
	},
	"t1": {
		"kind": "kyc_transactions",
		"row": {
			"txn_id": "T-1",
			"customer_id": "c1",
			"account_id": "a1",
			"kind": "payment",
			"at": "2026-02-10T10:00:00+08:00",
			"amount_cny": 30000,
		},
	},
	"t2": {
		"kind": "kyc_transactions",
		"row": {
			"txn_id": "T-2",
			"customer_id": "c1",
			"account_id": "a1",
			"kind": "payment",
			"at": "2026-02-11T10:00:00+08:00",
			"amount_cny": 30000,
		},
	},
	"check": {
		"kind": "id_verifications",
		"row": {
			"verification_id": "V-1",
			"subject": "c1",
			"customer_id": "c1",
			"at": "2026-02-02T10:00:00+08:00",
			"result": "match",
			"id_copy_ref": "K-1",
			"id_expires_at": "2026-02-10",
		},
	},
	"renewal": {
		"kind": "id_verifications",
		"row": {
			"verification_id": "V-2",
			"customer_id": "c1",
			"at": "2026-02-11T10:00:00+08:00",
			"result": "match",
			"id_expires_at": "2030-01-01",
		},
	},
}

# Rows that only some tests add.
spare := ["renewal"]

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
	found := expired_document.deny with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unknown(changes) := {finding.msg | some finding in found} if {
	found := expired_document.unknown with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applicable(changes) := answer if {
	answer := expired_document.applicable with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_expired if deny({}) == {"T-2: the document expired on 2026-02-10 and was not renewed before"}

test_only_the_first if deny({"check": {"id_expires_at": "2026-02-09"}}) == {
	"T-1: the document expired on 2026-02-09 and was not renewed before",
}

test_renewed if deny({"add": ["renewal"]}) == set()

test_renewed_late if deny({"add": ["renewal"], "renewal": {"at": "2026-02-11T10:00:01+08:00"}}) == {
	"T-2: the document expired on 2026-02-10 and was not renewed before",
}

test_failed_renewal if deny({"add": ["renewal"], "renewal": {"result": "failed"}}) == {
	"T-2: the document expired on 2026-02-10 and was not renewed before",
}

test_exempt if deny({"t2": {"kind": "interest_credit"}}) == set()

test_never_checked if deny({"drop": ["check"]}) == set()

test_no_expiry if unknown({"check": {"id_expires_at": null}}) == {
	"T-1: no check before it records when the document expires",
	"T-2: no check before it records when the document expires",
}

test_unknown_customer if unknown({"drop": ["customer"]}) == {
	"T-2: the document expired on 2026-02-10 and was not renewed before",
}

test_unknown_customer_is_no_fault if deny({"drop": ["customer"]}) == set()

test_incomplete if unknown({"gaps": ["id_verifications"]}) == {
	"T-2: the document expired on 2026-02-10 and was not renewed before",
}

test_incomplete_is_no_fault if deny({"gaps": ["id_verifications"]}) == set()

test_known if unknown({}) == set()

test_applicable if applicable({}) == true

test_not_applicable if applicable({"drop": ["check"]}) == false

test_checked_only_later if unknown({"check": {"at": "2026-02-12"}}) == set()
