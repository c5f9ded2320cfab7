package rules.privacy.optout_view_test

import data.rules.privacy.optout_view

params := {"PRV-303-4": {"required_purposes": ["direct_marketing"]}}

results(evidence, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence, "gaps": gaps}
	found := optout_view with input as document
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(evidence) := results(evidence, {})

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

gapped(kind, evidence) := results(evidence, {kind: ["a file"]})

applies(evidence) := answer if {
	answer := optout_view.applicable
		with input as {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence}
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

view := {
	"view_name": "crm.v_marketing",
	"view_kind": "opt_out",
	"purpose": "direct_marketing",
	"columns": [],
	"excludes_opted_out": true,
	"opted_out_rows": 0,
	"_loc": {"file": "views.csv"},
}

flags := {"customer_id": "C-1", "_loc": {"file": "optouts.csv"}}

given(views) := {"db_views": views, "optout_flags": [flags]}

changed(patch) := judged(given([object.union(view, patch)]))

without(field) := judged(given([object.remove(view, [field])]))

none := {"opt_out/direct_marketing: no opt-out view serves this purpose"}

test_an_optout_view if changed({}) == clean

test_no_view_for_the_purpose if {
	changed({"view_kind": "anonymous"}) == denied(none)
	changed({"purpose": "third_party_disclosure"}) == denied(none)
	without("purpose") == denied(none)
	judged(given([])) == denied(none)
	gapped("db_views", given([])) == doubted(none)
}

test_rows_that_stay if {
	kept := denied({"crm.v_marketing: it does not drop the rows of customers who opted out"})
	changed({"excludes_opted_out": false}) == kept
	without("excludes_opted_out") == kept
	changed({"opted_out_rows": 1}) == denied({
		"crm.v_marketing: 1 of its rows belong to customers who opted out",
	})
	without("opted_out_rows") == denied({
		"crm.v_marketing: its rows of customers who opted out were not counted",
	})
}

test_views_for_other_purposes if {
	other := object.union(view, {"view_name": "crm.v_x", "purpose": "research", "opted_out_rows": 9})
	judged(given([view, other])) == clean
	standard := object.union(
		view,
		{"view_name": "crm.v_y", "view_kind": "standard", "opted_out_rows": 9},
	)
	judged(given([view, standard])) == clean
}

test_applicable if {
	applies(given([]))
	applies({"db_views": [view], "optout_flags": []})
	not applies({"db_views": [], "optout_flags": []})
}
