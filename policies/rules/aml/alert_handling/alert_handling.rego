# METADATA
# scope: package
# title: "Suspicious activity is analysed and reported by the procedure"
# description: "Suspicious-transaction standards and an analysis and reporting procedure exist and are used, and what is suspicious is reported in time."
# schemas:
#   - input.evidence.aml_alerts: schema.aml_alerts
# custom:
#   id: AML-002-3
#   title_zh: "可疑交易按标准分析并及时报告"
#   description_zh: "制定可疑交易标准和分析报告程序并执行,对可疑交易及时报告。"
#   severity: critical
#   clause: "支付机构反洗钱办法 内部控制制度(三)"
#   other_clauses: [客户身份识别操作规程 二(四)及时报告]
#   evidence: [aml_alerts]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     max_analysis_days: 10
#     max_report_days: 5
#     bulk_close_per_minute: 20
#   param_basis:
#     max_analysis_days: "project default"
#     max_report_days: "project default (document says in time)"
#     bulk_close_per_minute: "project default"
#   recommended_action: "Analyse the alert, record analyst, time and reason of the decision, and send and number the report of what is suspicious within the days allowed."
#   recommended_action_zh: "分析该预警,记录分析人员、时间和理由;判定可疑的,在规定天数内报告并登记报告编号。"
#   frameworks:
#     - "FATF R.20"
#     - "PRC Anti-Money Laundering Law (2024) art. 35"
package rules.aml.alert_handling

import data.lib.findings
import data.lib.times

params := data.params["AML-002-3"]

rows := input.evidence.aml_alerts

decided(row) if row.decision in {"suspicious", "not_suspicious"}

overdue(row) if times.older_than_days(row.raised_at, params.max_analysis_days)

faults[i] contains findings.plain("it was decided without a time", "已作决定但没有分析时间") if {
	some i, row in rows
	decided(row)
	not row.analysed_at
}

faults[i] contains fault if {
	some i, row in rows
	not decided(row)
	not row.analysed_at
	overdue(row)
	fault := findings.text(
		"it is not analysed after %v days",
		"%v天后仍未分析",
		[params.max_analysis_days],
		[params.max_analysis_days],
	)
}

faults[i] contains fault if {
	some i, row in rows
	times.later_than_days(row.raised_at, params.max_analysis_days, row.analysed_at)
	fault := findings.text(
		"it was analysed later than %v days after it was raised",
		"预警后超过%v天才分析",
		[params.max_analysis_days],
		[params.max_analysis_days],
	)
}

faults[i] contains fault if {
	some i in suspicious
	times.later_than_days(rows[i].analysed_at, params.max_report_days, rows[i].reported_at)
	fault := findings.text(
		"it was reported later than %v days after the analysis",
		"分析后超过%v天才报告",
		[params.max_report_days],
		[params.max_report_days],
	)
}

faults[i] contains fault if {
	some i in suspicious
	not rows[i].reported_at
	times.older_than_days(rows[i].analysed_at, params.max_report_days)
	fault := findings.text(
		"it is not reported %v days after the analysis",
		"分析%v天后仍未报告",
		[params.max_report_days],
		[params.max_report_days],
	)
}

faults[i] contains findings.plain("its report has no number", "报告没有编号") if {
	some i in suspicious
	rows[i].reported_at
	not rows[i].report_ref
}

faults[i] contains fault if {
	some i, row in rows
	decided(row)
	some field, label in particulars
	not row[field]
	fault := findings.text(
		"the decision is recorded without %s",
		"决定未记载%s",
		[label.en],
		[label.zh],
	)
}

suspicious contains i if {
	some i, row in rows
	row.decision == "suspicious"
}

particulars := {
	"decision_reason": {"en": "a reason", "zh": "理由"},
	"analyst": {"en": "the analyst", "zh": "分析人员"},
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(rows[i], ["alert_id"], texts)
}

# closed[analyst]: [instant, row number] of the decisions; a plain date says nothing about minutes.
closed[analyst] contains moment if {
	some i, row in rows
	decided(row)
	at := row.analysed_at
	not times.is_day(at)
	moment := [times.start(at), i]
	analyst := row.analyst
}

minute := 60000000000

# bulk[analyst]: the alerts with which a minute of too many decisions begins.
bulk[analyst] contains i if {
	some analyst, moments in closed
	order := sort(moments)
	some k, [at, i] in order
	order[k + params.bulk_close_per_minute][0] - at < minute
}

review contains finding if {
	some analyst, found in bulk
	fault := findings.text(
		"%s decided more than %v alerts within a minute from here on",
		"%s自此一分钟内处理了超过%v条预警",
		[analyst, params.bulk_close_per_minute],
		[analyst, params.bulk_close_per_minute],
	)
	finding := findings.of(rows[min(found)], ["alert_id"], {fault})
}

unknown contains finding if {
	some row in rows
	row.analysed_at
	not row.decision
	finding := findings.of(row, ["alert_id"], {findings.plain(
		"it was analysed, and the decision is missing",
		"已分析但没有决定",
	)})
}
