# METADATA
# scope: package
# title: "No unlawful penalty clause against staff"
# description: "Apart from breach of a training service period or a non-compete duty, no liquidated damages may be agreed against staff; breach of confidentiality gives only compensation of the loss."
# schemas:
#   - input.evidence.agreements: schema.agreements
# custom:
#   id: NDA-205
#   title_zh: "保密协议不得违法约定员工违约金"
#   description_zh: "除违反培训服务期或竞业限制约定外,不得与员工约定违约金;泄露商业秘密的,只能要求赔偿损失。"
#   severity: medium
#   clause: "保密协议 第四条违约责任风险提示"
#   evidence: [agreements]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: contract
#   tier: core
#   params:
#     lawful_grounds:
#     - training_service_period
#     - non_compete
#   param_basis:
#     lawful_grounds: "document"
#   recommended_action: "Strike the penalty from the agreement and from the form, whose clause on leavers has one too, and claim only compensation of the loss."
#   recommended_action_zh: "删除协议中的违约金条款,范本中有关离职的违约金条款也应一并修改;员工泄密的仅主张赔偿损失。"
#   frameworks:
#     - "PRC Labour Contract Law art. 25"
package rules.agreements.unlawful_penalty

import data.lib.findings

params := data.params["NDA-205"]

default applicable := false

applicable if count(staff_agreements) > 0

staff_agreements := [row |
	some row in input.evidence.agreements
	row.kind == "staff_nda"
]

deny contains finding if {
	some row in staff_agreements
	row.liquidated_damages > 0
	ground := object.get(row, "damages_ground", "unknown")
	not ground in params.lawful_grounds
	fault := findings.text(
		"%v yuan of liquidated damages are agreed on the ground %s",
		"约定违约金%v元,依据为%s",
		[row.liquidated_damages, ground],
		[row.liquidated_damages, ground],
	)
	finding := findings.of(row, ["agreement_id"], {fault})
}
