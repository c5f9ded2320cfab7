package rules.agreements.unlawful_penalty_test

import data.rules.agreements.unlawful_penalty

params := {"lawful_grounds": ["training_service_period", "non_compete"]}

agreement := {
	"agreement_id": "A-1",
	"kind": "staff_nda",
	"effective_at": "2026-01-01",
	"liquidated_damages": 30000,
	"damages_ground": "non_compete",
	"_loc": {"file": "agreements.csv", "line": 2},
}

base := {
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
	found := unlawful_penalty with input as document
		with data.params as {"NDA-205": object.union(params, settings)}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

result(evidence) := judged(evidence, {}, {})

clean := {"deny": set(), "unknown": set(), "applicable": true}

absent := {"deny": set(), "unknown": set(), "applicable": false}

denied(message) := object.union(clean, {"deny": {message}})

agreed(change) := result({"agreements": [object.union(agreement, change)]})

without(fields) := result({"agreements": [object.remove(agreement, fields)]})

test_on_a_lawful_ground if {
	result({}) == clean
	agreed({"damages_ground": "training_service_period"}) == clean
}

test_on_another_ground if {
	agreed({"damages_ground": "confidentiality"}) == denied(concat(" ", [
		"A-1: 30000 yuan of liquidated damages are agreed",
		"on the ground confidentiality",
	]))
	without(["damages_ground", "effective_at"]) == denied(concat(" ", [
		"A-1: 30000 yuan of liquidated damages are agreed",
		"on the ground unknown",
	]))
}

test_without_a_penalty if {
	agreed({"liquidated_damages": 0, "damages_ground": "other"}) == clean
	without(["liquidated_damages", "damages_ground"]) == clean
	agreed({"liquidated_damages": 1, "damages_ground": "other"}) == denied(concat(" ", [
		"A-1: 1 yuan of liquidated damages are agreed",
		"on the ground other",
	]))
}

test_other_agreements if {
	agreed({"kind": "service", "damages_ground": "other"}) == absent
	result({"agreements": []}) == absent
}
