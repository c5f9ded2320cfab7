package lib.incidents_test

import data.lib.incidents

step := {"field": "contained_at", "hours": 24, "en": "containment", "zh": "控制扩散"}

incident := {"detected_at": "2026-03-02T09:00:00+08:00"}

faults(row, now) := {fault.en | some fault in found} if {
	found := incidents.faults(object.union(incident, row), step) with input as {"now": now}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

now := "2026-03-10T09:00:00+08:00"

test_a_day_to_the_second_is_in_time if {
	faults({"contained_at": "2026-03-03T09:00:00+08:00"}, now) == set()
	late := {"contained_at": "2026-03-03T09:00:01+08:00"}
	faults(late, now) == {"containment came later than 24 h after detection"}
}

test_a_missing_time_fails_when_its_limit_has_passed if {
	faults({}, "2026-03-03T09:00:00+08:00") == set()
	missing := {"containment is not recorded 24 h after detection"}
	faults({}, "2026-03-03T09:00:01+08:00") == missing
}

test_a_plain_date_of_detection_ends_with_the_day if {
	row := {"detected_at": "2026-03-02", "contained_at": "2026-03-03T23:59:59+08:00"}
	faults(row, now) == set()
	later := object.union(row, {"contained_at": "2026-03-04"})
	count(faults(later, now)) == 1
}

test_a_time_before_detection if {
	row := {"contained_at": "2026-03-02T08:59:59+08:00"}
	faults(row, now) == {"containment is dated before the leak was detected"}
	faults({"contained_at": incident.detected_at}, now) == set()
	faults({"contained_at": "2026-03-02"}, now) == set()
}

test_a_time_to_come if {
	row := {"contained_at": "2026-03-10T10:00:01+08:00"}
	faults(row, now) == {"containment is dated in the future"}
	near := {"contained_at": "2026-03-10T10:00:00+08:00"}
	faults(near, now) == {"containment came later than 24 h after detection"}
}

test_both_languages if {
	found := incidents.faults(incident, step) with input as {"now": now}
	found == {{
		"en": "containment is not recorded 24 h after detection",
		"zh": "控制扩散在发现24小时后仍无记录",
	}}
}
