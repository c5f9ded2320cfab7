package rules.aml.dedicated_posts_test

import data.rules.aml.dedicated_posts

params := {
	"AML-004": {
		"min_posts": 1,
		"max_vacancy_days": 30,
		"incompatible_roles": ["sales", "account_manager"],
	},
}

# Rows of evidence by name: their kind, and what they hold.
rows := {
	"dept": {
		"kind": "appointments",
		"row": {"duty": "aml_department", "person": "p1", "valid_from": "2025-01-01"},
	},
	"post": {
		"kind": "appointments",
		"row": {"duty": "aml_post", "person": "p2", "valid_from": "2025-01-01"},
	},
	"p1": {
		"kind": "hr_roster",
		"row": {"person": "p1", "role": "other", "employed": true, "hired_at": "2020-01-01"},
	},
	"p2": {
		"kind": "hr_roster",
		"row": {"person": "p2", "role": "other", "employed": true, "hired_at": "2020-01-01"},
	},
	"p2b": {
		"kind": "hr_roster",
		"row": {"person": "p2", "role": "sales", "employed": true, "hired_at": "2020-01-01"},
	},
}

# Rows that only some tests add.
spare := ["p2b"]

kinds contains kind if {
	some row in rows
	kind := row.kind
}

present(name, changes) if {
	not name in spare
	not name in object.get(changes, "drop", [])
}

present(name, changes) if name in object.get(changes, "add", [])

# The row with its changes; what is changed to null is missing.
made(name, changes) := {field: value |
	place := {"_loc": {"file": rows[name].kind, "line": 2}}
	given := object.union(rows[name].row, object.get(changes, name, {}))
	some field, value in object.union(given, place)
	value != null
}

given(changes) := {
	"now": "2026-03-10T09:00:00+08:00",
	"gaps": {kind: [{"target": "t", "reason": "denied"}] |
		some kind in object.get(changes, "gaps", [])
	},
	"evidence": {kind: found |
		some kind in kinds
		found := [made(name, changes) |
			some name, row in rows
			row.kind == kind
			present(name, changes)
		]
	},
}

deny(changes) := {finding.msg | some finding in found} if {
	found := dedicated_posts.deny with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unknown(changes) := {finding.msg | some finding in found} if {
	found := dedicated_posts.unknown with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applicable(changes) := answer if {
	answer := dedicated_posts.applicable with input as given(changes)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_staffed if deny({}) == set()

test_department_never_held if deny({"drop": ["dept"]}) == {
	"aml_department: the AML department: 0 held, 1 required",
}

test_post_never_held if deny({"drop": ["post"]}) == {"aml_post: AML posts: 0 held, 1 required"}

test_newly_vacant if deny({"post": {"valid_until": "2026-02-08"}}) == set()

test_long_vacant if deny({"post": {"valid_until": "2026-02-07"}}) == {
	"aml_post: AML posts: 0 held, 1 required",
}

test_holder_left if deny({"p2": {"employed": false, "left_at": "2026-02-07"}}) == {
	"aml_post: AML posts: 0 held, 1 required",
}

test_holder_left_lately if deny({"p2": {"employed": false, "left_at": "2026-02-08"}}) == set()

test_not_employed if deny({"p2": {"employed": false}}) == {
	"aml_post: AML posts: 0 held, 1 required",
}

test_unknown_person if deny({"drop": ["p2"]}) == {"aml_post: AML posts: 0 held, 1 required"}

test_incomplete_roster_is_no_fault if deny({"drop": ["p2"], "gaps": ["hr_roster"]}) == set()

test_incomplete_roster if unknown({"drop": ["p2"], "gaps": ["hr_roster"]}) == {
	"aml_post: AML posts: 0 held, 1 required",
}

test_incomplete_appointments if unknown({"drop": ["post"], "gaps": ["appointments"]}) == {
	"aml_post: AML posts: 0 held, 1 required",
}

test_known if unknown({}) == set()

test_too_few if {
	found := dedicated_posts.deny with input as given({})
		with data.params as {
			"AML-004": {
				"min_posts": 2,
				"max_vacancy_days": 30,
				"incompatible_roles": ["sales", "account_manager"],
			},
		}
		with data.organisation as {"timezone": "Asia/Shanghai"}
	{finding.msg | some finding in found} == {"aml_post: AML posts: 1 held, 2 required"}
}

test_not_begun if deny({"post": {"valid_from": "2026-04-01"}}) == {
	"aml_post: AML posts: 0 held, 1 required",
}

test_incompatible_role if deny({"add": ["p2b"]}) == {
	"aml_post/p2//2025-01-01: the holder of the AML post is also sales",
}

test_incompatible_role_ended if {
	deny({"add": ["p2b"], "p2b": {"valid_until": "2026-01-01"}}) == set()
}

test_incompatible_for_posts_only if deny({"p1": {"role": "sales"}}) == set()

test_empty_register_is_applicable if applicable({"drop": ["dept", "post", "p1", "p2"]}) == true

test_a_missing_p2_in_full_evidence_is_no_doubt if unknown({"drop": ["p2"]}) == set()

test_an_end_ahead_is_no_vacancy_of_late if {
	vacant := {"aml_post: AML posts: 0 held, 1 required"}
	deny({"post": {"valid_from": "2026-04-01", "valid_until": "2027-01-01"}}) == vacant
	deny({"p2": {"employed": false, "left_at": "2026-05-01"}}) == vacant
}

test_an_ended_appointment_is_compatible if {
	deny({"add": ["p2b"], "post": {"valid_until": "2026-02-08"}}) == set()
}

test_places if {
	found := dedicated_posts.deny with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
		with input as given({"drop": ["dept"], "post": {"valid_until": "2026-01-01"}})
	{[finding.subject, finding._loc] | some finding in found} == {
		["aml_department", {"file": "appointments"}],
		["aml_post", {"file": "appointments", "line": 2}],
	}
}
