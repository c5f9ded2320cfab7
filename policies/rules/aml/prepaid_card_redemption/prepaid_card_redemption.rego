# METADATA
# scope: package
# title: "Prepaid-card redemption identifies the redeemer"
# description: "When a prepaid card is redeemed the redeemer is identified and registered, the valid document checked and a copy kept, at any amount."
# schemas:
#   - input.evidence.prepaid_card_events: schema.prepaid_card_events
#   - input.evidence.id_verifications: schema.id_verifications
# custom:
#   id: AML-018
#   title_zh: "预付卡赎回须识别赎回人"
#   description_zh: "赎回预付卡时,不论金额大小,识别赎回人、登记身份信息、核对有效证件并留存复印件。"
#   severity: high
#   clause: "支付机构反洗钱办法 客户身份识别 预付卡赎回"
#   evidence: [prepaid_card_events, id_verifications]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: prepaid_card_events
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params: {}
#   recommended_action: "Check the document of the person who redeems the card, keep a copy, and enter the number of the check."
#   recommended_action_zh: "核对赎回人的有效证件并留存复印件,登记核对编号。"
#   frameworks:
#     - "FATF R.10"
#     - "PRC Anti-Money Laundering Law (2024) art. 29"
package rules.aml.prepaid_card_redemption

import data.lib.checks
import data.lib.evidence
import data.lib.findings

rows := input.evidence.prepaid_card_events

default applicable := false

applicable if some _ in redemptions

redemptions contains i if {
	some i, row in rows
	row.event == "redemption"
}

unproven[i] := finding if {
	some i in redemptions
	row := rows[i]
	not proven(row)
	finding := findings.of(row, ["event_id"], {findings.plain(
		"it names no match with a copy of the redeemer's document that was made by then",
		"没有引用此前对赎回人核对一致并留存复印件的记录",
	)})
}

proven(row) if {
	some j in checks.named[row.id_verification_ref]
	checks.proven(j)
	checks.rows[j].subject == row.presenter
	checks.dated_by(checks.rows[j].at, row.at)
}

in_doubt(_) if evidence.incomplete("id_verifications")

in_doubt(row) if {
	some j in checks.named[row.id_verification_ref]
	checks.proven(j)
	checks.rows[j].subject == row.presenter
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
