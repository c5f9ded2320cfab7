package rules.agreements.short_secrecy_term_test

import data.rules.agreements.short_secrecy_term

params := {"required_secret_term": "until_public"}

agreement := {
	"agreement_id": "A-1",
	"kind": "staff_nda",
	"effective_at": "2026-01-01",
	"secret_term": "until_public",
	"general_term_years": 1,
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
	found := short_secrecy_term with input as document
		with data.params as {"NDA-203": object.union(params, settings)}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

result(evidence) := judged(evidence, {}, {})

clean := {"deny": set(), "unknown": set(), "applicable": true}

absent := {"deny": set(), "unknown": set(), "applicable": false}

denied(message) := object.union(clean, {"deny": {message}})

doubted(message) := object.union(clean, {"unknown": {message}})

agreed(change) := result({"agreements": [object.union(agreement, change)]})

without(fields) := result({"agreements": [object.remove(agreement, fields)]})

test_in_order if result({}) == clean

test_trade_secrets if {
	agreed({"secret_term": "fixed_years"}) == denied(concat(" ", [
		"A-1: the secrecy of trade secrets lasts fixed_years,",
		"not until_public",
	]))
	without(["secret_term"]) == denied(concat(" ", [
		"A-1: the secrecy of trade secrets lasts unknown,",
		"not until_public",
	]))
}

test_other_information if {
	none := denied("A-1: no number of years is agreed for other confidential information")
	agreed({"general_term_years": 0}) == none
	without(["general_term_years"]) == none
}

test_agreements_not_in_force if {
	agreed({"secret_term": "none", "expires_at": "2026-03-09"}) == absent
	agreed({"secret_term": "none", "kind": "service"}) == absent
	row := object.union(object.remove(agreement, ["effective_at"]), {"general_term_years": 0})
	result({"agreements": [row]}) == doubted(concat("; ", [
		"A-1: its first day is not recorded",
		"no number of years is agreed for other confidential information",
	]))
}
