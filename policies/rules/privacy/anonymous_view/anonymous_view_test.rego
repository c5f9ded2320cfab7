package rules.privacy.anonymous_view_test

import data.rules.privacy.anonymous_view

params := {"PRV-303-3": {"k_min": 5, "analyst_roles": ["analysts", "bi_service"]}}

results(evidence, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence, "gaps": gaps}
	found := anonymous_view with input as document
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(evidence) := results(evidence, {})

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

gapped(kind, evidence) := results(evidence, {kind: ["a file"]})

applies(evidence) := answer if {
	answer := anonymous_view.applicable
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

sites := object.union(branch, {"table_name": "sites"})

view := {
	"view_name": "crm.v_anon",
	"view_kind": "anonymous",
	"base_tables": ["crm.customer", "crm.sites", "crm.extra"],
	"columns": ["customer.branch", "customer.income"],
	"anonymised_columns": ["customer.income"],
	"smallest_group": 5,
	"_loc": {"file": "views.csv"},
}

grant := {
	"grantee": "analysts",
	"object_name": "crm.v_anon",
	"privilege": "SELECT",
	"host": "db1",
	"_loc": {"file": "grants.csv"},
}

given(views, grants) := {
	"db_views": views,
	"data_dictionary": [column, branch, sites],
	"postgres_grants": grants,
}

viewed(patch) := judged(given([object.union(view, patch)], []))

plain_view := object.remove(view, ["anonymised_columns"])

unclassed := object.remove(column, ["data_class"])

classed(patch) := judged(object.union(
	given([plain_view], []),
	{"data_dictionary": [object.union(unclassed, patch), branch]},
))

granted(patch) := judged(given([view], [object.union(grant, patch)]))

plain := {"crm.v_anon: customer.income is not anonymised"}

none := {"anonymous: there is no anonymous view for analysis"}

test_an_anonymous_view if granted({}) == clean

test_no_anonymous_view if {
	viewed({"view_kind": "standard"}) == denied(none)
	judged(given([], [])) == denied(none)
	gapped("db_views", given([], [])) == doubted(none)
	judged(object.union(given([], []), {"data_dictionary": [branch]})) == clean
}

test_columns_in_the_clear if {
	viewed({"anonymised_columns": []}) == denied(plain)
	classed({}) == denied(plain)
	classed({"data_class": "none"}) == clean
	every class in ["identity", "personal", "sensitive"] {
		classed({"data_class": class}) == denied(plain)
	}
}

test_pseudonyms if {
	viewed({"reversible_columns": ["customer.income"]}) == denied({
		"crm.v_anon: customer.income can be turned back",
	})
	viewed({"reversible_columns": ["customer.branch"]}) == clean
}

test_columns_that_the_dictionary_does_not_describe if {
	patch := {"columns": ["customer.tel"], "anonymised_columns": []}
	unlisted := {"crm.v_anon: customer.tel is not anonymised"}
	viewed(patch) == denied(unlisted)
	gapped("data_dictionary", given([object.union(view, patch)], [])) == doubted(unlisted)
	gapped(
		"data_dictionary",
		given([object.union(view, {"anonymised_columns": []})], []),
	) == denied(plain)
	viewed({"columns": ["customer.tel"], "anonymised_columns": ["customer.tel"]}) == clean
}

test_groups if {
	viewed({"smallest_group": 4}) == denied({
		"crm.v_anon: its smallest group has 4 customers, fewer than 5",
	})
	viewed({"smallest_group": 0}) == denied({
		"crm.v_anon: its smallest group has 0 customers, fewer than 5",
	})
	unknown := denied({"crm.v_anon: its smallest group is not recorded"})
	judged(given([object.remove(view, ["smallest_group"])], [])) == unknown
}

test_grants_of_analysts if {
	customers := "analysts/crm.customer/SELECT: it gives analysts a base table"
	granted({"object_name": "crm.customer"}) == denied({concat("/", ["db1", customers])})
	granted({"object_name": "crm.extra"}) == denied({
		"db1/analysts/crm.extra/SELECT: it gives analysts a base table",
	})
	granted({"object_name": "crm.sites"}) == clean
	granted({"object_name": "crm.other"}) == clean
	granted({"object_name": "crm.customer", "grantee": "etl"}) == clean
	everybody := "db1/public/crm.customer/SELECT: it gives analysts a base table"
	granted({"object_name": "crm.customer", "grantee": "public"}) == denied({everybody})
	whole := object.union(view, {"view_name": "crm.v_all", "view_kind": "personal_data"})
	row := object.union(grant, {"object_name": "crm.v_all"})
	judged(given([view, whole], [object.union(row, {"grantee": "privacy_officer"})])) == clean
	judged(given([view, whole], [row])) == denied({
		"db1/analysts/crm.v_all/SELECT: it gives analysts a view of personal data",
	})
}

test_applicable if {
	applies(given([], []))
	applies({"db_views": [view], "data_dictionary": [], "postgres_grants": []})
	not applies({"db_views": [], "data_dictionary": [branch], "postgres_grants": []})
}
