package rules.logging.late_alert_handling_test

import data.rules.logging.late_alert_handling

params := {"LOG-002": {
	"max_triage_hours": {"high": 4, "medium": 24},
	"max_close_days": 30,
	"max_silence_hours": 24,
	"expected_sources": [],
}}

alert := {
	"alert_id": "A1",
	"source": "siem",
	"severity": "high",
	"raised_at": "2026-03-01T12:00:00+08:00",
	"triaged_at": "2026-03-01T16:00:00+08:00",
	"_loc": {"file": "alerts.csv", "line": 2},
}

# 30 days, to the second, after the alert.
now := "2026-03-31T12:00:00+08:00"

doc(rows, at) := {"now": at, "evidence": {"security_alerts": rows}}

found(row, at) := result if {
	result := late_alert_handling.deny with input as doc([row], at)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

denied(patch) := {finding.msg | some finding in found(object.union(alert, patch), now)}

silence(rows, at) := {finding.msg | some finding in result} if {
	result := late_alert_handling.unknown with input as doc(rows, at)
		with data.params as {"LOG-002": object.union(
			params["LOG-002"],
			{"expected_sources": ["siem"]},
		)}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unclosed := "A1: it is not closed after 30 days"

test_on_both_limits_passes if found(alert, now) == set()

test_judged_too_late if {
	denied({"triaged_at": "2026-03-01T16:00:01+08:00"}) == {concat("", [
		"A1: it was judged at 2026-03-01T16:00:01+08:00, more than 4 hours ",
		"after it was raised at 2026-03-01T12:00:00+08:00",
	])}
}

test_each_severity_has_its_limit if {
	denied({"severity": "medium", "triaged_at": "2026-03-02T12:00:00+08:00"}) == set()
	count(denied({"severity": "medium", "triaged_at": "2026-03-02T12:00:01+08:00"})) == 1
	denied({"severity": "low", "triaged_at": "2026-03-01T12:00:00+08:00"}) == set()
	count(denied({"severity": "low", "triaged_at": "2026-03-01T12:00:01+08:00"})) == 1
}

test_not_judged if {
	row := object.remove(alert, ["triaged_at"])
	found(row, "2026-03-01T16:00:00+08:00") == set()
	found(row, "2026-03-01T16:00:01+08:00") == {{
		"msg": "A1: nobody has judged it within 4 hours",
		"msg_zh": "A1:4小时内无人研判",
		"subject": "A1",
		"_loc": {"file": "alerts.csv", "line": 2},
	}}
}

test_not_closed if {
	late := "2026-03-31T12:00:01+08:00"
	{finding.msg | some finding in found(alert, late)} == {unclosed}
	found(object.union(alert, {"closed_at": "2026-03-31"}), late) == set()
	denied({"closed_at": "2026-04-02"}) == {"A1: its closing is dated in the future"}
}

test_faults_are_joined if {
	row := object.remove(alert, ["triaged_at"])
	{finding.msg | some finding in found(row, "2026-04-10T00:00:00Z")} == {
		concat("; ", [unclosed, "nobody has judged it within 4 hours"]),
	}
}

silent := {concat("", [
	"siem: the source has raised no alert for more than 24 hours: ",
	"does it still watch?",
])}

test_a_silent_source_is_unknown if {
	silence([alert], "2026-03-02T12:00:00+08:00") == set()
	silence([alert], "2026-03-02T12:00:01+08:00") == silent
	silence([object.union(alert, {"source": "ids"})], "2026-03-02T12:00:00+08:00") == silent
	silence([alert], "2026-03-01T10:00:00+08:00") == silent
	silence([], now) == silent
}

test_other_sources_may_be_silent if {
	result := late_alert_handling.unknown with input as doc([alert], now)
		with data.params as params
	result == set()
}

applies(rows, sources) := result if {
	result := late_alert_handling.applicable with input as doc(rows, now)
		with data.params as {"LOG-002": {"expected_sources": sources}}
}

test_applicable if {
	applies([alert], [])
	applies([], ["siem"])
	applies([], []) == false
}
