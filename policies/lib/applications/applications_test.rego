package lib.applications_test

import data.lib.applications

evidence := {"evidence": {
	"access_applications": [
		{"application_id": "AP-1", "applicant": "u1", "file_id": "F-1"},
		{"application_id": "AP-2", "applicant": "clerk", "file_id": "F-2"},
		{"application_id": "AP-3", "applicant": "visitor", "file_id": "F-3"},
		{"application_id": "AP-4", "applicant": "u1"},
	],
	"hr_roster": [{"person": "u2", "accounts": ["clerk"]}],
}}

candidates(reading) := found if {
	found := applications.candidates(reading) with input as evidence
}

test_by_number if {
	candidates({"application_id": "AP-1", "actor": "u9", "object_id": "F-9"}) == {0}
	applications.named({"application_id": "AP-4"}) == {3} with input as evidence
}

test_by_person_and_file if {
	candidates({"actor": "u2", "object_id": "F-2"}) == {1}
	candidates({"actor": "visitor", "object_id": "F-3"}) == {2}
	candidates({"actor": "u1", "object_id": "F-2"}) == set()
	candidates({"actor": "u2", "object_id": "F-1"}) == set()
}

test_both if {
	candidates({"application_id": "AP-4", "actor": "u1", "object_id": "F-1"}) == {0, 3}
}

test_nothing_is_named if {
	applications.named({"actor": "u1", "object_id": "F-1"}) == set() with input as evidence
	candidates({"application_id": "AP-9", "actor": "u9", "object_id": "F-9"}) == set()
}

test_no_applications if {
	reading := {"application_id": "AP-1", "actor": "u1", "object_id": "F-1"}
	none := {"evidence": {"access_applications": [], "hr_roster": []}}
	applications.candidates(reading) == set() with input as none
}

first := {"evidence": {"access_log": [
	{"application_id": "AP-1", "at": "2026-03-05T10:00:00+08:00"},
	{"application_id": "AP-1", "at": "2026-03-02T10:00:00+08:00"},
	{"application_id": "AP-2", "at": "2026-01-01T10:00:00+08:00"},
	{"at": "2026-01-01T10:00:00+08:00"},
]}}

used_before(at) if applications.used_before("AP-1", at) with input as first

test_the_first_use_counts if {
	not used_before("2026-03-02T10:00:00+08:00")
	not used_before("2026-03-01")
	used_before("2026-03-02T10:00:01+08:00")
	used_before("2026-03-02")
}

test_not_used if {
	not applications.used_before("AP-9", "2026-03-02") with input as first
}
