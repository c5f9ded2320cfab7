package rules.agreements.sharing_outside_term_test

import data.rules.agreements.sharing_outside_term

params := {"renewal_lead_days": 90}

agreement := {
	"agreement_id": "A-1",
	"kind": "cooperation",
	"effective_at": "2026-01-01",
	"expires_at": "2026-12-31",
	"_loc": {"file": "agreements.csv", "line": 2},
}

disclosure := {
	"disclosure_id": "D-1",
	"customer_id": "C-1",
	"recipient_type": "partner",
	"agreement_id": "A-1",
	"disclosed_at": "2026-03-02T09:00:00+08:00",
	"_loc": {"file": "disclosures.csv", "line": 3},
}

base := {
	"agreements": [agreement],
	"disclosure_register": [disclosure],
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
	found := sharing_outside_term with input as document
		with data.params as {"NDA-102": object.union(params, settings)}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

result(evidence) := judged(evidence, {}, {})

clean := {"deny": set(), "unknown": set(), "applicable": true}

absent := {"deny": set(), "unknown": set(), "applicable": false}

denied(message) := object.union(clean, {"deny": {message}})

doubted(message) := object.union(clean, {"unknown": {message}})

disclosed(change) := result({"disclosure_register": [object.union(disclosure, change)]})

agreed(change) := result({"agreements": [object.union(agreement, change)]})

test_within_the_term if result({}) == clean

test_an_agreement_without_limits if {
	result({"agreements": [object.remove(agreement, ["effective_at"])]}) == denied(concat("", [
		"A-1: its first day ",
		"is not recorded",
	]))
	result({"agreements": [object.remove(agreement, ["expires_at"])]}) == denied(concat("", [
		"A-1: its last day ",
		"is not recorded",
	]))
	agreed({"kind": "service", "expires_at": "2026-01-31"}) == absent
	other := object.remove(object.union(agreement, {"kind": "service"}), ["expires_at"])
	result({"agreements": [other]}) == absent
}

outside(at) := denied(sprintf(
	"D-1/C-1: it was disclosed at %s, outside the term of agreement A-1",
	[at],
))

test_outside_the_term if {
	disclosed({"disclosed_at": "2025-12-31T23:59:59+08:00"}) == outside("2025-12-31T23:59:59+08:00")
	disclosed({"disclosed_at": "2026-01-01T00:00:00+08:00"}) == clean
	ended := {"agreements": [object.union(agreement, {"expires_at": "2026-03-01"})]}
	result(ended) == outside("2026-03-02T09:00:00+08:00")
	last := {"agreements": [object.union(agreement, {
		"expires_at": "2026-03-02",
		"renewal_started_at": "2026-02-01",
	})]}
	result(last) == clean
}

test_an_agreement_that_is_not_registered if {
	disclosed({"agreement_id": "A-9"}) == doubted("D-1/C-1: its agreement is not registered")
	result({"disclosure_register": [object.remove(disclosure, ["agreement_id"])]}) == clean
}

notes(evidence, settings) := {finding.msg | some finding in found} if {
	found := sharing_outside_term.warn with input as {
		"now": "2026-03-10T09:00:00+08:00",
		"evidence": object.union(base, evidence),
	}
		with data.params as {"NDA-102": object.union(params, settings)}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

expiring(day) := {"agreements": [object.union(agreement, {"expires_at": day})]}

note(day) := {sprintf(
	"A-1: it expires on %s, sharing goes on, and no renewal has begun",
	[day],
)}

test_no_renewal_begun if {
	notes(expiring("2026-06-08"), {}) == note("2026-06-08")
	notes(expiring("2026-06-09"), {}) == set()
	notes(expiring("2026-03-10"), {}) == note("2026-03-10")
	notes(expiring("2026-03-09"), {}) == set()
	notes(expiring("2026-06-08"), {"renewal_lead_days": 89}) == set()
}

test_a_renewal_begun if {
	row := object.union(agreement, {"expires_at": "2026-06-08", "renewal_started_at": "2026-03-01"})
	notes({"agreements": [row]}, {}) == set()
}

shared(at) := object.union(
	expiring("2026-06-08"),
	{"disclosure_register": [object.union(disclosure, {"disclosed_at": at})]},
)

test_nothing_shared_lately if {
	notes(shared("2025-12-10T09:00:00+08:00"), {}) == note("2026-06-08")
	notes(shared("2025-12-10T08:59:59+08:00"), {}) == set()
	other := object.union(expiring("2026-06-08"), {"disclosure_register": []})
	notes(other, {}) == set()
}
