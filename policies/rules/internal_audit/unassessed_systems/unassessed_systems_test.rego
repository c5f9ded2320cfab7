package rules.internal_audit.unassessed_systems_test

import data.rules.internal_audit.unassessed_systems

params := {"AUD-002": {"risk_interval_days": 365, "inspection_interval_days": 183}}

assessment := {
	"audit_id": "A1",
	"kind": "risk_assessment",
	"scope": ["core"],
	"performed_at": "2025-03-10",
	"report_ref": "R1",
	"_loc": {"file": "audits.csv", "line": 2},
}

inspection := object.union(assessment, {
	"audit_id": "A2",
	"kind": "security_inspection",
	"performed_at": "2025-09-08",
})

core := {
	"system_id": "core",
	"kind": "database",
	"holds_customer_info": true,
	"_loc": {"file": "systems.csv", "line": 2},
}

crm := object.union(core, {"system_id": "crm"})

judged(audits, systems, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	found := unassessed_systems with input as {
		"now": "2026-03-10T12:00:00+08:00",
		"evidence": {"audit_register": audits, "system_inventory": systems},
		"gaps": {kind: [{"target": "t", "reason": "denied"}] | some kind in gaps},
	}
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "unknown": set()}

faulty(messages) := {"deny": messages, "unknown": set()}

doubtful(messages) := {"deny": set(), "unknown": messages}

unassessed := "risk_assessment: no risk assessment with a report in the last 365 days"

uninspected := "security_inspection: no security inspection with a report in the last 183 days"

test_assessed_and_inspected if judged([assessment, inspection], [core], []) == clean

test_nothing_makes_exempt if unassessed_systems.applicable

test_neither if {
	judged([], [core], []) == faulty({unassessed, uninspected})
	judged([], [core], ["audit_register"]) == doubtful({unassessed, uninspected})
}

test_too_long_ago if {
	old := object.union(assessment, {"performed_at": "2025-03-09"})
	judged([old, inspection], [core], []) == faulty({unassessed})
	older := object.union(inspection, {"performed_at": "2025-09-07"})
	judged([assessment, older], [core], []) == faulty({uninspected})
}

test_without_a_report if {
	bare := object.remove(inspection, ["report_ref"])
	judged([assessment, bare], [core], []) == faulty({uninspected})
}

test_a_system_that_none_names if {
	message := concat("", [
		"crm: no risk assessment in the last 365 days names it; ",
		"no security inspection in the last 183 days names it",
	])
	judged([assessment, inspection], [core, crm], []) == faulty({message})
	judged([assessment, inspection], [core, crm], ["audit_register"]) == doubtful({message})
	unknown_system := object.remove(crm, ["holds_customer_info"])
	judged([assessment, inspection], [core, unknown_system], []) == doubtful({message})
	empty := object.union(crm, {"holds_customer_info": false})
	judged([assessment, inspection], [core, empty], []) == clean
}

test_several_name_all_together if {
	more := object.union(assessment, {"audit_id": "A3", "scope": ["crm"]})
	message := "crm: no security inspection in the last 183 days names it"
	judged([assessment, inspection, more], [core, crm], []) == faulty({message})
	tour := object.union(inspection, {"audit_id": "A4", "scope": ["crm"]})
	judged([assessment, inspection, more, tour], [core, crm], []) == clean
}
