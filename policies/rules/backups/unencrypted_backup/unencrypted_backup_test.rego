package rules.backups.unencrypted_backup_test

import data.rules.backups.unencrypted_backup

params := {"BAK-004": {"max_age_days": 90}}

system := {
	"system_id": "core",
	"kind": "database",
	"holds_customer_info": true,
	"_loc": {"file": "systems.csv", "line": 2},
}

snapshot := {
	"repo": "vault",
	"system_id": "core",
	"at": "2025-12-10T12:00:00+08:00",
	"status": "ok",
	"encrypted": true,
	"_loc": {"file": "backups.json", "line": 4},
}

clear := object.union(snapshot, {"encrypted": false})

# 90 days, to the second, after the backup.
now := "2026-03-10T12:00:00+08:00"

doc(systems, backups, at) := {
	"now": at,
	"evidence": {"system_inventory": systems, "backup_snapshots": backups},
}

found(given) := result if {
	result := unencrypted_backup.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

doubts(given) := {finding.msg | some finding in result} if {
	result := unencrypted_backup.unknown with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applies(given) := result if {
	result := unencrypted_backup.applicable with input as given with data.params as params
}

test_an_encrypted_backup_passes if {
	found(doc([system], [snapshot], now)) == set()
	doubts(doc([system], [snapshot], now)) == set()
}

test_a_backup_in_the_clear if {
	found(doc([system], [clear], now)) == {{
		"msg": "vault/core/2025-12-10T12:00:00+08:00: the backup is not encrypted",
		"msg_zh": "vault/core/2025-12-10T12:00:00+08:00:备份未加密",
		"subject": "vault/core/2025-12-10T12:00:00+08:00",
		"_loc": {"file": "backups.json", "line": 4},
	}}
	doubts(doc([system], [clear], now)) == set()
	count(found(doc([system], [object.remove(snapshot, ["encrypted"])], now))) == 1
}

test_older_backups_are_not_judged if {
	given := doc([system], [clear], "2026-03-10T12:00:01+08:00")
	found(given) == set()
	applies(given) == false
}

test_a_system_that_may_hold_customer_information_is_unknown if {
	every systems in [[], [object.remove(system, ["holds_customer_info"])]] {
		given := doc(systems, [clear], now)
		found(given) == set()
		doubts(given) == {concat("", [
			"vault/core/2025-12-10T12:00:00+08:00: the backup is not encrypted, ",
			"and the inventory does not tell what its system holds",
		])}
		applies(given)
	}
}

test_backups_of_other_systems_are_no_subject if {
	given := doc([object.union(system, {"holds_customer_info": false})], [clear], now)
	found(given) == set()
	doubts(given) == set()
	applies(given) == false
}

test_applicable if {
	applies(doc([system], [snapshot], now))
	applies(doc([system], [], now)) == false
}
