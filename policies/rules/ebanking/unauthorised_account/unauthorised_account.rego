# METADATA
# scope: package
# title: "Only authorised accounts can be queried or debited"
# description: "E-banking reaches an account only within the written query or transfer authorisation its owner signed, and a person's service only the person's own registered cards and accounts."
# schemas:
#   - input.evidence.ebank_instructions: schema.ebank_instructions
#   - input.evidence.ebank_authorisations: schema.ebank_authorisations
#   - input.evidence.ebank_registry: schema.ebank_registry
# custom:
#   id: EBK-109
#   title_zh: "仅可查询或划转已书面授权的账户"
#   description_zh: "电子银行只能在账户所有人签署的书面查询、转账授权范围内查询或划转账户;个人只能使用本人已注册的卡片和账户。"
#   severity: critical
#   clause: "企业电子银行协议 第二条一(二)、第三条一(五)"
#   other_clauses: ["个人网上银行协议 二"]
#   evidence: [ebank_instructions, ebank_authorisations, ebank_registry]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   partition: ebank_instructions
#   kind: technical
#   basis: contract
#   tier: core
#   params:
#     scopes:
#     - query
#     - transfer
#   param_basis:
#     scopes: "document"
#   recommended_action: "Block the account for this registration, examine what was read or moved, and open it only with a letter of authorisation in force."
#   recommended_action_zh: "停止该注册客户对账户的操作,核查已查询或划转的内容,凭有效授权书方可开通。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.3"
#     - "NIST SP 800-53r5 AC-3"
package rules.ebanking.unauthorised_account

import data.lib.ebanking
import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["EBK-109"]

instructions := input.evidence.ebank_instructions

letters := input.evidence.ebank_authorisations

# Instructions on the account of another; an account that belongs to nobody counts as another's.
foreign contains i if {
	some i, row in instructions
	object.get(row, "account_reg_id", "") != row.reg_id
}

by_account[key] contains k if {
	some k, row in letters
	row.scope in params.scopes
	key := [row.account_id, row.reg_id]
}

authorised contains i if {
	some i in foreign
	row := instructions[i]
	some k in by_account[[row.account_id, row.reg_id]]
	covers(letters[k], row)
	times.before(letters[k].signed_at, row.submitted_at)
	times.running(object.get(letters[k], "revoked_at", ""), row.submitted_at)
}

# The right to transfer holds that to query.
covers(letter, row) if letter.scope == row.kind

covers(letter, _) if letter.scope == "transfer"

unauthorised[i] := fault if {
	some i in foreign
	not i in authorised
	kind := instructions[i].kind
	fault := findings.text(
		"no authorisation in force covers a %s on the account",
		"没有有效授权允许对该账户进行%s",
		[kind],
		[words_zh[kind]],
	)
}

words_zh := {"query": "查询", "transfer": "转账"}

faults[i] contains findings.plain(
	"a personal service reached an account that is not the person's own",
	"个人服务使用了非本人账户",
) if {
	some i in foreign
	ebanking.of_kind(instructions[i], "personal")
}

faults[i] contains fault if {
	not evidence.incomplete("ebank_authorisations")
	some i, fault in unauthorised
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(instructions[i], ["instruction_id"], texts)
}

doubts[i] contains fault if {
	evidence.incomplete("ebank_authorisations")
	some i, fault in unauthorised
}

doubts[i] contains findings.plain(
	"whether the registration is a personal one is not on record",
	"没有登记该注册客户是否为个人",
) if {
	some i in foreign
	not ebanking.registered(instructions[i])
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(instructions[i], ["instruction_id"], texts)
}
