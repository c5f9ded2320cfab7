package rules.privacy.privacy_report_test

import data.rules.privacy.privacy_report

params := {
	"PRV-307": {
		"required_sections": ["logical_data_model", "privacy_views"],
		"report_interval_days": 183,
	},
}

results(evidence, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": evidence, "gaps": gaps}
	found := privacy_report with input as document
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(evidence) := results(evidence, {})

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

gapped(kind, evidence) := results(evidence, {kind: ["a file"]})

report := {
	"report_id": "B-1",
	"published_at": "2025-09-08",
	"compiled_by_duty": "privacy_staff",
	"sections": ["logical_data_model", "privacy_views"],
	"_loc": {"file": "reports.csv"},
}

given(reports) := {"privacy_reports": reports}

changed(patch) := judged(given([object.union(report, patch)]))

without(field) := judged(given([object.remove(report, [field])]))

stale := {"B-1: it is the newest report and older than 183 days"}

none := {"privacy_reports: no report was published yet"}

test_a_report if {
	changed({}) == clean
	changed({"compiled_by_duty": "chief_privacy_officer"}) == clean
}

test_age if {
	changed({"published_at": "2025-09-07"}) == denied(stale)
	changed({"published_at": "2025-09-08T09:00:00+08:00"}) == clean
	changed({"published_at": "2025-09-08T08:59:59+08:00"}) == denied(stale)
	old := object.union(report, {"published_at": "2025-09-07"})
	gapped("privacy_reports", given([old])) == doubted(stale)
}

test_sections if {
	changed({"sections": ["logical_data_model"]}) == denied({
		"B-1: it lacks the section privacy_views",
	})
	count(changed({"sections": []}).deny) == 1
}

test_compiler if {
	other := denied({"B-1: it was not compiled by the privacy officer or the officer's staff"})
	changed({"compiled_by_duty": "it_head"}) == other
	without("compiled_by_duty") == other
}

test_only_the_newest_report_counts if {
	old := object.union(report, {"report_id": "B-0", "published_at": "2025-01-01", "sections": []})
	judged(given([old, report])) == clean
	next := object.union(report, {"report_id": "B-2", "published_at": "2026-03-11", "sections": []})
	judged(given([report, next])) == clean
	judged(given([next])) == denied(none)
	gapped("privacy_reports", given([next])) == doubted(none)
}
