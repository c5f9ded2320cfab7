package rules.file_access.unapproved_classified_access_test

import data.rules.file_access.unapproved_classified_access

params := {
	"classified_levels": ["secret", "top_secret"],
	"applies_to": "all",
	"approver_role": "customer_service_manager",
}

outsiders_only := object.union(params, {"applies_to": "outsiders"})

reading := {
	"event_id": "EV-1",
	"actor": "clerk",
	"at": "2026-03-02T10:00:00+08:00",
	"object_id": "F-1",
	"classification": "secret",
	"application_id": "AP-1",
	"_loc": {"file": "access.log", "line": 9},
}

application := {
	"application_id": "AP-1",
	"applicant": "u9",
	"file_id": "F-1",
	"decision": "approved",
	"manager_approver": "u1",
	"manager_approved_at": "2026-03-02T09:00:00+08:00",
}

file := {"file_id": "F-1", "classification": "secret", "custodian": "u5"}

roster := [
	{"person": "u1", "role": "customer_service_manager", "valid_until": "2026-06-30"},
	{"person": "u2", "role": "counter"},
	{"person": "u5", "role": "customer_information_specialist", "accounts": ["keeper"]},
	{"person": "u9", "role": "counter", "accounts": ["clerk"]},
]

given(row, requests) := {"evidence": {
	"access_log": [row],
	"access_applications": requests,
	"hr_roster": roster,
	"customer_files": [file],
}}

gap(kind) := {"gaps": {kind: [{"reason": "denied"}]}}

no_files(input_value) := {"evidence": object.remove(input_value.evidence, ["customer_files"])}

