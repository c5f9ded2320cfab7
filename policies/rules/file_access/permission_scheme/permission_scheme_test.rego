package rules.file_access.permission_scheme_test

import data.rules.file_access.permission_scheme

matrix := [
	{"role": "counter", "dept": "business", "data_classes": ["identity", "personal"]},
	{"role": "auditor", "dept": "direction", "data_classes": ["sensitive"]},
]

scheme := {
	"doc_id": "P-1",
	"version": "1",
	"topic": "customer_file_access",
	"approved_at": "2026-01-05",
	"effective_at": "2026-01-10",
	"review_due_at": "2026-03-10",
	"_loc": {"file": "policies.csv", "line": 2},
}

grant := {
	"grant_id": "G-1",
	"account": "clerk",
	"object_id": "F-1",
	"data_class": "personal",
	"granted_at": "2026-02-01",
	"_loc": {"file": "grants.csv", "line": 3},
}

post := {
	"person": "u9",
	"role": "counter",
	"dept": "business",
	"employed": true,
	"accounts": ["clerk"],
	"valid_from": "2026-01-01",
}

given(schemes, grants, roster) := {
	"now": "2026-03-10T09:00:00+08:00",
	"evidence": {"policy_register": schemes, "access_grants": grants, "hr_roster": roster},
}

judged(document, permissions) := {
	"deny": {[finding.msg, finding._loc.line] | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	found := permission_scheme with input as document
		with data.params as {"CIC-017a": {"permission_matrix": permissions}}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

results(document) := judged(document, matrix)

clean := {"deny": set(), "unknown": set()}

no_scheme := concat("", [
	"customer_file_access: no permission scheme is in force ",
	"with a review that is not overdue",
])

lacking(line) := object.union(clean, {"deny": {[no_scheme, line]}})

fails(message) := object.union(clean, {"deny": {[concat(": ", ["G-1", message]), 3]}})

ruled(patch) := results(given([object.union(scheme, patch)], [grant], [post]))

granted(patch) := results(given([scheme], [object.union(grant, patch)], [post]))

held_by(patch) := results(given([scheme], [grant], [object.union(post, patch)]))

gone := fails("its holder clerk is no longer employed")

outside(class) := fails(sprintf("the scheme does not give %s data to the post of clerk", [class]))

test_within_the_scheme if {
	ruled({}) == clean
	granted({"data_class": "identity"}) == clean
}

test_no_scheme_in_force if {
	ruled({"review_due_at": "2026-03-09"}) == lacking(2)
	ruled({"topic": "privacy_policy"}) == lacking(2)
	ruled({"effective_at": "2026-03-11"}) == lacking(2)
	ruled({"approved_at": "2026-03-11"}) == lacking(2)
	results(given([object.remove(scheme, ["review_due_at"])], [], [])) == lacking(2)
}

test_the_latest_scheme_counts if {
	later := object.union(scheme, {
		"version": "2",
		"effective_at": "2026-02-01",
		"review_due_at": "2026-03-01",
		"_loc": {"file": "policies.csv", "line": 7},
	})
	results(given([scheme, later], [grant], [post])) == lacking(7)
	sited := object.union(later, {"site": "north"})
	results(given([scheme, sited], [grant], [post])) == clean
}

test_register_not_fully_read if {
	document := given([object.union(scheme, {"topic": "privacy_policy"})], [grant], [post])
	unread := object.union(document, {"gaps": {"policy_register": ["a file"]}})
	results(unread) == object.union(clean, {"unknown": {no_scheme}})
}

test_empty_register_is_left_to_the_core if {
	results(given([], [grant], [post])) == clean
}

test_class_of_data if {
	granted({"data_class": "sensitive"}) == outside("sensitive")
	granted({"data_class": "none"}) == outside("none")
	results(given([scheme], [object.remove(grant, ["data_class"])], [post])) == outside("unknown")
}

test_post_of_the_holder if {
	held_by({"role": "sales"}) == outside("personal")
	held_by({"dept": "marketing"}) == outside("personal")
	held_by({"role": "auditor", "dept": "direction"}) == outside("personal")
	held_by({"role": "auditor"}) == outside("personal")
}

test_post_of_today if {
	second := object.union(post, {"role": "sales"})
	old := object.union(post, {"valid_until": "2026-03-09"})
	results(given([scheme], [grant], [old, second])) == outside("personal")
	last := object.union(post, {"valid_until": "2026-03-10"})
	results(given([scheme], [grant], [last, second])) == clean
}

test_a_matrix_of_one_entry if {
	document := given([scheme], [object.union(grant, {"data_class": "sensitive"})], [post])
	judged(document, [matrix[0]]) == outside("sensitive")
}

test_leavers if {
	held_by({"employed": false}) == gone
	held_by({"left_at": "2026-03-09"}) == gone
	held_by({"left_at": "2026-03-10"}) == clean
}

test_unknown_holders if {
	results(given([scheme], [grant], [])) == fails("its holder clerk is not in the roster")
	granted({"person": "u404"}) == fails("its holder u404 is not in the roster")
	granted({"account": "group-7"}) == fails("its holder group-7 is not in the roster")
	granted({"account": "group-7", "person": "u9"}) == clean
}

test_grants_that_are_not_live if {
	stranger := {"account": "stranger"}
	strange := fails("its holder stranger is not in the roster")
	granted(object.union(stranger, {"expires_at": "2026-03-10"})) == strange
	granted(object.union(stranger, {"expires_at": "2026-03-09"})) == clean
	granted(object.union(stranger, {"expires_at": "2026-03-10T09:00:00+08:00"})) == clean
	granted(object.union(stranger, {"revoked_at": "2026-03-10T09:00:00+08:00"})) == clean
	granted(object.union(stranger, {"revoked_at": "2026-03-10T09:00:01+08:00"})) == strange
	granted(object.union(stranger, {"granted_at": "2026-03-10T09:00:00+08:00"})) == strange
	granted(object.union(stranger, {"granted_at": "2026-03-10T09:00:01+08:00"})) == clean
}

empty := {concat("", [
	"permission_matrix: the parameter is empty, ",
	"so that grants cannot be compared with the scheme",
])}

test_empty_matrix if {
	foreign := object.union(grant, {"data_class": "sensitive"})
	judged(given([scheme], [foreign], [post]), []) == object.union(clean, {"unknown": empty})
	judged(given([scheme], [grant], []), []) == {
		"deny": {["G-1: its holder clerk is not in the roster", 3]},
		"unknown": empty,
	}
	left := object.union(post, {"employed": false})
	judged(given([scheme], [grant], [left]), []) == {
		"deny": {["G-1: its holder clerk is no longer employed", 3]},
		"unknown": empty,
	}
}

test_empty_matrix_without_grants if {
	judged(given([scheme], [], [post]), []) == clean
	revoked := object.union(grant, {"revoked_at": "2026-03-01"})
	judged(given([scheme], [revoked], [post]), []) == clean
}

test_roster_not_fully_read if {
	document := given([scheme], [grant], [])
	results(object.union(document, {"gaps": {"hr_roster": ["a file"]}})) == {
		"deny": set(),
		"unknown": {"G-1: its holder clerk is not in the roster"},
	}
}
