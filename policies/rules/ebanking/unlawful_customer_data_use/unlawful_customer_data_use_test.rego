package rules.ebanking.unlawful_customer_data_use_test

import data.rules.ebanking.unlawful_customer_data_use

params := {
	"permitted_purposes": [
		"service_delivery",
		"settlement",
		"fraud_prevention",
		"aml_duty",
		"regulator_report",
	],
}

# The messages of the rule's sets about a document.
results(document, settings) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	found := unlawful_customer_data_use with input as document
		with data.params as {"EBK-111": settings}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

document(evidence) := {"now": "2026-03-10T09:00:00+08:00", "gaps": {}, "evidence": evidence}

judged(evidence) := results(document(evidence), params)

# The same with a source of a kind that could not be read.
gapped(kind, evidence) := results(
	object.union(document(evidence), {"gaps": {kind: [{"target": "t", "reason": "denied"}]}}),
	params,
)

# The same with other parameters.
set_to(changes, evidence) := results(document(evidence), object.union(params, changes))

applies(evidence) := answer if {
	answer := unlawful_customer_data_use.applicable with input as document(evidence)
		with data.params as {"EBK-111": params}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

use := {
	"use_id": "U-1",
	"customer_id": "C-1",
	"purpose": "settlement",
	"at": "2026-03-05T10:00:00+08:00",
	"_loc": {"file": "uses.csv", "line": 2},
}

disclosure := {
	"disclosure_id": "D-1",
	"customer_id": "C-1",
	"recipient_type": "partner",
	"consent_ref": "CO-1",
	"disclosed_at": "2026-03-05T10:00:00+08:00",
	"_loc": {"file": "disclosures.csv", "line": 2},
}

consent := {
	"consent_id": "CO-1",
	"customer_id": "C-1",
	"purpose": "insurance",
	"granted_at": "2026-03-05T10:00:00+08:00",
	"withdrawn_at": "2026-03-05T10:00:01+08:00",
}

base := {
	"data_use_log": [use],
	"disclosure_register": [disclosure],
	"ebank_registry": [{"reg_id": "R-1", "customer_id": "C-1", "kind": "personal"}],
	"consent_records": [consent],
}

with_rows(changes) := object.union(base, changes)

used(patch) := judged(with_rows({"data_use_log": [object.union(use, patch)]}))

given(patch) := with_rows({"disclosure_register": [object.union(disclosure, patch)]})

given_without(fields) := with_rows({"disclosure_register": [object.remove(disclosure, fields)]})

agreed(patch) := with_rows({"consent_records": [object.union(consent, patch)]})

test_lawful if judged(base) == clean

test_uses if {
	used({"purpose": "marketing"}) == denied({concat("", [
		"U-1: the data was used for marketing, which is not permitted",
	])})
	judged(with_rows({"data_use_log": [object.remove(use, ["purpose"])]})) == denied({concat("", [
		"U-1: the data was used for -, which is not permitted",
	])})
	used({"purpose": "marketing", "customer_id": "C-2"}) == clean
	rows := with_rows({"data_use_log": [object.union(use, {"purpose": "marketing"})]})
	set_to({"permitted_purposes": ["marketing"]}, rows) == clean
}

baseless := {concat("", [
	"D-1/C-1: it has neither a basis in law nor a consent of the customer in force then",
])}

test_provisions_without_a_basis if {
	judged(given_without(["consent_ref"])) == denied(baseless)
	lawful := object.union(disclosure, {"legal_basis": "statute"})
	judged(with_rows({"disclosure_register": [object.remove(lawful, ["consent_ref"])]})) == clean
	judged(given({"consent_ref": "CO-9", "recipient_type": "customer_self"})) == clean
	judged(given({"consent_ref": "CO-9", "customer_id": "C-2"})) == clean
}

test_consents if {
	judged(given({"consent_ref": "CO-9"})) == denied(baseless)
	judged(agreed({"customer_id": "C-2"})) == denied(baseless)
	judged(agreed({"granted_at": "2026-03-05T10:00:01+08:00"})) == denied(baseless)
	judged(agreed({"withdrawn_at": "2026-03-05T10:00:00+08:00"})) == denied(baseless)
	judged(with_rows({"consent_records": [object.remove(consent, ["withdrawn_at"])]})) == clean
}

test_consents_not_fully_read if {
	gapped("consent_records", given({"consent_ref": "CO-9"})) == doubted(baseless)
	gapped("consent_records", given_without(["consent_ref"])) == denied(baseless)
}

nameless := doubted({concat("", [
	"D-1/: it has neither a basis in law nor a consent of the customer in force then",
])})

test_provisions_about_nobody if {
	judged(given_without(["customer_id"])) == nameless
	judged(given_without(["customer_id", "consent_ref"])) == nameless
}

test_applicable if {
	applies(base) == true
	applies(with_rows({"data_use_log": []})) == true
	applies(with_rows({"disclosure_register": []})) == true
	applies(with_rows({"ebank_registry": []})) == false
	own := {"data_use_log": [], "disclosure_register": [object.union(
		disclosure,
		{"recipient_type": "customer_self"},
	)]}
	applies(with_rows(own)) == false
}
