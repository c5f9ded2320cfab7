# METADATA
# scope: package
# title: "Proxy buyers of registered cards prove authority and are identified"
# description: "When someone buys a registered prepaid card for another, the proxy relation is confirmed by reasonable means and, beside the principal, the proxy is registered, checked and copied."
# schemas:
#   - input.evidence.prepaid_card_events: schema.prepaid_card_events
#   - input.evidence.id_verifications: schema.id_verifications
# custom:
#   id: AML-017
#   title_zh: "代理购买记名预付卡须确认代理关系并识别代理人"
#   description_zh: "代理他人购买记名预付卡的,确认代理关系,并同时登记、核对被代理人和代理人的身份。"
#   severity: medium
#   clause: "支付机构反洗钱办法 客户身份识别 代理购卡"
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
#   recommended_action: "Obtain the proof of the proxy relation and check both persons, each with a copy of the own document."
#   recommended_action_zh: "取得代理关系证明,分别核对被代理人和代理人的证件并留存复印件。"
#   frameworks:
#     - "FATF R.10"
#     - "PRC Anti-Money Laundering Law (2024) art. 31"
package rules.aml.prepaid_card_proxy

import data.lib.checks
import data.lib.evidence
import data.lib.findings

rows := input.evidence.prepaid_card_events

default applicable := false

applicable if some _ in by_proxy

# Registered cards bought for another. Without a presenter nobody knows that it was the principal.
by_proxy contains i if {
	some i, row in rows
	row.event == "sale"
	row.registered_card
	row.principal
	not row.principal == row.presenter
}

faults[i] contains findings.plain(
	"no proof of the proxy relation is recorded",
	"没有代理关系证明",
) if {
	some i in by_proxy
	not rows[i].proxy_proof_ref
}

faults[i] contains findings.plain(
	"the checks of principal and proxy are of one person",
	"被代理人与代理人的核对记录为同一人",
) if {
	some i in by_proxy
	both := subjects(rows[i], "id_verification_ref") | subjects(
		rows[i],
		"proxy_id_verification_ref",
	)
	count(both) == 1
	not unproven[i]
}

faults[i] contains fault if {
	not evidence.incomplete("id_verifications")
	some i, texts in unproven
	some fault in texts
}

references := {
	"id_verification_ref": {"en": "principal", "zh": "被代理人"},
	"proxy_id_verification_ref": {"en": "proxy", "zh": "代理人"},
}

unproven[i] contains fault if {
	some i in by_proxy
	some field, label in references
	count(subjects(rows[i], field)) == 0
	fault := findings.text(
		"it names no match with a copy of the document for the %s",
		"没有引用%s核对一致并留存复印件的记录",
		[label.en],
		[label.zh],
	)
}

# subjects(row, field): whom the check that the field names has proven.
subjects(row, field) := {checks.rows[j].subject |
	some j in checks.named[row[field]]
	checks.proven(j)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(rows[i], ["event_id"], texts)
}

unknown contains finding if {
	evidence.incomplete("id_verifications")
	some i, texts in unproven
	finding := findings.of(rows[i], ["event_id"], texts)
}
