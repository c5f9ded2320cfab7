package lib.people_test

import data.lib.people

rows := [
	{
		"person": "p1",
		"role": "sales",
		"employed": true,
		"hired_at": "2020-01-01",
		"valid_until": "2025-12-31",
		"accounts": ["a1", "shared"],
	},
	{
		"person": "p1",
		"role": "auditor",
		"employed": true,
		"hired_at": "2020-01-01",
		"valid_from": "2026-01-01",
		"accounts": ["a1"],
	},
	{
		"person": "p2",
		"role": "sales",
		"employed": false,
		"hired_at": "2020-01-01",
		"left_at": "2026-02-28",
		"accounts": ["shared", "p1"],
	},
	{"person": "p3", "role": "counter", "employed": true},
]

doc := {"now": "2026-03-10T09:00:00+08:00", "evidence": {"hr_roster": rows}}

shanghai := {"timezone": "Asia/Shanghai"}

person(name) := result if result := people.person(name) with input as doc

identity(name) := result if result := people.identity(name) with input as doc

known(name) if people.known(name) with input as doc

same(a, b) if people.same(a, b) with input as doc

holds(name, role, at) if {
	people.holds(name, role, at) with input as doc with data.organisation as shanghai
}

holds_any(name, roles, at) if people.holds_any(name, roles, at) with input as doc

employed(name, now) if people.employed(name) with input as object.union(doc, {"now": now})

test_rows_of_a_person if {
	found := people.rows with input as doc
	found.p1 == {rows[0], rows[1]}
	found.p3 == {rows[3]}
}

test_a_person_stands_for_themselves if {
	person("p1") == "p1"
	person("p3") == "p3"
}

test_an_account_stands_for_its_person if {
	person("a1") == "p1"
	identity("a1") == "p1"
	known("a1")
}

test_a_shared_account_stands_for_nobody if {
	not person("shared")
	not known("shared")
	identity("shared") == "shared"
}

test_an_unknown_name_stands_for_nobody if {
	not person("x9")
	not known("x9")
	not known("")
	identity("x9") == "x9"
}

test_a_person_goes_before_an_account_of_that_name if {
	person("p1") == "p1"
	not same("p1", "p2")
}

test_same_compares_persons if {
	same("a1", "p1")
	same("p1", "p1")
	not same("a1", "p2")
	not same("shared", "p1")
}

test_same_compares_unknown_names_as_written if {
	same("x9", "x9")
	not same("x9", "x8")
}

test_nobody_is_known_without_a_roster if {
	not people.known("p1") with input as {"evidence": {}}
	people.identity("p1") == "p1" with input as {"evidence": {}}
	not people.holds("p1", "sales", "2026-03-10") with input as {"evidence": {}}
}

test_roles_are_held_from_the_first_to_the_last_day if {
	not holds("p1", "sales", "2019-12-31")
	holds("p1", "sales", "2020-01-01")
	holds("p1", "sales", "2025-12-31T23:59:59+08:00")
	not holds("p1", "sales", "2026-01-01T00:00:00+08:00")
}

test_valid_from_goes_before_hired_at if {
	not holds("p1", "auditor", "2025-12-31T23:59:59+08:00")
	holds("p1", "auditor", "2026-01-01T00:00:00+08:00")
}

test_who_has_left_holds_nothing if {
	holds("p2", "sales", "2026-02-28")
	not holds("p2", "sales", "2026-03-01")
}

test_roles_without_dates_are_always_held if {
	holds("p3", "counter", "1990-01-01")
}

test_roles_are_held_by_account_too if {
	holds("a1", "auditor", "2026-03-10")
	not holds("shared", "sales", "2025-06-01")
	not holds("x9", "sales", "2025-06-01")
}

test_other_roles_are_not_held if {
	not holds("p3", "sales", "2026-03-10")
}

test_one_of_several_roles if {
	holds_any("p1", ["counter", "auditor"], "2026-03-10")
	not holds_any("p1", ["counter", "sales"], "2026-03-10")
	not holds_any("p1", [], "2026-03-10")
}

test_employed_by_flag_and_dates if {
	employed("p1", "2026-03-10T09:00:00+08:00")
	employed("a1", "2026-03-10T09:00:00+08:00")
	not employed("p1", "2019-12-31T09:00:00+08:00")
	not employed("p2", "2026-02-01T09:00:00+08:00")
	employed("p3", "2026-03-10T09:00:00+08:00")
	not employed("x9", "2026-03-10T09:00:00+08:00")
}

test_employed_no_longer if {
	left := {"evidence": {"hr_roster": [object.union(rows[3], {"left_at": "2026-03-09"})]}}
	not people.employed("p3") with input as object.union(left, {"now": "2026-03-10T00:00:00Z"})
	people.employed("p3") with input as object.union(left, {"now": "2026-03-09T23:59:59Z"})
}

in_service(now) := found if found := people.in_service with input as object.union(doc, {"now": now})

test_posts_held_now if {
	in_service("2026-03-10T09:00:00+08:00") == {1, 3}
	in_service("2025-06-01T09:00:00+08:00") == {0, 3}
}

test_the_beginning_of_a_post if {
	people.begin({"valid_from": "2026-01-01", "hired_at": "2020-01-01"}) == "2026-01-01"
	people.begin({"hired_at": "2020-01-01"}) == "2020-01-01"
	not people.begin({})
}
