# METADATA
# scope: package
# title: "Individuals are verified for a single payment at the threshold"
# description: "An individual's valid document is checked and copied when one payment or receipt is CNY 10,000 or more, or the equivalent of USD 1,000 or more in foreign currency."
# schemas:
#   - input.evidence.kyc_transactions: schema.kyc_transactions
#   - input.evidence.kyc_customers: schema.kyc_customers
#   - input.evidence.id_verifications: schema.id_verifications
# custom:
#   id: AML-012-1
#   title_zh: "个人单笔收付达一万元或一千美元须核对留存"
#   description_zh: "个人客户单笔收付人民币1万元以上或者外币等值1000美元以上的,核对有效身份证件并留存复印件。"
#   severity: high
#   clause: "支付机构反洗钱办法 客户身份识别 个人客户(一)"
#   evidence: [kyc_transactions, kyc_customers, id_verifications]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: kyc_transactions
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     single_cny: 10000
#     single_usd: 1000
#   param_basis:
#     single_cny: "document"
#     single_usd: "document"
#   recommended_action: "Check the valid document of the customer and keep a copy; hold back such transactions until that is done."
#   recommended_action_zh: "核对该客户的有效证件并留存复印件,完成前暂缓办理此类交易。"
#   frameworks:
#     - "FATF R.10"
#     - "PRC Anti-Money Laundering Law (2024) art. 29"
package rules.aml.single_payment

import data.lib.amounts
import data.lib.checks
import data.lib.customers
import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["AML-012-1"]

rows := input.evidence.kyc_transactions

default applicable := false

applicable if some _ in concerned

applicable if some _ in doubts

# Transactions of individuals at or above a limit.
concerned contains i if {
	some i, row in rows
	amounts.reaches(row, params.single_cny, params.single_usd)
	customers.individual(row.customer_id)
}

unproven[i] := finding if {
	some i in concerned
	row := rows[i]
	not proven(row)
	finding := findings.of(row, ["txn_id"], {findings.plain(
		"no earlier match with a copy of a document that was still valid",
		"此前没有核对一致、留存复印件且证件在有效期内的记录",
	)})
}

proven(row) if checks.valid_by(row.customer_id, row.at)

in_doubt(_) if evidence.incomplete("id_verifications")

in_doubt(row) if {
	some j in checks.copied[row.customer_id]
	checks.perhaps_by(j, row.at)
	checks.perhaps_valid(j, times.day(row.at))
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
	some i, texts in doubts
	finding := findings.of(rows[i], ["txn_id"], texts)
}

doubts[i] contains findings.plain(
	"its amount in the currency of the limit is missing",
	"缺少按限额币种折算的金额",
) if {
	some i, row in rows
	amounts.unclear(row, params.single_cny, params.single_usd)
	perhaps_individual(row)
}

# Payers without an account are another control's.
doubts[i] contains findings.plain(
	"its customer is not among the registered ones",
	"其客户不在客户登记中",
) if {
	some i, row in rows
	amounts.reaches(row, params.single_cny, params.single_usd)
	row.account_id
	not known(row)
}

known(row) if customers.known(row.customer_id)

perhaps_individual(row) if customers.individual(row.customer_id)

perhaps_individual(row) if {
	row.account_id
	not known(row)
}