found(input_value, settings) := {finding.msg | some finding in all} if {
	all := unapproved_classified_access.deny with input as input_value
		with data.params as {"CIC-018-4b": settings}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

doubts(input_value, settings) := {finding.msg | some finding in all} if {
	all := unapproved_classified_access.unknown with input as input_value
		with data.params as {"CIC-018-4b": settings}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applies(row, settings) if {
	unapproved_classified_access.applicable with input as given(row, [application])
		with data.params as {"CIC-018-4b": settings}
}

messages(row) := found(given(row, [application]), params)

# The messages when the reading or the application is changed.
changed(patch) := messages(object.union(reading, patch))

applied(patch) := found(given(reading, [object.union(application, patch)]), params)

# A reading that no application covers.
uncovered(patch) := found(given(object.union(reading, patch), []), params)

no_application := {"EV-1: no application covers it"}

test_approved_reading if {
	messages(reading) == set()
	doubts(given(reading, [application]), params) == set()
}

test_no_application if {
	uncovered({}) == no_application
}

test_other_application_id_and_file if {
	changed({"application_id": "AP-2", "object_id": "F-2"}) == no_application
}

test_same_person_and_file if {
	row := object.remove(reading, ["application_id"])
	messages(row) == set()
	messages(object.union(row, {"actor": "u9"})) == set()
	messages(object.union(row, {"actor": "u2"})) == no_application
	messages(object.union(row, {"object_id": "F-2"})) == no_application
}

test_application_without_file_or_reading_without_id if {
	row := object.remove(reading, ["application_id"])
	found(given(row, [object.remove(application, ["file_id"])]), params) == no_application
}

test_levels if {
	uncovered({"classification": "top_secret"}) == no_application
	every level in ["public", "internal", "important"] {
		uncovered({"classification": level}) == set()
		not applies(object.union(reading, {"classification": level}), params)
	}
	uncovered({"classification": "confidential"}) == no_application
}

test_level_of_the_file if {
	row := object.remove(reading, ["classification"])
	found(given(row, []), params) == no_application
	internal := [object.union(file, {"classification": "internal"})]
	plain := object.union(given(row, []), {"evidence": {"customer_files": internal}})
	found(plain, params) == set()
	unclassified := [object.remove(file, ["classification"])]
	unmarked := object.union(given(row, []), {"evidence": {"customer_files": unclassified}})
	found(unmarked, params) == no_application
}

test_level_of_the_log_comes_first if {
	uncovered({"classification": "internal"}) == set()
}

test_object_that_is_no_known_file if {
	row := object.union(object.remove(reading, ["classification"]), {"object_id": "F-7"})
	found(given(row, []), params) == no_application
	doubts(given(row, []), params) == set()
}

test_level_that_only_missing_evidence_can_tell if {
	row := object.remove(reading, ["classification"])
	bare := no_files(given(row, []))
	found(bare, params) == set()
	doubts(bare, params) == no_application
	partial := object.union(
		given(object.union(row, {"object_id": "F-7"}), []),
		gap("customer_files"),
	)
	found(partial, params) == set()
	doubts(partial, params) == no_application
	doubts(no_files(given(row, [application])), params) == set()
}

test_level_in_the_log_needs_no_files if {
	unapproved := object.remove(application, ["manager_approver"])
	bare := no_files(given(reading, [unapproved]))
	found(bare, params) == {"EV-1: the manager's approval is missing"}
	doubts(bare, params) == set()
	found(no_files(given(reading, [])), outsiders_only) == set()
}

test_reader_who_may_be_the_custodian if {
	bare := no_files(given(reading, []))
	found(bare, params) == set()
	doubts(bare, params) == no_application
	stranger := object.union(reading, {"actor": "visitor"})
	found(no_files(given(stranger, [])), outsiders_only) == no_application
	doubts(no_files(given(stranger, [])), outsiders_only) == set()
}

test_no_approval if {
	row := object.remove(application, ["manager_approver"])
	found(given(reading, [row]), params) == {"EV-1: the manager's approval is missing"}
}

test_approval_without_a_time if {
	row := object.remove(application, ["manager_approved_at"])
	found(given(reading, [row]), params) == {"EV-1: the manager's approval has no time"}
}

test_approved_at_the_moment_of_reading if {
	applied({"manager_approved_at": "2026-03-02T10:00:00+08:00"}) == set()
}

test_approved_after_the_reading if {
	message := "EV-1: the manager's approval came after the act"
	applied({"manager_approved_at": "2026-03-02T10:00:01+08:00"}) == {message}
	applied({"manager_approved_at": "2026-03-02"}) == {message}
	applied({"manager_approved_at": "2026-03-01"}) == set()
}

test_plain_dates if {
	row := object.union(reading, {"at": "2026-03-02"})
	request := object.union(application, {"manager_approved_at": "2026-03-02"})
	found(given(row, [request]), params) == set()
}

test_approver_without_the_role if {
	applied({"manager_approver": "u2"}) == {concat("", [
		"EV-1: the manager's approval was given by u2, ",
		"who did not hold the role customer_service_manager then",
	])}
}

test_role_no_longer_held if {
	row := object.union(reading, {"at": "2026-07-02"})
	late := object.union(application, {"manager_approved_at": "2026-07-01"})
	timely := object.union(application, {"manager_approved_at": "2026-06-30"})
	count(found(given(row, [late]), params)) == 1
	found(given(row, [timely]), params) == set()
}

test_approver_is_the_reader if {
	changed({"actor": "u1"}) == {"EV-1: u1 approved their own reading"}
}

test_the_best_application_counts if {
	other := object.union(application, {"application_id": "AP-0", "manager_approver": "u2"})
	bare := object.remove(
		object.union(application, {"application_id": "AP-3"}),
		["manager_approver"],
	)
	found(given(reading, [other, application, bare]), params) == set()
	self_approved := object.union(other, {"manager_approver": "u9"})
	found(given(reading, [self_approved, bare]), params) == {concat("", [
		"EV-1: the manager's approval ",
		"is missing",
	])}
}

test_custodian_is_exempt if {
	uncovered({"actor": "u5"}) == set()
	uncovered({"actor": "keeper"}) == set()
	not applies(object.union(reading, {"actor": "u5"}), params)
	uncovered({"actor": "u5", "object_id": "F-2"}) == no_application
	files := [object.union(file, {"custodian": "x-keeper"})]
	outside := object.union(reading, {"actor": "x-keeper"})
	kept := object.union(given(outside, []), {"evidence": {"customer_files": files}})
	found(kept, params) == set()
}

test_file_without_a_custodian if {
	files := [object.remove(file, ["custodian"])]
	bare := object.union(given(reading, []), {"evidence": {"customer_files": files}})
	found(bare, params) == no_application
}

test_outsiders_only if {
	found(given(reading, []), outsiders_only) == set()
	not applies(reading, outsiders_only)
	stranger := object.union(reading, {"actor": "x-visitor"})
	found(given(stranger, []), outsiders_only) == no_application
	applies(stranger, outsiders_only)
}

test_outsider_with_an_account if {
	row := object.remove(
		object.union(application, {"external": true}),
		["manager_approver", "manager_approved_at"],
	)
	found(given(reading, [row]), outsiders_only) == {"EV-1: the manager's approval is missing"}
	insider := object.union(row, {"external": false})
	found(given(reading, [insider]), outsiders_only) == set()
	other := object.union(row, {"application_id": "AP-5", "applicant": "u2"})
	found(given(reading, [insider, other]), outsiders_only) == set()
}

test_applications_that_could_not_be_read if {
	partial := object.union(given(reading, []), gap("access_applications"))
	found(partial, params) == set()
	doubts(partial, params) == no_application
	bare := object.remove(application, ["manager_approver"])
	seen := object.union(given(reading, [bare]), gap("access_applications"))
	found(seen, params) == {"EV-1: the manager's approval is missing"}
}

test_roster_that_could_not_be_read if {
	request := object.union(application, {"manager_approver": "u2"})
	partial := object.union(given(reading, [request]), gap("hr_roster"))
	found(partial, params) == set()
	doubts(partial, params) == {concat("", [
		"EV-1: the manager's approval was given by u2, ",
		"who did not hold the role customer_service_manager then",
	])}
	undated := object.remove(request, ["manager_approved_at"])
	certain := object.union(given(reading, [undated]), gap("hr_roster"))
	found(certain, params) == {"EV-1: the manager's approval has no time"}
	late := object.union(request, {"manager_approved_at": "2026-03-03"})
	both := object.union(given(reading, [late]), gap("hr_roster"))
	found(both, params) == {"EV-1: the manager's approval came after the act"}
	doubts(both, params) == set()
}

test_reader_whom_an_unread_roster_may_know if {
	stranger := object.union(reading, {"actor": "x-visitor"})
	partial := object.union(given(stranger, []), gap("hr_roster"))
	found(partial, params) == set()
	doubts(partial, params) == no_application
	found(given(stranger, []), params) == no_application
	doubts(object.union(given(reading, []), gap("hr_roster")), params) == no_application
}

test_outsider_whom_an_unread_roster_may_know if {
	stranger := object.union(reading, {"actor": "x-visitor"})
	bare := object.remove(application, ["manager_approver"])
	partial := object.union(given(stranger, [bare]), gap("hr_roster"))
	message := {"EV-1: the manager's approval is missing"}
	found(partial, outsiders_only) == set()
	doubts(partial, outsiders_only) == message
	found(given(stranger, [bare]), outsiders_only) == message
}

test_empty_log_is_not_applicable if {
	empty := object.union(given(reading, []), {"evidence": {"access_log": []}})
	unapproved_classified_access.applicable == false with input as empty
		with data.params as {"CIC-018-4b": params}
}

test_classified_reading_is_applicable if {
	applies(reading, params)
}
