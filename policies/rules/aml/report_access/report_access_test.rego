package rules.aml.report_access_test

import data.rules.aml.report_access

params := {"AML-008a": {
	"report_objects": ["aml_alerts", "str_reports"],
	"allowed_groups": ["aml_post"],
	"exception_purpose": "aml_administration",
}}

now := "2026-03-10T09:00:00+08:00"

loc := {"file": "x.csv", "line": 2}

# p1 holds the post, p2 administers, p3 is anybody.
roster := [
	{"person": "p1", "accounts": ["u1"]},
	{"person": "p2", "accounts": ["u2"]},
	{"person": "p3", "accounts": ["u3"]},
]

post := {"duty": "aml_post", "person": "p1", "valid_from": "2026-01-01"}

exception := {
	"account": "u2",
	"object_id": "str_reports",
	"purpose": "aml_administration",
	"granted_at": "2026-03-01",
	"expires_at": "2026-03-31",
}

path := {
	"host": "h1",
	"path": "/aml",
	"content": "aml_reports",
	"owner": "root",
	"entries": [],
	"_loc": loc,
}

grant := {
	"host": "db1",
	"grantee": "aml_post",
	"object_name": "aml.str_reports",
	"privilege": "SELECT",
	"_loc": loc,
}

reading := {"event_id": "E1", "actor": "u1", "at": now, "object_id": "str_reports", "_loc": loc}

role(name, login, patch) := object.union({"host": "db1", "role": name, "login": login}, patch)

roles := [
	role("aml_post", false, {}),
	role("u1", true, {"member_of": ["aml_post"]}),
	role("batch", true, {}),
	role("readers", false, {}),
	role("db3", true, {"member_of": ["readers"], "person": "p3"}),
	role("none", false, {}),
]

base := {
	"file_acl": [],
	"postgres_grants": [],
	"access_log": [],
	"appointments": [post],
	"access_grants": [exception],
	"hr_roster": roster,
	"postgres_roles": roles,
}

results(patch, gaps) := answer if {
	found := report_access with input as {
		"now": now,
		"gaps": {kind: [{"target": "t", "reason": "denied"}] | some kind in gaps},
		"evidence": object.union(base, patch),
	}
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
	answer := {
		"deny": {finding.msg | some finding in found.deny},
		"unknown": {finding.msg | some finding in found.unknown},
		"review": {finding.msg | some finding in found.review},
		"applicable": found.applicable,
	}
}

clean := {"deny": set(), "unknown": set(), "review": set(), "applicable": true}

denied(message) := object.union(clean, {"deny": {message}})

doubted(message) := object.union(clean, {"unknown": {message}})

entered(entry) := results({"file_acl": [object.union(path, {"entries": [entry]})]}, [])

granted(grantee, gaps) := results(
	{"postgres_grants": [object.union(grant, {"grantee": grantee})]},
	gaps,
)

opened(patch, gaps) := results({"access_log": [object.union(reading, patch)]}, gaps)

test_nothing_concerns_reports if {
	results({}, []) == object.union(clean, {"applicable": false})
	other := {
		"file_acl": [
			object.union(path, {"content": "other", "owner": "u3", "entries": [{"principal": "u3"}]}),
		],
		"postgres_grants": [object.union(grant, {"object_name": "crm.customer", "grantee": "u3"})],
		"access_log": [object.union(reading, {"object_id": "F-1", "actor": "u3"})],
	}
	results(other, []) == object.union(clean, {"applicable": false})
}

test_paths_of_nobody_else if {
	results({"file_acl": [path]}, []) == clean
	results(
		{
			"file_acl": [object.remove(path, ["entries"])],
		},
		[],
	) == doubted("h1//aml: its access rights were not collected")
}

test_owners if {
	results({"file_acl": [object.union(path, {"owner": "u1"})]}, []) == clean
	results(
		{
			"file_acl": [object.union(path, {"owner": "u3"})],
		},
		[],
	) == denied("h1//aml: u3 holds no AML post")
}

test_entries_of_persons if {
	entered({"type": "user", "principal": "u1"}) == clean
	entered({"type": "user", "principal": "u3"}) == denied("h1//aml: u3 holds no AML post")
	entered({"type": "user", "principal": "u9"}) == denied("h1//aml: u9 is nobody of the roster")
	entered({"principal": "u1"}) == clean
	entered({"principal": "u3"}) == denied("h1//aml: u3 holds no AML post")
}

test_entries_of_groups if {
	entered({"type": "group", "principal": "aml_post"}) == clean
	entered({"principal": "aml_post"}) == clean
	entered({
		"type": "group",
		"principal": "u1",
	}) == denied("h1//aml: it is open to u1, whose members are not known")
	entered({"type": "other"}) == denied("h1//aml: it is open to other, whose members are not known")
	entered({
		"principal": "Everyone",
	}) == denied("h1//aml: it is open to Everyone, whose members are not known")
}

test_an_allowed_group_is_no_person if {
	entered({
		"type": "user",
		"principal": "aml_post",
	}) == denied("h1//aml: aml_post is nobody of the roster")
}

