package lib.db_roles_test

import data.lib.db_roles

role(name, login, member_of) := {
	"host": "db1",
	"role": name,
	"login": login,
	"member_of": member_of,
}

rows := [
	role("readers", false, []),
	role("u1", true, ["readers"]),
	role("seniors", false, ["readers"]),
	role("u2", true, ["seniors"]),
	object.union(role("u3", true, ["readers"]), {"host": "db2"}),
	{"role": "u4", "login": true},
]

carriers(host, name) := {rows[i].role | some i in found} if {
	found := db_roles.carriers(host, name) with input as {"evidence": {"postgres_roles": rows}}
}

test_a_login_stands_for_itself if {
	carriers("db1", "u1") == {"u1"}
	carriers("", "u4") == {"u4"}
}

test_members_through_others if {
	carriers("db1", "readers") == {"u1", "u2"}
	carriers("db1", "seniors") == {"u2"}
}

test_roles_of_other_hosts if {
	carriers("db2", "readers") == {"u3"}
	carriers("db2", "u1") == set()
}

test_nobody if {
	carriers("db1", "none") == set()
	found := db_roles.carriers("db1", "readers") with input as {"evidence": {"postgres_roles": [
		role("readers", false, []),
		role("circle", false, ["circle", "readers"]),
	]}}
	found == set()
}

test_bearer if {
	db_roles.bearer({"role": "u1", "person": "p1"}) == "p1"
	db_roles.bearer({"role": "u1"}) == "u1"
}
