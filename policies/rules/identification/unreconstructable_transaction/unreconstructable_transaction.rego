# METADATA
# scope: package
# title: "Kept records can reconstruct every transaction"
# description: "Identity data and transaction records are kept accurately and completely, enough to reconstruct each transaction and support identification, monitoring, investigation and prosecution."
# schemas:
#   - input.evidence.kyc_transactions: schema.kyc_transactions
#   - input.evidence.kyc_customers: schema.kyc_customers
#   - input.evidence.id_verifications: schema.id_verifications
# custom:
#   id: KYC-303a
#   title_zh: "保存资料足以重现每项交易"
#   description_zh: "准确完整地保存客户身份资料和交易记录,足以重现每项交易,满足识别、监测、调查和追诉需要。"
#   severity: high
#   clause: "农村商业银行管理办法 第三条第二款"
#   other_clauses: [支付机构反洗钱办法 内部控制制度(二), 客户身份识别基础知识 一.3③完整性]
#   evidence: [kyc_transactions, kyc_customers, id_verifications]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: rule
#   tier: core
#   params:
#     reconstruction_fields:
#     - at
#     - amount_cny
#     - direction
#     - counterparty
#     - purpose
#     - channel
#     - served_by
#     - instruction_ref
#     staffed_channels:
#     - branch
#     - counter
#     - phone
#     exempt_kinds:
#     - interest_credit
#     - fee_debit
#     - reversal
#   param_basis:
#     reconstruction_fields: "project default (document states the aim)"
#     staffed_channels: "project default"
#     exempt_kinds: "project default"
#   recommended_action: "Fill in the missing entries of the transaction from its vouchers, tie it to the customer's identity record and check, and account for every missing number of the channel."
#   recommended_action_zh: "根据凭证补齐交易要素,关联客户身份资料和核验记录,并查明渠道序号缺失的交易。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.33"
#     - "NIST SP 800-53r5 AU-3"
#     - "NIST SP 800-53r5 SI-12"
#     - "FATF R.11"
#     - "PRC Anti-Money Laundering Law (2024) art. 34"
package rules.identification.unreconstructable_transaction

import data.lib.checks
import data.lib.customers
import data.lib.evidence
import data.lib.findings

params := data.params["KYC-303a"]

transactions := input.evidence.kyc_transactions

# needed(row, field): the field has to be filled for this transaction.
needed(_, field) if not field in {"served_by", "counterparty", "purpose"}

needed(row, field) if {
	field == "served_by"
	row.channel in params.staffed_channels
}

needed(row, field) if {
	field in {"counterparty", "purpose"}
	kind := row.kind
	not kind in params.exempt_kinds
}

sequence[channel] contains number if {
	some row in transactions
	number := row.channel_seq
	channel := object.get(row, "channel", "")
}

lowest[channel] := number if {
	some channel, found in sequence
	number := min(found)
}

lacks[i] contains ["kyc_customers", fault] if {
	some i, row in transactions
	row.account_id
	customer := object.get(row, "customer_id", "")
	not customers.known(customer)
	fault := findings.plain("the customer has no identity record", "客户没有身份登记记录")
}

lacks[i] contains ["id_verifications", fault] if {
	some i, row in transactions
	row.account_id
	customer := object.get(row, "customer_id", "")
	not checks.of_customer[customer]
	fault := findings.plain("no identity check of the customer is kept", "没有客户身份核验记录")
}

lacks[i] contains ["id_verifications", fault] if {
	some i, row in transactions
	ref := row.id_verification_ref
	not checks.named[ref]
	fault := findings.plain("the identity check that it names is not kept", "所引用的身份核验记录不存在")
}

lacks[i] contains ["kyc_transactions", fault] if {
	some i, row in transactions
	channel := object.get(row, "channel", "")
	row.channel_seq > lowest[channel]
	previous := row.channel_seq - 1
	found := sequence[channel]
	not previous in found
	fault := findings.text(
		"the transaction numbered %v before it is missing in the channel",
		"同渠道缺少前一序号%v的交易",
		[previous],
		[previous],
	)
}

faults[i] contains fault if {
	some i, row in transactions
	absent := {field |
		some field in params.reconstruction_fields
		object.get(row, field, "") == ""
		needed(row, field)
	}
	count(absent) > 0
	names := concat(", ", sort(absent))
	fault := findings.text("%s is missing", "缺少%s", [names], [names])
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
	finding := findings.of(transactions[i], ["txn_id"], texts)
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(transactions[i], ["txn_id"], texts)
}
