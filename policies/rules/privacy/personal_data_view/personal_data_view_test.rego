package rules.privacy.personal_data_view_test

import data.rules.privacy.personal_data_view

params := {
	"PRV-303-2": {
		"privileged_roles": ["privacy_officer", "privacy_app"],
		"privileged_duties": ["chief_privacy_officer", "privacy_staff"],
		"max_persons": 5,
		"application_roles": ["privacy_app"],
	},
}

results(evidence, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
	"review": {finding.msg | some finding in found.review},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence, "gaps": gaps}
	found := personal_data_view with input as document
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(evidence) := results(evidence, {})

clean := {"deny": set(), "unknown": set(), "review": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

reviewed(messages) := object.union(clean, {"review": messages})

gapped(kind, evidence) := results(evidence, {kind: ["a file"]})

applies(evidence) := answer if {
	answer := personal_data_view.applicable
		with input as {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence}
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

view := {
	"view_name": "crm.v_all",
	"view_kind": "personal_data",
	"columns": [],
	"grantees": ["privacy_officer"],
	"_loc": {"file": "views.csv"},
}

role(name, person) := {
	"role": name,
	"login": true,
	"person": person,
	"member_of": ["privacy_officer"],
	"_loc": {"file": "roles.csv"},
}

group := {"role": "privacy_officer", "login": false, "_loc": {"file": "roles.csv"}}

appointment(person) := {
	"duty": "privacy_staff",
	"person": person,
	"valid_from": "2026-01-01",
	"_loc": {"file": "appointments.csv"},
}

people := ["u1", "u2", "u3", "u4", "u5", "u6"]

given(views, roles) := {
	"db_views": views,
	"postgres_roles": roles,
	"appointments": [appointment(person) | some person in people],
}

used(roles) := judged(given([view], array.concat([group], roles)))

test_privileged_users if {
	used([role("db_u1", "u1")]) == clean
	used([]) == clean
}

test_grantees_without_privilege if {
	analysts := object.union(group, {"role": "analysts"})
	other := object.union(view, {"grantees": ["analysts"]})
	judged(given([other], [analysts])) == denied({
		"crm.v_all: it is granted to analysts, which is no privileged role",
	})
}

stranger := {"crm.v_all: u9 can read it without an appointment to a privacy duty"}

test_persons_without_a_duty if {
	used([role("db_u9", "u9")]) == denied(stranger)
	below := object.union(role("db_u9", "u9"), {"member_of": ["db_team"]})
	team := {
		"role": "db_team",
		"login": false,
		"member_of": ["privacy_officer"],
		"_loc": {"file": "r"},
	}
	used([below, team]) == denied(stranger)
	used([object.union(role("db_u9", "u9"), {"member_of": ["other"]})]) == clean
	used([object.union(role("db_u9", "u9"), {"login": false})]) == clean
	judged(given([view], [object.union(group, {"person": "u9"})])) == denied(stranger)
	gapped("appointments", given([view], [group, role("db_u9", "u9")])) == doubted(stranger)
}

test_appointments_that_do_not_count if {
	gone := object.union(appointment("u9"), {"valid_until": "2026-03-09"})
	wrong := object.union(appointment("u9"), {"duty": "it_head"})
	every row in [gone, wrong] {
		judged({
			"db_views": [view],
			"postgres_roles": [group, role("db_u9", "u9")],
			"appointments": [row],
		}) == denied(stranger)
	}
}

test_login_roles_of_nobody if {
	bare := object.remove(role("db_x", "u1"), ["person"])
	used([bare]) == denied({"crm.v_all: the login role db_x, which can read it, belongs to nobody"})
	used([object.union(bare, {"role": "privacy_app"})]) == clean
	used([object.union(bare, {"login": false})]) == clean
}

test_unknown_roles if {
	judged(given([view], [])) == doubted({
		"crm.v_all: the role privacy_officer is not on record, so that its persons are not known",
	})
}

test_many_persons_are_for_a_person_to_judge if {
	five := [role(concat("", ["db_", person]), person) | some person in array.slice(people, 0, 5)]
	used(five) == clean
	used(array.concat(five, [role("db_u1b", "u1")])) == clean
	used(array.concat(five, [role("db_u6", "u6")])) == reviewed({
		"crm.v_all: 6 persons can read it, more than 5",
	})
}

test_applicable if {
	applies(given([view], []))
	other := object.union(view, {"view_kind": "standard", "grantees": ["analysts"]})
	not applies(given([other], []))
	judged(given([other], [role("db_u9", "u9")])) == clean
	not applies(given([], []))
}

test_grantees_that_nobody_recorded if {
	judged(given([object.remove(view, ["grantees"])], [])) == doubted({concat(": ", [
		view.view_name,
		"to whom it is granted is not recorded",
	])})
	judged(given([object.union(view, {"grantees": []})], [])) == clean
	other := object.remove(object.union(view, {"view_kind": "standard"}), ["grantees"])
	judged(given([other], [])) == clean
}
