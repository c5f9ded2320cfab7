# METADATA
# scope: package
# title: "The nature and purpose of each FX deal are known"
# description: "The bank obtains the nature and purpose of the deal and, where needed, the main counterparty, the links of the transaction and the source and destination of funds, to judge authenticity and compliance."
# schemas:
#   - input.evidence.fx_reviews: schema.fx_reviews
#   - input.evidence.kyc_transactions: schema.kyc_transactions
#   - input.evidence.risk_ratings: schema.risk_ratings
# custom:
#   id: FXB-005
#   title_zh: "了解外汇业务的性质、目的及资金来源去向"
#   description_zh: "了解外汇业务的性质和目的,必要时了解主要交易对手、交易环节以及资金来源和去向,判断交易真实性和合规性。"
#   severity: high
#   clause: "银行外汇展业原则总则 第五条"
#   evidence: [fx_reviews, kyc_transactions, risk_ratings]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: kyc_transactions
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     enhanced_usd: 50000
#   param_basis:
#     enhanced_usd: "project default"
#   recommended_action: "Enter the purpose of the deal in its review, and for large deals and high-risk customers also counterparty, source and destination of the funds."
#   recommended_action_zh: "在审查记录中登记业务目的;大额交易和高风险客户还应登记交易对手、资金来源和去向。"
#   frameworks:
#     - "PRC Anti-Money Laundering Law (2024) art. 29"
package rules.foreign_exchange.unknown_fx_purpose

import data.lib.evidence
import data.lib.findings
import data.lib.ratings

params := data.params["FXB-005"]

transactions := input.evidence.kyc_transactions

reviews := input.evidence.fx_reviews

default applicable := false

applicable if count(foreign) > 0

applicable if count(unsaid) > 0

# An amount in dollars of which nobody says whether it is one of foreign currency.
unsaid contains i if {
	some i, row in transactions
	object.get(row, "foreign", "") == ""
	is_number(row.amount_usd)
	not reviewed(row)
}

foreign contains i if {
	some i, row in transactions
	row.foreign
}

by_txn[txn] contains j if {
	some j, row in reviews
	row.stage == "in_process"
	txn := row.txn_id
}

reviewed(row) if some _ in by_txn[row.txn_id]

given(row, field) if {
	some j in by_txn[row.txn_id]
	reviews[j][field]
}

# A transaction of an unknown amount is judged like a large one.
enhanced contains i if {
	some i in foreign
	object.get(transactions[i], "amount_usd", params.enhanced_usd) >= params.enhanced_usd
}

enhanced contains i if {
	some i in foreign
	not lower_risk(transactions[i])
}

lower_risk(row) if {
	j := ratings.newest[row.customer_id]
	input.evidence.risk_ratings[j].grade in {"low", "medium"}
}

labels := {
	"purpose": {"en": "the purpose", "zh": "交易性质和目的"},
	"counterparty": {"en": "the counterparty", "zh": "交易对手"},
	"funds_source": {"en": "the source of funds", "zh": "资金来源"},
	"funds_destination": {"en": "the destination of funds", "zh": "资金去向"},
}

wanted[i] contains "purpose" if some i in foreign

wanted[i] contains field if {
	some i in enhanced
	some field, _ in labels
}

faults[i] contains findings.plain(
	"no review in process is recorded",
	"没有事中审查记录",
) if {
	some i in foreign
	not reviewed(transactions[i])
}

faults[i] contains fault if {
	some i, fields in wanted
	row := transactions[i]
	reviewed(row)
	some field in fields
	not given(row, field)
	fault := findings.text(
		"the review does not tell %s",
		"审查未了解%s",
		[labels[field].en],
		[labels[field].zh],
	)
}

found contains finding if {
	some i, texts in faults
	finding := findings.of(transactions[i], ["txn_id"], texts)
}

# A review or a rating that could not be read may answer it.
partial if evidence.incomplete("fx_reviews")

partial if evidence.incomplete("risk_ratings")

deny contains finding if {
	not partial
	some finding in found
}

unknown contains finding if {
	partial
	some finding in found
}

unknown contains finding if {
	some i in unsaid
	finding := findings.of(transactions[i], ["txn_id"], {findings.plain(
		"whether it is in foreign currency is not recorded, nor is a review in process",
		"未登记是否为外币交易,也没有事中审查记录",
	)})
}
