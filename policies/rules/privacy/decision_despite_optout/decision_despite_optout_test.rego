package rules.privacy.decision_despite_optout_test

import data.rules.privacy.decision_despite_optout

params := {
	"PRV-302-3": {
		"decision_purposes": ["credit_scoring", "pricing", "profiling", "automated_decision"],
	},
}

results(evidence, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence, "gaps": gaps}
	found := decision_despite_optout with input as document
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(evidence) := results(evidence, {})

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

gapped(kind, evidence) := results(evidence, {kind: ["a file"]})

applies(evidence) := answer if {
	answer := decision_despite_optout.applicable
		with input as {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence}
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

use := {
	"use_id": "U-1",
	"customer_id": "C-1",
	"purpose": "pricing",
	"automated": true,
	"at": "2026-03-05T09:00:00+08:00",
	"_loc": {"file": "uses.csv"},
}

flags := {
	"customer_id": "C-1",
	"automated_decision": false,
	"effective_at": "2026-01-01",
	"_loc": {"file": "optouts.csv"},
}

given(row, choices) := {"data_use_log": [row], "optout_flags": choices}

chosen(choices) := judged(given(use, choices))

optout_at(at) := chosen([
	flags,
	object.union(flags, {"automated_decision": true, "effective_at": at}),
])

used(patch) := judged(given(object.union(use, patch), []))

none := {"U-1: no opt-out choice of the customer is on record for that time"}

out := denied({"U-1: the customer opted out of automated decisions"})

test_a_willing_customer if chosen([flags]) == clean

test_opted_out if {
	optout_at("2026-03-05T09:00:00+08:00") == out
	optout_at("2026-03-05T09:00:01+08:00") == clean
}

test_unknown_choices if {
	empty := "U-1: the customer's choice on automated decisions is empty and counts as opted out"
	chosen([object.remove(flags, ["automated_decision"])]) == denied({empty})
	chosen([]) == denied(none)
	gapped("optout_flags", given(use, [])) == doubted(none)
	gapped("optout_flags", given(use, [flags])) == clean
}

test_other_uses if {
	used({"automated": false}) == clean
	used({"purpose": "settlement"}) == clean
	not applies(given(object.union(use, {"automated": false}), []))
	not applies(given(object.union(use, {"purpose": "settlement"}), []))
	applies(given(use, []))
}

test_uses_that_may_be_decisions if {
	unsure := doubted({concat("", [
		"U-1: it is not recorded whether a machine took a decision; ",
		"no opt-out choice of the customer is on record for that time",
	])})
	judged(given(object.remove(use, ["automated"]), [])) == unsure
	judged(given(object.remove(use, ["purpose"]), [])) == unsure
	judged(given(object.remove(use, ["automated"]), [flags])) == clean
}

test_the_day_of_the_choice if {
	act := object.union(use, {"at": "2026-03-05"})
	closed := object.union(flags, {
		"automated_decision": true,
		"effective_at": "2026-03-05T23:30:00+08:00",
	})
	judged(given(act, [flags, closed])) == doubted({concat("; ", [
		"U-1: at which hour of that day it was done is not recorded",
		"the customer opted out of automated decisions",
	])})
	judged(given(act, [flags])) == clean
}
