package lib.heads_test

import data.lib.heads

head := {
	"person": "u1",
	"dept": "business",
	"is_head": true,
	"reports_to": "boss",
	"accounts": ["chief"],
	"valid_from": "2026-01-01",
	"valid_until": "2026-06-30",
}

clerk := {"person": "u9", "dept": "business", "reports_to": "u1"}

manager := {"person": "u0", "dept": "direction", "is_head": true, "accounts": ["boss"]}

signers(roster, applicant, own) := on(roster, applicant, own, "2026-03-02")

on(roster, applicant, own, at) := found if {
	document := {"evidence": {"hr_roster": roster}}
	found := heads.signers(applicant, "business", at, own) with input as document
}

staff := [head, clerk, manager]

test_the_head_signs if {
	signers(staff, "u9", false) == {"u1"}
	signers(staff, "u9", true) == {"u1"}
	signers(staff, "visitor", false) == {"u1"}
}

test_the_superior_signs_for_the_head if {
	signers(staff, "u1", false) == {"u0"}
	signers(staff, "chief", false) == {"u0"}
	signers(staff, "u1", true) == {"u0", "u1"}
}

test_another_head_may_sign_for_a_head if {
	second := object.union(clerk, {"person": "u2", "is_head": true, "reports_to": "u7"})
	signers(array.concat(staff, [second]), "u1", false) == {"u0", "u2"}
}

test_a_head_without_a_superior if {
	signers([object.remove(head, ["reports_to"])], "u1", false) == set()
	signers([object.union(head, {"reports_to": "chief"})], "u1", false) == set()
}

test_only_heads_of_that_day if {
	on(staff, "u9", false, "2026-06-30T23:59:59Z") == {"u1"}
	on(staff, "u9", false, "2026-07-01") == set()
	on(staff, "u1", true, "2025-12-31") == set()
}

test_no_head if {
	signers([clerk, manager], "u9", false) == set()
	signers([object.union(head, {"is_head": false})], "u9", false) == set()
	signers([], "u9", false) == set()
}
