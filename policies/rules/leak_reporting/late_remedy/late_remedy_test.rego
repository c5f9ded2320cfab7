package rules.leak_reporting.late_remedy_test

import data.rules.leak_reporting.late_remedy

params := {"CIC-027a": {"max_remedy_start_hours": 1, "max_containment_hours": 24}}

leak := {
	"incident_id": "IN-1",
	"kind": "leak",
	"detected_at": "2026-03-02T09:00:00+08:00",
	"remediation_started_at": "2026-03-02T10:00:00+08:00",
	"contained_at": "2026-03-03T09:00:00+08:00",
	"_loc": {"file": "incidents.csv", "line": 2},
}

evidence(row) := {"now": "2026-03-10T09:00:00+08:00", "evidence": {"incident_register": [row]}}

# The messages of the findings on one row.
messages(row) := {finding.msg | some finding in found} if {
	found := late_remedy.deny with input as evidence(row)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

test_remedied_in_time if {
	messages(leak) == set()
}

test_boundaries_count_as_in_time if {
	messages(object.union(leak, {"kind": "suspected_leak"})) == set()
}

test_late_remedy if {
	row := object.union(leak, {"remediation_started_at": "2026-03-02T10:00:01+08:00"})
	messages(row) == {"IN-1: the remedy came later than 1 h after detection"}
}

test_late_containment if {
	row := object.union(leak, {"contained_at": "2026-03-03T09:00:01+08:00"})
	messages(row) == {"IN-1: containment came later than 24 h after detection"}
}

test_suspected_leaks_count if {
	row := object.union(leak, {"kind": "suspected_leak", "contained_at": "2026-03-05"})
	count(messages(row)) == 1
}

test_missing_times_fail_once_due if {
	row := object.remove(leak, ["remediation_started_at", "contained_at"])
	messages(row) == {concat("", [
		"IN-1: containment is not recorded 24 h after detection; ",
		"the remedy is not recorded 1 h after detection",
	])}
}

test_missing_time_not_yet_due if {
	fresh := object.union(object.remove(leak, ["remediation_started_at", "contained_at"]), {
		"detected_at": "2026-03-10T08:00:00+08:00",
	})
	messages(fresh) == set()
}

test_time_before_detection_is_a_data_error if {
	row := object.union(leak, {"contained_at": "2026-03-02T08:59:59+08:00"})
	messages(row) == {"IN-1: containment is dated before the leak was detected"}
}

test_detected_at_a_plain_date_ends_with_that_day if {
	row := object.union(leak, {
		"detected_at": "2026-03-02",
		"remediation_started_at": "2026-03-03T00:59:59+08:00",
	})
	messages(row) == set()
	late := object.union(row, {"remediation_started_at": "2026-03-03T01:00:00+08:00"})
	count(messages(late)) == 1
}

test_other_incidents_are_not_applicable if {
	late_remedy.applicable == false with input as evidence(object.union(leak, {"kind": "other"}))
		with data.params as params
}

test_leaks_are_applicable if {
	late_remedy.applicable with input as evidence(leak) with data.params as params
}
