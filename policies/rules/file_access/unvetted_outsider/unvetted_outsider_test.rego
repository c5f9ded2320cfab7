package rules.file_access.unvetted_outsider_test

import data.rules.file_access.unvetted_outsider

params := {"CIC-018-4a": {"accepted_credentials": ["introduction_letter", "work_card"]}}

visit := {
	"application_id": "AP-1",
	"kind": "consult",
	"applicant": "visitor",
	"file_id": "F-1",
	"decision": "approved",
	"decided_at": "2026-03-02T08:00:00+08:00",
	"external": true,
	"credential_type": "work_card",
	"credential_no": "W-17",
	"registered_at": "2026-03-02T09:00:00+08:00",
	"_loc": {"file": "applications.csv", "line": 2},
}

reading := {
	"event_id": "EV-1",
	"actor": "visitor",
	"at": "2026-03-02T10:00:00+08:00",
	"object_id": "F-1",
	"application_id": "AP-1",
	"_loc": {"file": "access.log", "line": 9},
}

roster := [
	{"person": "u9", "accounts": ["clerk", "shared"]},
	{"person": "u8", "accounts": ["shared"]},
]

given(requests, readings) := {"evidence": {
	"access_applications": requests,
	"access_log": readings,
	"hr_roster": roster,
}}

results(document) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
	"applicable": found.applicable,
} if {
	found := unvetted_outsider with input as document
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "unknown": set(), "applicable": true}

absent := object.union(clean, {"applicable": false})

fails(messages) := object.union(clean, {"deny": messages})

uncovered := "EV-1: visitor is in no roster and has no approved application"

changed(patch) := results(given([object.union(visit, patch)], [reading]))

without(field) := results(given([object.remove(visit, [field])], [reading]))

gap(document, kind) := results(object.union(document, {"gaps": {kind: ["a file"]}}))

test_vetted if {
	changed({}) == clean
	changed({"credential_type": "introduction_letter"}) == clean
	results(given([visit], [])) == clean
}

test_credentials if {
	message := "AP-1: the credential shown is %s, accepted are introduction_letter, work_card"
	changed({"credential_type": "other"}) == fails({sprintf(message, ["other"])})
	without("credential_type") == fails({sprintf(message, ["none"])})
	without("credential_no") == fails({"AP-1: the number of the credential is missing"})
}

test_registered_before_the_access if {
	changed({"registered_at": "2026-03-02T10:00:00+08:00"}) == clean
	late := fails({"AP-1: the registration came after the first access"})
	changed({"registered_at": "2026-03-02T10:00:01+08:00"}) == late
	changed({"registered_at": "2026-03-02"}) == late
	changed({"registered_at": "2026-03-01"}) == clean
	without("registered_at") == fails({"AP-1: the registration has no time"})
}

test_decided_before_the_access if {
	changed({"decided_at": "2026-03-02T10:00:00+08:00"}) == clean
	late := "AP-1: the decision came after the first access"
	changed({"decided_at": "2026-03-02T10:00:01+08:00"}) == fails({late})
	without("decided_at") == fails({"AP-1: the decision has no time"})
}

test_the_first_access_counts if {
	again := object.union(reading, {"event_id": "EV-0", "at": "2026-03-02T08:30:00+08:00"})
	late := "AP-1: the registration came after the first access"
	results(given([visit], [reading, again])) == fails({late})
	other := object.remove(again, ["application_id"])
	results(given([visit], [reading, other])) == clean
}

test_all_faults_are_one_finding if {
	results(given(
		[object.remove(visit, ["credential_no", "registered_at"])],
		[],
	)) == fails({concat("; ", [
		"AP-1: the number of the credential is missing",
		"the registration has no time",
	])})
}

test_outsider_without_an_approved_application if {
	results(given([], [reading])) == fails({uncovered})
	changed({"decision": "pending"}) == fails({uncovered})
	changed({"decision": "rejected"}) == fails({uncovered})
	own := object.union(visit, {"application_id": "AP-2", "file_id": "F-2"})
	results(given([own], [reading])) == fails({uncovered})
}

test_outsider_who_does_not_name_the_application if {
	unnamed := object.remove(reading, ["application_id"])
	results(given([visit], [unnamed])) == clean
	results(given([object.union(visit, {"file_id": "F-2"})], [unnamed])) == fails({uncovered})
}

test_outsider_whose_application_is_not_marked if {
	unmarked := object.remove(visit, ["external"])
	results(given([unmarked], [reading])) == clean
	bare := object.remove(unmarked, ["credential_no"])
	number := "AP-1: the number of the credential is missing"
	results(given([bare], [reading])) == fails({number})
	results(given([bare], [])) == absent
}

test_outsider_on_the_application_of_staff if {
	changed({"external": false, "applicant": "u9"}) == fails({uncovered})
	changed({"applicant": "u9"}) == clean
}

test_staff_are_no_outsiders if {
	insider := object.remove(visit, ["external", "credential_no"])
	results(given([object.union(insider, {"applicant": "u9"})], [by("u9"), by("clerk")])) == absent
	results(given([], [by("u9")])) == absent
	results(given([], [by("clerk")])) == absent
	results(given([], [by("shared")])) == absent
}

by(actor) := object.union(reading, {"actor": actor})

test_a_roster_not_fully_read if {
	gap(given([], [reading]), "hr_roster") == object.union(clean, {"unknown": {uncovered}})
	bare := object.remove(visit, ["credential_no"])
	number := "AP-1: the number of the credential is missing"
	gap(given([bare], [reading]), "hr_roster") == fails({number})
	unmarked := object.union(bare, {"external": false})
	gap(given([unmarked], [reading]), "hr_roster") == object.union(clean, {"unknown": {number}})
}

test_applications_not_fully_read if {
	document := given([], [reading])
	gap(document, "access_applications") == object.union(clean, {"unknown": {uncovered}})
	number := "AP-1: the number of the credential is missing"
	bare := object.remove(visit, ["credential_no", "external"])
	gap(given([bare], [reading]), "access_applications") == fails({number})
}

test_nobody_from_outside if {
	results(given([], [])) == absent
	results(given([object.union(visit, {"decision": "rejected"})], [])) == absent
}
