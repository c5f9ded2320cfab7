package rules.privacy.privacy_mandate_test

import data.rules.privacy.privacy_mandate

params := {
	"PRV-202": {
		"required_mandate": ["policy_setting", "policy_rollout", "internal_affairs", "external_affairs"],
		"four_aspects": ["law", "reputation", "investment", "restraint"],
	},
}

results(evidence, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence, "gaps": gaps}
	found := privacy_mandate with input as document
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(evidence) := results(evidence, {})

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

gapped(kind, evidence) := results(evidence, {kind: ["a file"]})

applies(evidence) := answer if {
	answer := privacy_mandate.applicable
		with input as {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence}
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

mandate := {
	"doc_id": "R-1",
	"version": "1",
	"topic": "privacy_officer_mandate",
	"sections": ["policy_setting", "policy_rollout", "internal_affairs", "external_affairs"],
	"approved_at": "2026-01-01",
	"effective_at": "2026-01-01",
	"_loc": {"file": "policies.csv"},
}

policy := object.union(
	mandate,
	{"doc_id": "R-2", "topic": "privacy_policy", "owner_dept": "privacy"},
)

report := {
	"report_id": "B-1",
	"published_at": "2026-02-01",
	"compiled_by_duty": "chief_privacy_officer",
	"sections": ["law", "reputation", "investment", "restraint"],
	"_loc": {"file": "reports.csv"},
}

officer := {
	"duty": "chief_privacy_officer",
	"person": "u1",
	"dept": "privacy",
	"valid_from": "2026-01-01",
	"_loc": {"file": "appointments.csv"},
}

given(documents, reports, officers) := {
	"policy_register": documents,
	"privacy_reports": reports,
	"appointments": officers,
}

mandated(patch) := judged(given([object.union(mandate, patch), policy], [report], [officer]))

owned(patch) := judged(given([mandate, object.union(policy, patch)], [report], [officer]))

reported(patch) := judged(given([mandate, policy], [object.union(report, patch)], [officer]))

no_mandate := {"privacy_officer_mandate: no mandate of the privacy officer is current"}

no_policy := {"privacy_policy: no privacy policy is current"}

no_report := {"privacy_reports: no privacy report was published"}

disowned := {"R-2/1: it is not owned by the privacy officer's department"}

test_mandate_policy_and_report if mandated({}) == clean

test_mandate if {
	mandated({"effective_at": "2026-03-11"}) == denied(no_mandate)
	mandated({"topic": "recovery_plan"}) == denied(no_mandate)
	three := ["policy_setting", "policy_rollout", "internal_affairs"]
	mandated({"sections": three}) == denied({"R-1/1: it lacks the section external_affairs"})
	bare := object.remove(mandate, ["sections"])
	count(judged(given([bare, policy], [report], [officer])).deny) == 1
	site := object.union(mandate, {"doc_id": "R-3", "site": "north", "sections": []})
	judged(given([mandate, site, policy], [report], [officer])) == clean
}

test_policy if {
	owned({"owner_dept": "it"}) == denied(disowned)
	owned({"effective_at": "2026-03-11"}) == denied(no_policy)
	judged(given(
		[mandate, object.remove(policy, ["owner_dept"])],
		[report],
		[officer],
	)) == denied(disowned)
	judged(given([mandate, policy], [report], [object.remove(officer, ["dept"])])) == denied(disowned)
}

test_no_officer_is_left_to_another_control if {
	judged(given([mandate, policy], [report], [])) == clean
	judged(given(
		[mandate, policy],
		[report],
		[object.union(officer, {"dept": "it", "valid_until": "2026-03-09"})],
	)) == clean
}

test_report if {
	reported({"published_at": "2026-03-11"}) == denied(no_report)
	reported({
		"sections": ["law", "reputation", "investment"],
	}) == denied({"B-1: it lacks the section restraint"})
	other := denied({"B-1: it was not compiled by the privacy officer"})
	reported({"compiled_by_duty": "privacy_staff"}) == other
	judged(given([mandate, policy], [object.remove(report, ["compiled_by_duty"])], [officer])) == other
	old := object.union(report, {"report_id": "B-0", "published_at": "2026-01-01", "sections": []})
	judged(given([mandate, policy], [old, report], [officer])) == clean
}

test_registers_not_fully_read if {
	gapped("policy_register", given([policy], [report], [officer])) == doubted(no_mandate)
	gapped("policy_register", given([mandate], [report], [officer])) == doubted(no_policy)
	gapped("privacy_reports", given([mandate, policy], [], [officer])) == doubted(no_report)
	other := object.union(policy, {"owner_dept": "it"})
	gapped("appointments", given([mandate, other], [report], [officer])) == doubted(disowned)
	gapped("appointments", given([policy], [report], [officer])) == denied(no_mandate)
}

test_empty_registers if {
	judged(given([], [], [officer])) == denied(((no_mandate | no_policy) | no_report))
	applies(given([], [], [officer]))
	not applies(given([], [], []))
}
