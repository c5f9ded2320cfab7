# METADATA
# scope: package
# title: "Non-account payers register and are verified at the threshold"
# description: "Before a single payment of CNY 10,000 or more, or the equivalent of USD 1,000 or more, for a customer without an account, the customer registers name, document type, number and validity, and these are verified."
# schemas:
#   - input.evidence.kyc_transactions: schema.kyc_transactions
#   - input.evidence.id_verifications: schema.id_verifications
#   - input.evidence.kyc_customers: schema.kyc_customers
# custom:
#   id: AML-014
#   title_zh: "未开户客户单笔达限额须先登记并核对证件"
#   description_zh: "为未开立支付账户的客户办理单笔人民币1万元以上或者外币等值1000美元以上业务前,客户先登记姓名、证件种类、号码和有效期限并经核对。"
#   severity: high
#   clause: "支付机构反洗钱办法 客户身份识别 未开立支付账户"
#   evidence: [kyc_transactions, id_verifications, kyc_customers]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: {kyc_transactions: customer_id}
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     single_cny: 10000
#     single_usd: 1000
#     required_fields:
#     - name
#     - id_type
#     - id_no
#     - id_expires_at
#   param_basis:
#     single_cny: "document"
#     single_usd: "document"
#     required_fields: "document"
#   recommended_action: "Register and check the payer before the payment is made, and look into payments that were split."
#   recommended_action_zh: "付款前登记并核对付款人身份,对拆分付款进行核查。"
#   frameworks:
#     - "FATF R.10"
#     - "PRC Anti-Money Laundering Law (2024) art. 29"
package rules.aml.payer_without_account

import data.lib.amounts
import data.lib.checks
import data.lib.customers
import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["AML-014"]

rows := input.evidence.kyc_transactions

default applicable := false

applicable if some _ in loose

# Transactions without an account.
loose contains i if {
	some i, row in rows
	not row.account_id
}

large contains i if {
	some i in loose
	amounts.reaches(rows[i], params.single_cny, params.single_usd)
}

faults[i] contains findings.plain("it names no customer", "没有记载客户") if {
	some i in large
	not rows[i].customer_id
}

faults[i] contains fault if {
	some i in large
	some j in customers.by_id[rows[i].customer_id]
	missing := customers.unregistered(customers.rows[j], params.required_fields)
	count(missing) > 0
	fault := findings.text(
		"these are not registered: %s",
		"未登记:%s",
		[concat(", ", missing)],
		[concat("、", missing)],
	)
}

faults[i] contains fault if {
	some i, found in gaps
	some [kind, fault] in found
	not in_doubt(kind, rows[i])
}

gaps[i] contains ["kyc_customers", findings.plain(
	"its customer is not registered",
	"其客户没有登记",
)] if {
	some i in large
	rows[i].customer_id
	not known(rows[i])
}

gaps[i] contains ["id_verifications", findings.plain(
	"no match is dated before the payment",
	"付款前没有核对一致的记录",
)] if {
	some i in large
	rows[i].customer_id
	not matched(rows[i])
}

known(row) if customers.known(row.customer_id)

in_doubt(kind, _) if evidence.incomplete(kind)

# A check on the day of the act may have come before it.
in_doubt("id_verifications", row) if {
	some j in checks.matches[row.customer_id]
	checks.perhaps_by(j, row.at)
}

matched(row) if checks.matched_by(row.customer_id, row.at)

doubts[i] contains fault if {
	some i, found in gaps
	some [kind, fault] in found
	in_doubt(kind, rows[i])
}

doubts[i] contains findings.plain(
	"its amount in the currency of the limit is missing",
	"缺少按限额币种折算的金额",
) if {
	some i in loose
	amounts.unclear(rows[i], params.single_cny, params.single_usd)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(rows[i], ["txn_id"], texts)
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(rows[i], ["txn_id"], texts)
}

# small[[customer_id, day]]: the payments of a customer on one day that do not reach the limit alone.
small[key] contains i if {
	some i in loose
	not i in large
	row := rows[i]
	customer_id := row.customer_id
	day := times.day(row.at)
	key := [customer_id, day]
}

together(found) if amounts.volume([rows[i].amount_cny | some i in found]) >= params.single_cny

together(found) if {
	in_dollars := [rows[i].amount_usd | some i in found; not rows[i].foreign == false]
	amounts.volume(in_dollars) >= params.single_usd
}

review contains finding if {
	some key, found in small
	together(found)
	fault := findings.text(
		"%v payments of one customer on %s reach the limit only together",
		"同一客户在%s的%v笔付款合计才达到限额",
		[count(found), key[1]],
		[key[1], count(found)],
	)
	finding := findings.of(rows[min(found)], ["txn_id"], {fault})
}