test_grants if {
	granted("aml_post", []) == clean
	granted("u1", []) == clean
	granted("none", []) == denied(concat(" ", [
		"db1/none/aml.str_reports/SELECT: it is open to none, whose members are",
		"not known",
	]))
	granted("db3", []) == denied("db1/db3/aml.str_reports/SELECT: p3 holds no AML post")
	granted("readers", []) == denied("db1/readers/aml.str_reports/SELECT: p3 holds no AML post")
	granted("batch", []) == denied("db1/batch/aml.str_reports/SELECT: batch is nobody of the roster")
}

test_members_of_an_allowed_group_are_judged if {
	more := array.concat(roles, [role("u3", true, {"member_of": ["aml_post"]})])
	results(
		{
			"postgres_grants": [grant],
			"postgres_roles": more,
		},
		[],
	) == denied("db1/aml_post/aml.str_reports/SELECT: u3 holds no AML post")
}

test_an_allowed_group_may_be_unresolved if {
	results({"postgres_grants": [grant], "postgres_roles": []}, []) == clean
	login := [role("aml_post", true, {})]
	results({"postgres_grants": [grant], "postgres_roles": login}, []) == clean
}

test_grants_without_a_host if {
	row := object.remove(grant, ["host"])
	results(
		{
			"postgres_grants": [row],
			"postgres_roles": [{"role": "aml_post", "login": true, "person": "p3"}],
		},
		[],
	) == denied("/aml_post/aml.str_reports/SELECT: p3 holds no AML post")
}

test_grants_to_everybody if {
	fault := "it is open to public, whose members are not known"
	granted("public", []) == denied(concat("", ["db1/public/aml.str_reports/SELECT: ", fault]))
	granted("public", ["postgres_roles"]) == granted("public", [])
}

test_names_of_tables if {
	every name in ["str_reports", "aml.str_reports", "db.aml.str_reports"] {
		row := object.union(grant, {"object_name": name, "grantee": "db3"})
		found := results({"postgres_grants": [row]}, [])
		count(found.deny) == 1
	}
	row := object.union(grant, {"object_name": "aml.old_str_reports", "grantee": "db3"})
	results({"postgres_grants": [row]}, []).deny == set()
}

test_readings if {
	opened({}, []) == clean
	opened({"at": "2026-01-01"}, []) == clean
	opened({"at": "2025-12-31"}, []) == denied("E1: u1 holds no AML post")
	opened({"actor": "u3"}, []) == denied("E1: u3 holds no AML post")
	opened({"actor": "u9"}, []) == denied("E1: u9 is nobody of the roster")
	opened({"actor": "u3", "object_id": "aml.str_reports"}, []) == denied("E1: u3 holds no AML post")
}

administered := object.union(clean, {"review": {"E1: u2 opened it as an administrator"}})

refused := denied("E1: u2 holds no AML post")

excepted(patch) := results(
	{
		"access_log": [object.union(reading, {"actor": "u2"})],
		"access_grants": [object.union(exception, patch)],
	},
	[],
)

test_administrators if {
	excepted({}) == administered
	excepted({"account": "u9", "person": "p2"}) == administered
	excepted({"object_id": "aml.str_reports"}) == administered
	excepted({"expires_at": now}) == refused
	excepted({"granted_at": "2026-03-11"}) == refused
	excepted({"revoked_at": "2026-03-10"}) == administered
	excepted({"revoked_at": now}) == refused
	excepted({"purpose": "analysis"}) == refused
	excepted({"object_id": "aml_alerts"}) == refused
	excepted({"account": "u3"}) == refused
}

test_a_grant_without_an_end_is_open if {
	rows := [object.remove(exception, ["expires_at"])]
	results(
		{
			"access_log": [object.union(reading, {"actor": "u2"})],
			"access_grants": rows,
		},
		[],
	) == administered
}

test_holders_of_the_post_need_no_exception if {
	rows := [object.union(exception, {"account": "u1"})]
	results({"access_log": [reading], "access_grants": rows}, []) == clean
}

test_exceptions_of_nobody if {
	rows := [object.union(exception, {"account": "u9"})]
	results(
		{
			"access_log": [object.union(reading, {"actor": "u9"})],
			"access_grants": rows,
		},
		[],
	) == denied("E1: u9 is nobody of the roster")
}

test_administrators_may_have_the_right if {
	rows := [object.union(exception, {"object_id": "/aml"})]
	files := [object.union(path, {"entries": [{"type": "user", "principal": "u2"}]})]
	results({"file_acl": files, "access_grants": rows}, []) == clean
	results({"file_acl": files}, []) == denied("h1//aml: u2 holds no AML post")
	grants := [object.union(grant, {"grantee": "u2"})]
	logins := [role("u2", true, {})]
	results({"postgres_grants": grants, "postgres_roles": logins}, []) == clean
}

test_gaps_leave_doubts if {
	every kind in ["appointments", "access_grants"] {
		opened({"actor": "u3"}, [kind]) == doubted("E1: u3 holds no AML post")
	}
}

test_gaps_of_roster_and_roles_leave_doubts if {
	opened({"actor": "u9"}, ["hr_roster"]) == doubted("E1: u9 is nobody of the roster")
	message := "db1/none/aml.str_reports/SELECT: it is open to none, whose members are not known"
	granted("none", ["postgres_roles"]) == doubted(message)
}

test_gaps_elsewhere_change_nothing if {
	opened({"actor": "u9"}, ["appointments"]) == opened({"actor": "u9"}, [])
	opened({"actor": "u3"}, ["hr_roster"]) == opened({"actor": "u3"}, [])
}
