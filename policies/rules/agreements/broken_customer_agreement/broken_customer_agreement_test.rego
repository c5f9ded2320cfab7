package rules.agreements.broken_customer_agreement_test

import data.rules.agreements.broken_customer_agreement

params := {"key_segments": ["key_account"]}

agreement := {
	"agreement_id": "A-1",
	"kind": "customer_nda",
	"customer_id": "C-1",
	"allowed_purposes": ["settlement"],
	"effective_at": "2026-01-01",
	"expires_at": "2026-12-31",
	"_loc": {"file": "agreements.csv", "line": 2},
}

disclosure := {
	"disclosure_id": "D-1",
	"customer_id": "C-1",
	"purpose": "settlement",
	"disclosed_at": "2026-03-02T09:00:00+08:00",
	"_loc": {"file": "disclosures.csv", "line": 3},
}

incident := {
	"incident_id": "I-1",
	"kind": "leak",
	"affected_customer_ids": ["C-2"],
	"detected_at": "2026-03-02T09:00:00+08:00",
	"_loc": {"file": "incidents.csv", "line": 4},
}

customer := {
	"system_id": "crm",
	"customer_id": "C-1",
	"segment": "key_account",
	"active": true,
	"_loc": {"file": "crm.csv", "line": 5},
}

base := {
	"agreements": [agreement],
	"disclosure_register": [disclosure],
	"incident_register": [incident],
	"crm_records": [customer],
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
	found := broken_customer_agreement with input as document
		with data.params as {"NDA-301": object.union(params, settings)}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

result(evidence) := judged(evidence, {}, {})

clean := {"deny": set(), "unknown": set(), "applicable": true}

absent := {"deny": set(), "unknown": set(), "applicable": false}

denied(message) := object.union(clean, {"deny": {message}})

doubted(message) := object.union(clean, {"unknown": {message}})

disclosed(change) := result({"disclosure_register": [object.union(disclosure, change)]})

happened(change) := result({"incident_register": [object.union(incident, change)]})

dated(at) := {"disclosure_register": [object.union(disclosure, {
	"purpose": "pricing",
	"disclosed_at": at,
})]}

undated := {
	"agreements": [object.remove(agreement, ["effective_at"])],
	"crm_records": [],
}

test_kept if {
	result({}) == clean
	result({"crm_records": []}) == clean
}

breach(purpose) := denied(concat("", [
	"D-1/C-1: agreement A-1 does not allow the purpose ",
	purpose,
	", and the customer did not consent",
]))

test_another_purpose if {
	disclosed({"purpose": "pricing"}) == breach("pricing")
	disclosed({"purpose": "pricing", "consent_ref": "S-1"}) == clean
	disclosed({"purpose": "pricing", "customer_id": "C-2"}) == clean
	result({"disclosure_register": [object.remove(disclosure, ["purpose"])]}) == breach("?")
	result({"agreements": [object.remove(agreement, ["allowed_purposes"])]}) == breach("settlement")
}

test_within_the_term if {
	result(dated("2025-12-31T23:59:59+08:00")) == clean
	result(dated("2026-01-01T00:00:00+08:00")) == breach("pricing")
}

test_of_an_agreement_without_a_first_day if {
	result(object.union(undated, dated("2025-12-31"))) == doubted(concat("", [
		"D-1/C-1: agreement A-1 does not allow the purpose pricing, ",
		"and the customer did not consent; its first day is not recorded",
	]))
	hit := {"incident_register": [object.union(incident, {"affected_customer_ids": ["C-1"]})]}
	result(object.union(undated, hit)) == doubted(concat("; ", [
		"I-1: information protected by agreement A-1 leaked",
		"its first day is not recorded",
	]))
}

leaked := denied("I-1: information protected by agreement A-1 leaked")

test_a_leak if {
	happened({"affected_customer_ids": ["C-2", "C-1"]}) == leaked
	happened({"affected_customer_ids": ["C-1"], "kind": "suspected_leak"}) == clean
	happened({"affected_customer_ids": ["C-1"], "detected_at": "2025-12-31"}) == clean
	happened({"affected_customer_ids": ["C-1"], "detected_at": "2026-01-01"}) == leaked
}

test_a_leak_of_which_nobody_knows_whom_it_hit if {
	open := doubted("I-1: which customers are affected is not recorded")
	happened({"affected_customer_ids": []}) == open
	happened({"affected_customer_ids": [], "customers_affected": 1}) == open
	happened({"affected_customer_ids": [], "customers_affected": 0}) == clean
	happened({"affected_customer_ids": [], "kind": "other"}) == clean
	result({"incident_register": [object.remove(incident, ["affected_customer_ids"])]}) == open
}

test_rows_without_a_customer if {
	nobody := {"agreements": [agreement, object.union(
		object.remove(agreement, ["customer_id"]),
		{"agreement_id": "A-2"},
	)]}
	result(nobody) == doubted("A-2: it names no customer")
	bare := object.remove(disclosure, ["customer_id"])
	result({"disclosure_register": [bare]}) == doubted("D-1/: it names no customer")
	consented := object.union(bare, {"consent_ref": "S-1"})
	result({"disclosure_register": [consented]}) == clean
}

test_other_agreements if {
	other := {
		"agreements": [object.union(agreement, {"kind": "service"})],
		"disclosure_register": [
			object.union(disclosure, {"purpose": "pricing"}),
			object.remove(disclosure, ["customer_id"]),
		],
		"incident_register": [object.union(incident, {"affected_customer_ids": []})],
		"crm_records": [],
	}
	result(other) == absent
}

notes(evidence) := {finding.msg | some finding in found} if {
	found := broken_customer_agreement.warn with input as {
		"now": "2026-03-10T09:00:00+08:00",
		"evidence": object.union(base, evidence),
	}
		with data.params as {"NDA-301": params}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

note := {"crm/C-2: a key customer has no confidentiality agreement in force"}

second(change) := {"crm_records": [
	customer,
	object.union(object.union(customer, {"customer_id": "C-2"}), change),
]}

test_key_customers if {
	notes({}) == set()
	notes(second({})) == note
	notes(second({"segment": "retail"})) == set()
	notes(second({"active": false})) == set()
	unsaid := {"crm_records": [object.union(
		object.remove(customer, ["active"]),
		{"customer_id": "C-2"},
	)]}
	notes(unsaid) == note
	result(second({})) == clean
	result({"agreements": []}) == clean
}

unseen(settings) := {finding.msg | some finding in found} if {
	found := broken_customer_agreement.unknown with input as {
		"now": "2026-03-10T09:00:00+08:00",
		"evidence": object.remove(base, ["crm_records"]),
	}
		with data.params as {"NDA-301": object.union(params, settings)}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_customers_that_were_not_delivered if {
	unseen({}) == {"crm_records: which customers are key customers is not known"}
	unseen({"key_segments": []}) == set()
}

test_an_agreement_that_ended_protects_no_key_customer if {
	first := {"crm/C-1: a key customer has no confidentiality agreement in force"}
	notes({"agreements": [object.union(agreement, {"expires_at": "2026-03-09"})]}) == first
	notes({"agreements": [object.remove(agreement, ["effective_at"])]}) == first
}

test_agreements_that_could_not_be_read if {
	gaps := {"agreements": ["a file"]}
	judged(second({}), gaps, {}) == object.union(clean, {"unknown": note})
	found := broken_customer_agreement.warn with input as {
		"now": "2026-03-10T09:00:00+08:00",
		"gaps": gaps,
		"evidence": object.union(base, second({})),
	}
		with data.params as {"NDA-301": params}
	found == set()
}
