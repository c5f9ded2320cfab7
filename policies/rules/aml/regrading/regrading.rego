# METADATA
# scope: package
# title: "Risk grades follow changes in the customer"
# description: "Customers are watched continuously and the risk grade is adjusted in time; when the risk of a customer or its transactions changes, the customer is identified again and re-graded."
# schemas:
#   - input.evidence.risk_ratings: schema.risk_ratings
#   - input.evidence.aml_alerts: schema.aml_alerts
#   - input.evidence.customer_changes: schema.customer_changes
#   - input.evidence.id_verifications: schema.id_verifications
# custom:
#   id: AML-021b
#   title_zh: "持续关注并适时调整风险等级"
#   description_zh: "持续关注客户,适时调整风险等级;客户或其交易风险状况变化时,重新识别并评定。"
#   severity: high
#   clause: "支付机构反洗钱办法 客户风险等级 持续关注"
#   other_clauses: [客户身份识别基础知识 一.5②, 客户洗钱风险分类管理 5.③持续性]
#   evidence: [risk_ratings, aml_alerts, customer_changes, id_verifications]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     risk_fields:
#     - nationality
#     - industry
#     - business_scope
#     - controller
#     - beneficial_owner
#     - legal_representative
#     max_regrade_days: 10
#   param_basis:
#     risk_fields: "project default"
#     max_regrade_days: "project default (document says in good time)"
#   recommended_action: "Identify the customer again, rate it anew, and enter in the rating which event prompted it."
#   recommended_action_zh: "重新识别客户并重新评级,在评级记录中注明触发事件。"
#   frameworks:
#     - "FATF R.10"
#     - "PRC Anti-Money Laundering Law (2024) art. 30"
package rules.aml.regrading

import data.lib.checks
import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["AML-021b"]

ratings := input.evidence.risk_ratings

keys := {"aml_alerts": "alert_id", "customer_changes": "change_id"}

default applicable := false

applicable if some _ in events

# Events that change the risk: [kind, row number, field of the time].
events contains ["aml_alerts", i, "analysed_at"] if {
	some i, row in input.evidence.aml_alerts
	row.decision == "suspicious"
}

events contains ["customer_changes", i, "applied_at"] if {
	some i, row in input.evidence.customer_changes
	row.field in params.risk_fields
	row.applied_at
}

rated[customer_id] contains i if {
	some i, row in ratings
	customer_id := row.customer_id
}

# answers(row, number, at): the ratings that answer the event in time.
answers(row, number, at) := {i |
	some i in rated[row.customer_id]
	rating := ratings[i]
	prompted(rating, number, at)
	rated_at := rating.rated_at
	not times.surely_before(rated_at, at)
	not times.later_than_days(at, params.max_regrade_days, rated_at)
}

prompted(rating, number, _) if rating.trigger_ref == number

prompted(rating, _, at) if times.start(rating.trigger_at) == times.start(at)

# identified(row, at, found): the customer was checked between the event and one of these ratings.
identified(row, at, found) if {
	some i in found
	some j in checks.of_customer[row.customer_id]
	checked_at := checks.rows[j].at
	rated_at := ratings[i].rated_at
	not times.surely_before(checked_at, at)
	not times.surely_before(rated_at, checked_at)
}

# problems: [kind, row number, the kind that lacks a row or "", fault].
problems contains [kind, i, "", fault] if {
	some [kind, i, field] in events
	not input.evidence[kind][i][field]
	fault := findings.plain("the time of the event is missing", "缺少事件时间")
}

problems contains [kind, i, "risk_ratings", fault] if {
	some [kind, i, field] in events
	row := input.evidence[kind][i]
	at := row[field]
	times.older_than_days(at, params.max_regrade_days)
	number := row[keys[kind]]
	count(answers(row, number, at)) == 0
	fault := findings.text(
		"no new risk grade within %v days names it",
		"%v天内没有与之对应的重新评级",
		[params.max_regrade_days],
		[params.max_regrade_days],
	)
}

problems contains [kind, i, "id_verifications", fault] if {
	some [kind, i, field] in events
	row := input.evidence[kind][i]
	at := row[field]
	number := row[keys[kind]]
	found := answers(row, number, at)
	count(found) > 0
	not identified(row, at, found)
	fault := findings.plain(
		"the customer was not identified again before the new grade",
		"重新评级前未重新识别客户",
	)
}

faults[key] contains fault if {
	some [kind, i, lacking, fault] in problems
	not doubtful(lacking)
	key := [kind, i]
}

doubts[key] contains fault if {
	some [kind, i, lacking, fault] in problems
	doubtful(lacking)
	key := [kind, i]
}

doubtful(lacking) if {
	lacking != ""
	evidence.incomplete(lacking)
}

deny contains finding if {
	some [kind, i], texts in faults
	finding := findings.of(input.evidence[kind][i], [keys[kind]], texts)
}

unknown contains finding if {
	some [kind, i], texts in doubts
	finding := findings.of(input.evidence[kind][i], [keys[kind]], texts)
}
