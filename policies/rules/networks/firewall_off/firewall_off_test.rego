package rules.networks.firewall_off_test

import data.rules.networks.firewall_off

params := {"NET-001": {
	"review_days": 183,
	"covered_kinds": ["server", "database"],
	"perimeter_hosts": [],
}}

with_perimeter := {"NET-001": object.union(params["NET-001"], {"perimeter_hosts": ["gate"]})}

system := {
	"system_id": "core",
	"host": "h1",
	"kind": "server",
	"_loc": {"file": "systems.csv", "line": 2},
}

firewall := {
	"host": "h1",
	"enabled": true,
	"default_inbound": "deny",
	"any_any_rules": 0,
	"rules_reviewed_at": "2026-01-01T12:00:00+08:00",
	"_loc": {"file": "nftables.conf", "line": 1},
	"_locs": {"default_inbound": {"file": "nftables.conf", "line": 6}},
}

laptop := {
	"host": "l1",
	"kind": "laptop",
	"firewall_on": true,
	"_loc": {"file": "mdm.csv", "line": 2},
}

# 183 days, to the second, after the review.
now := "2026-07-03T12:00:00+08:00"

evidence(systems, firewalls, endpoints) := {
	"now": now,
	"evidence": {
		"system_inventory": systems,
		"firewall_config": firewalls,
		"endpoint_config": endpoints,
	},
}

