package rules.third_parties.unannounced_sharing_test

import data.rules.third_parties.unannounced_sharing

params := {
	"notice_must_name": ["recipient", "purpose"],
	"lead_days": 0,
	"third_party_types": ["partner", "third_party"],
}

disclosure := {
	"disclosure_id": "D-1",
	"customer_id": "C-1",
	"recipient_type": "partner",
	"data_class": "personal",
	"legal_basis": "consent",
	"consent_ref": "S-1",
	"agreement_id": "A-1",
	"customer_notified_at": "2026-03-02T09:00:00+08:00",
	"disclosed_at": "2026-03-02T09:00:00+08:00",
	"_loc": {"file": "disclosures.csv", "line": 2},
}

notice := {
	"notice_id": "N-1",
	"customer_id": "C-1",
	"topic": "third_party_sharing",
	"ref": "D-1",
	"named_items": ["recipient", "purpose", "data_kinds"],
	"_loc": {"file": "notices.csv", "line": 3},
}

consent := {
	"consent_id": "S-1",
	"customer_id": "C-1",
	"granted_at": "2026-03-02T09:00:00+08:00",
	"withdrawn_at": "2026-03-02T09:00:01+08:00",
	"_loc": {"file": "consents.csv", "line": 4},
}

base := {
	"disclosure_register": [disclosure],
	"customer_notices": [notice],
	"consent_records": [consent],
}

