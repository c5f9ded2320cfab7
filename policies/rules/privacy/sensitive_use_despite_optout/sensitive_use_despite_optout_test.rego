package rules.privacy.sensitive_use_despite_optout_test

import data.rules.privacy.sensitive_use_despite_optout

params := {"PRV-302-4": {"statutory_purposes": ["aml_duty", "court_order", "regulator_report"]}}

results(evidence, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
	"review": {finding.msg | some finding in found.review},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence, "gaps": gaps}
	found := sensitive_use_despite_optout with input as document
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(evidence) := results(evidence, {})

clean := {"deny": set(), "unknown": set(), "review": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

reviewed(messages) := object.union(clean, {"review": messages})

gapped(kind, evidence) := results(evidence, {kind: ["a file"]})

applies(evidence) := answer if {
	answer := sensitive_use_despite_optout.applicable
		with input as {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence}
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

use := {
	"use_id": "U-1",
	"customer_id": "C-1",
	"purpose": "pricing",
	"data_class": "sensitive",
	"at": "2026-03-05T09:00:00+08:00",
	"_loc": {"file": "uses.csv"},
}

flags := {
	"customer_id": "C-1",
	"sensitive_data_use": false,
	"effective_at": "2026-01-01",
	"_loc": {"file": "optouts.csv"},
}

given(row, choices) := {"data_use_log": [row], "optout_flags": choices}

chosen(choices) := judged(given(use, choices))

optout_at(at) := chosen([
	flags,
	object.union(flags, {"sensitive_data_use": true, "effective_at": at}),
])

used(patch) := judged(given(object.union(use, patch), []))

none := {"U-1: no opt-out choice of the customer is on record for that time"}

out := denied({"U-1: the customer opted out of the use of sensitive data"})

test_a_willing_customer if chosen([flags]) == clean

test_opted_out if {
	optout_at("2026-03-05T09:00:00+08:00") == out
	optout_at("2026-03-05T09:00:01+08:00") == clean
}

test_unknown_choices if {
	empty := "U-1: the customer's choice on the use of sensitive data is empty and counts as opted out"
	chosen([object.remove(flags, ["sensitive_data_use"])]) == denied({empty})
	chosen([]) == denied(none)
	gapped("optout_flags", given(use, [])) == doubted(none)
	gapped("optout_flags", given(use, [flags])) == clean
	judged(given(object.remove(use, ["purpose"]), [])) == denied(none)
}

test_statutory_uses_are_listed if {
	statutory := object.union(use, {"purpose": "court_order"})
	judged(given(statutory, [])) == reviewed({concat("", [
		"U-1: it was used for the statutory purpose court_order; ",
		"no opt-out choice of the customer is on record for that time",
	])})
	judged(given(statutory, [flags])) == clean
	gapped("optout_flags", given(statutory, [])) == clean
	judged(given(object.remove(statutory, ["data_class"]), [])).unknown == set()
}

test_other_classes if {
	used({"data_class": "personal"}) == clean
	not applies(given(object.union(use, {"data_class": "personal"}), []))
	applies(given(use, []))
}

test_an_empty_class if {
	unclassed := object.remove(use, ["data_class"])
	judged(given(unclassed, [])) == doubted({concat("", [
		"U-1: no opt-out choice of the customer is on record for that time; ",
		"the class of the data is empty",
	])})
	judged(given(unclassed, [flags])) == clean
	applies(given(unclassed, []))
}

test_the_day_of_the_choice if {
	act := object.union(use, {"at": "2026-03-05"})
	closed := object.union(flags, {
		"sensitive_data_use": true,
		"effective_at": "2026-03-05T23:30:00+08:00",
	})
	judged(given(act, [flags, closed])) == doubted({concat("; ", [
		"U-1: at which hour of that day it was done is not recorded",
		"the customer opted out of the use of sensitive data",
	])})
	judged(given(act, [flags])) == clean
	statutory := object.union(act, {"purpose": "aml_duty"})
	judged(given(statutory, [flags, closed])) == clean
}
