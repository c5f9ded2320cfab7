# METADATA
# scope: package
# title: "Prepaid-card buyers and top-up customers are identified"
# description: "For the sale or top-up of a registered prepaid card, or of unregistered cards of CNY 10,000 or more at one time, the person's identity is registered, the valid document checked and a copy kept."
# schemas:
#   - input.evidence.prepaid_card_events: schema.prepaid_card_events
#   - input.evidence.id_verifications: schema.id_verifications
# custom:
#   id: AML-016
#   title_zh: "预付卡购卡、充值须识别并留存证件"
#   description_zh: "出售或者充值记名预付卡,以及一次性出售或者充值不记名预付卡人民币1万元以上的,登记身份信息、核对有效证件并留存复印件。"
#   severity: high
#   clause: "支付机构反洗钱办法 客户身份识别 预付卡出售与充值"
#   evidence: [prepaid_card_events, id_verifications]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     unregistered_cny: 10000
#   param_basis:
#     unregistered_cny: "document"
#   recommended_action: "Register and check the buyer before the sale or top-up, keep a copy, and enter the number of the check."
#   recommended_action_zh: "售卡或充值前登记并核对购卡人身份,留存复印件,并登记核对编号。"
#   frameworks:
#     - "FATF R.10"
#     - "PRC Anti-Money Laundering Law (2024) art. 29"
package rules.aml.prepaid_card_buyer

import data.lib.amounts
import data.lib.checks
import data.lib.evidence
import data.lib.findings

params := data.params["AML-016"]

rows := input.evidence.prepaid_card_events

default applicable := false

applicable if some _ in concerned

bought contains i if {
	some i, row in rows
	row.event in {"sale", "top_up"}
}

sales[sale_id] contains i if {
	some i in bought
	sale_id := rows[i].sale_id
}

concerned contains i if {
	some i in bought
	not rows[i].registered_card == false
}

concerned contains i if {
	some i in bought
	total(rows[i]) >= params.unregistered_cny
}

total(row) := amounts.volume([rows[i].amount_cny | some i in sales[row.sale_id]]) if row.sale_id

total(row) := abs(row.amount_cny) if not row.sale_id

unproven[i] := finding if {
	some i in concerned
	row := rows[i]
	not proven(row)
	finding := findings.of(row, ["event_id"], {findings.plain(
		"it names no match with a copy of the document that was made by then",
		"没有引用此前核对一致并留存复印件的记录",
	)})
}

proven(row) if checks.proof(row.id_verification_ref, row.at)

in_doubt(_) if evidence.incomplete("id_verifications")

in_doubt(row) if {
	some j in checks.named[row.id_verification_ref]
	checks.proven(j)
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
