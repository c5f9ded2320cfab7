# METADATA
# scope: package
# title: "Identification at account opening, large one-off services and early withdrawal"
# description: "The customer is identified, controller and beneficiary understood, information registered and copies kept when an account is opened, when a one-off cash remittance, exchange or bill payment for a non-account customer is CNY 10,000 or USD 1,000 or more, and when a time deposit is withdrawn early."
# schemas:
#   - input.evidence.kyc_transactions: schema.kyc_transactions
#   - input.evidence.kyc_accounts: schema.kyc_accounts
#   - input.evidence.id_verifications: schema.id_verifications
# custom:
#   id: KYC-307
#   title_zh: "开户、大额一次性服务和定期提前支取须识别"
#   description_zh: "开立账户、提供规定金额以上一次性现金汇款、现钞兑换、票据兑付,以及定期存款提前支取时,应识别客户身份,了解实际控制人和受益人,登记信息并留存复印件。"
#   severity: high
#   clause: "农村商业银行管理办法 第七条"
#   other_clauses: [客户身份识别操作规程 二(二)重点识别]
#   evidence: [kyc_transactions, kyc_accounts, id_verifications]
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
#     oneoff_kinds:
#     - cash_remittance
#     - currency_exchange
#     - bill_payment
#   param_basis:
#     single_cny: "document"
#     single_usd: "document"
#     oneoff_kinds: "document"
#   recommended_action: "Identify the customer, and the proxy where there is one, before the account is opened or the service rendered, keep a copy of the document, and enter the number of the check at the transaction."
#   recommended_action_zh: "开户或办理业务前识别客户(及代理人)身份并留存证件复印件,在交易记录中登记核验编号。"
#   frameworks:
#     - "FATF R.10"
#     - "PRC Anti-Money Laundering Law (2024) art. 29"
package rules.identification.unidentified_service

import data.lib.checks
import data.lib.evidence
import data.lib.findings

params := data.params["KYC-307"]

accounts := input.evidence.kyc_accounts

transactions := input.evidence.kyc_transactions

default applicable := false

applicable if count(accounts) > 0

applicable if count(concerned) > 0

applicable if count(unsized) > 0

identified(account) if checks.copied_by(account.customer_id, account.opened_at)

account_faults[i] contains findings.plain(
	"no identity check with a kept copy confirmed the customer before the opening",
	"开户前没有核验一致并留存复印件的身份识别记录",
) if {
	some i, row in accounts
	not identified(row)
}

oneoff contains i if {
	some i, row in transactions
	row.kind in params.oneoff_kinds
	not row.account_id
}

concerned contains i if {
	some i in oneoff
	transactions[i].amount_cny >= params.single_cny
}

concerned contains i if {
	some i in oneoff
	transactions[i].amount_usd >= params.single_usd
}

concerned contains i if {
	some i, row in transactions
	row.kind == "early_withdrawal"
}

unsized contains i if {
	some i in oneoff
	object.get(transactions[i], "amount_cny", "") == ""
	object.get(transactions[i], "amount_usd", "") == ""
}

of_customer(row) if not row.customer_id

of_customer(row) if {
	some j in checks.named[row.id_verification_ref]
	checks.rows[j].customer_id == row.customer_id
}

customer_proven(row) if {
	checks.proof(row.id_verification_ref, row.at)
	of_customer(row)
}

proxy_proven(row) if checks.proof(row.proxy_id_verification_ref, row.at)

transaction_faults[i] contains findings.plain(
	"no identity check with a kept copy confirmed the customer before the transaction",
	"交易前没有核验一致并留存复印件的客户身份识别记录",
) if {
	some i in concerned
	not customer_proven(transactions[i])
}

transaction_faults[i] contains findings.plain(
	"no identity check with a kept copy confirmed the proxy before the transaction",
	"交易前没有核验一致并留存复印件的代理人身份识别记录",
) if {
	some i in concerned
	transactions[i].proxy
	not proxy_proven(transactions[i])
}

found contains finding if {
	some i, texts in account_faults
	finding := findings.of(accounts[i], ["account_id"], texts)
}

found contains finding if {
	some i, texts in transaction_faults
	finding := findings.of(transactions[i], ["txn_id"], texts)
}

deny contains finding if {
	not evidence.incomplete("id_verifications")
	some finding in found
}

unknown contains finding if {
	evidence.incomplete("id_verifications")
	some finding in found
}

unknown contains finding if {
	some i in unsized
	finding := findings.of(transactions[i], ["txn_id"], {findings.plain(
		"the amount is missing",
		"缺少金额",
	)})
}
