package rules.copying.unapproved_copy_test

import data.rules.copying.unapproved_copy

params := {"CIC-023-1a": {"approver_roles": [
	"general_manager",
	"customer_information_supervisor",
]}}

copy := {
	"copy_id": "CP-1",
	"file_id": "F-1",
	"copies": 2,
	"copies_approved": 2,
	"requested_by": "u9",
	"approved_by": "u1",
	"approved_at": "2026-03-02T09:00:00+08:00",
	"made_at": "2026-03-02T10:00:00+08:00",
	"_loc": {"file": "copies.csv", "line": 2},
}

roster := [
	{
		"person": "u1",
		"role": "general_manager",
		"accounts": ["boss"],
		"valid_from": "2026-01-01",
		"valid_until": "2026-06-30",
	},
	{"person": "u2", "role": "customer_information_supervisor"},
	{"person": "u3", "role": "customer_service_manager"},
	{"person": "u9", "role": "counter", "accounts": ["clerk"]},
]

evidence(row) := {"evidence": {"copy_register": [row], "hr_roster": roster}}

# The same input where a part of the roster could not be read.
half_read(row) := object.union(evidence(row), {"gaps": {"hr_roster": [{"reason": "denied"}]}})

found(given) := {finding.msg | some finding in results} if {
	results := unapproved_copy.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

doubts(given) := {finding.msg | some finding in results} if {
	results := unapproved_copy.unknown with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

messages(row) := found(evidence(row))

changed(patch) := messages(object.union(copy, patch))

without(fields) := messages(object.remove(copy, fields))

test_approved_copy if {
	messages(copy) == set()
	doubts(evidence(copy)) == set()
}

test_either_role_suffices if {
	changed({"approved_by": "u2"}) == set()
}

test_approver_by_account if {
	changed({"approved_by": "boss"}) == set()
}

test_wrong_role if {
	changed({"approved_by": "u3"}) == {concat("", [
		"CP-1: the approval was given by u3, who did not hold the role ",
		"general_manager or customer_information_supervisor then",
	])}
}

test_role_not_held_that_day if {
	changed({"approved_at": "2026-06-30", "made_at": "2026-07-01"}) == set()
	count(changed({"approved_at": "2026-07-01", "made_at": "2026-07-02"})) == 1
	count(changed({"approved_at": "2025-12-31", "made_at": "2026-07-02"})) == 1
}

test_not_approved if {
	without(["approved_by"]) == {"CP-1: the approval is missing"}
	without(["approved_by", "approved_at"]) == {"CP-1: the approval is missing"}
}

test_no_approval_time if {
	without(["approved_at"]) == {"CP-1: the approval has no time"}
}

test_approved_after_the_act if {
	changed({"approved_at": "2026-03-02T10:00:01+08:00"}) == {"CP-1: the approval came after the act"}
}

test_approved_at_the_very_moment if {
	changed({"approved_at": "2026-03-02T10:00:00+08:00"}) == set()
}

test_plain_dates if {
	changed({"approved_at": "2026-03-02", "made_at": "2026-03-02"}) == set()
	count(changed({"approved_at": "2026-03-02"})) == 1
}

test_self_approval if {
	changed({"requested_by": "u1"}) == {"CP-1: u1 approved a copy asked for by themselves"}
	changed({"requested_by": "boss"}) == {"CP-1: u1 approved a copy asked for by themselves"}
}

test_requester_by_account if {
	changed({"requested_by": "clerk"}) == set()
}

test_nobody_asked if {
	message := "CP-1: who asked for the copy is not recorded or not in the roster"
	without(["requested_by"]) == {message}
	changed({"requested_by": "u404"}) == {message}
	doubts(evidence(object.remove(copy, ["requested_by"]))) == set()
}

test_copies_beyond_the_approval if {
	changed({"copies": 3}) == {"CP-1: copies made: 3, approved: 2"}
	changed({"copies": 1}) == set()
}

test_unknown_number_of_copies if {
	without(["copies"]) == {"CP-1: copies made: unknown, approved: 2"}
	without(["copies_approved"]) == {"CP-1: copies made: 2, approved: unknown"}
	without(["copies", "copies_approved"]) == {"CP-1: copies made: unknown, approved: unknown"}
}

test_all_faults_are_one_finding if {
	changed({"copies": 3, "requested_by": "u1"}) == {concat("", [
		"CP-1: copies made: 3, approved: 2; ",
		"u1 approved a copy asked for by themselves",
	])}
}

test_role_that_an_unread_roster_may_prove if {
	given := half_read(object.union(copy, {"approved_by": "u3", "copies": 3}))
	found(given) == {"CP-1: copies made: 3, approved: 2"}
	doubts(given) == {concat("", [
		"CP-1: the approval was given by u3, who did not hold the role ",
		"general_manager or customer_information_supervisor then",
	])}
}

test_requester_whom_an_unread_roster_may_know if {
	given := half_read(object.union(copy, {"requested_by": "u404"}))
	found(given) == set()
	doubts(given) == {"CP-1: who asked for the copy is not recorded or not in the roster"}
}

test_copies_not_yet_made_are_out_of_scope if {
	without(["made_at", "approved_by", "copies"]) == set()
	messages(object.union(object.remove(copy, ["made_at"]), {"requested_by": "u1"})) == set()
	doubts(half_read(object.remove(copy, ["made_at"]))) == set()
	unapproved_copy.applicable == false with input as evidence(object.remove(copy, ["made_at"]))
}

test_empty_register_is_not_applicable if {
	given := {"evidence": {"copy_register": [], "hr_roster": roster}}
	unapproved_copy.applicable == false with input as given
	found(given) == set()
}

test_copies_made_are_applicable if {
	unapproved_copy.applicable with input as evidence(copy)
}
