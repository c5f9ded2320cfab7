package rules.backups.missing_backup_test

import data.rules.backups.missing_backup

system := {
	"system_id": "core",
	"kind": "database",
	"holds_customer_info": true,
	"_loc": {"file": "systems.csv", "line": 2},
}

backup := {
	"repo": "vault",
	"system_id": "core",
	"at": "2026-03-09T12:00:00+08:00",
	"status": "ok",
	"_loc": {"file": "backups.json", "line": 4},
}

# 24 hours, to the second, after the backup.
now := "2026-03-10T12:00:00+08:00"

late := "2026-03-10T12:00:01+08:00"

evidence(systems, backups, at) := {
	"now": at,
	"evidence": {"system_inventory": systems, "backup_snapshots": backups},
}

denied(given) := found if {
	found := missing_backup.deny with input as given
		with data.params as {"BAK-001": {"max_age_hours": 24}}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

messages(systems, backups, at) := {finding.msg |
	some finding in denied(evidence(systems, backups, at))
}

unknowns(given) := found if {
	found := missing_backup.unknown with input as given
		with data.params as {"BAK-001": {"max_age_hours": 24}}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applies(systems) := answer if {
	answer := missing_backup.applicable with input as evidence(systems, [backup], now)
}

none := {"core: it has no good backup"}

stale := {concat("", [
	"core: its newest good backup is of 2026-03-09T12:00:00+08:00, ",
	"more than 24 hours ago",
])}

test_a_backup_exactly_on_the_limit_passes if {
	messages([system], [backup], now) == set()
	unknowns(evidence([system], [backup], now)) == set()
}

test_a_backup_one_second_too_old if {
	denied(evidence([system], [backup], late)) == {{
		"msg": concat("", stale),
		"msg_zh": "core:最近一次成功备份于2026-03-09T12:00:00+08:00,已超过24小时",
		"subject": "core",
		"_loc": {"file": "systems.csv", "line": 2},
		"related": [{"file": "backups.json", "line": 4}],
	}}
}

test_the_newest_backup_counts if {
	older := object.union(backup, {"at": "2026-03-01T12:00:00+08:00"})
	messages([system], [backup, older], now) == set()
	messages([system], [older, backup], late) == stale
}

test_the_newest_of_several_offsets_counts if {
	utc := object.union(backup, {"at": "2026-03-09T10:00:00Z"})
	messages([system], [backup, utc], late) == set()
}

test_a_plain_date_counts_from_its_end if {
	row := object.union(backup, {"at": "2026-03-08"})
	messages([system], [row], "2026-03-09T23:59:59+08:00") == set()
	messages([system], [row], "2026-03-10T00:00:00+08:00") == {
		"core: its newest good backup is of 2026-03-08, more than 24 hours ago",
	}
}

test_no_backup if {
	denied(evidence([system], [], now)) == {{
		"msg": "core: it has no good backup",
		"msg_zh": "core:没有成功的备份",
		"subject": "core",
		"_loc": {"file": "systems.csv", "line": 2},
	}}
}

test_partial_and_failed_runs_do_not_count if {
	messages(
		[system], [
			object.union(backup, {"status": "partial"}),
			object.union(backup, {"status": "failed"}),
		],
		now,
	) == none
}

test_backups_of_other_systems_do_not_count if {
	messages([system], [object.union(backup, {"system_id": "crm"})], now) == none
}

test_a_time_ahead_is_a_data_error_and_does_not_count if {
	messages([system], [object.union(backup, {"at": "2026-03-10T13:00:01+08:00"})], now) == {
		"core: it has no good backup",
		"vault/core/2026-03-10T13:00:01+08:00: the backup is dated in the future",
	}
}

test_an_hour_ahead_is_within_the_error_of_clocks if {
	messages([system], [object.union(backup, {"at": "2026-03-10T13:00:00+08:00"})], now) == set()
}

test_times_ahead_of_other_systems_do_not_matter if {
	other := object.union(backup, {"system_id": "crm", "at": "2027-01-01T00:00:00Z"})
	messages([system], [backup, other], now) == set()
}

test_a_required_backup_counts_without_customer_information if {
	row := object.union(system, {"holds_customer_info": false, "backup_required": true})
	messages([row], [], now) == none
}

test_unknown_customer_information_counts_as_held if {
	messages([object.remove(system, ["holds_customer_info"])], [], now) == none
	unsaid := object.remove(system, ["holds_customer_info"])
	messages([object.union(unsaid, {"backup_required": false})], [], now) == none
}

test_other_systems_need_no_backup if {
	row := object.union(system, {"holds_customer_info": false, "backup_required": false})
	messages([row, object.remove(row, ["backup_required"])], [], now) == set()
	not applies([row])
}

test_an_unread_source_leaves_it_unknown if {
	given := object.union(evidence([system], [backup], late), {"gaps": {"backup_snapshots": [{}]}})
	denied(given) == set()
	{finding.msg | some finding in unknowns(given)} == stale
}

test_applicable_with_an_important_system if {
	applies([system])
	not applies([])
}

test_complete_evidence_leaves_nothing_unknown if {
	unknowns(evidence([system], [backup], late)) == set()
	unknowns(evidence([system], [], now)) == set()
}
