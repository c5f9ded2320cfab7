# METADATA
# scope: package
# title: "Individuals are verified when trading financial products online"
# description: "An individual's valid document is checked and copied when the person trades financial products through a network payment institution licensed to sell them online, or in other cases the People's Bank sets."
# schemas:
#   - input.evidence.kyc_transactions: schema.kyc_transactions
#   - input.evidence.id_verifications: schema.id_verifications
#   - input.evidence.kyc_customers: schema.kyc_customers
# custom:
#   id: AML-012-4
#   title_zh: "个人经网络支付机构买卖金融产品须核对"
#   description_zh: "个人客户通过取得网上金融产品销售资质的网络支付机构买卖金融产品的,核对有效身份证件并留存复印件。"
#   severity: high
#   clause: "支付机构反洗钱办法 客户身份识别 个人客户(四)(五)"
#   evidence: [kyc_transactions, id_verifications, kyc_customers]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: kyc_transactions
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     trigger_kinds:
#     - financial_product_purchase
#     - financial_product_redemption
#   param_basis:
#     trigger_kinds: "document"
#   recommended_action: "Check the valid document of the customer and keep a copy before further trades."
#   recommended_action_zh: "在继续交易前核对该客户的有效证件并留存复印件。"
#   frameworks:
#     - "FATF R.10"
#     - "PRC Anti-Money Laundering Law (2024) art. 29"
package rules.aml.financial_products

import data.lib.checks
import data.lib.customers
import data.lib.evidence
import data.lib.findings

params := data.params["AML-012-4"]

rows := input.evidence.kyc_transactions

default applicable := false

applicable if some _ in concerned

applicable if some _ in strangers

trades contains i if {
	some i, row in rows
	row.kind in params.trigger_kinds
}

concerned contains i if {
	some i in trades
	customers.individual(rows[i].customer_id)
}

unproven[i] := finding if {
	some i in concerned
	row := rows[i]
	not proven(row)
	finding := findings.of(row, ["txn_id"], {findings.plain(
		"no match with a copy of the document is dated before the trade",
		"交易前没有核对一致并留存复印件的记录",
	)})
}

proven(row) if checks.copied_by(row.customer_id, row.at)

in_doubt(_) if evidence.incomplete("id_verifications")

in_doubt(row) if {
	some j in checks.copied[row.customer_id]
	checks.perhaps_by(j, row.at)
}

deny contains finding if {
	some i, finding in unproven
	not in_doubt(rows[i])
}

unknown contains finding if {
	some i, finding in unproven
	in_doubt(rows[i])
}

unknown contains finding if {
	some i in strangers
	finding := findings.of(rows[i], ["txn_id"], {findings.plain(
		"its customer is not among the registered ones",
		"其客户不在客户登记中",
	)})
}

# Whether the customer is an individual is not known.
strangers contains i if {
	some i in trades
	not known(rows[i])
}

known(row) if customers.known(row.customer_id)
