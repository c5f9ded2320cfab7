package rules.ebanking.early_certificate_test

import data.rules.ebanking.early_certificate

params := {
	"max_delivery_days": 10,
}

# The messages of the rule's sets about a document.
results(document, settings) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	found := early_certificate with input as document
		with data.params as {"EBK-102": settings}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

document(evidence) := {"now": "2026-03-10T09:00:00+08:00", "gaps": {}, "evidence": evidence}

judged(evidence) := results(document(evidence), params)

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

certificate := {
	"cert_id": "CT-1",
	"reg_id": "R-1",
	"issued_at": "2026-02-01T09:00:00+08:00",
	"delivered_at": "2026-02-05T09:00:00+08:00",
	"receipt_slip_at": "2026-02-05T10:00:00+08:00",
	"unfrozen_at": "2026-02-05T10:00:00+08:00",
	"state": "active",
	"_loc": {"file": "certificates.csv", "line": 2},
}

instruction := {
	"instruction_id": "IN-1",
	"reg_id": "R-1",
	"kind": "query",
	"cert_id": "CT-1",
	"submitted_at": "2026-02-05T10:00:00+08:00",
	"_loc": {"file": "instructions.csv", "line": 2},
}

given(row, used) := {"ebank_certificates": [row], "ebank_instructions": used}

changed(patch) := judged(given(object.union(certificate, patch), []))

without(fields) := judged(given(object.remove(certificate, fields), []))

test_delivered_then_unfrozen if judged(given(certificate, [instruction])) == clean

test_unfrozen_early if {
	changed({"delivered_at": "2026-02-05T10:00:01+08:00"}) == denied({concat("", [
		"CT-1: it was unfrozen before it was delivered",
	])})
	changed({"receipt_slip_at": "2026-02-06"}) == denied({concat("", [
		"CT-1: it was unfrozen before the receipt slip was back",
	])})
	changed({"state": "revoked", "receipt_slip_at": "2026-02-06"}) == clean
}

test_days_alone if {
	changed({"delivered_at": "2026-02-05"}) == doubted({concat("", [
		"CT-1: whether it was unfrozen before it was delivered cannot be told from the day",
	])})
	changed({"receipt_slip_at": "2026-02-05"}) == doubted({concat("", [
		"CT-1: whether it was unfrozen before the receipt slip was back cannot be told ",
		"from the day",
	])})
	changed({"delivered_at": "2026-02-05", "state": "revoked"}) == clean
	changed({"delivered_at": "2026-02-04"}) == clean
	steps := ["delivered_at", "receipt_slip_at", "unfrozen_at"]
	changed({step: "2026-02-05" | some step in steps}) == clean
}

test_active_certificates if {
	without(["delivered_at"]) == denied({concat("", [
		"CT-1: it is active, but not delivered; ",
		"it was issued on 2026-02-01T09:00:00+08:00 and not delivered within 10 days",
	])})
	without(["receipt_slip_at"]) == denied({"CT-1: it is active without a receipt slip"})
	without(["unfrozen_at"]) == denied({"CT-1: it is active, but was never unfrozen"})
	frozen := object.union(certificate, {"state": "frozen"})
	judged(given(object.remove(frozen, ["unfrozen_at", "receipt_slip_at"]), [])) == clean
}

delivered(at) := changed({
	"delivered_at": at,
	"receipt_slip_at": "2026-02-12",
	"unfrozen_at": "2026-02-13",
})

test_late_delivery if {
	delivered("2026-02-11T09:00:00+08:00") == clean
	delivered("2026-02-11T09:00:01+08:00") == denied({concat("", [
		"CT-1: it was delivered on 2026-02-11T09:00:01+08:00, more than 10 days after its issue ",
		"on 2026-02-01T09:00:00+08:00",
	])})
}

waiting(patch) := judged(given(
	object.union(
		{
			"cert_id": "CT-1",
			"reg_id": "R-1",
			"state": "frozen",
			"issued_at": "2026-02-28T09:00:00+08:00",
			"_loc": {"file": "certificates.csv", "line": 2},
		},
		patch,
	),
	[],
))

test_not_delivered_yet if {
	waiting({}) == clean
	overdue := "CT-1: it was issued on 2026-02-27 and not delivered within 10 days"
	waiting({"issued_at": "2026-02-27"}) == denied({overdue})
	waiting({"issued_at": "2026-02-27", "state": "revoked"}) == clean
	waiting({"issued_at": "2026-02-27", "delivered_at": "2026-03-01"}) == clean
}

test_no_day_of_issue if {
	without(["issued_at"]) == doubted({"CT-1: the day of its issue is missing"})
	revoked := object.union(certificate, {"state": "revoked"})
	judged(given(object.remove(revoked, ["issued_at"]), [])) == clean
}

early := {"CT-1: it was used for 1 instructions before it was unfrozen"}

used_at(row, at) := judged(given(row, [object.union(instruction, {"submitted_at": at})]))

test_early_use if {
	used_at(certificate, "2026-02-05T09:59:59+08:00") == denied(early)
	used_at(object.union(certificate, {"state": "revoked"}), "2026-02-04") == denied(early)
	frozen := object.union(certificate, {"state": "frozen"})
	used_at(object.remove(frozen, ["unfrozen_at"]), "2026-03-05") == denied(early)
	used_at(certificate, "2026-02-05") == doubted({concat("", [
		"CT-1: whether instructions came before its unfreezing cannot be told from the day",
	])})
}

test_the_finding_shows_the_instructions if {
	given_up := object.union(certificate, {"unfrozen_at": "2026-02-06"})
	second := object.union(instruction, {"_loc": {"file": "instructions.csv", "line": 3}})
	document_ := document(given(given_up, [instruction, second]))
	found := early_certificate.deny with input as document_
		with data.params as {"EBK-102": params}
		with data.organisation as {"timezone": "Asia/Shanghai"}
	[finding.related | some finding in found] == [[instruction._loc, second._loc]]
}

test_certificate_not_on_record if {
	stray := object.union(instruction, {"cert_id": "CT-9"})
	judged(given(certificate, [stray])) == doubted({"IN-1: its certificate CT-9 is not on record"})
	judged(given(certificate, [object.remove(instruction, ["cert_id"])])) == clean
}
