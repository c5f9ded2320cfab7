# METADATA
# scope: package
# title: "First risk grade within 60 days of the relationship"
# description: "The first risk grading of a customer is completed within 60 days after the business relationship starts."
# schemas:
#   - input.evidence.kyc_customers: schema.kyc_customers
#   - input.evidence.risk_ratings: schema.risk_ratings
# custom:
#   id: AML-021a
#   title_zh: "首次风险评级60天内完成"
#   description_zh: "业务关系建立后60天内完成客户风险等级首次评定。"
#   severity: high
#   clause: "支付机构反洗钱办法 客户风险等级 首次评定"
#   evidence: [kyc_customers, risk_ratings]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: kyc_customers
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     max_days: 60
#   param_basis:
#     max_days: "document"
#   recommended_action: "Rate the customer now and enter when the relationship started."
#   recommended_action_zh: "立即完成该客户的风险评级,并登记业务关系开始日期。"
#   frameworks:
#     - "FATF R.10"
#     - "PRC Anti-Money Laundering Law (2024) art. 30"
package rules.aml.first_rating

import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["AML-021a"]

rows := input.evidence.kyc_customers

default applicable := false

applicable if some _ in active

active contains i if {
	some i, row in rows
	row.status == "active"
}

rated[customer_id] contains day if {
	some row in input.evidence.risk_ratings
	at := row.rated_at
	not times.ahead(at)
	day := times.day(at)
	customer_id := row.customer_id
}

faults[i] contains findings.plain(
	"the start of the relationship is not recorded",
	"没有业务关系开始日期",
) if {
	some i in active
	not rows[i].relationship_start_at
}

faults[i] contains fault if {
	some i in active
	first := min(counting(rows[i]))
	first > times.add_days(rows[i].relationship_start_at, params.max_days)
	fault := findings.text(
		"the first rating was on %s, later than %v days after the start",
		"首次评级日期为%s,晚于业务关系开始后%v天",
		[first, params.max_days],
		[first, params.max_days],
	)
}

faults[i] contains fault if {
	not evidence.incomplete("risk_ratings")
	some i, texts in unrated
	some fault in texts
}

# counting(row): the days of the ratings that are no older than the relationship allows.
counting(row) := {day |
	oldest := times.add_days(row.relationship_start_at, 0 - params.max_days)
	some day in rated[row.customer_id]
	day >= oldest
}

unrated[i] contains fault if {
	some i in active
	row := rows[i]
	times.past(times.add_days(row.relationship_start_at, params.max_days))
	count(counting(row)) == 0
	fault := findings.text(
		"it is not rated %v days after the start of the relationship",
		"业务关系开始%v天后仍未评级",
		[params.max_days],
		[params.max_days],
	)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(rows[i], ["customer_id"], texts)
}

unknown contains finding if {
	evidence.incomplete("risk_ratings")
	some i, texts in unrated
	finding := findings.of(rows[i], ["customer_id"], texts)
}
