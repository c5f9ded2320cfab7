package rules.networks.missing_intrusion_detection_test

import data.rules.networks.missing_intrusion_detection

params := {"NET-002": {
	"required_segments": ["dmz"],
	"max_rule_age_days": 7,
	"max_triage_hours": 24,
}}

sensor := {
	"sensor": "s1",
	"segment": "dmz",
	"running": true,
	"rules_updated_at": "2026-03-03T12:00:00+08:00",
	"_loc": {"file": "ids.json", "line": 2},
}

alert := {
	"alert_id": "A1",
	"source": "siem",
	"kind": "intrusion",
	"severity": "low",
	"raised_at": "2026-03-09T12:00:00+08:00",
	"_loc": {"file": "alerts.csv", "line": 2},
}

# 7 days after the update and 24 hours after the alert, to the second.
now := "2026-03-10T12:00:00+08:00"

doc(sensors, alerts) := {
	"now": now,
	"evidence": {"ids_status": sensors, "security_alerts": alerts},
}

found(given) := result if {
	result := missing_intrusion_detection.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

denied(given) := {finding.msg | some finding in found(given)}

doubts(given) := {finding.msg | some finding in result} if {
	result := missing_intrusion_detection.unknown with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

patched(patch) := denied(doc([object.union(sensor, patch)], []))

bare := {"dmz: no sensor watches the segment"}

untouched := {"A1: nobody has judged it within 24 hours"}

test_on_the_limits_passes if {
	found(doc([sensor], [alert])) == set()
	doubts(doc([sensor], [alert])) == set()
}

test_no_sensor if {
	given := doc([object.union(sensor, {"segment": "core", "running": false})], [])
	found(given) == {{
		"msg": concat("", bare),
		"msg_zh": "dmz:该网段没有入侵检测探针",
		"subject": "dmz",
		"_loc": {"file": "ids_status"},
	}}
	doubts(given) == set()
}

test_an_unread_source_leaves_it_unknown if {
	given := object.union(doc([], []), {"gaps": {"ids_status": [{}]}})
	denied(given) == set()
	doubts(given) == bare
}

test_sensor_does_not_run if {
	patched({"running": false}) == {"s1/running: the sensor does not run"}
}

test_rules_are_too_old if {
	patched({"rules_updated_at": "2026-03-03T11:59:59+08:00"}) == {concat("", [
		"s1/rules_updated_at: the update of its rules was at 2026-03-03T11:59:59+08:00, ",
		"more than 7 days ago",
	])}
	denied(doc([object.remove(sensor, ["rules_updated_at"])], [])) == {
		"s1/rules_updated_at: the update of its rules is not recorded",
	}
}

late := object.union(alert, {"raised_at": "2026-03-09T11:59:59+08:00"})

test_an_alert_a_second_too_late if {
	denied(doc([sensor], [late])) == untouched
	doubts(doc([sensor], [late])) == set()
	denied(doc([sensor], [object.union(late, {"triaged_at": "2026-03-10T11:59:59+08:00"})])) == set()
	denied(doc([sensor], [object.union(late, {"triaged_at": "2026-03-10T12:00:00+08:00"})])) == {
		concat("", [
			"A1: it was judged at 2026-03-10T12:00:00+08:00, more than 24 hours ",
			"after it was raised at 2026-03-09T11:59:59+08:00",
		]),
	}
}

test_other_alerts_are_no_subject if {
	given := doc([sensor], [object.union(late, {"kind": "malware"})])
	denied(given) == set()
	doubts(given) == set()
}

test_an_alert_of_unknown_kind_is_unknown if {
	given := doc([sensor], [object.remove(late, ["kind"])])
	denied(given) == set()
	doubts(given) == untouched
}

applies(given, segments) := result if {
	result := missing_intrusion_detection.applicable with input as given
		with data.params as {"NET-002": {"required_segments": segments}}
}

test_applicable if {
	applies(doc([], []), ["dmz"])
	applies(doc([], [alert]), [])
	applies(doc([sensor], [object.union(alert, {"kind": "other"})]), []) == false
}