denied(given, with_params) := found if {
	found := firewall_off.deny with input as given
		with data.params as with_params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

unknowns(given, with_params) := found if {
	found := firewall_off.unknown with input as given
		with data.params as with_params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

messages(row) := {finding.msg | some finding in denied(evidence([system], [row], []), params)}

applies(given, with_params) := answer if {
	answer := firewall_off.applicable with input as given with data.params as with_params
}

changed(field, value) := object.union(firewall, {field: value})

test_a_good_firewall_passes if {
	given := evidence([system], [firewall], [laptop])
	denied(given, params) == set()
	unknowns(given, params) == set()
}

test_no_firewall if {
	denied(evidence([system], [changed("host", "h2")], []), params) == {{
		"msg": "core: its host has no firewall",
		"msg_zh": "core:其主机没有防火墙",
		"subject": "core",
		"_loc": {"file": "systems.csv", "line": 2},
	}}
}

test_no_firewall_is_unknown_while_a_source_is_unread if {
	given := object.union(evidence([system], [], []), {"gaps": {"firewall_config": [{}]}})
	denied(given, params) == set()
	{finding.msg | some finding in unknowns(given, params)} == {"core: its host has no firewall"}
}

test_a_system_without_a_host_is_unknown if {
	given := evidence([object.remove(system, ["host"])], [firewall], [])
	denied(given, params) == set()
	{finding.msg | some finding in unknowns(given, params)} == {
		"core: its host is not recorded, so that its firewall cannot be found",
	}
}

test_firewall_off if {
	messages(changed("enabled", false)) == {"h1/enabled: the firewall is off"}
}

test_default_accept if {
	denied(evidence([system], [changed("default_inbound", "accept")], []), params) == {{
		"msg": "h1/default_inbound: inbound traffic is not denied by default",
		"msg_zh": "h1/default_inbound:入站流量未默认拒绝",
		"subject": "h1/default_inbound",
		"_loc": {"file": "nftables.conf", "line": 6},
	}}
}

test_no_default_counts_as_accept if {
	messages(object.remove(firewall, ["default_inbound"])) == {
		"h1/default_inbound: inbound traffic is not denied by default",
	}
}

test_one_rule_that_allows_anything if {
	messages(changed("any_any_rules", 1)) == {
		"h1/any_any_rules: 1 rules allow anything from anywhere",
	}
}

test_reviewed_one_second_too_long_ago if {
	messages(changed("rules_reviewed_at", "2026-01-01T11:59:59+08:00")) == {concat("", [
		"h1/rules_reviewed_at: the rules were last reviewed at ",
		"2026-01-01T11:59:59+08:00, more than 183 days ago",
	])}
}

test_a_review_on_a_plain_date if {
	messages(changed("rules_reviewed_at", "2026-01-01")) == set()
	count(messages(changed("rules_reviewed_at", "2025-12-31"))) == 1
}

test_a_review_in_the_future_is_a_data_error if {
	messages(changed("rules_reviewed_at", "2026-07-03T13:00:01+08:00")) == {
		"h1/rules_reviewed_at: the review of the rules is dated in the future",
	}
}

test_each_fault_at_its_own_place if {
	row := object.union(firewall, {"enabled": false, "any_any_rules": 2})
	count(messages(object.union(row, {"default_inbound": "accept"}))) == 3
}

test_what_no_row_tells_is_unknown if {
	row := object.remove(firewall, ["any_any_rules", "rules_reviewed_at"])
	given := evidence([system], [row], [])
	denied(given, params) == set()
	{finding.msg | some finding in unknowns(given, params)} == {
		"h1/any_any_rules: the number of rules that allow anything is not known",
		"h1/rules_reviewed_at: the review of the rules is not recorded",
	}
}

test_another_row_of_the_host_may_tell_it if {
	row := object.remove(firewall, ["rules_reviewed_at"])
	given := evidence([system], [row, firewall], [])
	unknowns(given, params) == set()
	{finding.subject | some finding in unknowns(evidence([system], [row], []), params)} == {
		"h1/rules_reviewed_at",
	}
}

test_every_row_of_a_host_is_judged if {
	given := evidence([system], [firewall, changed("enabled", false)], [])
	{finding.subject | some finding in denied(given, params)} == {"h1/enabled"}
}

test_other_kinds_and_their_hosts_are_left_alone if {
	row := object.union(system, {"kind": "network_device"})
	denied(evidence([row], [], []), params) == set()
	denied(evidence([row], [changed("enabled", false)], []), params) == set()
	unknowns(evidence([row], [object.remove(firewall, ["any_any_rules"])], []), params) == set()
}

test_perimeter_hosts_need_a_firewall if {
	{[finding.msg, finding._loc] |
		some finding in denied(evidence([], [], []), with_perimeter)
	} == {["gate: its host has no firewall", {"file": "firewall_config"}]}
}

test_perimeter_hosts_are_judged_alike if {
	given := evidence([], [object.union(firewall, {"host": "gate", "enabled": false})], [])
	{finding.subject | some finding in denied(given, with_perimeter)} == {"gate/enabled"}
	denied(given, params) == set()
}

test_a_perimeter_host_in_the_inventory_is_found_once if {
	given := evidence([object.union(system, {"host": "gate"})], [], [])
	{finding.subject | some finding in denied(given, with_perimeter)} == {"core"}
}

test_computers_with_the_firewall_off_or_unknown if {
	off := object.union(laptop, {"kind": "workstation", "firewall_on": false})
	unsaid := object.union(object.remove(laptop, ["firewall_on"]), {"host": "l2"})
	{finding.msg | some finding in denied(evidence([], [], [off, unsaid]), params)} == {
		"l1/firewall_on: the firewall of the computer is off",
		"l2/firewall_on: the firewall of the computer is off",
	}
}

test_phones_need_no_firewall if {
	row := object.union(laptop, {"kind": "phone", "firewall_on": false})
	denied(evidence([], [], [row]), params) == set()
}

test_applicable_with_any_subject if {
	applies(evidence([system], [], []), params)
	applies(evidence([], [], [laptop]), params)
	applies(evidence([], [], []), with_perimeter)
	not applies(evidence([], [firewall], []), params)
}

test_a_missing_firewall_is_certain_with_complete_evidence if {
	unknowns(evidence([system], [], []), params) == set()
}

test_what_no_row_tells_is_shown_at_the_first_row if {
	row := object.remove(firewall, ["any_any_rules"])
	later := object.union(row, {"_loc": {"file": "nftables.conf", "line": 9}})
	{finding._loc.line | some finding in unknowns(evidence([system], [row, later], []), params)} == {1}
}
