package rules.copying.unappointed_carrier_test

import data.rules.copying.unappointed_carrier

params := {"CIC-023-2": {
	"accepted_safeguards": ["sealed_envelope", "locked_case"],
	"max_transit_hours": 48,
}}

movement := {
	"movement_id": "M-1",
	"file_id": "F-1",
	"classification": "secret",
	"direction": "dispatch",
	"handler": "u1",
	"at": "2026-03-02T09:00:00+08:00",
	"safeguards": ["none", "locked_case"],
	"receipt_at": "2026-03-04T09:00:00+08:00",
	"_loc": {"file": "carriage.csv", "line": 2},
}

letter := {
	"duty": "document_carrier",
	"person": "u1",
	"valid_from": "2026-03-01",
	"valid_until": "2026-03-05",
}

given(rows, letters) := {
	"now": "2026-03-10T09:00:00+08:00",
	"evidence": {"carriage_register": rows, "appointments": letters},
}

results(document) := {
	"deny": {[finding.msg, object.get(finding, "severity", "")] | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
	"applicable": found.applicable,
} if {
	found := unappointed_carrier with input as document
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "unknown": set(), "applicable": true}

absent := object.union(clean, {"applicable": false})

at_level(message, level) := object.union(clean, {"deny": {[concat(": ", ["M-1", message]), level]}})

fails(message) := at_level(message, "")

changed(patch) := results(given([object.union(movement, patch)], [letter]))

without(field) := results(given([object.remove(movement, [field])], [letter]))

carried(patch) := results(given([movement], [object.union(letter, patch)]))

strange := "u1 was not appointed to carry documents then"

unsafe := "no safeguard of these is recorded: sealed_envelope, locked_case"

late := "the receipt came later than 48 h"

lost := "there is no receipt after 48 h, the document may be lost"

test_carried_by_the_rules if {
	changed({}) == clean
	changed({"safeguards": ["sealed_envelope"]}) == clean
}

test_carrier_appointed_that_day if {
	carried({"valid_from": "2026-03-02"}) == clean
	carried({"valid_from": "2026-03-03"}) == fails(strange)
	carried({"valid_until": "2026-03-02"}) == clean
	carried({"valid_until": "2026-03-01"}) == fails(strange)
	results(given([movement], [object.remove(letter, ["valid_until"])])) == clean
}

test_carrier_not_appointed if {
	carried({"duty": "classified_custodian"}) == fails(strange)
	carried({"person": "u2"}) == fails(strange)
	results(given([movement], [])) == fails(strange)
}

test_one_of_many_appointments_suffices if {
	old := object.union(letter, {"valid_from": "2025-01-01", "valid_until": "2025-12-31"})
	results(given([movement], [old, letter])) == clean
}

test_safeguards if {
	changed({"safeguards": ["none"]}) == fails(unsafe)
	changed({"safeguards": []}) == fails(unsafe)
	without("safeguards") == fails(unsafe)
}

test_receipt_in_time if {
	changed({"receipt_at": "2026-03-04T09:00:01+08:00"}) == fails(late)
	changed({"receipt_at": "2026-03-04"}) == clean
	changed({"receipt_at": "2026-03-05"}) == fails(late)
	changed({"at": "2026-03-02", "receipt_at": "2026-03-04T23:59:59+08:00"}) == clean
	changed({"at": "2026-03-02", "receipt_at": "2026-03-05"}) == fails(late)
}

test_receipt_before_the_movement if {
	early := fails("the receipt is dated before the movement")
	changed({"receipt_at": "2026-03-02T08:59:59+08:00"}) == early
	changed({"receipt_at": "2026-03-02T09:00:00+08:00"}) == clean
	changed({"receipt_at": "2026-03-02"}) == clean
	changed({"receipt_at": "2026-03-01"}) == early
}

test_a_lost_document_is_critical if {
	without("receipt_at") == at_level(lost, "critical")
	changed({"receipt_at": "2026-03-09", "safeguards": []}) == fails(concat("; ", [unsafe, late]))
	bare := object.remove(movement, ["receipt_at", "safeguards"])
	results(given([bare], [letter])) == at_level(concat("; ", [unsafe, lost]), "critical")
}

test_receipt_not_yet_due if {
	due("2026-03-04T09:00:00+08:00") == clean
	due("2026-03-04T09:00:01+08:00") == at_level(lost, "critical")
}

due(now) := results(object.union(
	given([object.remove(movement, ["receipt_at"])], [letter]),
	{"now": now},
))

test_what_is_received_needs_no_receipt if {
	row := object.remove(object.union(movement, {"direction": "receive"}), ["receipt_at"])
	results(given([row], [letter])) == clean
	changed({"direction": "receive", "receipt_at": "2026-03-09"}) == clean
	changed({"direction": "receive", "receipt_at": "2026-03-01"}) == clean
	stranger := "u2 was not appointed to carry documents then"
	changed({"direction": "receive", "handler": "u2"}) == fails(stranger)
}

test_other_directions if {
	changed({"direction": "carry_out", "receipt_at": "2026-03-09"}) == fails(late)
	changed({"direction": "transfer", "receipt_at": "2026-03-09"}) == fails(late)
}

test_important_documents_only if {
	changed({"classification": "public", "handler": "u2"}) == absent
	changed({"classification": "internal", "safeguards": []}) == absent
	changed({"classification": "important", "safeguards": []}) == fails(unsafe)
	changed({"classification": "top_secret", "safeguards": []}) == fails(unsafe)
	changed({"classification": "other", "safeguards": []}) == fails(unsafe)
	row := object.remove(movement, ["classification", "safeguards"])
	results(given([row], [letter])) == fails(unsafe)
}

test_appointments_not_fully_read if {
	document := given([object.remove(movement, ["safeguards"])], [])
	results(object.union(document, {"gaps": {"appointments": ["a file"]}})) == {
		"deny": {[concat(": ", ["M-1", unsafe]), ""]},
		"unknown": {concat(": ", ["M-1", strange])},
		"applicable": true,
	}
}

test_empty_register if {
	results(given([], [letter])) == absent
}
