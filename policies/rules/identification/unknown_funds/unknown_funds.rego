# METADATA
# scope: package
# title: "High-risk customers' funds and economic state are known"
# description: "For high-risk customers and account holders the source and use of funds and the economic or business situation are known."
# schemas:
#   - input.evidence.kyc_customers: schema.kyc_customers
#   - input.evidence.risk_ratings: schema.risk_ratings
# custom:
#   id: KYC-204
#   title_zh: "高风险客户了解资金来源用途与经营状况"
#   description_zh: "对高风险客户或高风险账户持有人,了解其资金来源、资金用途和经济或经营状况。"
#   severity: high
#   clause: "客户身份识别基础知识 一.5②"
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
#     high_grades:
#     - high
#     refresh_days: 183
#   param_basis:
#     high_grades: "document"
#     refresh_days: "project default"
#   recommended_action: "Ask high-risk customers for the source and use of their funds and their economic situation, enter them, and repeat the review within the set period."
#   recommended_action_zh: "向高风险客户了解资金来源、资金用途和经济或经营状况并登记,按规定周期复核。"
#   frameworks:
#     - "FATF R.10"
#     - "PRC Anti-Money Laundering Law (2024) art. 29"
package rules.identification.unknown_funds

import data.lib.evidence
import data.lib.findings
import data.lib.ratings
import data.lib.times

params := data.params["KYC-204"]

customers := input.evidence.kyc_customers

default applicable := false

applicable if count(concerned) > 0

rated(row) if ratings.newest[row.customer_id] >= 0

rated_high(row) if {
	i := ratings.newest[row.customer_id]
	input.evidence.risk_ratings[i].grade in params.high_grades
}

unrated contains i if {
	some i, row in customers
	row.status == "active"
	not rated(row)
}

high contains i if {
	some i, row in customers
	row.status == "active"
	rated_high(row)
}

concerned := high | unrated

labels := {
	"funds_source": {"en": "the source of funds", "zh": "资金来源"},
	"funds_use": {"en": "the use of funds", "zh": "资金用途"},
	"economic_status": {"en": "the economic situation", "zh": "经济或经营状况"},
}

# given(row, field): the field is filled, and not by a placeholder.
given(row, field) if {
	row[field]
	not field in object.get(row, "placeholder_fields", [])
}

faults[i] contains fault if {
	some i in concerned
	some field, label in labels
	not given(customers[i], field)
	fault := findings.text("%s is not known", "未了解%s", [label.en], [label.zh])
}

faults[i] contains findings.plain(
	"no review of the funds is recorded",
	"没有资金情况复核记录",
) if {
	some i in concerned
	not customers[i].funds_reviewed_at
}

faults[i] contains findings.plain(
	"the review of the funds is dated in the future",
	"资金情况复核时间在将来",
) if {
	some i in concerned
	times.ahead(customers[i].funds_reviewed_at)
}

# A review in this span is also one since the first high rating, once that is as long ago.
faults[i] contains fault if {
	some i in concerned
	times.older_than_days(customers[i].funds_reviewed_at, params.refresh_days)
	fault := findings.text(
		"the funds were last reviewed more than %v days ago",
		"资金情况最近一次复核已超过%v天",
		[params.refresh_days],
		[params.refresh_days],
	)
}

# Whether a customer without a rating is one of high risk, a rating not read may tell.
undecided contains i if {
	evidence.incomplete("risk_ratings")
	some i in unrated
}

deny contains finding if {
	some i, texts in faults
	not i in undecided
	finding := findings.of(customers[i], ["customer_id"], texts)
}

unknown contains finding if {
	some i, texts in faults
	i in undecided
	finding := findings.of(customers[i], ["customer_id"], texts)
}
