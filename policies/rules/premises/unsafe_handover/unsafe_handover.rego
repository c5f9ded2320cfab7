# METADATA
# scope: package
# title: "Customers are warned and cash is handed over in person"
# description: "The bank gives customers reasonable warning of dangers, and hands the money to the payee itself."
# schemas:
#   - input.evidence.premises_register: schema.premises_register
#   - input.evidence.kyc_transactions: schema.kyc_transactions
# custom:
#   id: PHY-003
#   title_zh: "提醒客户防范并亲手交付款项"
#   description_zh: "银行合理提醒客户防范危险,并亲自将款项交付取款人。"
#   severity: low
#   clause: "篇九 最后一段"
#   other_clauses: [篇四 最后一段]
#   evidence: [premises_register, kyc_transactions]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: kyc_transactions
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: adjacent
#   params:
#     notice_days: 365
#   param_basis:
#     notice_days: "project default"
#   recommended_action: "Renew the danger notice for customers, hand cash only to the customer or the registered proxy, and have the handover signed."
#   recommended_action_zh: "更新客户防范提示;现金只交付客户本人或登记的代理人,并由其签收。"
package rules.premises.unsafe_handover

import data.lib.ages
import data.lib.deadlines
import data.lib.findings

params := data.params["PHY-003"]

premises := input.evidence.premises_register

transactions := input.evidence.kyc_transactions

default applicable := false

applicable if count(premises) > 0

applicable if count(payments) > 0

warning := {"en": "the danger notice", "zh": "防范提示"}

notice_faults[i] contains fault if {
	some i, row in premises
	fault := ages.unrecorded(row, "danger_notice_at", warning)
}

notice_faults[i] contains fault if {
	some i, row in premises
	fault := ages.stale(row, "danger_notice_at", warning, params.notice_days)
}

payments contains i if {
	some i, row in transactions
	row.kind == "counter_cash_out"
}

# payees(row): who may take the money.
payees(row) := {payee |
	some field in ["customer_id", "proxy"]
	payee := row[field]
}

faults[i] contains findings.plain(
	"the cash was handed to neither the customer nor the proxy",
	"现金未交付客户本人或其代理人",
) if {
	some i in payments
	row := transactions[i]
	row.customer_id
	allowed := payees(row)
	taker := row.handed_over_to
	not taker in allowed
}

faults[i] contains findings.plain("the handover is not signed", "现金交付未经签收") if {
	some i in payments
	not deadlines.finished(transactions[i], "handover_signed_at")
}

doubts[i] contains findings.plain(
	"to whom the cash was handed is not recorded",
	"未登记现金交付对象",
) if {
	some i in payments
	not transactions[i].handed_over_to
}

doubts[i] contains findings.plain(
	"the cash was not handed to a proxy, and whose it is is not recorded",
	"现金未交付代理人,且未登记客户",
) if {
	some i in payments
	row := transactions[i]
	not row.customer_id
	allowed := payees(row)
	taker := row.handed_over_to
	not taker in allowed
}

deny contains finding if {
	some i, texts in notice_faults
	finding := findings.of(premises[i], ["site"], texts)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(transactions[i], ["txn_id"], texts)
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(transactions[i], ["txn_id"], texts)
}
