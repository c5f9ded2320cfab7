package rules.logging.unguarded_integrity_test

import data.rules.logging.unguarded_integrity

params := {"LOG-004": {"max_age_days": 7, "paper_kinds": ["archive"]}}

store := {
	"store_id": "D1",
	"kind": "database",
	"system_id": "core",
	"holds_customer_info": true,
	"_loc": {"file": "stores.csv", "line": 2},
}

check := {
	"host": "h1",
	"path": "/data",
	"store_id": "D1",
	"last_checked_at": "2026-03-03T12:00:00+08:00",
	"mismatches": 0,
	"_loc": {"file": "aide.csv", "line": 2},
}

log := {"system_id": "core", "source": "pgaudit", "enabled": true, "append_only": true}

doc(stores, checks, logs) := {
	"now": "2026-03-10T12:00:00+08:00",
	"evidence": {
		"storage_inventory": stores,
		"integrity_monitoring": checks,
		"audit_logging": logs,
	},
}

found(given) := result if {
	result := unguarded_integrity.deny with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

denied(given) := {finding.msg | some finding in found(given)}

doubts(given) := {finding.msg | some finding in result} if {
	result := unguarded_integrity.unknown with input as given
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

applies(given) := result if {
	result := unguarded_integrity.applicable with input as given with data.params as params
}

checked(patch) := denied(doc([store], [object.union(check, patch)], [log]))

logged(patch) := denied(doc([store], [check], [object.union(log, patch)]))

unchecked := {"D1: its integrity was not checked in the last 7 days"}

editable := {"D1/append_only: its system has no append-only audit log"}

differing := {"h1//data: 2 differences are not explained"}

test_a_guarded_store_passes if {
	found(doc([store], [check], [log])) == set()
	doubts(doc([store], [check], [log])) == set()
}

test_not_checked if {
	found(doc([store], [], [log])) == {{
		"msg": concat("", unchecked),
		"msg_zh": "D1:最近7天未校验其完整性",
		"subject": "D1",
		"_loc": {"file": "stores.csv", "line": 2},
	}}
	every patch in [
		{"last_checked_at": "2026-03-03T11:59:59+08:00"},
		{"last_checked_at": "2026-03-12"},
		{"store_id": "D2"},
	] {
		checked(patch) == unchecked
	}
}

test_differences if {
	found(doc([store], [object.union(check, {"mismatches": 2})], [log])) == {{
		"msg": concat("", differing),
		"msg_zh": "h1//data:有2处不一致未作说明",
		"subject": "h1//data",
		"_loc": {"file": "aide.csv", "line": 2},
	}}
	checked({"mismatches": 2, "explained": false}) == differing
	checked({"mismatches": 2, "explained": true}) == set()
	checked({"mismatches": 1}) == {"h1//data: 1 differences are not explained"}
}

test_complete_evidence_leaves_nothing_unknown if {
	doubts(doc([store], [], [])) == set()
	doubts(doc([store], [object.union(check, {"mismatches": 2})], [log])) == set()
}

test_unknown_differences_are_unknown if {
	given := doc([store], [object.remove(check, ["mismatches"])], [log])
	denied(given) == set()
	doubts(given) == {"h1//data: the number of differences is not recorded"}
}

test_audit_log if {
	found(doc([store], [check], [])) == {{
		"msg": concat("", editable),
		"msg_zh": "D1/append_only:其系统没有只可追加的审计日志",
		"subject": "D1/append_only",
		"_loc": {"file": "stores.csv", "line": 2},
	}}
	logged({"append_only": false}) == editable
	logged({"enabled": false}) == editable
	logged({"system_id": "crm"}) == editable
	denied(doc([store], [check], [object.remove(log, ["append_only"])])) == editable
	denied(doc([store], [check], [log, object.union(log, {"append_only": false})])) == set()
}

test_unrecorded_system_is_unknown if {
	given := doc([object.remove(store, ["system_id"])], [check], [log])
	denied(given) == set()
	doubts(given) == {
		"D1: its system is not recorded, so that its audit log cannot be found",
	}
}

test_unread_sources_leave_it_unknown if {
	checks := object.union(doc([store], [], []), {"gaps": {"integrity_monitoring": [{}]}})
	denied(checks) == editable
	doubts(checks) == unchecked
	logs := object.union(doc([store], [], []), {"gaps": {"audit_logging": [{}]}})
	denied(logs) == unchecked
	doubts(logs) == editable
}

test_a_store_that_may_hold_customer_information_is_unknown if {
	row := object.remove(store, ["holds_customer_info"])
	given := doc([row], [object.union(check, {"mismatches": 2})], [])
	denied(given) == set()
	doubts(given) == editable | differing
	doubts(doc([row], [], [log])) == unchecked
	applies(given)
}

test_other_stores_are_no_subject if {
	every patch in [{"holds_customer_info": false}, {"kind": "archive"}] {
		given := doc([object.union(store, patch)], [object.union(check, {"mismatches": 2})], [])
		denied(given) == set()
		doubts(given) == set()
		applies(given) == false
	}
}

test_applicable if applies(doc([store], [], []))
