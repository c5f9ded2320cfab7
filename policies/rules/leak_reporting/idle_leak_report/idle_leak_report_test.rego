package rules.leak_reporting.idle_leak_report_test

import data.rules.leak_reporting.idle_leak_report

params := {"CIC-027c": {"max_handling_start_hours": 1, "max_open_days": 30}}

leak := {
	"incident_id": "IN-1",
	"kind": "leak",
	"detected_at": "2026-03-02T09:00:00+08:00",
	"reported_at": "2026-03-02T12:00:00+08:00",
	"handling_started_at": "2026-03-02T13:00:00+08:00",
	"closed_at": "2026-04-01T09:00:00+08:00",
	"_loc": {"file": "incidents.csv", "line": 2},
}

doc(row, now) := {"now": now, "evidence": {"incident_register": [row]}}

found(row, now) := result if {
	result := idle_leak_report.deny with input as doc(row, now)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

at(row, now) := {finding.msg | some finding in found(row, now)}

denied(row) := at(row, "2026-06-01T09:00:00+08:00")

changed(fields) := denied(object.union(leak, fields))

late := {"IN-1: handling began later than 1 h after the report"}

idle := {"IN-1: nobody is recorded to have handled it 1 h after the report"}

left := {"IN-1: it stayed open for more than 30 days without corrective actions"}

test_handled_within_the_hour_passes if {
	denied(leak) == set()
	changed({"kind": "suspected_leak"}) == set()
}

test_handled_late if {
	late_row := object.union(leak, {"handling_started_at": "2026-03-02T13:00:01+08:00"})
	found(late_row, "2026-06-01T09:00:00+08:00") == {{
		"msg": "IN-1: handling began later than 1 h after the report",
		"msg_zh": "IN-1:启动处置晚于报告后1小时",
		"subject": "IN-1",
		"_loc": {"file": "incidents.csv", "line": 2},
	}}
	changed({"kind": "suspected_leak", "handling_started_at": "2026-03-03"}) == late
}

test_never_handled if {
	row := object.remove(leak, ["handling_started_at"])
	denied(row) == idle
	at(row, "2026-03-02T13:00:01+08:00") == idle
	at(row, "2026-03-02T13:00:00+08:00") == set()
}

test_detection_counts_where_no_report_is_recorded if {
	row := object.remove(leak, ["reported_at"])
	denied(row) == {"IN-1: handling began later than 1 h after the detection"}
	denied(object.union(row, {"handling_started_at": "2026-03-02T10:00:00+08:00"})) == set()
	bare := object.remove(row, ["handling_started_at"])
	at(bare, "2026-03-02T10:00:00+08:00") == set()
	at(bare, "2026-03-02T10:00:01+08:00") == {concat("", [
		"IN-1: nobody is recorded to have handled it 1 h after the detection",
	])}
}

test_report_of_a_plain_date_ends_with_that_day if {
	row := object.union(leak, {"reported_at": "2026-03-02"})
	denied(object.union(row, {"handling_started_at": "2026-03-03T00:59:59+08:00"})) == set()
	denied(object.union(row, {"handling_started_at": "2026-03-03T01:00:00+08:00"})) == late
	denied(object.union(row, {"handling_started_at": "2026-03-02"})) == set()
}

test_handling_before_the_report_is_early if {
	changed({"handling_started_at": "2026-03-02T09:00:00+08:00"}) == set()
}

test_handling_before_detection_is_a_data_error if {
	fault := {"IN-1: handling is dated before the leak was detected"}
	changed({"handling_started_at": "2026-03-02T08:59:59+08:00"}) == fault
	changed({"handling_started_at": "2026-03-01"}) == fault
	changed({"handling_started_at": "2026-03-02"}) == set()
}

test_left_open_without_corrective_actions if {
	row := object.remove(leak, ["closed_at"])
	at(row, "2026-04-01T09:00:00+08:00") == set()
	at(row, "2026-04-01T09:00:01+08:00") == left
	denied(object.union(row, {"corrective_actions": []})) == left
	denied(object.union(row, {"corrective_actions": ["train the staff"]})) == set()
}

test_left_open_since_a_plain_date if {
	row := object.union(object.remove(leak, ["closed_at"]), {"detected_at": "2026-03-02"})
	at(row, "2026-04-01T23:59:59+08:00") == set()
	at(row, "2026-04-02T00:00:00+08:00") == left
}

test_closed_too_late_without_corrective_actions if {
	changed({"closed_at": "2026-04-01T09:00:01+08:00"}) == left
	changed({"closed_at": "2026-05-01", "corrective_actions": ["train the staff"]}) == set()
}

test_both_faults_are_one_finding if {
	row := object.remove(leak, ["closed_at", "handling_started_at"])
	denied(row) == {concat("", [
		"IN-1: it stayed open for more than 30 days without corrective actions; ",
		"nobody is recorded to have handled it 1 h after the report",
	])}
}

test_other_incidents_are_not_applicable if {
	row := object.union(object.remove(leak, ["closed_at"]), {"kind": "other"})
	denied(row) == set()
	idle_leak_report.applicable == false with input as doc(row, "2026-06-01")
}

test_leaks_are_applicable if {
	idle_leak_report.applicable with input as doc(leak, "2026-06-01")
}
