package rules.privacy.collection_without_consent_test

import data.rules.privacy.collection_without_consent

params := {
	"PRV-104": {
		"other_bases": ["contract_necessity", "legal_duty", "vital_interest", "public_information"],
		"grace_days": 1,
	},
}

results(evidence, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence, "gaps": gaps}
	found := collection_without_consent with input as document
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(evidence) := results(evidence, {})

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

gapped(kind, evidence) := results(evidence, {kind: ["a file"]})

applies(evidence) := answer if {
	answer := collection_without_consent.applicable
		with input as {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence}
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

point := {"point_id": "P-1", "fields": [], "consent_step": true, "_loc": {"file": "points.csv"}}

customer := {
	"system_id": "crm",
	"customer_id": "C-1",
	"active": true,
	"source_channel": "P-1",
	"first_contact_at": "2026-02-01T09:00:00+08:00",
	"_loc": {"file": "crm.csv"},
}

consent := {
	"consent_id": "S-1",
	"customer_id": "C-1",
	"purpose": "service_delivery",
	"point_id": "P-1",
	"granted_at": "2026-02-02T09:00:00+08:00",
	"statement_version": "1",
	"_loc": {"file": "consents.csv"},
}

first := {"version": "1", "effective_at": "2025-01-01", "_loc": {"file": "statements.csv"}}

second := object.union(
	first,
	{"version": "2", "effective_at": "2026-03-01", "material_change": true},
)

given(consents, statements) := {
	"consent_records": consents,
	"collection_points": [point],
	"crm_records": [customer],
	"privacy_statement": statements,
}

consented(patch) := judged(given([object.union(consent, patch)], [first]))

of_customer(patch) := judged(object.union(
	given([], [first]),
	{"crm_records": [object.union(customer, patch)]},
))

at_point(patch) := judged(object.union(
	given([consent], [first]),
	{"collection_points": [object.union(point, patch)]},
))

none := denied({
	"crm/C-1: no consent was given for its source channel within 1 days of the first contact",
})

outdated := {"crm/C-1: no consent is to a statement that still stands after material changes"}

test_consented if consented({}) == clean

test_points_without_consent if {
	unasked := denied({"P-1: it collects without a step of consent or another legal basis"})
	at_point({"consent_step": false}) == unasked
	at_point({"consent_step": false, "legal_basis": "consent"}) == unasked
	at_point({"consent_step": false, "legal_basis": "legal_duty"}) == clean
	judged(object.union(
		given([consent], [first]),
		{"collection_points": [object.remove(point, ["consent_step"])]},
	)) == unasked
}

test_consents_that_do_not_count if {
	consented({"granted_at": "2026-02-02T09:00:01+08:00"}) == none
	consented({"purpose": "all"}) == none
	consented({"point_id": "P-2"}) == none
	consented({"customer_id": "C-2"}) == none
	consented({"withdrawn_at": "2026-02-01T09:00:00+08:00"}) == none
	consented({"withdrawn_at": "2026-02-01T09:00:01+08:00"}) == clean
	judged(given([object.remove(consent, ["point_id"])], [first])) == none
	judged(given([], [first])) == none
}

test_customers if {
	of_customer({}) == none
	of_customer({"active": false}) == clean
	of_customer({"legal_basis": "contract_necessity"}) == clean
	of_customer({"legal_basis": "consent"}) == none
	judged(object.union(
		given([], [first]),
		{"crm_records": [object.remove(customer, ["active"])]},
	)) == none
	judged(object.union(
		given([consent], [first]),
		{"crm_records": [object.remove(customer, ["source_channel"])]},
	)) == none
	undated := {"crm_records": [object.remove(customer, ["first_contact_at"])]}
	lawful := object.union(customer, {"legal_basis": "legal_duty"})
	judged(object.union(
		given([], []),
		{"crm_records": [object.remove(lawful, ["first_contact_at"])]},
	)) == clean
	judged(object.union(given([consent], [first, second]), {"crm_records": [lawful]})) == clean
	judged(object.union(
		given([consent], [first]),
		undated,
	)) == denied({"crm/C-1: it has no time of first contact"})
}

test_replaced_statements if {
	judged(given([consent], [first, second])) == denied(outdated)
	judged(given([consent], [first, object.union(second, {"material_change": false})])) == clean
	judged(given([consent], [first, object.union(second, {"effective_at": "2026-03-11"})])) == clean
	renewed := object.union(consent, {"statement_version": "2", "granted_at": "2026-03-01"})
	judged(given([consent, renewed], [first, second])) == clean
	judged(given([renewed], [first, second])) == none
	judged(given([object.remove(consent, ["statement_version"])], [first])) == denied(outdated)
	consented({"statement_version": "9"}) == denied(outdated)
	judged(given([consent], [object.remove(first, ["effective_at"])])) == denied(outdated)
	judged(given([consent], [object.union(first, {"material_change": true})])) == clean
}

test_registers_not_fully_read if {
	gapped("consent_records", given([], [first])) == doubted({
		"crm/C-1: no consent was given for its source channel within 1 days of the first contact",
	})
	gapped("privacy_statement", given([consent], [])) == doubted(outdated)
	gapped("crm_records", given([], [first])) == none
}

test_applicable if {
	applies(given([], []))
	applies({"consent_records": [], "collection_points": [point], "crm_records": []})
	applies({"consent_records": [], "collection_points": [], "crm_records": [customer]})
	left := object.union(customer, {"active": false})
	not applies({"consent_records": [consent], "collection_points": [], "crm_records": [left]})
}

test_consent_to_everything_however_written if consented({"purpose": " ALL"}) == none

test_days_of_grace_that_still_run if {
	of_customer({"first_contact_at": "2026-03-09T09:00:00+08:00"}) == clean
	of_customer({"first_contact_at": "2026-03-09T08:59:59+08:00"}) == none
}
