# METADATA
# scope: package
# title: "Ongoing identification and regular visits to merchants"
# description: "During the relationship the institution keeps identifying its customers, follows their activity and transactions, and regularly calls or visits merchants."
# schemas:
#   - input.evidence.kyc_customers: schema.kyc_customers
#   - input.evidence.interaction_log: schema.interaction_log
#   - input.evidence.risk_ratings: schema.risk_ratings
# custom:
#   id: AML-022
#   title_zh: "持续识别客户并定期回访查访特约商户"
#   description_zh: "业务关系存续期间持续识别客户,关注其活动和交易,并定期回访或查访特约商户。"
#   severity: medium
#   clause: "支付机构反洗钱办法 持续身份识别"
#   other_clauses: [客户身份识别基础知识 一.3④持续性]
#   evidence: [kyc_customers, interaction_log, risk_ratings]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: kyc_customers
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     visit_interval_days:
#       high: 183
#       medium: 365
#       low: 730
#   param_basis:
#     visit_interval_days: "project default (document says regularly)"
#   recommended_action: "Visit or call the merchant, write down what was found, and carry out the overdue review of the risk grade."
#   recommended_action_zh: "回访或查访该商户并记录情况,完成逾期的风险等级复审。"
#   frameworks:
#     - "FATF R.10"
#     - "PRC Anti-Money Laundering Law (2024) art. 30"
#     - "PRC Non-bank Payment Institution Regulations (2023) art. 22"
package rules.aml.merchant_visits

import data.lib.evidence
import data.lib.findings
import data.lib.ratings
import data.lib.times

params := data.params["AML-022"]

rows := input.evidence.kyc_customers

default applicable := false

applicable if some _ in active

active contains i if {
	some i, row in rows
	row.status == "active"
}

visits[customer_id] contains at if {
	some row in input.evidence.interaction_log
	row.kind in {"merchant_visit", "merchant_call"}
	row.outcome == "done"
	row.summary
	at := row.at
	not times.ahead(at)
	customer_id := row.customer_id
}

shortest := min([days | some days in params.visit_interval_days])

newest(row) := input.evidence.risk_ratings[ratings.newest[row.customer_id]]

interval(row) := object.get(params.visit_interval_days, newest(row).grade, shortest)

interval(row) := shortest if not graded(row)

graded(row) if newest(row).grade

# visited(row, days): within these days there was a visit, or the relationship began.
visited(row, days) if {
	some at in visits[row.customer_id]
	not times.older_than_days(at, days)
}

visited(row, days) if {
	start := row.relationship_start_at
	not times.older_than_days(start, days)
}

unvisited[i] contains fault if {
	some i in active
	row := rows[i]
	row.customer_type == "merchant"
	days := interval(row)
	not visited(row, days)
	fault := findings.text(
		"no visit or call with a summary is recorded for %v days",
		"已有%v天没有带摘要的回访或查访记录",
		[days],
		[days],
	)
}

faults[i] contains fault if {
	not evidence.incomplete("interaction_log")
	some i, texts in unvisited
	some fault in texts
}

faults[i] contains fault if {
	some i in active
	due := newest(rows[i]).next_review_at
	times.past(due)
	fault := findings.text(
		"the review of its risk grade was due on %s",
		"风险等级复审应于%s完成,已逾期",
		[due],
		[due],
	)
}

doubts[i] contains fault if {
	evidence.incomplete("interaction_log")
	some i, texts in unvisited
	some fault in texts
}

doubts[i] contains findings.plain(
	"its newest risk rating names no next review",
	"最近一次风险评级没有下次复审日期",
) if {
	some i in active
	graded(rows[i])
	not scheduled(rows[i])
}

scheduled(row) if newest(row).next_review_at

deny contains finding if {
	some i, texts in faults
	finding := findings.of(rows[i], ["customer_id"], texts)
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(rows[i], ["customer_id"], texts)
}
