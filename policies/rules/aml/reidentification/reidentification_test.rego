package rules.aml.reidentification_test

import data.rules.aml.reidentification

params := {
	"AML-025": {
		"change_fields": [
			"name",
			"id_type",
			"id_no",
			"registered_capital",
			"business_scope",
			"legal_representative",
			"head",
		],
		"accepted_measures": [
			"supplementary_documents",
			"customer_callback",
			"site_visit",
			"authority_verification",
			"other_lawful",
		],
		"max_reidentify_days": 5,
		"abnormal_alert_kinds": ["abnormal_behaviour", "abnormal_transaction", "suspicion"],
		"require_additional_measure": false,
	},
}

# Rows of evidence by name: their kind, and what they hold.
rows := {
	"change": {
		"kind": "customer_changes",
		"row": {
			"change_id": "C-1",
			"customer_id": "c1",
			"field": "name",
			"requested_at": "2026-02-01T10:00:00+08:00",
			"applied_at": "2026-02-06T10:00:00+08:00",
		},
	},
	"alert": {
		"kind": "aml_alerts",
		"row": {
			"alert_id": "A-1",
			"customer_id": "c1",
			"kind": "suspicion",
			"raised_at": "2026-02-01T10:00:00+08:00",
		},
	},
	"customer": {
		"kind": "kyc_customers",
		"row": {"customer_id": "c1", "data_doubt": true, "data_doubt_at": "2026-02-01"},
	},
	"request": {
		"kind": "investigation_requests",
		"row": {"request_id": "R-1", "customer_id": "c1", "received_at": "2026-02-01"},
	},
	"check": {
		"kind": "id_verifications",
		"row": {
			"verification_id": "V-1",
			"subject": "c1",
			"customer_id": "c1",
			"at": "2026-02-06T10:00:00+08:00",
			"result": "match",
			"id_copy_ref": "K-1",
			"id_expires_at": "2030-01-01",
			"trigger_ref": "C-1",
			"measures": ["site_visit"],
		},
	},
}

# Rows that only some tests add.
spare := ["alert", "customer", "request"]

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
	found := reidentification.deny with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

warn(changes) := {finding.msg | some finding in found} if {
	found := reidentification.warn with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unknown(changes) := {finding.msg | some finding in found} if {
	found := reidentification.unknown with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applicable(changes) := answer if {
	answer := reidentification.applicable with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_in_time if deny({}) == set()

test_a_second_late if {
	deny({"check": {"at": "2026-02-06T10:00:01+08:00"}, "change": {"applied_at": null}}) == {
		"C-1: the customer was not identified again within 5 days",
	}
}

test_applied_before if deny({"change": {"applied_at": "2026-02-06T09:59:59+08:00"}}) == {
	"C-1: the change was applied before the customer was identified again",
}

test_not_applied if deny({"change": {"applied_at": null}}) == set()

test_by_trigger if deny({"check": {"trigger_ref": null, "trigger": "data_change"}}) == set()

test_other_trigger if deny({"check": {"trigger_ref": null, "trigger": "abnormal"}}) == {
	concat(" ", [
		"C-1: the change was applied before the customer was identified again; the customer was",
		"not identified again within 5 days",
	]),
}

test_check_before_the_event if deny({"check": {"at": "2026-02-01T09:59:59+08:00"}}) == {
	concat(" ", [
		"C-1: the change was applied before the customer was identified again; the customer was",
		"not identified again within 5 days",
	]),
}

test_mismatch if deny({"check": {"result": "mismatch"}}) == {
	concat(" ", [
		"C-1: the change was applied before the customer was identified again; the customer was",
		"not identified again within 5 days",
	]),
}

test_other_customer if deny({"check": {"customer_id": "c2"}}) == {
	concat(" ", [
		"C-1: the change was applied before the customer was identified again; the customer was",
		"not identified again within 5 days",
	]),
}

test_missing_check if deny({"drop": ["check"]}) == {
	concat(" ", [
		"C-1: the change was applied before the customer was identified again; the customer was",
		"not identified again within 5 days",
	]),
}

test_missing_check_in_incomplete_evidence if {
	deny({"drop": ["check"], "gaps": ["id_verifications"]}) == set()
}

test_missing_check_in_incomplete_evidence_is_unknown if {
	unknown({"drop": ["check"], "gaps": ["id_verifications"]}) == {
		concat(" ", [
			"C-1: the change was applied before the customer was identified again; the customer",
			"was not identified again within 5 days",
		]),
	}
}

test_no_unknown_check if unknown({}) == set()

test_no_time_of_request if deny({"change": {"requested_at": null, "applied_at": null}}) == {
	"C-1: the time of the event is missing",
}

test_inside_the_limit if {
	deny({"drop": ["check"], "change": {"requested_at": "2026-03-06", "applied_at": null}}) == set()
}

test_other_field if deny({"drop": ["check"], "change": {"field": "phone"}}) == set()

test_alert if deny({"drop": ["change"], "add": ["alert"]}) == {
	"A-1: the customer was not identified again within 5 days",
}

test_alert_answered if {
	deny({"drop": ["change"], "add": ["alert"], "check": {"trigger": "abnormal"}}) == set()
}

test_large_value_alert if {
	deny({"drop": ["change", "check"], "add": ["alert"], "alert": {"kind": "large_value"}}) == set()
}

test_doubt if deny({"drop": ["change"], "add": ["customer"]}) == {
	"c1: the customer was not identified again within 5 days",
}

test_doubt_answered if {
	deny({"drop": ["change"], "add": ["customer"], "check": {"trigger": "data_doubt"}}) == set()
}

test_doubt_without_a_day if {
	deny({"drop": ["change"], "add": ["customer"], "customer": {"data_doubt_at": null}}) == {
		"c1: the time of the event is missing",
	}
}

test_no_doubt if {
	deny({"drop": ["change"], "add": ["customer"], "customer": {"data_doubt": false}}) == set()
}

test_request if deny({"drop": ["change"], "add": ["request"]}) == {
	"R-1: the customer was not identified again within 5 days",
}

test_request_answered if {
	deny({"drop": ["change"], "add": ["request"], "check": {"trigger": "authority_request"}}) == set()
}

test_request_without_customer if {
	deny({"drop": ["change"], "add": ["request"], "request": {"customer_id": null}}) == set()
}

test_unknown_measure_is_a_note if warn({"check": {"measures": ["horoscope", "site_visit"]}}) == {
	"V-1: these measures are not among the accepted ones: horoscope",
}

test_known_measure if warn({}) == set()

test_no_measure_needed if deny({"check": {"measures": null}}) == set()

strictly(changes) := {finding.msg | some finding in found} if {
	needed := {"AML-025": object.union(params["AML-025"], {"require_additional_measure": true})}
	found := reidentification.deny with input as given(changes)
		with data.params as needed
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_measure_needed if {
	lacking := {"C-1: no additional measure was used beside the document check"}
	strictly({"check": {"measures": null}}) == lacking
	strictly({"check": {"measures": ["horoscope"]}}) == lacking
	strictly({}) == set()
}

test_without_a_check_no_measure_is_missed if {
	strictly({"drop": ["check"]}) == deny({"drop": ["check"]})
}

test_applicable if applicable({}) == true

test_not_applicable if applicable({"change": {"field": "phone"}}) == false

test_a_missing_check_in_full_evidence_is_no_doubt if unknown({"drop": ["check"]}) == set()

test_a_missing_time_is_no_doubt if {
	deny({
		"change": {"requested_at": null, "applied_at": null},
		"gaps": ["id_verifications"],
	}) == {"C-1: the time of the event is missing"}
}
