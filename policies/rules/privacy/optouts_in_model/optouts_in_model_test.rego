package rules.privacy.optouts_in_model_test

import data.rules.privacy.optouts_in_model

params := {
	"PRV-302": {
		"required_optouts": [
			"direct_marketing",
			"third_party_disclosure",
			"automated_decision",
			"sensitive_data_use",
		],
		"null_means": "opted_out",
	},
}

results(evidence, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence, "gaps": gaps}
	found := optouts_in_model with input as document
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(evidence) := results(evidence, {})

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

gapped(kind, evidence) := results(evidence, {kind: ["a file"]})

columns := [column |
	some optout in [
		"direct_marketing",
		"third_party_disclosure",
		"automated_decision",
		"sensitive_data_use",
	]
	column := {
		"schema_name": "crm",
		"table_name": "optouts",
		"column_name": optout,
		"optout": optout,
		"_loc": {"file": "dictionary.csv"},
	}
]

flags := {
	"customer_id": "C-1",
	"direct_marketing": false,
	"third_party_disclosure": true,
	"automated_decision": false,
	"sensitive_data_use": true,
	"effective_at": "2026-03-01",
	"_loc": {"file": "optouts.csv"},
}

customer := {"system_id": "crm", "customer_id": "C-1", "active": true, "_loc": {"file": "crm.csv"}}

given(dictionary, choices, customers) := {
	"data_dictionary": dictionary,
	"optout_flags": choices,
	"crm_records": customers,
}

chosen(choices) := judged(given(columns, choices, [customer]))

of_customer(patch) := judged(given(columns, [], [object.union(customer, patch)]))

absent := {"crm/C-1: no opt-out choices are on record and count as opted_out"}

unmodelled := {
	"data_dictionary/sensitive_data_use: the data model holds no column for this opt-out",
}

test_all_four if chosen([flags]) == clean

test_the_model if {
	three := array.slice(columns, 0, 3)
	judged(given(three, [flags], [customer])) == denied(unmodelled)
	gapped("data_dictionary", given(three, [flags], [customer])) == doubted(unmodelled)
	gapped("optout_flags", given(three, [flags], [customer])) == denied(unmodelled)
	count(judged(given([], [flags], [])).deny) == 4
}

test_empty_choices if {
	empty := denied({"crm/C-1: the choice on automated decisions is empty and counts as opted_out"})
	chosen([object.remove(flags, ["automated_decision"])]) == empty
	old := object.remove(object.union(flags, {"effective_at": "2026-02-01"}), ["automated_decision"])
	chosen([old, flags]) == clean
}

test_absent_choices if {
	chosen([]) == denied(absent)
	chosen([object.union(flags, {"customer_id": "C-2"})]) == denied(absent)
	chosen([object.union(flags, {"effective_at": "2026-03-11"})]) == denied(absent)
	undated := object.remove(flags, ["effective_at"])
	chosen([flags, undated]) == denied({"crm/C-1: a choice has no time of effect"})
	gapped("optout_flags", given(columns, [], [customer])) == doubted(absent)
	half := object.remove(flags, ["automated_decision"])
	count(gapped("optout_flags", given(columns, [half], [customer])).deny) == 1
}

test_customers if {
	of_customer({"active": false}) == clean
	judged(given(columns, [], [object.remove(customer, ["active"])])) == denied(absent)
	judged(given(columns, [], [])) == clean
	judged(given(
		columns,
		[],
		[customer, object.union(customer, {"system_id": "core"})],
	)) == denied(absent)
}
