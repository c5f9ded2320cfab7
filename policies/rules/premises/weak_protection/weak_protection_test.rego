package rules.premises.weak_protection_test

import data.rules.premises.weak_protection

params := {"PHY-001": {"certificate_days": 1095}}

site := {
	"site": "b1",
	"required_protection_level": 2,
	"protection_level": 2,
	"certified_at": "2023-03-11",
	"video_on": true,
	"alarm_linked_police": true,
	"_loc": {"file": "premises.csv", "line": 2},
}

judged(row) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	found := weak_protection with input as {
		"now": "2026-03-10T12:00:00+08:00",
		"evidence": {"premises_register": [row]},
	}
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "unknown": set()}

faulty(message) := {"deny": {message}, "unknown": set()}

doubtful(message) := {"deny": set(), "unknown": {message}}

with_site(change) := judged(object.union(site, change))

without(field) := judged(object.remove(site, [field]))

test_protected if judged(site) == clean

test_the_level_is_too_low if {
	with_site({"protection_level": 1}) == faulty("b1: its protection level is 1, level 2 is required")
	with_site({"protection_level": 3}) == clean
}

test_accepted_too_long_ago if {
	message := "b1: the last acceptance was at 2023-03-10, more than 1095 days ago"
	with_site({"certified_at": "2023-03-10"}) == faulty(message)
}

test_devices_that_are_off if {
	with_site({"video_on": false}) == faulty("b1: video monitoring is not in operation")
	message := "b1: the alarm linked to the police is not in operation"
	with_site({"alarm_linked_police": false}) == faulty(message)
}

test_what_is_not_recorded_is_in_doubt if {
	without("protection_level") == doubtful("b1: of its protection level nothing is recorded")
	without("required_protection_level") == doubtful("b1: of the required level nothing is recorded")
	without("video_on") == doubtful("b1: of video monitoring nothing is recorded")
	message := "b1: of the alarm linked to the police nothing is recorded"
	without("alarm_linked_police") == doubtful(message)
	without("certified_at") == doubtful("b1: the last acceptance is not recorded")
}
