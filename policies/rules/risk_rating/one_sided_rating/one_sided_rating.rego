# METADATA
# scope: package
# title: "Every rating weighs all factor groups, qualitative and quantitative"
# description: "Each customer's risk class rests on country or region, industry, customer, business and other factors, using both qualitative indicators (nationality, industry, occupation) and quantitative ones (fund flow, transaction size)."
# schemas:
#   - input.evidence.risk_ratings: schema.risk_ratings
#   - input.evidence.kyc_customers: schema.kyc_customers
# custom:
#   id: RSK-001
#   title_zh: "风险评级涵盖全部因素且定性定量结合"
#   description_zh: "客户风险等级综合国家或地区、行业、客户、业务和其他因素确定,定性指标与定量指标相结合。"
#   severity: medium
#   clause: "客户洗钱风险分类管理 5.①全面性"
#   other_clauses: [客户洗钱风险分类管理 5.②定性与定量相结合, 客户洗钱风险分类管理(二)参考因素]
#   evidence: [risk_ratings, kyc_customers]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: kyc_customers
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     factor_groups:
#     - country_region
#     - industry
#     - customer
#     - business
#     - other
#     first_rating_days: 60
#   param_basis:
#     factor_groups: "document"
#     first_rating_days: "document (first grading within 60 days in the payment-institution measures)"
#   recommended_action: "Rate the customer anew with a value for each group of factors and with both qualitative and quantitative indicators."
#   recommended_action_zh: "重新评级,逐组填写各类风险因素的取值,并同时采用定性和定量指标。"
#   frameworks:
#     - "FATF R.10"
#     - "PRC Anti-Money Laundering Law (2024) art. 29"
package rules.risk_rating.one_sided_rating

import data.lib.evidence
import data.lib.findings
import data.lib.ratings
import data.lib.times

params := data.params["RSK-001"]

customers := input.evidence.kyc_customers

default applicable := false

applicable if count(active) > 0

active contains i if {
	some i, row in customers
	row.status == "active"
}

filled(factor) if trim_space(sprintf("%v", [object.get(factor, "value", "")])) != ""

entries(row) := object.get(row, "factors", [])

# A grade without the value of any factor was not weighed.
weighed[i] := rating if {
	some i in active
	rating := input.evidence.risk_ratings[ratings.newest[customers[i].customer_id]]
	some factor in entries(rating)
	filled(factor)
}

named(rating) := {factor.group | some factor in entries(rating)}

empty(rating) := {factor.group |
	some factor in entries(rating)
	not filled(factor)
}

indicators := {
	"qualitative_indicators": findings.plain(
		"the rating rests on no qualitative indicator",
		"评级没有定性指标",
	),
	"quantitative_indicators": findings.plain(
		"the rating rests on no quantitative indicator",
		"评级没有定量指标",
	),
}

faults[i] contains fault if {
	some i, rating in weighed
	absent := {group | some group in params.factor_groups} - (named(rating) - empty(rating))
	count(absent) > 0
	names := concat(", ", sort(absent))
	fault := findings.text("the rating does not weigh %s", "评级未考虑%s", [names], [names])
}

faults[i] contains fault if {
	some i, rating in weighed
	some field, fault in indicators
	count(object.get(rating, field, [])) == 0
}

overdue(row) if times.older_than_days(row.relationship_start_at, params.first_rating_days)

overdue(row) if not row.relationship_start_at

missing contains i if {
	some i in active
	not weighed[i]
	overdue(customers[i])
}

lacking contains finding if {
	some i in missing
	fault := findings.text(
		"it has no rating with factors %v days after the relationship began",
		"业务关系建立%v天后仍无含评级因素的评级",
		[params.first_rating_days],
		[params.first_rating_days],
	)
	finding := findings.of(customers[i], ["customer_id"], {fault})
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(customers[i], ["customer_id"], texts)
}

deny contains finding if {
	not evidence.incomplete("risk_ratings")
	some finding in lacking
}

unknown contains finding if {
	evidence.incomplete("risk_ratings")
	some finding in lacking
}
