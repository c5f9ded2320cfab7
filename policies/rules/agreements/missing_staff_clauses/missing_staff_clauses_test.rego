package rules.agreements.missing_staff_clauses_test

import data.rules.agreements.missing_staff_clauses

params := {"required_clauses": ["scope", "term", "effect"]}

agreement := {
	"agreement_id": "A-1",
	"kind": "staff_nda",
	"effective_at": "2026-01-01",
	"clauses": ["scope", "term", "effect", "fee"],
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
	found := missing_staff_clauses with input as document
		with data.params as {"NDA-202": object.union(params, settings)}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

result(evidence) := judged(evidence, {}, {})

clean := {"deny": set(), "unknown": set(), "applicable": true}

absent := {"deny": set(), "unknown": set(), "applicable": false}

denied(message) := object.union(clean, {"deny": {message}})

doubted(message) := object.union(clean, {"unknown": {message}})

agreed(change) := result({"agreements": [object.union(agreement, change)]})

without(fields) := result({"agreements": [object.remove(agreement, fields)]})

test_all_clauses if {
	result({}) == clean
	agreed({"blank_fields": ["fee"]}) == clean
}

missing(clause) := sprintf("A-1/%s: the clause is missing or blank", [clause])

test_a_missing_clause if {
	agreed({"clauses": ["scope", "effect"]}) == denied(missing("term"))
	agreed({"blank_fields": ["effect"]}) == denied(missing("effect"))
}

test_one_finding_for_each_clause if {
	every_one := {missing(clause) | some clause in params.required_clauses}
	without(["clauses"]) == object.union(clean, {"deny": every_one})
	agreed({"clauses": []}) == object.union(clean, {"deny": every_one})
}

test_agreements_not_in_force if {
	agreed({"clauses": [], "expires_at": "2026-03-09"}) == absent
	agreed({"clauses": [], "kind": "customer_nda"}) == absent
	row := object.union(object.remove(agreement, ["effective_at"]), {"clauses": ["scope", "term"]})
	result({"agreements": [row]}) == doubted(concat("; ", [
		"A-1/effect: its first day is not recorded",
		"the clause is missing or blank",
	]))
}

test_subject_and_place if {
	found := missing_staff_clauses.deny with input as {
		"now": "2026-03-10T09:00:00+08:00",
		"evidence": {"agreements": [object.union(agreement, {"clauses": ["scope", "term"]})]},
	}
		with data.params as {"NDA-202": params}
	{[finding.subject, finding._loc.line] | some finding in found} == {["A-1/effect", 2]}
}
