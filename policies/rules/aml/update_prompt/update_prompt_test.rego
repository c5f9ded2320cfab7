package rules.aml.update_prompt_test

import data.rules.aml.update_prompt

params := {
	"AML-023": {
		"max_unconfirmed_days": 1095,
		"max_prompt_days": 30,
		"required_fields": {
			"individual": ["name", "id_type", "id_no", "id_expires_at", "contact"],
			"unit": ["name", "licence_no", "licence_expires_at", "legal_representative", "contact"],
		},
	},
}

# Rows of evidence by name: their kind, and what they hold.
rows := {
	"customer": {
		"kind": "kyc_customers",
		"row": {
			"customer_id": "c1",
			"customer_type": "individual",
			"status": "active",
			"relationship_start_at": "2026-01-01",
			"registered_fields": ["id_type", "id_no", "id_expires_at", "contact"],
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
			"id_expires_at": "2030-01-01",
		},
	},
	"notice": {
		"kind": "customer_notices",
		"row": {
			"notice_id": "N-1",
			"customer_id": "c1",
			"topic": "identity_update",
			"delivered": true,
			"sent_at": "2026-01-01",
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
	found := update_prompt.deny with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unknown(changes) := {finding.msg | some finding in found} if {
	found := update_prompt.unknown with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applicable(changes) := answer if {
	answer := update_prompt.applicable with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_prompted if deny({}) == set()

test_prompted_before_it_was_due if deny({"notice": {"sent_at": "2025-12-31"}}) == {
	"c1: these are missing: name, and no prompt was delivered within 30 days",
}

test_expiry_notice if deny({"notice": {"topic": "id_expiry", "sent_at": "2026-03-01"}}) == set()

test_other_topic if deny({"notice": {"topic": "leak"}}) == {
	"c1: these are missing: name, and no prompt was delivered within 30 days",
}

test_not_delivered if deny({"notice": {"delivered": false}}) == {
	"c1: these are missing: name, and no prompt was delivered within 30 days",
}

test_delivery_unknown if deny({"notice": {"delivered": null}}) == {
	"c1: these are missing: name, and no prompt was delivered within 30 days",
}

test_in_the_future if deny({"notice": {"sent_at": "2026-04-01"}}) == {
	"c1: these are missing: name, and no prompt was delivered within 30 days",
}

test_other_customer if deny({"notice": {"customer_id": "c2"}}) == {
	"c1: these are missing: name, and no prompt was delivered within 30 days",
}

test_missing_notice if deny({"drop": ["notice"]}) == {
	"c1: these are missing: name, and no prompt was delivered within 30 days",
}

test_missing_notice_in_incomplete_evidence if {
	deny({"drop": ["notice"], "gaps": ["customer_notices"]}) == set()
}

test_missing_notice_in_incomplete_evidence_is_unknown if {
	unknown({"drop": ["notice"], "gaps": ["customer_notices"]}) == {
		"c1: these are missing: name, and no prompt was delivered within 30 days",
	}
}

test_no_unknown_notice if unknown({}) == set()

test_inside_the_limit if {
	deny({"drop": ["notice"], "customer": {"relationship_start_at": "2026-02-08"}}) == set()
}

test_one_day_past if {
	deny({"drop": ["notice"], "customer": {"relationship_start_at": "2026-02-07"}}) == {
		"c1: these are missing: name, and no prompt was delivered within 30 days",
	}
}

test_no_start if deny({"customer": {"relationship_start_at": null}}) == {
	"c1: these are missing: name, and since when is not recorded",
}

test_complete if {
	deny({
		"drop": ["notice"],
		"customer": {"registered_fields": ["name", "id_type", "id_no", "id_expires_at", "contact"]},
	}) == set()
}

test_placeholder if {
	deny({
		"drop": ["notice"],
		"customer": {
			"registered_fields": ["name", "id_type", "id_no", "id_expires_at", "contact"],
			"placeholder_fields": ["name", "other"],
		},
	}) == {"c1: these are missing: name, and no prompt was delivered within 30 days"}
}

test_doubt if {
	deny({
		"notice": {"sent_at": "2026-01-15"},
		"customer": {
			"registered_fields": ["name", "id_type", "id_no", "id_expires_at", "contact"],
			"data_doubt": true,
			"data_doubt_at": "2026-01-16",
		},
	}) == {"c1: its data are in doubt, and no prompt was delivered within 30 days"}
}

test_doubt_prompted if {
	deny({
		"notice": {"sent_at": "2026-01-16"},
		"customer": {
			"registered_fields": ["name", "id_type", "id_no", "id_expires_at", "contact"],
			"data_doubt": true,
			"data_doubt_at": "2026-01-16",
		},
	}) == set()
}

test_doubt_without_a_day if {
	deny({
		"customer": {
			"registered_fields": ["name", "id_type", "id_no", "id_expires_at", "contact"],
			"data_doubt": true,
		},
	}) == {"c1: its data are in doubt, and since when is not recorded"}
}

test_unconfirmed if {
	deny({
		"customer": {"registered_fields": ["name", "id_type", "id_no", "id_expires_at", "contact"]},
		"check": {"at": "2023-02-01"},
		"drop": ["notice"],
	}) == {
		concat(" ", [
			"c1: its data are unconfirmed for more than 1095 days, and no prompt was delivered",
			"within 30 days",
		]),
	}
}

test_unconfirmed_inside_the_limit if {
	deny({
		"customer": {"registered_fields": ["name", "id_type", "id_no", "id_expires_at", "contact"]},
		"check": {"at": "2023-02-09"},
		"drop": ["notice"],
	}) == set()
}

test_unconfirmed_since_the_start if {
	deny({
		"customer": {
			"registered_fields": ["name", "id_type", "id_no", "id_expires_at", "contact"],
			"relationship_start_at": "2020-01-01",
		},
		"drop": ["notice", "check"],
	}) == {
		concat(" ", [
			"c1: its data are unconfirmed for more than 1095 days, and no prompt was delivered",
			"within 30 days",
		]),
	}
}

test_unit if deny({"customer": {"customer_type": "merchant"}, "drop": ["notice"]}) == {
	concat(" ", [
		"c1: these are missing: name, licence_no, licence_expires_at, legal_representative, and",
		"no prompt was delivered within 30 days",
	]),
}

test_closed if deny({"customer": {"status": "closed"}, "drop": ["notice"]}) == set()

test_applicable if applicable({}) == true

test_not_applicable if {
	applicable({
		"customer": {"registered_fields": ["name", "id_type", "id_no", "id_expires_at", "contact"]},
	}) == false
}

test_a_missing_notice_in_full_evidence_is_no_doubt if unknown({"drop": ["notice"]}) == set()

test_a_check_in_the_future if {
	deny({
		"customer": {
			"registered_fields": ["name", "id_type", "id_no", "id_expires_at", "contact"],
			"relationship_start_at": "2020-01-01",
		},
		"check": {"at": "2026-04-01"},
		"drop": ["notice"],
	}) == {
		concat(" ", [
			"c1: its data are unconfirmed for more than 1095 days, and no prompt was delivered",
			"within 30 days",
		]),
	}
}

test_doubt_without_a_day_or_prompt if {
	deny({
		"customer": {
			"registered_fields": ["name", "id_type", "id_no", "id_expires_at", "contact"],
			"data_doubt": true,
		},
		"drop": ["notice"],
	}) == {"c1: its data are in doubt, and since when is not recorded"}
}
