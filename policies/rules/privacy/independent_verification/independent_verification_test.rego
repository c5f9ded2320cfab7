package rules.privacy.independent_verification_test

import data.rules.privacy.independent_verification

params := {
	"PRV-309": {"interval_days": 730, "owner_depts": ["it", "marketing", "customer_service"]},
}

results(evidence, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"warn": {finding.msg | some finding in found.warn},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence, "gaps": gaps}
	found := independent_verification with input as document
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(evidence) := results(evidence, {})

clean := {"deny": set(), "warn": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

warned(messages) := object.union(clean, {"warn": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

gapped(kind, evidence) := results(evidence, {kind: ["a file"]})

audit := {
	"audit_id": "V-1",
	"kind": "privacy_verification",
	"performed_at": "2024-03-10",
	"performer_dept": "audit",
	"report_ref": "RPT-1",
	"_loc": {"file": "audits.csv"},
}

given(rows) := {"audit_register": rows}

changed(patch) := judged(given([object.union(audit, patch)]))

without(field) := judged(given([object.remove(audit, [field])]))

none := {
	"privacy_verification: no independent verification with a report was made in the last 730 days",
}

test_a_verification if changed({}) == clean

test_age if {
	changed({"performed_at": "2024-03-09"}) == denied(none)
	changed({"performed_at": "2024-03-10T09:00:00+08:00"}) == clean
	changed({"performed_at": "2024-03-10T08:59:59+08:00"}) == denied(none)
	changed({"performed_at": "2026-03-11"}) == denied(none)
}

test_independence if {
	changed({"performer_dept": "it"}) == denied(none)
	changed({"performer_dept": "customer_service"}) == denied(none)
	without("performer_dept") == denied(none)
}

test_report if without("report_ref") == denied(none)

test_other_audits if {
	changed({"kind": "aml_audit"}) == denied(none)
	own := object.union(audit, {"audit_id": "V-2", "performer_dept": "it"})
	judged(given([own, audit])) == clean
	judged(given([])) == clean
}

test_a_register_not_fully_read if {
	other := object.union(audit, {"kind": "aml_audit"})
	gapped("audit_register", given([other])) == doubted(none)
	gapped("audit_register", given([audit])) == clean
}

open := {"finding_id": "F-1", "finding_due_at": "2026-03-09"}

late := {"V-1/F-1: the finding was due on 2026-03-09 and is open"}

test_open_findings if {
	changed(open) == warned(late)
	changed(object.union(open, {"finding_due_at": "2026-03-10"})) == clean
	changed(object.union(open, {"finding_closed_at": "2026-03-10"})) == clean
	changed(object.union(open, {"kind": "aml_audit"})) == denied(none)
	judged(given([object.remove(object.union(audit, open), ["finding_id"])])) == clean
	judged(given([object.remove(object.union(audit, open), ["finding_due_at"])])) == clean
	changed(object.union(open, {"performer_dept": "it"})) == object.union(denied(none), {"warn": late})
}

test_the_way_a_department_is_written if changed({"performer_dept": " IT "}) == denied(none)
