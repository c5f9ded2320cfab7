package rules.privacy.disclosure_despite_optout_test

import data.rules.privacy.disclosure_despite_optout

params := {
	"PRV-302-2": {
		"compelled_bases": ["statute", "court_order", "authority_request"],
		"internal_recipient_types": ["internal_dept", "customer_self"],
	},
}

results(evidence, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence, "gaps": gaps}
	found := disclosure_despite_optout with input as document
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(evidence) := results(evidence, {})

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

gapped(kind, evidence) := results(evidence, {kind: ["a file"]})

applies(evidence) := answer if {
	answer := disclosure_despite_optout.applicable
		with input as {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence}
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

disclosure := {
	"disclosure_id": "D-1",
	"customer_id": "C-1",
	"recipient_type": "partner",
	"disclosed_at": "2026-03-05T09:00:00+08:00",
	"_loc": {"file": "disclosures.csv"},
}

flags := {
	"customer_id": "C-1",
	"third_party_disclosure": false,
	"effective_at": "2026-01-01",
	"_loc": {"file": "optouts.csv"},
}

given(row, choices) := {"disclosure_register": [row], "optout_flags": choices}

chosen(choices) := judged(given(disclosure, choices))

optout_at(at) := chosen([
	flags,
	object.union(flags, {"third_party_disclosure": true, "effective_at": at}),
])

disclosed(patch) := judged(given(object.union(disclosure, patch), []))

none := {"D-1/C-1: no opt-out choice of the customer is on record for that time"}

out := denied({"D-1/C-1: the customer opted out of disclosure to third parties"})

test_a_willing_customer if chosen([flags]) == clean

test_opted_out if {
	optout_at("2026-03-05T09:00:00+08:00") == out
	optout_at("2026-03-05T09:00:01+08:00") == clean
}

test_unknown_choices if {
	empty := concat(" ", [
		"D-1/C-1: the customer's choice on disclosure to third parties",
		"is empty and counts as opted out",
	])
	chosen([object.remove(flags, ["third_party_disclosure"])]) == denied({empty})
	chosen([]) == denied(none)
	gapped("optout_flags", given(disclosure, [])) == doubted(none)
	gapped("optout_flags", given(disclosure, [flags])) == clean
}

test_a_disclosure_without_a_customer if {
	judged(given(
		object.remove(disclosure, ["customer_id"]),
		[],
	)) == denied({"D-1/: it names no customer"})
}

test_which_disclosures_are_free if {
	disclosed({"recipient_type": "bank"}) == denied(none)
	disclosed({"recipient_type": "internal_dept"}) == clean
	disclosed({"recipient_type": "customer_self"}) == clean
	disclosed({"legal_basis": "court_order"}) == clean
	disclosed({"legal_basis": "consent"}) == denied(none)
}

test_applicable if {
	applies(given(disclosure, []))
	not applies(given(object.union(disclosure, {"legal_basis": "statute"}), []))
	not applies({"disclosure_register": [], "optout_flags": []})
}

test_the_day_of_the_choice if {
	act := object.union(disclosure, {"disclosed_at": "2026-03-05"})
	closed := object.union(flags, {
		"third_party_disclosure": true,
		"effective_at": "2026-03-05T23:30:00+08:00",
	})
	judged(given(act, [flags, closed])) == doubted({concat("; ", [
		"D-1/C-1: at which hour of that day it was done is not recorded",
		"the customer opted out of disclosure to third parties",
	])})
	judged(given(act, [flags])) == clean
}
