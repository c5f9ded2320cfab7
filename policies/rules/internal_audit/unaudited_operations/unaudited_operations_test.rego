package rules.internal_audit.unaudited_operations_test

import data.rules.internal_audit.unaudited_operations

params := {"AUD-001": {
	"interval_days": 183,
	"min_sample": 25,
	"audited_depts": ["customer_service"],
}}

audit := {
	"audit_id": "A1",
	"kind": "staff_operations_audit",
	"scope": ["core"],
	"performed_at": "2025-09-08",
	"performer_dept": "compliance",
	"report_ref": "R1",
	"sample_size": 25,
	"_loc": {"file": "audits.csv", "line": 2},
}

second := object.union(audit, {"audit_id": "A2", "scope": ["crm", "web"]})

core := {
	"system_id": "core",
	"kind": "database",
	"holds_customer_info": true,
	"_loc": {"file": "systems.csv", "line": 2},
}

crm := object.union(core, {"system_id": "crm"})

judged(audits, systems, gaps) := {
	"deny": {[finding.msg, object.get(finding, "severity", "")] | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	found := unaudited_operations with input as {
		"now": "2026-03-10T12:00:00+08:00",
		"evidence": {"audit_register": audits, "system_inventory": systems},
		"gaps": {kind: [{"target": "t", "reason": "denied"}] | some kind in gaps},
	}
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "unknown": set()}

faulty(message) := {"deny": {[message, ""]}, "unknown": set()}

doubtful(message) := {"deny": set(), "unknown": {message}}

with_audit(change) := judged([object.union(audit, change)], [core], [])

none := concat("", [
	"staff_operations_audit: no independent audit of staff operations with a report ",
	"in the last 183 days",
])

test_audited_of_late if {
	with_audit({}) == clean
	judged([audit, second], [core, crm], []) == clean
}

test_nothing_makes_exempt if unaudited_operations.applicable

test_audits_that_do_not_count if {
	with_audit({"performed_at": "2025-09-07"}) == faulty(none)
	with_audit({"kind": "aml_audit"}) == faulty(none)
	with_audit({"performer_dept": "customer_service"}) == faulty(none)
	judged([object.remove(audit, ["performer_dept"])], [core], []) == faulty(none)
	judged([object.remove(audit, ["report_ref"])], [core], []) == faulty(none)
	judged([], [], []) == faulty(none)
}

test_an_audit_may_be_in_the_unread_part if {
	judged([], [core], ["audit_register"]) == doubtful(none)
	message := "crm: no audit of staff operations in the last 183 days names it"
	judged([audit], [core, crm], ["audit_register"]) == doubtful(message)
}

test_a_system_that_no_audit_names if {
	message := "crm: no audit of staff operations in the last 183 days names it"
	judged([audit], [core, crm], []) == faulty(message)
	own := object.union(second, {"performer_dept": "customer_service"})
	judged([audit, own], [core, crm], []) == faulty(message)
	unknown_system := object.remove(crm, ["holds_customer_info"])
	judged([audit], [core, unknown_system], []) == doubtful(message)
	empty := object.union(crm, {"holds_customer_info": false})
	judged([audit], [core, empty], []) == clean
}

test_a_small_sample_is_a_note if {
	note := {["A1/F1: its sample is 24, less than 25", "low"]}
	with_audit({"sample_size": 24, "finding_id": "F1"}) == {"deny": note, "unknown": set()}
}

test_an_unknown_sample if {
	doubt := "A1/: the size of its sample is not recorded"
	bare := object.remove(audit, ["sample_size"])
	judged([bare], [core], []) == doubtful(doubt)
	judged([bare, second], [core], []) == doubtful(doubt)
	judged([object.union(audit, {"finding_id": "F1"}), bare], [core], []) == clean
}

test_samples_of_other_audits if {
	old := object.union(audit, {"performed_at": "2020-01-01", "sample_size": 1})
	judged([audit, old, object.remove(old, ["sample_size"])], [core], []) == clean
}
