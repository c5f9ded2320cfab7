package rules.privacy.use_beyond_purpose_test

import data.rules.privacy.use_beyond_purpose

params := {
	"PRV-105": {
		"statutory_purposes": ["aml_duty", "court_order", "regulator_report"],
		"contract_purposes": ["service_delivery", "settlement"],
	},
}

results(evidence, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence, "gaps": gaps}
	found := use_beyond_purpose with input as document
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(evidence) := results(evidence, {})

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

gapped(kind, evidence) := results(evidence, {kind: ["a file"]})

use := {
	"use_id": "U-1",
	"customer_id": "C-1",
	"purpose": "profiling",
	"at": "2026-03-02T09:00:00+08:00",
	"_loc": {"file": "uses.csv"},
}

consent := {
	"consent_id": "S-1",
	"customer_id": "C-1",
	"purpose": "profiling",
	"granted_at": "2026-03-02T09:00:00+08:00",
	"withdrawn_at": "2026-03-02T09:00:01+08:00",
	"_loc": {"file": "consents.csv"},
}

customer := {
	"system_id": "crm",
	"customer_id": "C-1",
	"legal_basis": "contract_necessity",
	"_loc": {"file": "crm.csv"},
}

given(patch, consents, customers) := {
	"data_use_log": [object.union(use, patch)],
	"consent_records": consents,
	"crm_records": customers,
}

consented(patch) := judged(given({}, [object.union(consent, patch)], [customer]))

uncovered(purpose) := {concat("", [
	"U-1: no consent or other ground that held then covers the purpose ",
	purpose,
])}

none := denied(uncovered("profiling"))

test_a_use_with_consent if {
	consented({}) == clean
	judged(given({}, [object.remove(consent, ["withdrawn_at"])], [])) == clean
	judged(given({}, [object.union(consent, {"withdrawn_at": "2026-03-02"})], [])) == clean
}

test_a_use_without_consent if {
	consented({"purpose": "pricing"}) == none
	consented({"customer_id": "C-2"}) == none
	consented({"granted_at": "2026-03-02T09:00:01+08:00"}) == none
	consented({"withdrawn_at": "2026-03-02T09:00:00+08:00"}) == none
	judged(given({}, [], [])) == none
}

test_a_use_after_withdrawal if {
	judged(given({"at": "2026-03-02T09:00:01+08:00"}, [consent], [])) == none
}

test_consent_to_all_is_consent_to_none if {
	judged(given(
		{"purpose": "all"},
		[object.union(consent, {"purpose": "all"})],
		[],
	)) == denied(uncovered("all"))
}

test_a_missing_purpose if {
	bare := object.union(given({}, [consent], []), {"data_use_log": [object.remove(use, ["purpose"])]})
	judged(bare) == denied({"U-1: it has no purpose"})
	gapped("consent_records", bare) == denied({"U-1: it has no purpose"})
}

test_statutory_purposes if judged(given({"purpose": "court_order"}, [], [])) == clean

test_contract_purposes if {
	judged(given({"purpose": "settlement"}, [], [customer])) == clean
	open := uncovered("settlement")
	judged(given({"purpose": "settlement"}, [], [])) == denied(open)
	judged(given(
		{"purpose": "settlement"},
		[],
		[object.union(customer, {"legal_basis": "consent"})],
	)) == denied(open)
	judged(given(
		{"purpose": "settlement"},
		[],
		[object.union(customer, {"customer_id": "C-2"})],
	)) == denied(open)
	judged(given({}, [], [customer])) == none
}

test_registers_not_fully_read if {
	gapped("consent_records", given({}, [], [])) == doubted(uncovered("profiling"))
	gapped("crm_records", given({"purpose": "settlement"}, [], [])) == doubted(uncovered("settlement"))
	gapped("crm_records", given({}, [], [])) == none
}
