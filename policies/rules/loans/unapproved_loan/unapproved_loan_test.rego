package rules.loans.unapproved_loan_test

import data.rules.loans.unapproved_loan

params := {"CIC-019-4": {
	"approver_role": "information_management_specialist",
	"substitute_roles": ["customer_information_supervisor"],
}}

loan := {
	"loan_id": "L-1",
	"application_id": "AP-1",
	"borrower": "u9",
	"borrowed_at": "2026-03-02T10:00:00+08:00",
	"_loc": {"file": "loans.csv", "line": 2},
}

request := {
	"application_id": "AP-1",
	"kind": "loan",
	"decision": "approved",
	"reviewer": "u1",
	"decided_at": "2026-03-02T09:00:00+08:00",
}

roster := [
	{
		"person": "u1",
		"role": "information_management_specialist",
		"accounts": ["specialist"],
		"valid_from": "2026-01-01",
		"valid_until": "2026-06-30",
	},
	{"person": "u2", "role": "customer_information_supervisor"},
	{"person": "u3", "role": "information_management_specialist", "accounts": ["third"]},
	{"person": "u9", "role": "counter"},
]

given(lent, requests) := {"evidence": {
	"loan_register": lent,
	"access_applications": requests,
	"hr_roster": roster,
}}

results(document) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
	"applicable": found.applicable,
} if {
	found := unapproved_loan with input as document
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "unknown": set(), "applicable": true}

fails(message) := object.union(clean, {"deny": {concat(": ", ["L-1", message])}})

doubtful(message) := object.union(clean, {"unknown": {concat(": ", ["L-1", message])}})

both(row, application) := results(given([row], [application]))

decided(patch) := both(loan, object.union(request, patch))

without(field) := both(loan, object.remove(request, [field]))

lent(row, patch) := both(object.union(loan, row), object.union(request, patch))

unfit(reviewer) := sprintf(
	"the approval was given by %s, who did not hold the role information_management_specialist then",
	[reviewer],
)

test_approved if {
	decided({}) == clean
	decided({"reviewer": "specialist"}) == clean
	decided({"reviewer": "u3"}) == clean
}

test_not_approved if {
	decided({"decision": "pending"}) == fails("application AP-1 is not approved")
	decided({"decision": "rejected", "reviewer": "u2"}) == fails("application AP-1 is not approved")
}

test_no_application if {
	results(given([loan], [])) == fails("there is no application AP-1")
	decided({"application_id": "AP-2"}) == fails("there is no application AP-1")
	both(object.remove(loan, ["application_id"]), request) == fails("it names no application")
}

test_role_of_the_reviewer if {
	decided({"reviewer": "u2"}) == fails(unfit("u2"))
	decided({"reviewer": "u404"}) == fails(unfit("u404"))
	without("reviewer") == fails("the approval is missing")
}

test_role_of_that_day if {
	lent({"borrowed_at": "2026-07-02"}, {"decided_at": "2026-06-30"}) == clean
	lent({"borrowed_at": "2026-07-02"}, {"decided_at": "2026-07-01"}) == fails(unfit("u1"))
	decided({"decided_at": "2025-12-31"}) == fails(unfit("u1"))
}

test_approved_before_the_loan if {
	decided({"decided_at": "2026-03-02T10:00:00+08:00"}) == clean
	late := fails("the approval came after the act")
	decided({"decided_at": "2026-03-02T10:00:01+08:00"}) == late
	decided({"decided_at": "2026-03-02"}) == late
	lent({"borrowed_at": "2026-03-02"}, {}) == late
	lent({"borrowed_at": "2026-03-02"}, {"decided_at": "2026-03-02"}) == clean
	without("decided_at") == fails("the approval has no time")
}

test_a_loan_without_a_time if {
	both(object.remove(loan, ["borrowed_at"]), request) == fails("the loan has no time")
}

test_own_loan if {
	own := "u1 approved their own loan"
	lent({"borrower": "u1"}, {}) == fails(own)
	lent({"borrower": "specialist"}, {}) == fails(own)
}

test_substitutes_only_for_the_specialist if {
	lent({"borrower": "u3"}, {"reviewer": "u2"}) == clean
	lent({"borrower": "third"}, {"reviewer": "u2"}) == clean
	lent({"borrower": "u3"}, {}) == clean
	decided({"reviewer": "u2"}) == fails(unfit("u2"))
	lent({"borrower": "u3"}, {"reviewer": "u9"}) == fails(concat(" ", [
		"the approval was given by u9, who did not hold the role",
		"information_management_specialist or customer_information_supervisor then",
	]))
}

test_a_specialist_of_another_day_has_no_substitute if {
	lent({"borrower": "u1"}, {"reviewer": "u2"}) == clean
	lent({"borrower": "u1"}, {"reviewer": "u2", "decided_at": "2025-12-31"}) == fails(unfit("u2"))
}

test_all_faults_are_one_finding if {
	decided({"reviewer": "u9", "decided_at": "2026-03-03"}) == fails(concat("; ", [
		"the approval came after the act",
		unfit("u9"),
		"u9 approved their own loan",
	]))
}

gap(application, kind) := results(object.union(given([loan], [application]), {"gaps": {kind: [1]}}))

test_applications_not_fully_read if {
	other := object.union(request, {"application_id": "AP-2"})
	gap(other, "access_applications") == doubtful("there is no application AP-1")
	pending := object.union(request, {"decision": "pending"})
	gap(pending, "access_applications") == fails("application AP-1 is not approved")
}

test_a_roster_not_fully_read if {
	gap(object.union(request, {"reviewer": "u2"}), "hr_roster") == doubtful(unfit("u2"))
	gap(object.remove(request, ["decided_at"]), "hr_roster") == fails("the approval has no time")
}

test_empty_register if {
	results(given([], [request])) == object.union(clean, {"applicable": false})
}
