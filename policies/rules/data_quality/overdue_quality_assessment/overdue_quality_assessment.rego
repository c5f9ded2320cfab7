# METADATA
# scope: package
# title: "Data quality is assessed regularly and problems corrected"
# description: "The quality of customer data is assessed at set intervals with good results, and the problems found are solved in time."
# schemas:
#   - input.evidence.data_quality_reports: schema.data_quality_reports
# custom:
#   id: DQ-002
#   title_zh: "定期数据质量评估并及时纠正"
#   description_zh: "定期评估客户数据质量,完整率、准确率达标,发现的问题及时纠正。"
#   severity: medium
#   clause: "篇四 第五段(持续改进)"
#   evidence: [data_quality_reports]
#   empty: fail
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: core
#   params:
#     interval_days: 92
#     min_completeness_pct: 98
#     min_accuracy_pct: 98
#     max_issue_days: 30
#   param_basis:
#     interval_days: "project default (document says regularly)"
#     min_completeness_pct: "project default"
#     min_accuracy_pct: "project default"
#     max_issue_days: "project default"
#   recommended_action: "Carry out the assessment that is due, raise what is below the limit, and close the open problems."
#   recommended_action_zh: "及时开展数据质量评估,改进未达标项目,并关闭逾期问题。"
#   frameworks:
#     - "NIST SP 800-53r5 PM-22"
#     - "PIPL art. 8"
package rules.data_quality.overdue_quality_assessment

import data.lib.deadlines
import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["DQ-002"]

reports := input.evidence.data_quality_reports

performed[i] := ns if {
	some i, row in reports
	at := row.performed_at
	not times.future(at)
	ns := times.start(at)
}

# newest[report]: the row numbers of the newest report; it has a row for each problem.
newest[report] contains i if {
	latest := max([ns | some ns in performed])
	some i, ns in performed
	ns == latest
	report := reports[i].report_id
}

assessed_lately if {
	some i, _ in performed
	at := reports[i].performed_at
	not times.older_than_days(at, params.interval_days)
}

overdue contains finding if {
	not assessed_lately
	fault := findings.text(
		"no assessment of data quality was done in the last %v days",
		"最近%v天没有进行数据质量评估",
		[params.interval_days],
		[params.interval_days],
	)
	finding := findings.about(evidence.place(["data_quality_reports"]), "assessment", {fault})
}

qualities := {
	"completeness_pct": {
		"en": "completeness",
		"zh": "完整率",
		"least": params.min_completeness_pct,
	},
	"accuracy_pct": {"en": "accuracy", "zh": "准确率", "least": params.min_accuracy_pct},
}

values(rows, field) := {value |
	some i in rows
	value := reports[i][field]
}

deny contains finding if {
	not evidence.incomplete("data_quality_reports")
	some finding in overdue
}

deny contains finding if {
	some report, rows in newest
	some field, quality in qualities
	lowest := min(values(rows, field))
	lowest < quality.least
	fault := findings.text(
		"%s is %v%%, below %v%%",
		"%s为%v%%,低于%v%%",
		[quality.en, lowest, quality.least],
		[quality.zh, lowest, quality.least],
	)
	subject := concat("/", [report, field])
	finding := findings.about(reports[min(rows)]._loc, subject, {fault})
}

deny contains finding if {
	some row in reports
	deadlines.missed(row, "issue_found_at", "issue_closed_at", params.max_issue_days)
	fault := findings.text(
		"the problem was not closed within %v days",
		"问题未在%v天内关闭",
		[params.max_issue_days],
		[params.max_issue_days],
	)
	finding := findings.of(row, ["report_id", "issue_id"], {fault})
}

unknown contains finding if {
	evidence.incomplete("data_quality_reports")
	some finding in overdue
}

unknown contains finding if {
	some report, rows in newest
	some field, quality in qualities
	count(values(rows, field)) == 0
	fault := findings.text("%s is not stated", "没有%s", [quality.en], [quality.zh])
	subject := concat("/", [report, field])
	finding := findings.about(reports[min(rows)]._loc, subject, {fault})
}

unknown contains finding if {
	some row in reports
	row.issue_id
	not begun(row)
	finding := findings.of(row, ["report_id", "issue_id"], {findings.plain(
		"it is not known since when the problem is known",
		"不知问题何时发现",
	)})
}

begun(row) if {
	at := row.issue_found_at
	not times.ahead(at)
}
