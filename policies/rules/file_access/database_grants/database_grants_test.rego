package rules.file_access.database_grants_test

import data.rules.file_access.database_grants

params := {"CIC-017d": {
	"allowed_roles": ["crm_app", "privacy_officer"],
	"allowed_superusers": ["postgres"],
}}

grant := {
	"host": "db1",
	"grantee": "crm_app",
	"object_name": "crm.customer",
	"privilege": "SELECT",
	"_loc": {"file": "grants.csv", "line": 2},
}

column := {
	"schema_name": "crm",
	"table_name": "customer",
	"column_name": "name",
	"data_class": "personal",
}

role(name, patch) := object.union(
	{
		"host": "db1",
		"role": name,
		"login": true,
		"superuser": false,
		"bypassrls": false,
		"_loc": {"file": "roles.csv", "line": 3},
	},
	patch,
)

app := role("crm_app", {})

given(grants, roles, columns) := {
	"now": "2026-03-10T09:00:00+08:00",
	"evidence": {
		"postgres_grants": grants,
		"postgres_roles": roles,
		"data_dictionary": columns,
	},
}

results(document) := {
	"deny": {finding.msg | some finding in found.deny},
	"applicable": found.applicable,
} if {
	found := database_grants with input as document
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "applicable": true}

absent := object.union(clean, {"applicable": false})

fails(messages) := object.union(clean, {"deny": messages})

granted(patch) := results(given([object.union(grant, patch)], [app], [column]))

of_class(class) := results(given(
	[object.union(grant, {"grantee": "bi"})],
	[app],
	[object.union(column, {"data_class": class})],
))

# The messages when these roles stand beside a grant to `grantee`.
with_roles(grantee, roles) := results(given(
	[object.union(grant, {"grantee": grantee})],
	roles,
	[column],
))

strange := "db1/bi/crm.customer/SELECT: bi is no approved role"

test_approved_roles if {
	granted({}) == clean
	granted({"grantee": "privacy_officer"}) == clean
}

test_other_roles if {
	granted({"grantee": "bi"}) == fails({strange})
	upper_case := "db1/CRM_APP/crm.customer/SELECT: CRM_APP is no approved role"
	granted({"grantee": "CRM_APP"}) == fails({upper_case})
}

test_public if {
	message := "db1/%s/crm.customer/SELECT: it is granted to PUBLIC"
	granted({"grantee": "PUBLIC"}) == fails({sprintf(message, ["PUBLIC"])})
	granted({"grantee": "public"}) == fails({sprintf(message, ["public"])})
}

test_public_is_never_approved if {
	document := given([object.union(grant, {"grantee": "PUBLIC"})], [app], [column])
	found := database_grants.deny with input as document
		with data.params as {"CIC-017d": {"allowed_roles": ["PUBLIC"], "allowed_superusers": []}}
	count(found) == 1
}

test_classes_of_columns if {
	of_class("identity") == fails({strange})
	of_class("personal") == fails({strange})
	of_class("sensitive") == fails({strange})
	of_class("none") == clean
	of_class("credential") == clean
	unclassed := object.remove(column, ["data_class"])
	results(given([object.union(grant, {"grantee": "bi"})], [app], [unclassed])) == fails({strange})
}

test_one_column_of_many_suffices if {
	plain := object.union(column, {"column_name": "id", "data_class": "none"})
	grants := [object.union(grant, {"grantee": "bi"})]
	results(given(grants, [app], [plain, column])) == fails({strange})
}

test_other_tables if {
	granted({"grantee": "bi", "object_name": "crm.branch"}) == clean
	granted({"grantee": "bi", "object_name": "hr.customer"}) == clean
}

test_approved_superusers_own_tables if {
	with_roles("postgres", [role("postgres", {"superuser": true})]) == clean
	owned := fails({"db1/postgres/crm.customer/SELECT: postgres is no approved role"})
	with_roles("postgres", [role("postgres", {})]) == owned
	with_roles("postgres", [role("postgres", {"superuser": true, "host": "db2"})]) == owned
	root := role("root", {"superuser": true, "login": false})
	with_roles("root", [root]) == fails({"db1/root/crm.customer/SELECT: root is no approved role"})
}