judged(evidence, gaps, settings) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
	"applicable": found.applicable,
} if {
	document := {
		"now": "2026-03-10T09:00:00+08:00",
		"gaps": gaps,
		"evidence": object.union(base, evidence),
	}
	found := unannounced_sharing with input as document
		with data.params as {"TPS-003": object.union(params, settings)}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

result(evidence) := judged(evidence, {}, {})

clean := {"deny": set(), "unknown": set(), "applicable": true}

absent := {"deny": set(), "unknown": set(), "applicable": false}

denied(message) := object.union(clean, {"deny": {message}})

doubted(message) := object.union(clean, {"unknown": {message}})

disclosed(change) := result({"disclosure_register": [object.union(disclosure, change)]})

without(fields) := result({"disclosure_register": [object.remove(disclosure, fields)]})

noticed(change) := result({"customer_notices": [object.union(notice, change)]})

consented(change) := result({"consent_records": [object.union(consent, change)]})

test_told_and_consented if result({}) == clean

untold(days) := sprintf("D-1/C-1: the customer was not told %v days or more before", [days])

early(days) := denied(untold(days))

test_when_the_customer_was_told if {
	without(["customer_notified_at"]) == denied(concat("", [
		"D-1/C-1: when the customer was told ",
		"is not recorded",
	]))
	disclosed({"customer_notified_at": "2026-03-02T09:00:01+08:00"}) == early(0)
	disclosed({"customer_notified_at": "2026-03-03"}) == early(0)
	disclosed({"customer_notified_at": "2026-03-01"}) == clean
	day := {"customer_notified_at": "2026-03-02", "disclosed_at": "2026-03-02"}
	consents := {"consent_records": [object.union(consent, {
		"granted_at": "2026-03-01",
		"withdrawn_at": "2026-03-02",
	})]}
	rows := {"disclosure_register": [object.union(disclosure, day)]}
	result(object.union(rows, consents)) == clean
}

told(at, days) := judged(
	{"disclosure_register": [object.union(disclosure, {"customer_notified_at": at})]},
	{},
	{"lead_days": days},
)

test_the_lead_is_a_parameter if {
	told("2026-03-01T09:00:00+08:00", 1) == clean
	told("2026-03-01T09:00:00+08:00", 2) == early(2)
	told("2026-03-01T09:00:01+08:00", 1) == early(1)
}

dates(told_at, days) := judged(
	{
		"disclosure_register": [object.union(disclosure, {
			"customer_notified_at": told_at,
			"disclosed_at": "2026-03-02",
		})],
		"consent_records": [object.union(consent, {"granted_at": "2026-03-01"})],
	},
	{},
	{"lead_days": days},
)

test_days_are_counted_from_day_to_day if {
	dates("2026-03-01", 1) == clean
	dates("2026-03-01", 2) == early(2)
	dates("2026-03-03", 0) == early(0)
}

test_the_order_within_a_day_is_unknown if {
	told("2026-03-02", 0) == doubted(untold(0))
	told("2026-03-01", 1) == doubted(untold(1))
	told("2026-02-28", 1) == clean
	dates("2026-03-02T09:00:00+08:00", 0) == doubted(untold(0))
	dates("2026-03-03T00:00:00+08:00", 0) == early(0)
	dates("2026-03-01T23:59:59+08:00", 0) == clean
}

unnoticed := concat("", [
	"D-1/C-1: no notice that reached the customer before names ",
	"recipient, purpose",
])

test_the_notice if {
	result({"customer_notices": []}) == denied(unnoticed)
	noticed({"ref": "A-1"}) == clean
	noticed({"ref": "D-2"}) == denied(unnoticed)
	noticed({"customer_id": "C-2"}) == denied(unnoticed)
	noticed({"topic": "service_change"}) == denied(unnoticed)
	noticed({"named_items": ["recipient"]}) == denied(unnoticed)
	noticed({"sent_at": "2026-03-02"}) == clean
	noticed({"sent_at": "2026-03-02T09:00:00+08:00"}) == clean
	noticed({"sent_at": "2026-03-02T09:00:01+08:00"}) == denied(unnoticed)
	noticed({"delivered": false}) == denied(unnoticed)
	noticed({"delivered": true}) == clean
	result({"customer_notices": [object.remove(notice, ["named_items"])]}) == denied(unnoticed)
}

unconsented := "D-1/C-1: no consent of the customer was valid then"

test_the_consent if {
	without(["consent_ref"]) == denied(unconsented)
	disclosed({"consent_ref": "S-2"}) == denied(unconsented)
	consented({"customer_id": "C-2"}) == denied(unconsented)
	consented({"granted_at": "2026-03-02T09:00:01+08:00"}) == denied(unconsented)
	consented({"withdrawn_at": "2026-03-02T09:00:00+08:00"}) == denied(unconsented)
	result({"consent_records": [object.remove(consent, ["withdrawn_at"])]}) == clean
	without(["legal_basis"]) == clean
	without(["legal_basis", "consent_ref"]) == denied(unconsented)
	other := object.union(object.remove(disclosure, ["consent_ref"]), {"legal_basis": "legal_duty"})
	result({"disclosure_register": [other]}) == clean
}

test_of_whom_it_is_not_recorded if {
	without(["customer_id"]) == object.union(clean, {"deny": {concat("; ", [
		"D-1/: no consent of the customer was valid then",
		"no notice that reached the customer before names recipient, purpose",
	])}})
}

test_registers_not_fully_read if {
	judged({"customer_notices": []}, {"customer_notices": ["a file"]}, {}) == doubted(unnoticed)
	judged({"customer_notices": []}, {"consent_records": ["a file"]}, {}) == denied(unnoticed)
	judged({"consent_records": []}, {"consent_records": ["a file"]}, {}) == doubted(unconsented)
	judged({"consent_records": []}, {"customer_notices": ["a file"]}, {}) == denied(unconsented)
}

test_what_is_shared if {
	bare := object.remove(disclosure, ["customer_notified_at"])
	missing := denied("D-1/C-1: when the customer was told is not recorded")
	result({"disclosure_register": [object.remove(bare, ["data_class"])]}) == missing
	result({"disclosure_register": [object.union(bare, {"data_class": "none"})]}) == absent
	result({"disclosure_register": [object.union(bare, {"recipient_type": "authority"})]}) == absent
	every class in ["identity", "sensitive"] {
		result({"disclosure_register": [object.union(bare, {"data_class": class})]}) == missing
	}
}
