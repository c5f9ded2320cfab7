package rules.internal_audit.overdue_audit_finding_test

import data.rules.internal_audit.overdue_audit_finding

params := {"AUD-003": {"max_days_by_severity": {
	"critical": 30,
	"high": 60,
	"medium": 120,
	"low": 180,
}}}

row := {
	"audit_id": "A1",
	"kind": "risk_assessment",
	"performed_at": "2026-01-01",
	"finding_id": "F1",
	"finding_severity": "critical",
	"finding_due_at": "2026-03-09",
	"finding_closed_at": "2026-03-09T23:59:59+08:00",
	"_loc": {"file": "audits.csv", "line": 2},
}

judged(rows) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
	"applicable": found.applicable,
} if {
	found := overdue_audit_finding with input as {
		"now": "2026-03-10T12:00:00+08:00",
		"evidence": {"audit_register": rows},
	}
		with data.params as params
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

clean := {"deny": set(), "unknown": set(), "applicable": true}

absent := object.union(clean, {"applicable": false})

faulty(message) := object.union(clean, {"deny": {message}})

changed(change) := judged([object.union(row, change)])

test_closed_on_the_last_day if {
	changed({}) == clean
	changed({"finding_closed_at": "2026-03-09"}) == clean
}

test_closed_late if {
	message := "A1/F1: it was closed at 2026-03-10, the last day was 2026-03-09"
	changed({"finding_closed_at": "2026-03-10"}) == faulty(message)
}

test_a_closing_to_come if {
	message := "A1/F1: its closing is dated in the future"
	changed({"finding_closed_at": "2026-03-10T13:00:01+08:00"}) == faulty(message)
	soon := {"finding_due_at": "2026-06-01", "finding_closed_at": "2026-05-01"}
	changed(soon) == faulty(message)
}

open := object.remove(row, ["finding_closed_at"])

test_open if {
	message := "A1/F1: it was to be closed by 2026-03-09 and is open"
	judged([open]) == faulty(message)
	judged([object.union(open, {"finding_due_at": "2026-03-10"})]) == clean
}

undated := object.remove(open, ["finding_due_at"])

late(severity, performed) := judged([object.union(undated, {
	"finding_severity": severity,
	"performed_at": performed,
})]).deny

test_without_due_day_the_severity_sets_it if {
	late("critical", "2026-02-08") == set()
	late("critical", "2026-02-07") == {"A1/F1: it was to be closed by 2026-03-09 and is open"}
	late("low", "2025-09-11") == set()
	count(late("low", "2025-09-10")) == 1
}

test_an_unknown_severity_counts_as_high if {
	bare := object.remove(undated, ["finding_severity"])
	judged([object.union(bare, {"performed_at": "2026-01-09"})]) == clean
	count(judged([object.union(bare, {"performed_at": "2026-01-08"})]).deny) == 1
}

test_audits_without_findings if {
	good := object.filter(row, ["audit_id", "kind", "performed_at"])
	judged([object.union(good, {"outcome": "satisfactory"})]) == absent
}

test_a_finding_without_a_number_is_one if {
	nameless := object.remove(row, ["finding_id"])
	judged([nameless]) == clean
	message := "A1/: it was to be closed by 2026-03-09 and is open"
	judged([object.remove(open, ["finding_id"])]) == faulty(message)
	fields := ["finding_due_at", "finding_closed_at"]
	bare := object.remove(nameless, fields)
	judged([bare]) == absent
	every field in fields {
		judged([object.union(bare, {field: row[field]})]).applicable
	}
}

test_findings_that_are_not_registered if {
	bare := object.filter(row, ["audit_id", "kind", "performed_at", "_loc"])
	told := object.union(bare, {"outcome": "findings"})
	doubt := object.union(clean, {"unknown": {"A1/: it had findings, and none is registered"}})
	judged([told]) == doubt
	judged([told, row]) == clean
	other := object.union(row, {"audit_id": "A2"})
	judged([told, other]) == doubt
}
