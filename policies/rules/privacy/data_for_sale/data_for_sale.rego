# METADATA
# scope: package
# title: "Personal information is never resold to third parties"
# description: "Customer data is not abused by mass promotion or by reselling personal information to third parties."
# schemas:
#   - input.evidence.disclosure_register: schema.disclosure_register
#   - input.evidence.agreements: schema.agreements
# custom:
#   id: PRV-106
#   title_zh: "不得将个人信息转卖给第三方"
#   description_zh: "不得滥用客户数据进行大量促销,不得将个人信息转卖给第三方。"
#   severity: critical
#   clause: "CRM数据隐私 一)数据隐私现状 第二段"
#   evidence: [disclosure_register, agreements]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: disclosure_register
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: core
#   params:
#     forbidden_recipient_types:
#     - data_broker
#     - list_dealer
#   param_basis:
#     forbidden_recipient_types: "project default"
#   recommended_action: "Stop the provision, cancel the clause of sale, demand that the recipient deletes the data, and record the payment of every provision, zero included."
#   recommended_action_zh: "停止提供,取消出售数据的条款,要求接收方删除数据,并登记每次提供的收款金额(含零)。"
#   frameworks:
#     - "PIPL art. 10"
package rules.privacy.data_for_sale

import data.lib.findings

params := data.params["PRV-106"]

disclosures := input.evidence.disclosure_register

clauses[agreement] contains clause if {
	some row in input.evidence.agreements
	agreement := row.agreement_id
	some clause in row.clauses
}

known_agreements contains agreement if {
	some row in input.evidence.agreements
	agreement := row.agreement_id
}

faults[i] contains fault if {
	some i, row in disclosures
	row.payment > 0
	fault := findings.text(
		"%v yuan were received for it",
		"收取了%v元",
		[row.payment],
		[row.payment],
	)
}

faults[i] contains fault if {
	some i, row in disclosures
	"data_sale" in clauses[row.agreement_id]
	fault := findings.text(
		"the agreement %s provides for a sale of data",
		"协议%s约定出售数据",
		[row.agreement_id],
		[row.agreement_id],
	)
}

faults[i] contains fault if {
	some i, row in disclosures
	row.recipient_type in params.forbidden_recipient_types
	fault := findings.text(
		"the recipient is a %s",
		"接收方类型为%s",
		[row.recipient_type],
		[row.recipient_type],
	)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(disclosures[i], ["disclosure_id", "customer_id"], texts)
}

unknown contains finding if {
	some row in disclosures
	agreement := row.agreement_id
	not agreement in known_agreements
	finding := findings.of(row, ["disclosure_id", "customer_id"], {findings.text(
		"the agreement %s is not on record, so that its clauses cannot be judged",
		"协议%s没有登记,无法判断其条款",
		[agreement],
		[agreement],
	)})
}

review contains finding if {
	some row in disclosures
	row.recipient_type in {"partner", "third_party"}
	object.get(row, "payment", "") == ""
	finding := findings.of(row, ["disclosure_id", "customer_id"], {findings.plain(
		"it is not recorded what was received for it",
		"未登记收款金额",
	)})
}
