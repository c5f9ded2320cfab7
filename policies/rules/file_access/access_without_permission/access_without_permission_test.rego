package rules.file_access.access_without_permission_test

import data.rules.file_access.access_without_permission

params := {"CIC-017b": {"breakglass_review_hours": 24, "default_validity_days": 3}}

reading := {
	"event_id": "EV-1",
	"actor": "clerk",
	"at": "2026-03-02T10:00:00+08:00",
	"object_id": "files/F-1",
	"_loc": {"file": "access.log", "line": 9},
}

request := {
	"application_id": "AP-1",
	"applicant": "u9",
	"file_id": "files/F-1",
	"decision": "approved",
	"decided_at": "2026-03-01T09:00:00+08:00",
	"valid_from": "2026-03-01",
	"valid_until": "2026-03-02",
}

visit := {
	"application_id": "AP-7",
	"applicant": "visitor",
	"file_id": "files/F-1",
	"decision": "approved",
	"decided_at": "2026-03-01T09:00:00+08:00",
	"external": true,
	"registered_at": "2026-03-02T09:00:00+08:00",
}

grant := {
	"grant_id": "G-1",
	"account": "clerk",
	"object_id": "files/F-1",
	"granted_at": "2026-01-01",
}

glass := object.union(reading, {"break_glass": true, "reviewed_at": "2026-03-03T10:00:00+08:00"})

roster := [
	{"person": "u9", "role": "counter", "accounts": ["clerk", "clerk2"]},
	{"person": "u8", "role": "counter", "accounts": ["other"]},
]

given(row, requests, grants) := {
	"now": "2026-03-10T09:00:00+08:00",
	"evidence": {
		"access_log": [row],
		"access_applications": requests,
		"access_grants": grants,
		"hr_roster": roster,
	},
}

