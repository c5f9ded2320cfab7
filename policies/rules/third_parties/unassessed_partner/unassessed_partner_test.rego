package rules.third_parties.unassessed_partner_test

import data.rules.third_parties.unassessed_partner

params := {
	"required_clauses": ["confidentiality", "purpose_limit"],
	"review_days": 365,
}

partner := {
	"partner_id": "P-1",
	"name": "Lakeside Printing",
	"kind": "outsourcer",
	"receives_customer_info": true,
	"due_diligence_at": "2025-03-10",
	"assessment": "adequate",
	"agreement_id": "A-1",
	"_loc": {"file": "partners.csv", "line": 2},
}

agreement := {
	"agreement_id": "A-1",
	"kind": "service",
	"clauses": ["confidentiality", "purpose_limit", "term"],
	"effective_at": "2026-01-01",
	"expires_at": "2026-03-10",
	"_loc": {"file": "agreements.csv", "line": 3},
}

base := {
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
	found := unassessed_partner with input as document
		with data.params as {"TPS-004": object.union(params, settings)}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

result(evidence) := judged(evidence, {}, {})

clean := {"deny": set(), "unknown": set(), "applicable": true}

absent := {"deny": set(), "unknown": set(), "applicable": false}

denied(message) := object.union(clean, {"deny": {message}})

doubted(message) := object.union(clean, {"unknown": {message}})

known(change) := result({"partner_register": [object.union(partner, change)]})

without(fields) := result({"partner_register": [object.remove(partner, fields)]})

agreed(change) := result({"agreements": [object.union(agreement, change)]})

test_chosen_with_care if result({}) == clean

test_due_diligence if {
	row := object.union(
		object.remove(partner, ["due_diligence_at"]),
		{"last_reviewed_at": "2026-01-05"},
	)
	result({"partner_register": [row]}) == denied("P-1: due diligence is not recorded")
}

stale := denied("P-1: it was not reviewed in the last 365 days")

test_reviews if {
	known({"due_diligence_at": "2025-03-09"}) == stale
	known({"due_diligence_at": "2020-01-01", "last_reviewed_at": "2025-03-10"}) == clean
	known({"due_diligence_at": "2020-01-01", "last_reviewed_at": "2025-03-09"}) == stale
	known({"due_diligence_at": "2026-03-12"}) == stale
	known({"due_diligence_at": "2020-01-01", "last_reviewed_at": "2026-03-12"}) == stale
}

test_the_assessment if {
	known({"assessment": "pending"}) == denied("P-1: its assessment is pending")
	without(["assessment"]) == denied("P-1: its assessment is missing")
}

unbound := "P-1: no agreement with it is in force"

test_the_agreement if {
	without(["agreement_id"]) == denied(unbound)
	known({"agreement_id": "A-2"}) == denied(unbound)
	agreed({"expires_at": "2026-03-09"}) == denied(unbound)
	result({"agreements": [object.remove(agreement, ["effective_at"])]}) == denied(unbound)
}

test_its_clauses if {
	agreed({"clauses": ["confidentiality"]}) == denied("P-1: agreement A-1 lacks: purpose_limit")
	result({"agreements": [object.remove(agreement, ["clauses"])]}) == denied(concat("", [
		"P-1: agreement A-1 lacks: ",
		"confidentiality, purpose_limit",
	]))
}

test_agreements_that_could_not_be_read if {
	gaps := {"agreements": ["a file"]}
	judged({"agreements": []}, gaps, {}) == doubted(unbound)
	ended := {"agreements": [object.union(agreement, {"expires_at": "2026-03-09"})]}
	judged(ended, gaps, {}) == denied(unbound)
	nothing := {"partner_register": [object.remove(partner, ["agreement_id"])]}
	judged(nothing, gaps, {}) == denied(unbound)
}

over := {
	"relationship_end_at": "2026-03-09",
	"exit_data_returned_at": "2026-03-09",
	"due_diligence_at": "2020-01-01",
	"assessment": "inadequate",
	"agreement_id": "A-2",
}

test_a_relation_that_is_over if {
	known(over) == clean
	running := object.union(over, {"relationship_end_at": "2026-03-10"})
	count(known(running).deny) == 1
	kept := denied("P-1: the data was not returned or deleted after the relation ended")
	result({"partner_register": [object.remove(
		object.union(partner, over),
		["exit_data_returned_at"],
	)]}) == kept
	known(object.union(over, {"exit_data_returned_at": "2026-03-12"})) == kept
	result({"partner_register": [object.remove(
		object.union(partner, over),
		["due_diligence_at"],
	)]}) == denied("P-1: due diligence is not recorded")
}

test_partners_that_receive_nothing if {
	known({"receives_customer_info": false, "assessment": "pending"}) == absent
	unsaid := doubted("P-1: whether it receives customer information is not recorded")
	without(["receives_customer_info"]) == unsaid
	without(["receives_customer_info", "assessment"]) == unsaid
}
