package rules.file_access.unsealed_application_test

import data.rules.file_access.unsealed_application

request := {
	"application_id": "AP-1",
	"kind": "consult",
	"decision": "approved",
	"applicant": "clerk",
	"applicant_dept": "business",
	"dept_seal": true,
	"head_signature": "u1",
	"submitted_at": "2026-03-02T09:00:00+08:00",
	"_loc": {"file": "applications.csv", "line": 2},
}

head := {
	"person": "u1",
	"dept": "business",
	"role": "account_manager",
	"is_head": true,
	"reports_to": "u0",
	"accounts": ["chief"],
	"valid_from": "2026-01-01",
	"valid_until": "2026-06-30",
}

roster := [
	head,
	{"person": "u9", "dept": "business", "role": "counter", "accounts": ["clerk"]},
	{"person": "u5", "dept": "it", "role": "it_staff", "is_head": true},
	{"person": "u0", "dept": "direction", "role": "general_manager", "is_head": true},
]

given(requests) := {"evidence": {"access_applications": requests, "hr_roster": roster}}

results(document, own) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
	"applicable": found.applicable,
} if {
	found := unsealed_application with input as document
		with data.params as {"CIC-018-2": {"self_signature_allowed": own}}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

messages(row) := results(given([row]), false).deny

changed(patch) := messages(object.union(request, patch))

without(fields) := messages(object.remove(request, fields))

not_head(signer) := {sprintf(
	"AP-1: %s, who signed, could not sign for clerk as head of business then",
	[signer],
)}

self_signed(row) := {sprintf(
	"AP-1: %s, who signed, could not sign for %s as head of business then",
	[row.head_signature, row.applicant],
)}

clean := {"deny": set(), "unknown": set(), "applicable": true}

test_sealed_and_signed if {
	results(given([request]), false) == clean
	changed({"head_signature": "chief"}) == set()
}

test_no_seal if {
	message := {"AP-1: the department's seal is missing"}
	changed({"dept_seal": false}) == message
	without(["dept_seal"]) == message
}

test_no_signature if {
	without(["head_signature"]) == {"AP-1: the head's signature is missing"}
}

test_signed_by_somebody_else if {
	changed({"head_signature": "u9"}) == not_head("u9")
	changed({"head_signature": "u5"}) == not_head("u5")
	changed({"head_signature": "u0"}) == not_head("u0")
	changed({"head_signature": "u404"}) == not_head("u404")
}

test_a_proven_fault_is_no_doubt if {
	row := object.union(request, {"head_signature": "u9"})
	results(given([row]), false) == object.union(clean, {"deny": not_head("u9")})
}

test_head_of_that_day if {
	changed({"submitted_at": "2026-06-30T23:59:59+08:00"}) == set()
	changed({"submitted_at": "2026-07-01"}) == not_head("u1")
	changed({"submitted_at": "2026-01-01"}) == set()
	changed({"submitted_at": "2025-12-31T23:59:59+08:00"}) == not_head("u1")
}

test_what_the_signature_is_judged_by if {
	without(["submitted_at"]) == {"AP-1: the time of submission is missing"}
	without(["applicant_dept"]) == {"AP-1: the department of the applicant is missing"}
	without(["submitted_at", "applicant_dept", "head_signature"]) == {concat("; ", [
		"AP-1: the department of the applicant is missing",
		"the head's signature is missing",
		"the time of submission is missing",
	])}
}

test_application_of_the_head if {
	row := object.union(request, {"applicant": "chief"})
	messages(row) == self_signed(row)
	messages(object.union(row, {"head_signature": "u0"})) == set()
	results(given([row]), true) == clean
	results(given([object.union(row, {"head_signature": "u0"})]), true) == clean
	other := object.union(row, {"head_signature": "u5"})
	results(given([other]), true).deny == self_signed(other)
}

test_outsiders_need_seal_and_signature_only if {
	visit := {"external": true, "head_signature": "somebody", "applicant": "visitor"}
	changed(visit) == set()
	messages(object.remove(
		object.union(request, visit),
		["submitted_at", "applicant_dept"],
	)) == set()
	changed(object.union(visit, {"dept_seal": false})) == {"AP-1: the department's seal is missing"}
	unsigned := object.remove(object.union(request, visit), ["head_signature"])
	messages(unsigned) == {"AP-1: the head's signature is missing"}
	changed({"external": false, "head_signature": "u9"}) == not_head("u9")
}

test_all_faults_are_one_finding if {
	changed({"dept_seal": false, "head_signature": "u9"}) == {concat("", [
		"AP-1: the department's seal is missing; ",
		"u9, who signed, could not sign for clerk as head of business then",
	])}
}

test_a_roster_not_fully_read if {
	row := object.union(request, {"head_signature": "u9", "dept_seal": false})
	document := object.union(given([row]), {"gaps": {"hr_roster": ["roster.xlsx"]}})
	results(document, false) == {
		"deny": {"AP-1: the department's seal is missing"},
		"unknown": not_head("u9"),
		"applicable": true,
	}
}

test_other_applications_are_out_of_scope if {
	absent := {"deny": set(), "unknown": set(), "applicable": false}
	bare := object.remove(request, ["dept_seal", "head_signature"])
	results(given([object.union(bare, {"kind": "loan"})]), false) == absent
	results(given([object.union(bare, {"decision": "pending"})]), false) == absent
	results(given([object.union(bare, {"decision": "rejected"})]), false) == absent
	results(given([]), false) == absent
}
