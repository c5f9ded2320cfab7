package rules.ebanking.incomplete_registration_test

import data.rules.ebanking.incomplete_registration

params := {
	"personal_activation_working_days": 1,
	"max_enterprise_registration_days": 10,
	"early_activation_allowed": false,
}

# The messages of the rule's sets about a document.
results(document, settings) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	found := incomplete_registration with input as document
		with data.params as {"EBK-101": settings}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

document(evidence) := {"now": "2026-03-10T09:00:00+08:00", "gaps": {}, "evidence": evidence}

judged(evidence) := results(document(evidence), params)

# The same with other parameters.
set_to(changes, evidence) := results(document(evidence), object.union(params, changes))

applies(evidence) := answer if {
	answer := incomplete_registration.applicable with input as document(evidence)
		with data.params as {"EBK-101": params}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

person := {
	"reg_id": "R-1",
	"customer_id": "C-1",
	"kind": "personal",
	"form_ref": "B-1",
	"signed": true,
	"docs_complete": true,
	"card_kind": "personal",
	"card_verified": true,
	"id_verified_at": "2026-03-06T10:00:00+08:00",
	"submitted_at": "2026-03-06T09:00:00+08:00",
	"activated_at": "2026-03-09T09:00:00+08:00",
	"_loc": {"file": "registry.csv", "line": 2},
}

firm := {
	"reg_id": "R-2",
	"customer_id": "C-2",
	"kind": "enterprise",
	"form_ref": "B-2",
	"signed": true,
	"docs_complete": true,
	"seal_matched": true,
	"submitted_at": "2026-02-01T09:00:00+08:00",
	"activated_at": "2026-02-11T09:00:00+08:00",
	"_loc": {"file": "registry.csv", "line": 3},
}

# The 1st of March is a Sunday.
calendar(until) := [day |
	some date in numbers.range(1, until)
	day := {
		"list": "working_days",
		"key": sprintf("2026-03-%02d", [date]),
		"value": sprintf("%v", [(date % 7) > 1]),
		"_loc": {"file": "calendar.csv", "line": date},
	}
]

given(row) := {"ebank_registry": [row], "reference_lists": calendar(20)}

personal(patch) := judged(given(object.union(person, patch)))

personal_without(field) := judged(given(object.remove(person, [field])))

enterprise(patch) := judged(given(object.union(firm, patch)))

test_complete if {
	personal({}) == clean
	enterprise({}) == clean
}

test_papers if {
	personal_without("form_ref") == denied({"R-1: there is no application form"})
	personal({"signed": false}) == denied({"R-1: the application is not signed"})
	enterprise({"docs_complete": false}) == denied({"R-2: the papers are not complete"})
	enterprise({"seal_matched": false}) == denied({concat("", [
		"R-2: the seal was not matched with the reserved one",
	])})
	personal({"card_verified": false}) == denied({"R-1: the card was not verified"})
}

test_all_faults_are_one_finding if {
	personal({"signed": false, "docs_complete": false}) == denied({concat("", [
		"R-1: the application is not signed; the papers are not complete",
	])})
}

test_verification if {
	personal_without("id_verified_at") == denied({"R-1: the document was not verified"})
	personal({"id_verified_at": "2026-03-09T09:00:00+08:00"}) == clean
	late := denied({"R-1: the document was verified after the service was opened"})
	personal({"id_verified_at": "2026-03-09T09:00:01+08:00"}) == late
	enterprise({"id_verified_at": "2026-02-12"}) == clean
}

test_cards_of_units if {
	lacking := denied({"R-1: the authorisation of the unit for its card is missing"})
	personal({"card_kind": "unit"}) == lacking
	personal({"card_kind": "unit", "unit_authorisation_ref": "A-1"}) == clean
	enterprise({"card_kind": "unit"}) == clean
	unsure := doubted({"R-1: whether the card is one of a unit is not recorded"})
	personal_without("card_kind") == unsure
	authorised := object.union(person, {"unit_authorisation_ref": "A-1"})
	judged(given(object.remove(authorised, ["card_kind"]))) == clean
}

test_enterprises_are_opened_in_time if {
	enterprise({"activated_at": "2026-02-11T09:00:01+08:00"}) == denied({concat("", [
		"R-2: it was opened on 2026-02-11, more than 10 days after the application ",
		"of 2026-02-01T09:00:00+08:00",
	])})
	rows := given(object.union(firm, {"activated_at": "2026-02-11T09:00:01+08:00"}))
	set_to({"max_enterprise_registration_days": 11}, rows) == clean
}

test_opened_before_the_application if {
	early := denied({"R-2: it was opened before it was applied for"})
	enterprise({"activated_at": "2026-02-01T08:59:59+08:00"}) == early
	enterprise({"activated_at": "2026-02-01T09:00:00+08:00"}) == clean
}

off_day(day) := denied({sprintf(
	"R-1: it was opened on %s, not on the agreed working day 2026-03-09",
	[day],
)})

test_persons_are_opened_on_the_next_working_day if {
	personal({"activated_at": "2026-03-10"}) == off_day("2026-03-10")
	personal({"activated_at": "2026-03-07"}) == off_day("2026-03-07")
	early := given(object.union(person, {"activated_at": "2026-03-07"}))
	set_to({"early_activation_allowed": true}, early) == clean
	late := given(object.union(person, {"activated_at": "2026-03-10"}))
	set_to({"early_activation_allowed": true}, late) == off_day("2026-03-10")
	set_to({"personal_activation_working_days": 2}, late) == clean
	personal({"activated_at": "2026-03-18"}) == off_day("2026-03-18")
	enterprise({"submitted_at": "2026-03-02", "activated_at": "2026-03-05"}) == clean
}

test_calendar_that_ends_too_early if {
	unsure := doubted({"R-1: the calendar does not cover the days after the application"})
	judged({"ebank_registry": [person], "reference_lists": calendar(8)}) == unsure
	judged({"ebank_registry": [firm], "reference_lists": []}) == clean
}

test_no_time_of_application if {
	personal_without("submitted_at") == doubted({"R-1: the time of the application is missing"})
}

test_applications_not_opened_are_not_judged if {
	pending := object.remove(person, ["activated_at", "form_ref", "submitted_at", "card_kind"])
	judged(given(pending)) == clean
	applies(given(pending)) == false
	applies(given(person)) == true
}
