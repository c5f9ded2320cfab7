package rules.backups.single_backup_site_test

import data.rules.backups.single_backup_site

params := {"BAK-002": {"min_sites": 2, "max_age_days": 7, "min_media": 1}}

system := {
	"system_id": "core",
	"kind": "database",
	"holds_customer_info": true,
	"site": "head",
	"_loc": {"file": "systems.csv", "line": 2},
}

here := {
	"repo": "vault",
	"system_id": "core",
	"at": "2026-03-03T12:00:00+08:00",
	"status": "ok",
	"site": "head",
	"medium": "disk",
	"_loc": {"file": "backups.json", "line": 4},
}

away := object.union(here, {"repo": "cloud", "site": "cloud-1", "medium": "cloud"})

doc(systems, backups) := {
	"now": "2026-03-10T12:00:00+08:00",
	"evidence": {"system_inventory": systems, "backup_snapshots": backups},
}

given_by(given, patch) := result if {
	result := single_backup_site.deny with input as given
		with data.params as {"BAK-002": object.union(params["BAK-002"], patch)}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

found(given) := given_by(given, {})

denied(backups) := {finding.msg | some finding in found(doc([system], backups))}

doubts(given, patch) := {finding.msg | some finding in result} if {
	result := single_backup_site.unknown with input as given
		with data.params as {"BAK-002": object.union(params["BAK-002"], patch)}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

sites(n) := sprintf("its backups of the last 7 days lie at %v sites, fewer than 2", [n])

home := "its backups lie only at the site of the system itself"

test_two_sites_pass if {
	denied([here, away]) == set()
	doubts(doc([system], [here, away]), {}) == set()
}

test_one_other_site if {
	found(doc([system], [away, object.union(away, {"repo": "second"})])) == {{
		"msg": concat("", ["core: ", sites(1)]),
		"msg_zh": "core:最近7天的备份位于1个地点,少于2个",
		"subject": "core",
		"_loc": {"file": "systems.csv", "line": 2},
	}}
}

test_complete_evidence_leaves_nothing_unknown if {
	doubts(doc([system], [away]), {}) == set()
}

test_only_the_site_of_the_system if {
	denied([here]) == {concat("", ["core: ", home, "; ", sites(1)])}
	{finding.msg | some finding in given_by(doc([system], [here]), {"min_sites": 1})} == {
		concat("", ["core: ", home]),
	}
	given_by(doc([system], [away]), {"min_sites": 1}) == set()
}

test_old_failed_and_future_copies_do_not_count if {
	one := {concat("", ["core: ", home, "; ", sites(1)])}
	denied([here, object.remove(away, ["site"])]) == one
	every patch in [
		{"at": "2026-03-03T11:59:59+08:00"},
		{"status": "partial"},
		{"at": "2026-03-12"},
		{"system_id": "crm"},
	] {
		denied([here, object.union(away, patch)]) == one
	}
}

test_kinds_of_medium if {
	none := "its backups of the last 7 days are on 0 kinds of medium, fewer than 1"
	bare := [object.remove(here, ["medium"]), object.remove(away, ["medium"])]
	denied(bare) == {concat("", ["core: ", none])}
	given_by(doc([system], [here, away]), {"min_media": 2}) == set()
	same := object.union(away, {"medium": "disk"})
	{finding.msg | some finding in given_by(doc([system], [here, same]), {"min_media": 2})} == {
		"core: its backups of the last 7 days are on 1 kinds of medium, fewer than 2",
	}
}

test_no_backup_at_all if {
	denied([]) == {concat("", [
		"core: its backups of the last 7 days are on 0 kinds of medium, fewer than 1; ",
		sites(0),
	])}
}

test_an_unread_source_leaves_it_unknown if {
	given := object.union(doc([system], [away]), {"gaps": {"backup_snapshots": [{}]}})
	found(given) == set()
	doubts(given, {}) == {concat("", ["core: ", sites(1)])}
}

test_an_unrecorded_site_of_the_system_is_unknown if {
	given := doc([object.remove(system, ["site"])], [away])
	given_by(given, {"min_sites": 1}) == set()
	doubts(given, {"min_sites": 1}) == {
		"core: its own site is not recorded, so that its backups may lie there too",
	}
	doubts(doc([object.remove(system, ["site"])], [here, away]), {}) == set()
}

test_systems_in_scope if {
	required := object.union(system, {"holds_customer_info": false, "backup_required": true})
	count(found(doc([required], []))) == 1
	count(found(doc([object.remove(system, ["holds_customer_info"])], []))) == 1
	other := object.union(system, {"holds_customer_info": false})
	found(doc([other], [])) == set()
	not single_backup_site.applicable with input as doc([other], [])
	single_backup_site.applicable with input as doc([system], [])
}
