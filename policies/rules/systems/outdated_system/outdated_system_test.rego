package rules.systems.outdated_system_test

import data.rules.systems.outdated_system

params := {"SYS-003": {"warn_days": 90}}

system := {
	"system_id": "S1",
	"host": "h1",
	"kind": "server",
	"os_eol_at": "2026-06-08",
	"_loc": {"file": "systems.csv", "line": 2},
}

doc(rows, at) := {"now": at, "evidence": {"system_inventory": rows}}

found(rows, at) := result if {
	result := outdated_system.deny with input as doc(rows, at)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

notes(rows, at) := result if {
	result := outdated_system.warn with input as doc(rows, at)
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

doubts(rows) := {finding.msg | some finding in result} if {
	result := outdated_system.unknown with input as doc(rows, "2026-01-01T00:00:00Z")
}

test_longer_support_passes if {
	found([system], "2026-03-09T23:59:59+08:00") == set()
	notes([system], "2026-03-09T23:59:59+08:00") == set()
	doubts([system]) == set()
	doubts([object.remove(system, ["host"])]) == set()
}

test_support_ends_soon if {
	expected := {{
		"msg": "S1: support of its operating system ends on 2026-06-08, within 90 days",
		"msg_zh": "S1:其操作系统将于2026-06-08终止支持,不足90天",
		"subject": "S1",
		"severity": "low",
		"_loc": {"file": "systems.csv", "line": 2},
	}}
	notes([system], "2026-03-10T00:00:00+08:00") == expected
	notes([system], "2026-06-08T23:59:59+08:00") == expected
	found([system], "2026-06-08T23:59:59+08:00") == set()
}

test_support_has_ended if {
	found([system], "2026-06-09T00:00:00+08:00") == {{
		"msg": "S1: support of its operating system ended on 2026-06-08",
		"msg_zh": "S1:其操作系统已于2026-06-08终止支持",
		"subject": "S1",
		"_loc": {"file": "systems.csv", "line": 2},
	}}
	notes([system], "2026-06-09T00:00:00+08:00") == set()
}

test_an_unrecorded_end_is_unknown if {
	row := object.remove(system, ["os_eol_at"])
	found([row], "2026-06-09T00:00:00+08:00") == set()
	notes([row], "2026-06-09T00:00:00+08:00") == set()
	fault := {"S1: the end of support of its operating system is not recorded"}
	doubts([row]) == fault
	doubts([object.remove(row, ["host"]), system]) == fault
	doubts([row, object.union(system, {"host": "h2"})]) == fault
}

test_another_system_of_the_host_may_tell if {
	other := object.union(system, {"system_id": "S2"})
	doubts([object.remove(system, ["os_eol_at"]), other]) == set()
}

test_applicable if {
	outdated_system.applicable with input as doc([system], "2026-01-01T00:00:00Z")
	not outdated_system.applicable with input as doc([], "2026-01-01T00:00:00Z")
}
