package rules.backups.unverified_backup_test

import data.rules.backups.unverified_backup

params := {"BAK-005": {"max_check_age_days": 7, "require_immutable_copy": true}}

system := {
	"system_id": "core",
	"kind": "database",
	"holds_customer_info": true,
	"_loc": {"file": "systems.csv", "line": 2},
}

snapshot := {
	"repo": "vault",
	"system_id": "core",
	"at": "2026-03-01",
	"status": "ok",
	"location": "b1",
	"medium": "disk",
	"immutable": true,
	"checked_at": "2026-03-03T12:00:00+08:00",
	"check_result": "ok",
	"_loc": {"file": "backups.json", "line": 4},
}

plain := object.remove(snapshot, ["immutable"])

bucket := {"bucket": "b1", "object_lock": true, "_loc": {"file": "buckets.json"}}

doc(systems, backups, buckets) := {
	"now": "2026-03-10T12:00:00+08:00",
	"evidence": {
		"system_inventory": systems,
		"backup_snapshots": backups,
		"object_store_config": buckets,
	},
}

found(given) := result if {
	result := unverified_backup.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

denied(given) := {finding.msg | some finding in found(given)}

doubts(given) := {finding.msg | some finding in result} if {
	result := unverified_backup.unknown with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

checks(rows) := denied(doc([], rows, []))

bad := {"vault: its newest check did not end well"}

mutable := {"core: none of its backups is immutable"}

test_a_checked_and_immutable_backup_passes if {
	found(doc([system], [snapshot], [])) == set()
	doubts(doc([system], [snapshot], [])) == set()
}

test_the_check_is_too_old if {
	found(doc([], [object.union(snapshot, {"checked_at": "2026-03-03T11:59:59+08:00"})], [])) == {{
		"msg": concat("", [
			"vault: its newest check was at 2026-03-03T11:59:59+08:00, ",
			"more than 7 days ago",
		]),
		"msg_zh": "vault:最近一次校验时间为2026-03-03T11:59:59+08:00,已超过7天",
		"subject": "vault",
		"_loc": {"file": "backups.json", "line": 4},
	}}
}

test_never_checked if {
	row := object.remove(snapshot, ["checked_at"])
	checks([row]) == {"vault: its newest check is not recorded"}
	checks([row, snapshot]) == set()
	checks([snapshot, object.union(row, {"repo": "second"})]) == {
		"second: its newest check is not recorded",
	}
}

test_the_newest_result_counts if {
	failed := object.union(snapshot, {"check_result": "failed"})
	checks([failed]) == bad
	checks([object.remove(snapshot, ["check_result"])]) == bad
	checks([object.union(failed, {"checked_at": "2026-03-03T11:00:00+08:00"}), snapshot]) == set()
	checks([object.union(failed, {"checked_at": "2026-03-04"}), snapshot]) == bad
	checks([failed, snapshot]) == bad
	checks([snapshot, failed]) == bad
}

test_no_immutable_copy if {
	expected := {{
		"msg": concat("", mutable),
		"msg_zh": "core:没有不可篡改的备份",
		"subject": "core",
		"_loc": {"file": "systems.csv", "line": 2},
	}}
	found(doc([system], [plain], [])) == expected
	found(doc([system], [object.union(plain, {"immutable": false})], [])) == expected
	doubts(doc([system], [plain], [])) == set()
	failed := object.union(snapshot, {"status": "failed"})
	found(doc([system], [plain, failed], [])) == expected
	found(doc([system], [plain, object.union(snapshot, {"system_id": "crm"})], [])) == expected
}

test_one_immutable_copy_is_enough if {
	denied(doc([system], [plain, snapshot], [])) == set()
}

test_a_locked_bucket_is_immutable if {
	denied(doc([system], [plain], [bucket])) == set()
	denied(doc([system], [plain], [object.union(bucket, {"object_lock": false})])) == mutable
	denied(doc([system], [plain], [object.union(bucket, {"bucket": "b2"})])) == mutable
	denied(doc([system], [object.remove(plain, ["location"])], [bucket])) == mutable
}

test_an_immutable_copy_need_not_be if {
	free := {"BAK-005": object.union(params["BAK-005"], {"require_immutable_copy": false})}
	result := unverified_backup.deny with input as doc([system], [plain], [])
		with data.params as free
	result == set()
}

test_systems_without_a_good_backup_are_left_to_another_control if {
	denied(doc([system], [], [])) == set()
	denied(doc([system], [object.union(plain, {"status": "failed"})], [])) == set()
}

without_buckets(row) := {
	"now": "2026-03-10T12:00:00+08:00",
	"evidence": {"system_inventory": [system], "backup_snapshots": [row]},
}

test_only_copies_in_the_cloud_need_bucket_settings if {
	denied(without_buckets(plain)) == mutable
	every row in [object.union(plain, {"medium": "cloud"}), object.remove(plain, ["medium"])] {
		denied(without_buckets(row)) == set()
		doubts(without_buckets(row)) == mutable
		denied(doc([system], [row], [])) == mutable
		doubts(doc([system], [row], [])) == set()
	}
}

test_an_unread_source_leaves_it_unknown if {
	given := object.union(doc([system], [plain], []), {"gaps": {"backup_snapshots": [{}]}})
	denied(given) == set()
	doubts(given) == mutable
}

test_a_system_that_may_hold_customer_information_is_unknown if {
	given := doc([object.remove(system, ["holds_customer_info"])], [plain], [])
	denied(given) == set()
	doubts(given) == mutable
}

test_other_systems_need_no_immutable_copy if {
	given := doc([object.union(system, {"holds_customer_info": false})], [plain], [])
	denied(given) == set()
	doubts(given) == set()
}

test_applicable if {
	unverified_backup.applicable with input as doc([], [snapshot], [])
	not unverified_backup.applicable with input as doc([system], [], [])
}
