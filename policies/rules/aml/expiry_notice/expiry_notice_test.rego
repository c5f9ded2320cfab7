package rules.aml.expiry_notice_test

import data.rules.aml.expiry_notice

params := {"AML-024a": {"lead_days": 60, "tolerance_days": 0}}

# Rows of evidence by name: their kind, and what they hold.
rows := {
	"customer": {
		"kind": "kyc_customers",
		"row": {
			"customer_id": "c1",
			"customer_type": "individual",
			"status": "active",
			"relationship_start_at": "2020-01-01",
			"id_expires_at": "2026-05-01",
		},
	},
	"notice": {
		"kind": "customer_notices",
		"row": {
			"notice_id": "N-1",
			"customer_id": "c1",
			"topic": "id_expiry",
			"event_at": "2026-05-01",
			"delivered": true,
			"sent_at": "2026-03-02",
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
	found := expiry_notice.deny with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unknown(changes) := {finding.msg | some finding in found} if {
	found := expiry_notice.unknown with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applicable(changes) := answer if {
	answer := expiry_notice.applicable with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_on_the_last_day if deny({}) == set()

test_a_day_late if deny({"notice": {"sent_at": "2026-03-03"}}) == {
	"c1: the notice of the expiry on 2026-05-01 was sent on 2026-03-03, the last day was 2026-03-02",
}

test_of_another_expiry if deny({"notice": {"event_at": "2026-05-02"}}) == {
	"c1: no notice of the expiry on 2026-05-01 was delivered, the last day was 2026-03-02",
}

test_not_delivered if deny({"notice": {"delivered": false}}) == {
	"c1: no notice of the expiry on 2026-05-01 was delivered, the last day was 2026-03-02",
}

test_other_topic if deny({"notice": {"topic": "leak"}}) == {
	"c1: no notice of the expiry on 2026-05-01 was delivered, the last day was 2026-03-02",
}

test_other_customer if deny({"notice": {"customer_id": "c2"}}) == {
	"c1: no notice of the expiry on 2026-05-01 was delivered, the last day was 2026-03-02",
}

test_missing_notice if deny({"drop": ["notice"]}) == {
	"c1: no notice of the expiry on 2026-05-01 was delivered, the last day was 2026-03-02",
}

test_missing_notice_in_incomplete_evidence if {
	deny({"drop": ["notice"], "gaps": ["customer_notices"]}) == set()
}

test_missing_notice_in_incomplete_evidence_is_unknown if {
	unknown({"drop": ["notice"], "gaps": ["customer_notices"]}) == {
		"c1: no notice of the expiry on 2026-05-01 was delivered, the last day was 2026-03-02",
	}
}

test_no_unknown_notice if unknown({}) == set()

test_due_today if deny({"drop": ["notice"], "customer": {"id_expires_at": "2026-05-09"}}) == set()

test_due_yesterday if deny({"drop": ["notice"], "customer": {"id_expires_at": "2026-05-08"}}) == {
	"c1: no notice of the expiry on 2026-05-08 was delivered, the last day was 2026-03-09",
}

test_in_good_time if {
	deny({"drop": ["notice"], "customer": {"id_expires_at": "2026-05-10"}}) == set()
}

test_for_life if deny({"drop": ["notice"], "customer": {"id_expires_at": "9999-12-31"}}) == set()

test_no_expiry if deny({"customer": {"id_expires_at": null}}) == {
	"c1: the day of expiry is not recorded",
}

test_new_customer if {
	deny({
		"notice": {"sent_at": "2026-03-06"},
		"customer": {"relationship_start_at": "2026-03-05"},
	}) == set()
}

test_new_customer_late if {
	deny({
		"notice": {"sent_at": "2026-03-07"},
		"customer": {"relationship_start_at": "2026-03-05"},
	}) == {
		"c1: the notice of the expiry on 2026-05-01 was sent on 2026-03-07, the last day was 2026-03-06",
	}
}

test_no_start if deny({"customer": {"relationship_start_at": null}}) == set()

test_sent_in_the_future if deny({"notice": {"sent_at": "2026-04-01"}}) == {
	"c1: no notice of the expiry on 2026-05-01 was delivered, the last day was 2026-03-02",
}

test_tolerance if {
	found := expiry_notice.deny with input as given({"notice": {"sent_at": "2026-03-03"}})
		with data.params as {"AML-024a": {"lead_days": 60, "tolerance_days": 1}}
		with data.organisation as {"timezone": "Asia/Shanghai"}
	{finding.msg | some finding in found} == set()
}

test_closed if deny({"customer": {"status": "closed"}, "drop": ["notice"]}) == set()

test_applicable if applicable({}) == true

test_no_expiry_is_applicable if applicable({"customer": {"id_expires_at": null}}) == true

test_not_applicable if applicable({"customer": {"id_expires_at": "2026-05-10"}}) == false

test_a_missing_notice_in_full_evidence_is_no_doubt if unknown({"drop": ["notice"]}) == set()

test_on_the_horizon if applicable({"customer": {"id_expires_at": "2026-05-09"}}) == true

test_sent_today if deny({"notice": {"sent_at": "2026-03-10"}}) == {
	"c1: the notice of the expiry on 2026-05-01 was sent on 2026-03-10, the last day was 2026-03-02",
}