test_superusers if {
	with_roles("crm_app", [role("root", {"superuser": true})]) == fails({
		"db1/root: it has the attribute superuser without approval",
	})
	with_roles("crm_app", [role("root", {"bypassrls": true})]) == fails({
		"db1/root: it has the attribute bypassrls without approval",
	})
	mighty := role("crm_app", {"superuser": true, "bypassrls": true})
	with_roles("crm_app", [mighty]) == fails({concat("", [
		"db1/crm_app: it has the attribute bypassrls without approval; ",
		"it has the attribute superuser without approval",
	])})
	with_roles("crm_app", [role("root", {"superuser": true, "login": false})]) == clean
	with_roles("crm_app", [role("root", {"superuser": false})]) == clean
	with_roles("crm_app", [role("postgres", {"superuser": true, "bypassrls": true})]) == clean
}

member(name, parents) := role(name, {"member_of": parents})

through(name, parent) := sprintf(
	"db1/%s: it has customer tables through %s, which is no approved role",
	[name, parent],
)

test_members_of_strange_grantees if {
	with_roles("bi", [member("amy", ["bi"])]) == fails({strange, through("amy", "bi")})
	group := member("team", ["bi"])
	with_roles("bi", [member("amy", ["team"]), group]) == fails({
		strange,
		through("team", "bi"),
		through("amy", "bi"),
	})
	with_roles("bi", [member("crm_app", ["bi"])]) == fails({strange})
	with_roles("bi", [object.union(member("amy", ["bi"]), {"host": "db2"})]) == fails({strange})
	with_roles("bi", [member("amy", ["other"])]) == fails({strange})
}

test_members_of_approved_roles if {
	with_roles("crm_app", [member("amy", ["crm_app"])]) == clean
	with_roles("postgres", [
		role("postgres", {"superuser": true}),
		member("amy", ["crm_app"]),
	]) == clean
}

test_members_in_a_circle if {
	circle := [member("amy", ["ben"]), member("ben", ["amy"])]
	with_roles("crm_app", circle) == clean
}

until(day) := role("amy", {"member_of": ["crm_app"], "valid_until": day})

expired(day) := fails({sprintf(
	"db1/amy: it expired on %s and is still a member of crm_app",
	[day],
)})

test_expired_members if {
	with_roles("crm_app", [until("2026-03-09")]) == expired("2026-03-09")
	with_roles("crm_app", [until("2026-03-10")]) == clean
	with_roles("crm_app", [until("2026-03-10T09:00:00+08:00")]) == clean
	past := "2026-03-10T08:59:59+08:00"
	with_roles("crm_app", [until(past)]) == expired(past)
}

test_expired_members_through_others if {
	amy := role("amy", {"member_of": ["team"], "valid_until": "2026-03-09"})
	team := role("team", {"member_of": ["crm_app"], "login": false})
	with_roles("crm_app", [amy, team]) == expired("2026-03-09")
	with_roles("crm_app", [amy]) == clean
	with_roles("crm_app", [amy, object.union(team, {"host": "db2"})]) == clean
}

test_expired_roles_that_do_not_count if {
	with_roles("crm_app", [object.union(until("2026-03-09"), {"login": false})]) == clean
	with_roles("crm_app", [object.union(until("2026-03-09"), {"role": "privacy_officer"})]) == clean
	with_roles("crm_app", [object.union(until("2026-03-09"), {"member_of": []})]) == clean
}

test_attributes_not_recorded if {
	unsaid("amy", ["superuser"]) == {"db1/amy: whether it has the attribute superuser is not recorded"}
	unsaid("amy", ["bypassrls"]) == {"db1/amy: whether it has the attribute bypassrls is not recorded"}
	unsaid("amy", []) == set()
	unsaid("postgres", ["superuser"]) == set()
}

test_roles_that_cannot_log_in_need_no_attributes if {
	team := object.remove(role("team", {"login": false}), ["superuser"])
	unjudged([team]) == set()
}

unsaid(name, fields) := unjudged([object.remove(role(name, {}), fields)])

unjudged(roles) := {finding.msg | some finding in found} if {
	found := database_grants.unknown with input as given([grant], roles, [column])
		with data.params as params
}

test_rows_without_a_host if {
	bare := object.remove(object.union(grant, {"grantee": "bi"}), ["host"])
	amy := object.remove(member("amy", ["bi"]), ["host"])
	results(given([bare], [amy], [column])) == fails({
		"/bi/crm.customer/SELECT: bi is no approved role",
		"/amy: it has customer tables through bi, which is no approved role",
	})
}

test_applicable if {
	results(given([], [], [])) == absent
	results(given([object.union(grant, {"object_name": "crm.branch"})], [], [column])) == absent
	results(given([], [role("team", {"login": false})], [])) == absent
	results(given([], [app], [])) == clean
	results(given([grant], [], [column])) == clean
}
