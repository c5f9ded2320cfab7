package rules.systems.outdated_antivirus_test

import data.rules.systems.outdated_antivirus

params := {"SYS-002": {
	"covered_kinds": ["laptop"],
	"max_signature_age_days": 3,
	"max_scan_age_days": 7,
}}

system := {
	"system_id": "S1",
	"host": "h1",
	"kind": "laptop",
	"_loc": {"file": "systems.csv", "line": 2},
}

guard := {
	"host": "h1",
	"product": "clamav",
	"running": true,
	"realtime": true,
	"signatures_at": "2026-03-07T12:00:00+08:00",
	"last_scan_at": "2026-03-03T12:00:00+08:00",
	"_loc": {"file": "clamd.conf", "line": 1},
	"_locs": {"last_scan_at": {"file": "scan.log", "line": 9}},
}

# Both limits, to the second.
now := "2026-03-10T12:00:00+08:00"

given(systems, products) := {
	"now": now,
	"evidence": {"system_inventory": systems, "endpoint_protection": products},
}

found(doc) := result if {
	result := outdated_antivirus.deny with input as doc
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

denied(doc) := {finding.msg | some finding in found(doc)}

doubts(doc) := {finding.msg | some finding in result} if {
	result := outdated_antivirus.unknown with input as doc with data.params as params
}

patched(patch) := denied(given([system], [object.union(guard, patch)]))

without(field) := denied(given([system], [object.remove(guard, [field])]))

test_exactly_on_the_limits_passes if {
	found(given([system], [guard])) == set()
	doubts(given([system], [guard])) == set()
}

test_a_scan_one_second_too_old if {
	row := object.union(guard, {"last_scan_at": "2026-03-03T11:59:59+08:00"})
	found(given([system], [row])) == {{
		"msg": concat("", [
			"h1/clamav/last_scan_at: the last scan was at ",
			"2026-03-03T11:59:59+08:00, more than 7 days ago",
		]),
		"msg_zh": concat("", [
			"h1/clamav/last_scan_at:最近扫描时间为",
			"2026-03-03T11:59:59+08:00,已超过7天",
		]),
		"subject": "h1/clamav/last_scan_at",
		"_loc": {"file": "scan.log", "line": 9},
	}}
}

test_signatures_one_second_too_old if {
	patched({"signatures_at": "2026-03-07T11:59:59+08:00"}) == {concat("", [
		"h1/clamav/signatures_at: the update of the signatures was at ",
		"2026-03-07T11:59:59+08:00, more than 3 days ago",
	])}
}

test_missing_times if {
	without("signatures_at") == {
		"h1/clamav/signatures_at: the update of the signatures is not recorded",
	}
	without("last_scan_at") == {"h1/clamav/last_scan_at: the last scan is not recorded"}
}

test_protection_is_off if {
	patched({"running": false}) == {"h1/clamav/running: the protection does not run"}
	patched({"realtime": false}) == {"h1/clamav/realtime: real-time protection is off"}
	without("realtime") == {"h1/clamav/realtime: real-time protection is off"}
	count(patched({"running": false, "realtime": false})) == 2
}

test_one_product_that_protects_is_enough if {
	other := object.union(guard, {"product": "other", "realtime": false})
	denied(given([system], [guard, other])) == set()
	denied(given([system], [object.union(guard, {"running": false}), other])) == {
		"h1/clamav/running: the protection does not run",
		"h1/other/realtime: real-time protection is off",
	}
}

test_no_protection if {
	doc := given([system], [object.union(guard, {"host": "h2"})])
	found(doc) == {{
		"msg": "S1: its host has no anti-malware protection",
		"msg_zh": "S1:其主机没有防病毒软件",
		"subject": "S1",
		"_loc": {"file": "systems.csv", "line": 2},
	}}
	doubts(doc) == set()
}

test_an_unread_source_leaves_it_unknown if {
	doc := object.union(given([system], []), {"gaps": {"endpoint_protection": [{}]}})
	denied(doc) == set()
	doubts(doc) == {"S1: its host has no anti-malware protection"}
}

test_an_unrecorded_host_is_unknown if {
	doc := given([object.remove(system, ["host"])], [guard])
	denied(doc) == set()
	doubts(doc) == {
		"S1: its host is not recorded, so that its protection cannot be found",
	}
}

test_other_kinds_are_not_covered if {
	doc := given(
		[object.union(system, {"kind": "server"})],
		[object.union(guard, {"running": false})],
	)
	denied(doc) == set()
	doubts(given([{"system_id": "S2", "kind": "server"}], [])) == set()
	not outdated_antivirus.applicable with input as doc with data.params as params
}

test_applicable if {
	outdated_antivirus.applicable with input as given([system], []) with data.params as params
}
