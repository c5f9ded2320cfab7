package rules.data_quality.overdue_quality_assessment_test

import data.rules.data_quality.overdue_quality_assessment

params := {
	"interval_days": 92,
	"min_completeness_pct": 98,
	"min_accuracy_pct": 98,
	"max_issue_days": 30,
}

# What is found in some evidence with some parameters and gaps.
judge(rows, settings, gaps) := {
	"deny": {finding.msg | some finding in found.deny},
	"unknown": {finding.msg | some finding in found.unknown},
} if {
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": rows, "gaps": gaps}
	found := overdue_quality_assessment with input as document
		with data.params as {"DQ-002": settings}
		with data.organisation as {"timezone": "Asia/Shanghai"}
}

judged(rows) := judge(rows, params, {})

clean := {"deny": set(), "unknown": set()}

denied(messages) := object.union(clean, {"deny": messages})

doubted(messages) := object.union(clean, {"unknown": messages})

# 92 days ago.
report := {
	"report_id": "R-1",
	"performed_at": "2025-12-08",
	"completeness_pct": 98,
	"accuracy_pct": 98.5,
	"_loc": {"file": "reports.csv", "line": 2},
}

problem := object.union(report, {
	"issue_id": "N-1",
	"issue_found_at": "2026-01-01",
	"issue_closed_at": "2026-01-31",
	"_loc": {"file": "reports.csv", "line": 3},
})

given(rows) := {"data_quality_reports": rows}

reported(patch) := judged(given([object.union(report, patch)]))

raised(patch) := judged(given([report, object.union(problem, patch)]))

test_a_good_report_passes if {
	reported({}) == clean
	raised({}) == clean
}

overdue := {"assessment: no assessment of data quality was done in the last 92 days"}

test_assessment_overdue if {
	reported({"performed_at": "2025-12-07"}) == denied(overdue)
	reported({"performed_at": "2026-03-11"}) == denied(overdue)
	judged(given([object.union(report, {"performed_at": "2025-01-01"}), report])) == clean
}

test_unread_reports_leave_it_unknown if {
	gaps := {"data_quality_reports": [{"reason": "denied"}]}
	old := object.union(report, {"performed_at": "2025-12-07"})
	judge(given([old]), params, gaps) == doubted(overdue)
	judge(given([report]), params, gaps) == clean
}

test_low_quality if {
	reported({"completeness_pct": 97.9}) == denied({
		"R-1/completeness_pct: completeness is 97.9%, below 98%",
	})
	reported({"accuracy_pct": 90}) == denied({"R-1/accuracy_pct: accuracy is 90%, below 98%"})
	raised({"accuracy_pct": 90}) == denied({"R-1/accuracy_pct: accuracy is 90%, below 98%"})
}

test_only_the_newest_report_counts if {
	old := object.union(report, {
		"report_id": "R-0",
		"performed_at": "2025-12-07",
		"accuracy_pct": 1,
	})
	judged(given([old, report])) == clean
	same_day := object.union(report, {"report_id": "R-2", "accuracy_pct": 1})
	judged(given([report, same_day])) == denied({"R-2/accuracy_pct: accuracy is 1%, below 98%"})
}

test_quality_not_stated if {
	row := object.remove(report, ["accuracy_pct"])
	judged(given([row])) == doubted({"R-1/accuracy_pct: accuracy is not stated"})
	judged(given([row, problem])) == clean
}

test_a_report_is_shown_at_its_first_row if {
	document := {
		"now": "2026-03-10T09:00:00+08:00",
		"evidence": given([report, object.union(problem, {"accuracy_pct": 1})]),
	}
	found := overdue_quality_assessment.deny with input as document
		with data.params as {"DQ-002": params}
	[finding._loc.line | some finding in found] == [2]
}

test_what_a_report_does_not_state_is_shown_at_its_first_row if {
	rows := [object.remove(row, ["accuracy_pct"]) | some row in [report, problem]]
	document := {"now": "2026-03-10T09:00:00+08:00", "evidence": given(rows)}
	found := overdue_quality_assessment.unknown with input as document
		with data.params as {"DQ-002": params}
	[finding._loc.line | some finding in found] == [2]
}

test_problem_not_solved_in_time if {
	late := denied({"R-1/N-1: the problem was not closed within 30 days"})
	raised({"issue_closed_at": "2026-02-01"}) == late
	judged(given([object.remove(problem, ["issue_closed_at"])])) == late
}

test_problem_of_unknown_age if {
	doubt := doubted({"R-1/N-1: it is not known since when the problem is known"})
	judged(given([object.remove(problem, ["issue_found_at"])])) == doubt
	raised({"issue_found_at": "2026-03-12", "issue_closed_at": "2026-03-12"}) == doubt
}
