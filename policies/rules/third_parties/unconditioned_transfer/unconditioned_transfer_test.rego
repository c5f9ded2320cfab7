package rules.third_parties.unconditioned_transfer_test

import data.rules.third_parties.unconditioned_transfer

params := {
	"home_country": "CN",
	"accepted_mechanisms": ["security_assessment", "standard_contract"],
	"review_days": 365,
	"statutory_bases": ["statute", "court_order"],
}

disclosure := {
	"disclosure_id": "D-1",
	"customer_id": "C-1",
	"recipient_type": "bank",
	"recipient_country": "SG",
	"legal_basis": "contract_necessity",
	"transfer_mechanism": "standard_contract",
	"consent_ref": "S-1",
	"agreement_id": "A-1",
	"partner_id": "P-1",
	"disclosed_at": "2026-03-02",
	"_loc": {"file": "disclosures.csv", "line": 2},
}

partner := {
	"partner_id": "P-1",
	"due_diligence_at": "2025-03-02",
	"_loc": {"file": "partners.csv", "line": 3},
}

agreement := {
	"agreement_id": "A-1",
	"kind": "service",
	"effective_at": "2026-01-01",
	"expires_at": "2026-03-02",
	"_loc": {"file": "agreements.csv", "line": 4},
}

base := {
	"disclosure_register": [disclosure],
	"partner_register": [partner],
	"agreements": [agreement],
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
	found := unconditioned_transfer with input as document
		with data.params as {"TPS-002": object.union(params, settings)}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

result(evidence) := judged(evidence, {}, {})

clean := {"deny": set(), "unknown": set(), "applicable": true}

absent := {"deny": set(), "unknown": set(), "applicable": false}

denied(message) := object.union(clean, {"deny": {message}})

doubted(message) := object.union(clean, {"unknown": {message}})

disclosed(change) := result({"disclosure_register": [object.union(disclosure, change)]})

without(fields) := result({"disclosure_register": [object.remove(disclosure, fields)]})

known(change) := result({"partner_register": [object.union(partner, change)]})

test_under_all_conditions if result({}) == clean

unbound := "D-1/C-1: no registered agreement was in force with the bank"

test_the_agreement_with_a_bank if {
	without(["agreement_id"]) == denied(unbound)
	disclosed({"agreement_id": "A-2"}) == denied(unbound)
	result({"agreements": [object.union(agreement, {"expires_at": "2026-03-01"})]}) == denied(unbound)
	result({"agreements": [object.remove(agreement, ["effective_at"])]}) == denied(unbound)
	other := {"recipient_type": "partner", "agreement_id": "A-2"}
	disclosed(other) == clean
}

test_the_ground_in_law if {
	without(["legal_basis"]) == denied("D-1/C-1: the ground in law is not recorded")
	other := object.union(object.remove(disclosure, ["legal_basis"]), {"recipient_type": "partner"})
	result({"disclosure_register": [other]}) == clean
}

test_a_missing_country if {
	missing := denied("D-1/C-1: the recipient's country is not recorded")
	without(["recipient_country", "transfer_mechanism", "partner_id"]) == missing
	bare := object.remove(disclosure, ["recipient_country"])
	result({"disclosure_register": [object.union(bare, {"recipient_type": "authority"})]}) == missing
}

test_the_mechanism if {
	none := denied("D-1/C-1: no accepted mechanism permits the transfer abroad")
	without(["transfer_mechanism"]) == none
	disclosed({"transfer_mechanism": "none"}) == none
	disclosed({"transfer_mechanism": "none", "recipient_country": "CN"}) == clean
}

test_consent_or_statute if {
	none := denied(concat("", [
		"D-1/C-1: neither the customer's consent ",
		"nor a statutory ground is recorded",
	]))
	without(["consent_ref"]) == none
	bare := object.remove(disclosure, ["consent_ref"])
	compelled := object.union(bare, {"legal_basis": "court_order"})
	result({"disclosure_register": [compelled]}) == clean
	result({"disclosure_register": [object.union(bare, {"recipient_country": "CN"})]}) == clean
}

test_the_register_of_partners if {
	stranger := denied("D-1/C-1: the recipient is not in the register of partners")
	without(["partner_id"]) == stranger
	disclosed({"partner_id": "P-2"}) == stranger
	disclosed({"partner_id": "P-2", "recipient_country": "CN"}) == clean
}

unreviewed := "D-1/C-1: the recipient was not reviewed in the 365 days before, nor since"

unexamined := "D-1/C-1: the recipient was not looked into before"

test_assessments if {
	known({"due_diligence_at": "2025-03-01"}) == denied(unreviewed)
	known({"due_diligence_at": "2020-03-01", "last_reviewed_at": "2026-03-09"}) == clean
	known({"due_diligence_at": "2020-03-01", "last_reviewed_at": "2027-03-09"}) == denied(unreviewed)
	known({"due_diligence_at": "2026-03-03"}) == denied(unexamined)
	never := {"partner_register": [object.remove(partner, ["due_diligence_at"])]}
	result(never) == denied(concat("; ", [
		unexamined,
		"the recipient was not reviewed in the 365 days before, nor since",
	]))
	home := object.union(disclosure, {"recipient_country": "CN"})
	result({
		"disclosure_register": [home],
		"partner_register": [object.remove(partner, ["due_diligence_at"])],
	}) == clean
}

test_registers_not_fully_read if {
	agreements := {"agreements": ["a file"]}
	judged({"agreements": []}, agreements, {}) == doubted(unbound)
	ended := {"agreements": [object.union(agreement, {"expires_at": "2026-03-01"})]}
	judged(ended, agreements, {}) == denied(unbound)
	partners := {"partner_register": ["a file"]}
	judged({"agreements": []}, partners, {}) == denied(unbound)
	stranger := "D-1/C-1: the recipient is not in the register of partners"
	judged({"partner_register": []}, partners, {}) == doubted(stranger)
	judged({"partner_register": []}, agreements, {}) == denied(stranger)
	nobody := {"disclosure_register": [object.remove(disclosure, ["partner_id"])]}
	judged(nobody, partners, {}) == denied(stranger)
}

test_recipients_inside if {
	every type in ["internal_dept", "customer_self"] {
		row := object.remove(disclosure, ["recipient_country", "consent_ref"])
		result({"disclosure_register": [object.union(row, {"recipient_type": type})]}) == absent
		away := object.union(disclosure, {"recipient_type": type, "transfer_mechanism": "none"})
		result({"disclosure_register": [away]}) == absent
	}
}