found(input_value) := {finding.msg | some finding in results} if {
	results := access_without_permission.deny with input as input_value
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

doubts(input_value) := {finding.msg | some finding in results} if {
	results := access_without_permission.unknown with input as input_value
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

gap(input_value, kind) := object.union(input_value, {"gaps": {kind: [{"reason": "denied"}]}})

none := {"EV-1: no application or grant in force covers it"}

# The messages when there is only the application, changed by `patch`.
requested(patch) := found(given(reading, [object.union(request, patch)], []))

granted(patch) := found(given(reading, [], [object.union(grant, patch)]))

visited(patch) := found(given(
	object.union(reading, {"actor": "visitor"}),
	[object.union(visit, patch)],
	[],
))

reviewed(patch) := found(given(object.union(glass, patch), [], []))

# The messages when the access names its application.
named(patch) := found(given(
	object.union(reading, {"application_id": "AP-1"}),
	[object.union(request, patch)],
	[],
))

test_no_permission if {
	found(given(reading, [], [])) == none
	doubts(given(reading, [], [])) == set()
}

test_empty_log if {
	input_value := object.union(given(reading, [], []), {"evidence": {"access_log": []}})
	found(input_value) == set()
}

test_application_of_the_person_for_the_file if {
	requested({}) == set()
	requested({"applicant": "clerk2"}) == set()
	requested({"applicant": "u8"}) == none
	requested({"file_id": "files/F-2"}) == none
	found(given(reading, [object.remove(request, ["file_id"])], [])) == none
}

test_application_by_number if {
	row := object.union(reading, {"application_id": "AP-1"})
	found(given(row, [object.remove(request, ["file_id"])], [])) == set()
	found(given(object.union(row, {"application_id": "AP-2"}), [request], [])) == set()
}

test_undecided_application if {
	requested({"decision": "pending"}) == none
	named({"decision": "rejected"}) == {concat("", [
		"EV-1: application AP-1 is not approved; ",
		"no application or grant in force covers it",
	])}
}

test_approval_before_the_access if {
	requested({"decided_at": "2026-03-02T10:00:00+08:00"}) == set()
	requested({"decided_at": "2026-03-02T10:00:01+08:00"}) == none
	requested({"decided_at": "2026-03-02"}) == none
	named({"decided_at": "2026-03-02T10:00:01+08:00"}) == {concat("", [
		"EV-1: application AP-1 was not approved before the access; ",
		"no application or grant in force covers it",
	])}
}

test_approval_and_access_on_one_day if {
	row := object.union(reading, {"at": "2026-03-02"})
	found(given(row, [object.union(request, {"decided_at": "2026-03-02"})], [])) == set()
}

test_approval_without_a_time if {
	found(given(reading, [object.remove(request, ["decided_at"])], [])) == none
	open := object.remove(request, ["decided_at", "valid_until"])
	found(given(reading, [open], [])) == none
}

test_validity if {
	requested({"valid_from": "2026-03-02T10:00:00+08:00"}) == set()
	requested({"valid_from": "2026-03-02T10:00:01+08:00"}) == none
	requested({"valid_until": "2026-03-02T10:00:01+08:00"}) == set()
	requested({"valid_until": "2026-03-02T10:00:00+08:00"}) == none
	named({"valid_until": "2026-03-01"}) == {concat("", [
		"EV-1: application AP-1 was not valid then; ",
		"no application or grant in force covers it",
	])}
}

test_validity_without_dates if {
	open := object.remove(request, ["valid_from", "valid_until"])
	on(open, "2026-03-04T23:59:59+08:00") == set()
	on(open, "2026-03-05T00:00:00+08:00") == none
}

on(open, at) := found(given(object.union(reading, {"at": at}), [open], []))

test_grant if {
	granted({}) == set()
	granted({"object_id": "files/F-2"}) == none
	granted({"account": "other"}) == none
}

test_grant_of_the_person if {
	granted({"account": "clerk2"}) == set()
	granted({"account": "group-7", "person": "u9"}) == set()
	granted({"account": "clerk", "person": "u8"}) == set()
	granted({"account": "group-7", "person": "u8"}) == none
}

test_grant_for_a_pattern if {
	granted({"object_id": "files/*"}) == set()
	granted({"object_id": "*"}) == set()
	granted({"object_id": "file*"}) == set()
	granted({"object_id": "files/F-2*"}) == none
	granted({"object_id": "reports/*"}) == none
	granted({"object_id": "files/"}) == none
	granted({"object_id": "files/*", "account": "other"}) == none
}

test_grant_before_the_access if {
	granted({"granted_at": "2026-03-02T09:59:59+08:00"}) == set()
	granted({"granted_at": "2026-03-02T10:00:00+08:00"}) == none
}

test_expired_grant if {
	granted({"expires_at": "2026-03-02"}) == set()
	granted({"expires_at": "2026-03-01"}) == none
	granted({"expires_at": "2026-03-02T10:00:00+08:00"}) == none
	granted({"expires_at": "2026-03-02T10:00:01+08:00"}) == set()
}

test_revoked_grant if {
	granted({"revoked_at": "2026-03-02T10:00:01+08:00"}) == set()
	granted({"revoked_at": "2026-03-02T10:00:00+08:00"}) == none
}

test_one_permission_of_many_suffices if {
	late := object.union(request, {"valid_until": "2026-03-01"})
	gone := object.union(grant, {"revoked_at": "2026-02-01"})
	found(given(reading, [late, request], [gone])) == set()
	found(given(reading, [late], [gone, grant])) == set()
	found(given(reading, [late], [gone])) == none
}

test_a_refused_application_beside_a_grant if {
	row := object.union(reading, {"application_id": "AP-1"})
	refused := object.union(request, {"decision": "rejected"})
	found(given(row, [refused], [grant])) == set()
}

stranger := {concat("", [
	"EV-1: no application or grant in force covers it; ",
	"visitor maps to nobody in the roster",
])}

test_registered_outsider if {
	visited({}) == set()
	visited({"registered_at": "2026-03-02T10:00:00+08:00"}) == set()
}

test_outsider_not_registered_in_time if {
	visited({"external": false}) == stranger
	visited({"registered_at": "2026-03-02T10:00:01+08:00"}) == stranger
	row := object.union(reading, {"actor": "visitor"})
	found(given(row, [object.remove(visit, ["registered_at"])], [])) == stranger
	found(given(row, [object.remove(visit, ["external"])], [])) == stranger
}

test_actor_that_maps_to_nobody if {
	row := object.union(reading, {"actor": "visitor"})
	found(given(row, [], [object.union(grant, {"account": "visitor"})])) == stranger
	found(given(object.union(row, {"application_id": "AP-1"}), [request], [])) == {concat("", [
		"EV-1: application AP-1 is not that of a registered outsider; ",
		"no application or grant in force covers it; ",
		"visitor maps to nobody in the roster",
	])}
}

test_break_glass_reviewed_in_time if {
	reviewed({}) == set()
}

test_break_glass_reviewed_late if {
	message := {"EV-1: the break-glass access was not reviewed within 24 h"}
	reviewed({"reviewed_at": "2026-03-03T10:00:01+08:00"}) == message
	row := object.remove(glass, ["reviewed_at"])
	found(given(row, [], [])) == message
	found(given(row, [request], [grant])) == message
}

test_break_glass_review_not_yet_due if {
	row := object.remove(glass, ["reviewed_at"])
	due(given(row, [], []), "2026-03-03T10:00:00+08:00") == 0
	due(given(row, [], []), "2026-03-03T10:00:01+08:00") == 1
}

due(input_value, now) := count(found(object.union(input_value, {"now": now})))

test_break_glass_reviewed_before_it_happened if {
	message := {"EV-1: the break-glass access was reviewed before it happened"}
	reviewed({"reviewed_at": "2026-03-02T09:59:59+08:00"}) == message
	reviewed({"reviewed_at": "2026-03-02T10:00:00+08:00"}) == set()
}

test_break_glass_by_nobody if {
	reviewed({"actor": "visitor"}) == {"EV-1: visitor maps to nobody in the roster"}
}

test_break_glass_false_needs_permission if {
	reviewed({"break_glass": false}) == none
	ordinary := object.union(reading, {"reviewed_at": "2026-03-01"})
	found(given(ordinary, [request], [])) == set()
}

test_permission_that_could_not_be_read if {
	every kind in ["access_applications", "access_grants", "hr_roster"] {
		found(gap(given(reading, [], []), kind)) == set()
		doubts(gap(given(reading, [], []), kind)) == none
		doubts(gap(given(reading, [request], []), kind)) == set()
	}
}

test_break_glass_needs_only_the_roster if {
	row := object.union(glass, {"actor": "visitor"})
	message := {"EV-1: visitor maps to nobody in the roster"}
	found(gap(given(row, [], []), "access_grants")) == message
	found(gap(given(row, [], []), "hr_roster")) == set()
	doubts(gap(given(row, [], []), "hr_roster")) == message
}

test_a_late_review_is_certain if {
	row := object.union(glass, {"reviewed_at": "2026-03-04"})
	message := {"EV-1: the break-glass access was not reviewed within 24 h"}
	found(gap(given(row, [], []), "hr_roster")) == message
	doubts(gap(given(row, [], []), "hr_roster")) == set()
}

test_finding_names_the_event if {
	results := access_without_permission.deny with input as given(reading, [], [])
		with data.params as params
	[[finding.subject, finding._loc.line] | some finding in results] == [["EV-1", 9]]
}
