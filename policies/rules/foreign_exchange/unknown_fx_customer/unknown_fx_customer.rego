# METADATA
# scope: package
# title: "FX customers are known from reliable, independent sources"
# description: "On starting an FX relationship or handling FX business the bank identifies and verifies the customer from reliable independent documents, data or information, investigates the background and manages customers by risk grade."
# schemas:
#   - input.evidence.fx_reviews: schema.fx_reviews
#   - input.evidence.id_verifications: schema.id_verifications
#   - input.evidence.risk_ratings: schema.risk_ratings
# custom:
#   id: FXB-004
#   title_zh: "外汇客户以可靠独立来源识别并分级管理"
#   description_zh: "与客户建立外汇业务关系或办理外汇业务时,以可靠、独立来源的证件、资料或信息识别和核实客户身份,开展背景调查并分级管理。"
#   severity: high
#   clause: "银行外汇展业原则总则 第四条"
#   evidence: [fx_reviews, id_verifications, risk_ratings]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params: {}
#   recommended_action: "Before the first review of a deal, confirm the customer's identity from an independent source, make the background review, and rate the customer."
#   recommended_action_zh: "在首笔业务审查前,以独立来源核实客户身份,完成背景调查和风险评级。"
#   frameworks:
#     - "FATF R.10"
#     - "PRC Anti-Money Laundering Law (2024) art. 29"
package rules.foreign_exchange.unknown_fx_customer

import data.lib.checks
import data.lib.evidence
import data.lib.findings
import data.lib.times

reviews := input.evidence.fx_reviews

default applicable := false

applicable if count(reviews) > 0

reviewed[key] contains moment if {
	some i, row in reviews
	moment := [times.start(row.at), i]
	key := [row.customer_id, row.stage]
}

# Business began with the first review in process, or where there is none, with the first one after.
began[customer] := i if {
	some row in reviews
	customer := row.customer_id
	[_, i] := min(reviewed[[customer, "in_process"]])
}

began[customer] := i if {
	some row in reviews
	customer := row.customer_id
	not reviewed[[customer, "in_process"]]
	[_, i] := min(reviewed[[customer, "post"]])
}

verified(customer, limit) if {
	some j in checks.matches[customer]
	checks.rows[j].source_independent
	checks.dated_by(checks.rows[j].at, limit)
}

looked_into(customer, limit) if {
	some [_, j] in reviewed[[customer, "background"]]
	checks.dated_by(reviews[j].at, limit)
}

ratings[customer] contains at if {
	some row in input.evidence.risk_ratings
	customer := row.customer_id
	at := row.rated_at
}

rated(customer, limit) if {
	some at in ratings[customer]
	checks.dated_by(at, limit)
}

lacks[i] contains ["id_verifications", fault] if {
	some customer, i in began
	limit := reviews[i].at
	not verified(customer, limit)
	fault := findings.plain(
		"no independent source confirmed the customer's identity before the business",
		"业务办理前没有经可靠独立来源核实客户身份",
	)
}

lacks[i] contains ["fx_reviews", fault] if {
	some customer, i in began
	limit := reviews[i].at
	not looked_into(customer, limit)
	fault := findings.plain(
		"the customer's background was not reviewed before the business",
		"业务办理前未作客户背景调查",
	)
}

lacks[i] contains ["risk_ratings", fault] if {
	some customer, i in began
	limit := reviews[i].at
	not rated(customer, limit)
	fault := findings.plain(
		"the customer was not rated before the business",
		"业务办理前未作客户风险评级",
	)
}

faults[i] contains fault if {
	some i, gaps in lacks
	some [kind, fault] in gaps
	not evidence.incomplete(kind)
}

doubts[i] contains fault if {
	some i, gaps in lacks
	some [kind, fault] in gaps
	evidence.incomplete(kind)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(reviews[i], ["customer_id"], texts)
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(reviews[i], ["customer_id"], texts)
}
