# METADATA
# scope: package
# title: "Customers tied to listed jurisdictions are graded accordingly"
# description: "The country factor takes account of lists such as the non-cooperative jurisdictions published by the FATF, so customers tied to them get a correspondingly high grade."
# schemas:
#   - input.evidence.kyc_customers: schema.kyc_customers
#   - input.evidence.risk_ratings: schema.risk_ratings
#   - input.evidence.reference_lists: schema.reference_lists
# custom:
#   id: RSK-005
#   title_zh: "涉高风险国家地区客户评级不得偏低"
#   description_zh: "国家或地区因素应参考金融行动特别工作组公布的不合作国家和地区等名单,涉及客户相应提高风险等级。"
#   severity: high
#   clause: "客户洗钱风险分类管理(二)1 国家或地区因素"
#   evidence: [kyc_customers, risk_ratings, reference_lists]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: kyc_customers
#   assurance: automated
#   kind: technical
#   basis: rule
#   tier: core
#   params:
#     min_grade: high
#     max_list_age_days: 130
#     regrade_days: 30
#   param_basis:
#     min_grade: "project default"
#     max_list_age_days: "project default (FATF publishes about three times a year)"
#     regrade_days: "project default"
#   recommended_action: "Raise the grade of the customer to the required one, or enter in the rating why the tie to the country does not call for it; keep the list up to date."
#   recommended_action_zh: "将客户调整至规定等级,或在评级中说明涉及该国家或地区仍可不调整的理由;及时更新名单。"
#   frameworks:
#     - "FATF R.19"
package rules.risk_rating.undergraded_country

import data.lib.evidence
import data.lib.findings
import data.lib.ratings
import data.lib.times

params := data.params["RSK-005"]

customers := input.evidence.kyc_customers

default applicable := false

applicable if count(active) > 0

active contains i if {
	some i, row in customers
	row.status == "active"
}

entries := [row |
	some row in input.evidence.reference_lists
	row.list == "fatf_high_risk"
]

current if {
	some row in entries
	valid_from := row.valid_from
	valid_from <= times.today
	not times.older_than_days(valid_from, params.max_list_age_days)
}

# listed[country]: the entries of the list that hold today.
listed[country] contains n if {
	some n, row in entries
	times.covers(object.get(row, "valid_from", ""), object.get(row, "valid_until", ""), input.now)
	country := upper(row.key)
}

fields := ["nationality", "region", "beneficial_owner_country"]

countries[i] contains country if {
	some i in active
	some field in fields
	country := upper(customers[i][field])
}

at_least := {
	"low": {"low", "medium", "high"},
	"medium": {"medium", "high"},
	"high": {"high"},
}

rating(row) := input.evidence.risk_ratings[ratings.newest[row.customer_id]]

rated(row) if rating(row)

high_enough(row) if rating(row).grade in at_least[params.min_grade]

reasoned(row) if {
	some factor in rating(row).factors
	factor.group == "country_region"
	trim_space(factor.reason) != ""
}

# A rating from before the entry may still be redone.
tolerated(row, entry) if {
	times.surely_before(rating(row).rated_at, entry.valid_from)
	valid_from := entry.valid_from
	not times.older_than_days(valid_from, params.regrade_days)
}

tied contains [i, n] if {
	current
	some i, tied_to in countries
	some country in tied_to
	some n in listed[country]
}

faults[i] contains fault if {
	some [i, n] in tied
	row := customers[i]
	not high_enough(row)
	not reasoned(row)
	entry := entries[n]
	not tolerated(row, entry)
	fault := findings.text(
		"it is tied to %s, but graded %s without a reason",
		"涉及名单国家或地区%s,评级为%s且未说明理由",
		[entry.key, rating(row).grade],
		[entry.key, rating(row).grade],
	)
}

unrated[i] contains fault if {
	some [i, n] in tied
	not rated(customers[i])
	fault := findings.text(
		"it is tied to %s, but not graded",
		"涉及名单国家或地区%s,但未评级",
		[entries[n].key],
		[entries[n].key],
	)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(customers[i], ["customer_id"], texts)
}

deny contains finding if {
	not evidence.incomplete("risk_ratings")
	some i, texts in unrated
	finding := findings.of(customers[i], ["customer_id"], texts)
}

unknown contains finding if {
	count(active) > 0
	not current
	place := array.concat(entries, customers)[0]._loc
	fault := findings.text(
		"the list has no entry of the last %v days",
		"名单最近%v天内没有更新",
		[params.max_list_age_days],
		[params.max_list_age_days],
	)
	finding := findings.about(place, "fatf_high_risk", {fault})
}

unknown contains finding if {
	current
	some i in active
	not countries[i]
	finding := findings.of(customers[i], ["customer_id"], {findings.plain(
		"no country of the customer is registered",
		"未登记客户的国家或地区",
	)})
}

unknown contains finding if {
	evidence.incomplete("risk_ratings")
	some i, texts in unrated
	finding := findings.of(customers[i], ["customer_id"], texts)
}
