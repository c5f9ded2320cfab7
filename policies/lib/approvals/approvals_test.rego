package lib.approvals_test

import data.lib.approvals

roster := [
	{"person": "u1", "role": "sales", "hired_at": "2026-01-01", "accounts": ["u1-login"]},
	{"person": "u1", "role": "auditor", "hired_at": "2026-01-01", "valid_until": "2026-02-28"},
]

approval := {
	"by": "u1",
	"at": "2026-03-01T09:00:00Z",
	"act": "2026-03-01T10:00:00Z",
	"roles": ["general_manager", "sales"],
	"label": "the approval",
	"label_zh": "批准",
}

doc := {"evidence": {"hr_roster": roster}}

unread := object.union(doc, {"gaps": {"hr_roster": [{"reason": "denied"}]}})

texts(found) := {fault.en | some fault in found}

faults(item) := texts(found) if found := approvals.faults(item) with input as doc

proven(item, given) := texts(found) if found := approvals.proven_faults(item) with input as given

unproven(item, given) := texts(found) if {
	found := approvals.unproven_faults(item) with input as given
}

changed(fields) := faults(object.union(approval, fields))

without(fields) := faults(object.remove(approval, fields))

test_approval_before_the_act_counts if {
	faults(approval) == set()
	changed({"by": "u1-login"}) == set()
}

test_both_languages if {
	found := approvals.faults(object.remove(approval, ["by"])) with input as doc
	found == {{"en": "the approval is missing", "zh": "缺少批准"}}
}

test_missing_approval if {
	without(["by"]) == {"the approval is missing"}
	without(["by", "at"]) == {"the approval is missing"}
}

test_undated_approval if {
	without(["at"]) == {"the approval has no time"}
}

test_approval_at_the_very_time_of_the_act if {
	changed({"at": approval.act}) == set()
}

test_late_approval if {
	found := approvals.faults(object.union(approval, {"at": "2026-03-01T10:00:01Z"})) with input as doc
	found == {{"en": "the approval came after the act", "zh": "批准晚于行为发生"}}
}

test_a_day_is_no_proof_against_a_time_of_that_day if {
	changed({"at": "2026-03-01"}) == {"the approval came after the act"}
	changed({"at": "2026-02-28"}) == set()
	changed({"at": "2026-03-01", "act": "2026-03-01"}) == set()
}

test_an_approval_of_no_act_is_never_late if {
	without(["act"]) == set()
}

test_another_role if {
	item := object.union(approval, {"roles": ["general_manager", "counter"]})
	found := approvals.faults(item) with input as doc
	found == {{
		"en": concat("", [
			"the approval was given by u1, ",
			"who did not hold the role general_manager or counter then",
		]),
		"zh": "批准由u1作出,其当时不具备角色general_manager 或 counter",
	}}
}

test_a_role_held_at_another_time if {
	lost := object.union(approval, {"roles": ["auditor"]})
	faults(lost) == {"the approval was given by u1, who did not hold the role auditor then"}
	faults(object.union(lost, {"at": "2026-02-28"})) == set()
	faults(object.union(lost, {"at": "2025-12-31"})) == {concat("", [
		"the approval was given by u1, who did not hold the role auditor then",
	])}
}

test_any_approver_will_do_where_no_roles_are_named if {
	without(["roles"]) == set()
	faults(object.remove(object.union(approval, {"by": "x9"}), ["roles"])) == set()
}

test_an_approver_who_is_nobody if {
	changed({"by": "x9", "roles": ["sales"]}) == {concat("", [
		"the approval was given by x9, who did not hold the role sales then",
	])}
}

test_late_and_by_another_role_are_two_faults if {
	changed({"at": "2026-03-02", "roles": ["counter"]}) == {
		"the approval came after the act",
		"the approval was given by u1, who did not hold the role counter then",
	}
}

test_an_unread_roster_proves_no_role if {
	item := object.union(approval, {"at": "2026-03-02", "roles": ["counter"]})
	proven(item, unread) == {"the approval came after the act"}
	role := "the approval was given by u1, who did not hold the role counter then"
	unproven(item, unread) == {role}
	proven(item, doc) == {"the approval came after the act", role}
	unproven(item, doc) == set()
}

test_a_role_seen_is_proven_even_in_an_unread_roster if {
	proven(approval, unread) == set()
	unproven(approval, unread) == set()
}

test_fields_that_are_empty_are_left_out if {
	names := {"by": "approver", "at": "approved_at"}
	approvals.fields({"approver": "u1", "approved_at": "2026-03-01", "x": 1}, names) == {
		"by": "u1",
		"at": "2026-03-01",
	}
	approvals.fields({"approver": "u1"}, names) == {"by": "u1"}
	approvals.fields({}, names) == {}
}

test_a_missing_approver_is_never_late if {
	late := object.union(approval, {"at": "2026-03-02"})
	faults(object.remove(late, ["by"])) == {"the approval is missing"}
}
