package rules.backups.untested_recovery_test

import data.rules.backups.untested_recovery

params := {"BAK-003": {"max_test_age_days": 365, "rto_minutes": 480}}

plan := {
	"doc_id": "P1",
	"topic": "recovery_plan",
	"version": "1",
	"approved_at": "2025-01-05",
	"effective_at": "2025-01-10",
	"_loc": {"file": "policies.csv", "line": 2},
}

system := {
	"system_id": "core",
	"kind": "database",
	"holds_customer_info": true,
	"_loc": {"file": "systems.csv", "line": 2},
}

restore := {
	"system_id": "core",
	"tested_at": "2025-03-10T12:00:00+08:00",
	"result": "ok",
	"minutes_taken": 480,
	"data_verified": true,
	"_loc": {"file": "restores.csv", "line": 2},
}

doc(plans, systems, restores) := {
	"now": "2026-03-10T12:00:00+08:00",
	"evidence": {
		"policy_register": plans,
		"system_inventory": systems,
		"restore_tests": restores,
	},
}

found(given) := result if {
	result := untested_recovery.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

denied(restores) := {finding.msg | some finding in found(doc([plan], [system], restores))}

doubts(given) := {finding.msg | some finding in result} if {
	result := untested_recovery.unknown with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

untested := {"core: no restore succeeded and was verified in the last 365 days"}

slow := {"core: its newest restore took 481 minutes, more than 480"}

gap(given, kind) := object.union(given, {"gaps": {kind: [{}]}})

test_a_tested_restore_passes if {
	found(doc([plan], [system], [restore])) == set()
	doubts(doc([plan], [system], [restore])) == set()
}

test_no_restore if {
	found(doc([plan], [system], [])) == {{
		"msg": concat("", untested),
		"msg_zh": "core:最近365天没有成功且经核对的恢复测试",
		"subject": "core",
		"_loc": {"file": "systems.csv", "line": 2},
	}}
	doubts(doc([plan], [system], [])) == set()
}

test_restores_that_do_not_count if {
	denied([object.remove(restore, ["data_verified"])]) == untested
	every patch in [
		{"result": "failed"},
		{"data_verified": false},
		{"tested_at": "2025-03-10T11:59:59+08:00"},
		{"tested_at": "2026-03-12"},
		{"system_id": "crm"},
	] {
		denied([object.union(restore, patch)]) == untested
	}
}

test_the_restore_took_too_long if {
	found(doc([plan], [system], [object.union(restore, {"minutes_taken": 481})])) == {{
		"msg": concat("", slow),
		"msg_zh": "core:最近一次恢复用时481分钟,超过480分钟",
		"subject": "core",
		"_loc": {"file": "systems.csv", "line": 2},
		"related": [{"file": "restores.csv", "line": 2}],
	}}
}

test_the_newest_good_restore_counts if {
	late := object.union(restore, {"minutes_taken": 481})
	denied([late, object.union(restore, {"tested_at": "2026-01-01"})]) == set()
	denied([restore, object.union(late, {"tested_at": "2026-01-01"})]) == slow
	failed := object.union(late, {"tested_at": "2026-01-01", "result": "failed"})
	denied([restore, failed]) == set()
}

test_an_unrecorded_duration_is_unknown if {
	row := object.remove(restore, ["minutes_taken"])
	denied([row]) == set()
	doubts(doc([plan], [system], [row])) == {
		"core: how long its newest restore took is not recorded",
	}
}

test_an_unread_register_of_restores if {
	given := gap(doc([plan], [system], []), "restore_tests")
	found(given) == set()
	doubts(given) == untested
}

test_a_system_that_may_hold_customer_information_is_unknown if {
	row := object.remove(system, ["holds_customer_info"])
	none := doc([plan], [row], [])
	found(none) == set()
	doubts(none) == untested
	late := doc([plan], [row], [object.union(restore, {"minutes_taken": 481})])
	found(late) == set()
	doubts(late) == slow
}

test_other_systems_need_no_restore if {
	row := object.union(system, {"holds_customer_info": false})
	found(doc([plan], [row], [])) == set()
	doubts(doc([plan], [row], [])) == set()
}

no_plan := {"recovery_plan: no recovery plan is approved and in force"}

test_no_plan if {
	expected := {{
		"msg": concat("", no_plan),
		"msg_zh": "recovery_plan:没有经批准且现行有效的恢复计划",
		"subject": "recovery_plan",
		"_loc": {"file": "policy_register"},
	}}
	found(doc([], [], [])) == expected
	found(doc([object.remove(plan, ["approved_at"])], [], [])) == expected
	found(doc([object.union(plan, {"topic": "privacy_policy"})], [], [])) == expected
	doubts(doc([], [], [])) == set()
	unread := gap(doc([], [], []), "policy_register")
	found(unread) == set()
	doubts(unread) == no_plan
}

test_applicable if untested_recovery.applicable with input as doc([], [], [])
