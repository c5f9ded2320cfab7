package rules.loans.loan_without_application_test

import data.rules.loans.loan_without_application

loan := {
	"loan_id": "L-1",
	"application_id": "AP-1",
	"borrower": "u9",
	"borrower_dept": "business",
	"item": "ledger of the works",
	"file_id": "F-1",
	"borrowed_at": "2026-03-02T10:00:00+08:00",
	"_loc": {"file": "loans.csv", "line": 2},
}

request := {
	"application_id": "AP-1",
	"kind": "loan",
	"decision": "approved",
	"applicant": "clerk",
	"file_id": "F-1",
	"object": "ledger of the works",
	"purpose": "audit",
	"reason": "yearly audit",
	"reader_profile": "clerk of the branch",
	"dept_seal": true,
	"head_signature": "u1",
	"submitted_at": "2026-03-02T09:00:00+08:00",
}

roster := [
	{
		"person": "u1",
		"dept": "business",
		"is_head": true,
		"reports_to": "u0",
		"valid_from": "2026-01-01",
		"valid_until": "2026-06-30",
	},
	{"person": "u9", "dept": "business", "accounts": ["clerk"]},
	{"person": "u5", "dept": "it", "is_head": true},
]

given(lent, requests) := {"evidence": {
	"loan_register": lent,
	"access_applications": requests,
	"hr_roster": roster,
}}

results(document, own) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
	"applicable": found.applicable,
} if {
	found := loan_without_application with input as document
		with data.params as {"CIC-019-2": {
			"required_fields": ["object", "purpose", "reason", "reader_profile", "file_id"],
			"self_signature_allowed": own,
		}}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "unknown": set(), "applicable": true}

absent := object.union(clean, {"applicable": false})

fails(message) := object.union(clean, {"deny": {concat(": ", ["L-1", message])}})

doubtful(message) := object.union(clean, {"unknown": {concat(": ", ["L-1", message])}})

both(row, application) := results(given([row], [application]), false)

asked(patch) := both(loan, object.union(request, patch))

asked_without(field) := both(loan, object.remove(request, [field]))

lent(patch) := both(object.union(loan, patch), request)

lent_without(field) := both(object.remove(loan, [field]), request)

cannot_sign(signer) := sprintf(
	"%s, who signed, could not sign for u9 as head of business then",
	[signer],
)

test_complete_application if {
	asked({}) == clean
	asked({"applicant": "u9"}) == clean
}

test_no_application if {
	results(given([loan], []), false) == fails("there is no loan application AP-1")
	asked({"application_id": "AP-2"}) == fails("there is no loan application AP-1")
	asked({"kind": "consult"}) == fails("there is no loan application AP-1")
	lent_without("application_id") == fails("it names no application")
}

test_missing_fields if {
	asked_without("object") == fails("the object is missing in the application")
	asked_without("purpose") == fails("the purpose is missing in the application")
	asked_without("reason") == fails("the reason is missing in the application")
	asked_without("reader_profile") == fails("the profile of the reader is missing in the application")
	asked_without("file_id") == fails("file_id is missing in the application")
}

test_seal if {
	asked({"dept_seal": false}) == fails("the application lacks the department's seal")
	asked_without("dept_seal") == fails("the application lacks the department's seal")
}

test_signature if {
	asked_without("head_signature") == fails("the application lacks the head's signature")
	asked({"head_signature": "clerk"}) == fails(cannot_sign("clerk"))
	asked({"head_signature": "u5"}) == fails(cannot_sign("u5"))
	asked({"head_signature": "u404"}) == fails(cannot_sign("u404"))
	lent_without("borrower_dept") == fails("the borrower's department is missing")
}

test_head_of_that_day if {
	asked({"submitted_at": "2025-12-31"}) == fails(cannot_sign("u1"))
	asked({"submitted_at": "2026-01-01"}) == clean
	late := {"borrowed_at": "2026-07-02"}
	old := object.union(request, {"submitted_at": "2026-06-30"})
	both(object.union(loan, late), old) == clean
	new := object.union(request, {"submitted_at": "2026-07-01"})
	both(object.union(loan, late), new) == fails(cannot_sign("u1"))
}

test_loan_of_the_head if {
	row := object.union(loan, {"borrower": "u1"})
	application := object.union(request, {"applicant": "u1"})
	self := "u1, who signed, could not sign for u1 as head of business then"
	both(row, application) == fails(self)
	results(given([row], [application]), true) == clean
	both(row, object.union(application, {"head_signature": "u0"})) == clean
}

test_submitted_before_the_loan if {
	asked({"submitted_at": "2026-03-02T10:00:00+08:00"}) == clean
	late := fails("the application was handed in after the loan")
	asked({"submitted_at": "2026-03-02T10:00:01+08:00"}) == late
	asked({"submitted_at": "2026-03-02"}) == clean
	asked({"submitted_at": "2026-03-03"}) == late
	lent({"borrowed_at": "2026-03-02"}) == clean
	lent({"borrowed_at": "2026-03-01"}) == late
	asked_without("submitted_at") == fails("the application has no time of submission")
	lent_without("borrowed_at") == fails("the loan has no time")
}

test_applicant_is_the_borrower if {
	asked({"applicant": "u5"}) == fails("the application is that of u5, not of the borrower u9")
}

test_same_material if {
	other := fails("the application is for other material")
	asked({"file_id": "F-2"}) == other
	lent({"file_id": "F-2"}) == other
	lent({"item": "something"}) == clean
	asked({"object": "something"}) == clean
}

test_same_words_where_a_number_is_empty if {
	lent_without("file_id") == clean
	other := fails("the application is for other material")
	both(object.remove(loan, ["file_id"]), object.union(request, {"object": "else"})) == other
	both(object.remove(loan, ["file_id", "item"]), request) == other
	unnumbered := object.remove(request, ["file_id"])
	short := "file_id is missing in the application"
	both(loan, unnumbered) == fails(short)
	both(object.union(loan, {"item": "else"}), unnumbered) == fails(concat("; ", [
		short,
		"the application is for other material",
	]))
	both(object.remove(loan, ["file_id"]), unnumbered) == fails(short)
}

test_all_faults_are_one_finding if {
	asked({"dept_seal": false, "head_signature": "u5"}) == fails(concat("; ", [
		"the application lacks the department's seal",
		cannot_sign("u5"),
	]))
}

gap(application, kind) := results(
	object.union(given([loan], [application]), {"gaps": {kind: ["a file"]}}),
	false,
)

test_applications_not_fully_read if {
	other := object.union(request, {"application_id": "AP-2"})
	gap(other, "access_applications") == doubtful("there is no loan application AP-1")
	unsealed := object.union(request, {"dept_seal": false})
	gap(unsealed, "access_applications") == fails("the application lacks the department's seal")
	nameless := object.union(
		given([object.remove(loan, ["application_id"])], []),
		{"gaps": {"access_applications": ["a file"]}},
	)
	results(nameless, false) == fails("it names no application")
}

test_a_roster_not_fully_read if {
	gap(object.union(request, {"head_signature": "u5"}), "hr_roster") == doubtful(cannot_sign("u5"))
	other := "the application is that of u5, not of the borrower u9"
	gap(object.union(request, {"applicant": "u5"}), "hr_roster") == doubtful(other)
	gap(object.union(request, {"dept_seal": false, "applicant": "u5"}), "hr_roster") == {
		"deny": {"L-1: the application lacks the department's seal"},
		"unknown": {concat(": ", ["L-1", other])},
		"applicable": true,
	}
}

test_empty_register if {
	results(given([], [request]), false) == absent
}
