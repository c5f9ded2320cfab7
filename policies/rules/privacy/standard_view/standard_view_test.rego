package rules.privacy.standard_view_test

import data.rules.privacy.standard_view

params := {"PRV-303-1": {"daily_roles": ["app_users", "service_desk", "analysts_daily"]}}

results(evidence, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence, "gaps": gaps}
	found := standard_view with input as document
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(evidence) := results(evidence, {})

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

gapped(kind, evidence) := results(evidence, {kind: ["a file"]})

applies(evidence) := answer if {
	answer := standard_view.applicable
		with input as {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence}
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

column := {
	"schema_name": "crm",
	"table_name": "customer",
	"column_name": "income",
	"data_class": "personal",
	"_loc": {"file": "dictionary.csv"},
}

branch := object.union(column, {"column_name": "branch", "data_class": "none"})

view := {
	"view_name": "crm.v_daily",
	"view_kind": "standard",
	"base_tables": ["crm.customer"],
	"columns": ["customer.branch"],
	"_loc": {"file": "views.csv"},
}

grant := {
	"grantee": "service_desk",
	"object_name": "crm.v_daily",
	"privilege": "SELECT",
	"host": "db1",
	"_loc": {"file": "grants.csv"},
}

given(views, grants, roles) := {
	"db_views": views,
	"data_dictionary": [column, branch],
	"postgres_grants": grants,
	"postgres_roles": roles,
}

viewed(patch) := judged(given([object.union(view, patch)], [], []))

granted(patch) := judged(given([view], [object.union(grant, patch)], []))

role(name, parents) := {
	"role": name,
	"host": "db1",
	"member_of": parents,
	"_loc": {"file": "roles.csv"},
}

# A grant on the base table to a role, given these roles.
base(grantee, roles) := judged(given(
	[view],
	[object.union(grant, {"grantee": grantee, "object_name": "crm.customer"})],
	roles,
))

reaches(grantee) := denied({concat("", [
	"db1/",
	grantee,
	"/crm.customer/SELECT: it gives daily users a base customer table",
])})

unviewed := {"crm.customer: the customer table has no standard view"}

test_daily_users_on_the_standard_view if {
	granted({}) == clean
	granted({"object_kind": "view"}) == clean
	viewed({"base_tables": ["customer"]}) == clean
	viewed({"columns": []}) == clean
}

test_tables_without_a_standard_view if {
	viewed({"view_kind": "anonymous"}) == denied(unviewed)
	viewed({"base_tables": ["hr.customer"]}) == denied(unviewed)
	judged(given([], [], [])) == denied(unviewed)
	gapped("db_views", given([], [], [])) == doubted(unviewed)
	unpersonal := object.union(given([], [], []), {"data_dictionary": [branch]})
	judged(unpersonal) == clean
}

test_columns_of_a_standard_view if {
	viewed({"columns": ["customer.income"]}) == denied({
		"crm.v_daily: it shows customer.income, which is personal",
	})
	patch := {"columns": ["customer.tel"]}
	unclassed := {"crm.v_daily: it shows customer.tel, which has no class in the data dictionary"}
	viewed(patch) == denied(unclassed)
	gapped("data_dictionary", given([object.union(view, patch)], [], [])) == doubted(unclassed)
	tel := object.remove(object.union(column, {"column_name": "tel"}), ["data_class"])
	judged(object.union(
		given([object.union(view, patch)], [], []),
		{"data_dictionary": [column, tel]},
	)) == denied(unclassed)
	faith := object.union(column, {"column_name": "tel", "data_class": "sensitive"})
	judged(object.union(
		given([object.union(view, patch)], [], []),
		{"data_dictionary": [column, faith]},
	)) == denied({"crm.v_daily: it shows customer.tel, which is sensitive"})
	name := object.union(column, {"column_name": "tel", "data_class": "identity"})
	judged(object.union(
		given([object.union(view, patch)], [], []),
		{"data_dictionary": [column, name]},
	)) == clean
	judged(given(
		[view, object.union(view, {"view_kind": "opt_out", "columns": ["customer.income"]})],
		[],
		[],
	)) == clean
}

test_grants_on_base_tables if {
	base("service_desk", []) == reaches("service_desk")
	base("privacy_officer", []) == clean
	base("PUBLIC", []) == reaches("PUBLIC")
	base("u1", [role("u1", ["team"]), role("team", ["service_desk"])]) == reaches("u1")
	base("u1", [role("u1", ["team"]), role("team", ["other"])]) == clean
	base("u1", [role("u1", ["service_desk"])]) == reaches("u1")
	base("staff", [role("service_desk", ["staff"])]) == reaches("staff")
	base("staff", [role("u1", ["service_desk", "staff"])]) == clean
	base("u1", [object.union(role("u1", ["service_desk"]), {"host": "db2"})]) == clean
}

test_grants_on_other_views if {
	whole := object.union(view, {"view_name": "crm.v_all", "view_kind": "personal_data"})
	row := object.union(grant, {"object_name": "crm.v_all"})
	on_all := "db1/service_desk/crm.v_all/SELECT: it gives daily users a view"
	other := concat(" ", [on_all, "of the kind personal_data"])
	judged(given([view, whole], [row], [])) == denied({other})
	judged(given([view, whole], [object.union(row, {"grantee": "privacy_officer"})], [])) == clean
	unknown := concat(" ", [on_all, "whose kind is not on record"])
	judged(given([view], [object.union(row, {"object_kind": "view"})], [])) == doubted({unknown})
	judged(given(
		[view],
		[object.union(row, {"object_kind": "view", "data_class": "none"})],
		[],
	)) == clean
	judged(given([view], [object.union(row, {"object_kind": "table"})], [])) == clean
}

test_an_empty_dictionary if {
	blind := object.union(given([view], [grant], []), {"data_dictionary": []})
	unclassed := "crm.v_daily: it shows customer.branch, which has no class in the data dictionary"
	judged(blind) == {"deny": {unclassed}, "unknown": {concat("", [
		"data_dictionary: no table is described, ",
		"so that customer tables are not known",
	])}}
	applies(blind)
}

test_applicable if {
	applies(given([], [], []))
	not applies(object.union(given([view], [], []), {"data_dictionary": [branch]}))
}
