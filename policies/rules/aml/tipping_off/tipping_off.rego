# METADATA
# scope: package
# title: "No tipping-off about suspicious reports or investigations"
# description: "Staff do not pass information about suspicious-transaction reports or investigations to customers or other persons against the rules."
# schemas:
#   - input.evidence.disclosure_register: schema.disclosure_register
#   - input.evidence.mail_log: schema.mail_log
#   - input.evidence.dlp_events: schema.dlp_events
#   - input.evidence.incident_register: schema.incident_register
#   - input.evidence.aml_alerts: schema.aml_alerts
# custom:
#   id: AML-008b
#   title_zh: "不得向客户和他人泄露可疑报告与调查信息"
#   description_zh: "不得违反规定向客户和其他人员提供可疑交易报告和调查信息。"
#   severity: critical
#   clause: "支付机构反洗钱办法 保密 第二款"
#   evidence: [disclosure_register, mail_log, dlp_events, incident_register, aml_alerts]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: rule
#   tier: core
#   params:
#     permitted_recipients:
#     - central_bank
#     - central_bank_branch
#     - aml_monitoring_centre
#     - police
#     - court
#     lookback_days: 180
#   param_basis:
#     permitted_recipients: "project default (document names none)"
#     lookback_days: "project default"
#   recommended_action: "Stop the message, report the incident to the AML department, and release such information only to the permitted authorities under a registered disclosure."
#   recommended_action_zh: "停止发送并向反洗钱部门报告;此类信息只能提供给许可的机关并登记。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.14"
#     - "ISO/IEC 27001:2022 A.8.12"
#     - "NIST SP 800-53r5 AC-4"
#     - "FATF R.21"
#     - "PRC Anti-Money Laundering Law (2024) art. 7"
#     - "PRC Anti-Money Laundering Law (2024) art. 35"
package rules.aml.tipping_off

import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["AML-008b"]

disclosures := input.evidence.disclosure_register

alerts := input.evidence.aml_alerts

keys := {"dlp_events": ["event_id"], "mail_log": ["queue_id", "recipient_address"]}

default applicable := false

applicable if some _ in secrets

applicable if some _ in outbound

applicable if some _ in untold

applicable if some row in input.evidence.incident_register

applicable if some row in alerts

# Disclosures on suspicious reports and investigations.
secrets contains i if {
	some i, row in disclosures
	row.topic in {"str", "investigation"}
}

# A topic that was left empty may be one of them.
untold contains i if {
	some i, row in disclosures
	not row.topic
	not permitted(row)
}

permitted(row) if row.recipient in params.permitted_recipients

deny contains finding if {
	some i in secrets
	row := disclosures[i]
	not permitted(row)
	finding := findings.of(row, ["disclosure_id", "customer_id"], {findings.plain(
		"its recipient may not learn of suspicious reports and investigations",
		"接收方无权获知可疑交易报告和调查信息",
	)})
}

deny contains finding if {
	some [kind, i] in uncovered
	row := input.evidence[kind][i]
	certain(row)
	finding := leak(kind, row)
}

deny contains finding if {
	some row in input.evidence.incident_register
	row.category == "tipping_off"
	finding := findings.of(row, ["incident_id"], {findings.plain(
		"somebody was tipped off about a report or an investigation",
		"发生泄露可疑交易报告或调查信息的事件",
	)})
}

# Messages that left, as [kind, row number].
outbound contains ["mail_log", i] if {
	some i, row in input.evidence.mail_log
	row.direction == "outbound"
}

outbound contains ["dlp_events", i] if {
	some i, row in input.evidence.dlp_events
	row.action != "blocked"
}

cleared contains disclosure_id if {
	some i in secrets
	permitted(disclosures[i])
	disclosure_id := disclosures[i].disclosure_id
}

covered(row) if row.disclosure_id in cleared

# An empty data class is unknown.
uncovered contains [kind, i] if {
	some [kind, i] in outbound
	row := input.evidence[kind][i]
	object.get(row, "data_class", "aml_report") == "aml_report"
	not covered(row)
}

certain(row) if {
	row.data_class
	not misplaced(row)
}

# Its disclosure may stand in a part of the register that could not be read.
misplaced(row) if {
	row.disclosure_id
	evidence.incomplete("disclosure_register")
}

leak(kind, row) := findings.of(row, keys[kind], {findings.plain(
	"AML report data left without a disclosure to a permitted recipient",
	"可疑交易报告资料外发,且没有提供给许可接收方的登记",
)})

unknown contains finding if {
	some [kind, i] in uncovered
	row := input.evidence[kind][i]
	not certain(row)
	finding := leak(kind, row)
}

unknown contains finding if {
	some i in untold
	finding := findings.of(disclosures[i], ["disclosure_id", "customer_id"], {findings.plain(
		"its topic is missing, and its recipient may not learn of every topic",
		"缺少主题,且接收方并非可获知所有主题",
	)})
}

# suspected[customer_id]: from when on a message may tip the customer off, and after how many days no
# more; without the time of the decision that is any day after the alert.
suspected[customer_id] contains [at, days] if {
	some row in alerts
	row.decision == "suspicious"
	[at, days] := decided(row)
	customer_id := row.customer_id
}

decided(row) := [row.analysed_at, params.lookback_days]

decided(row) := [row.raised_at, times.days_between(row.raised_at, input.now) + params.lookback_days] if {
	not row.analysed_at
}

watched(row) if {
	some [at, days] in suspected[row.recipient_customer_id]
	sent_at := row.at
	not times.surely_before(sent_at, at)
	not times.later_than_days(at, days, sent_at)
}

review contains finding if {
	some [kind, i] in outbound
	row := input.evidence[kind][i]
	watched(row)
	fault := findings.text(
		"it went to a customer within %v days after a suspicious decision",
		"在判定可疑后%v天内发给该客户",
		[params.lookback_days],
		[params.lookback_days],
	)
	finding := findings.of(row, keys[kind], {fault})
}
