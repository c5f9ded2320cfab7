# METADATA
# scope: package
# title: "Lost, locked or leaked credentials are replaced through the branch"
# description: "When a certificate is damaged, locked or lost, or a password leaked or forgotten, the holder promptly has it replaced, unlocked, reported or reset at a branch; a person shows a valid document and card and fills in the change form."
# schemas:
#   - input.evidence.ebank_requests: schema.ebank_requests
#   - input.evidence.ebank_instructions: schema.ebank_instructions
#   - input.evidence.ebank_certificates: schema.ebank_certificates
#   - input.evidence.ebank_registry: schema.ebank_registry
# custom:
#   id: EBK-105
#   title_zh: "证书密码遗失泄露及时到网点挂失、更换、重置"
#   description_zh: "证书损坏、锁定、遗失,或密码泄露、遗忘的,持有人应及时到网点办理更换、解锁、挂失或重置;个人须出示有效证件和卡片并填写变更申请表。"
#   severity: critical
#   clause: "企业电子银行协议 第二条二(五)"
#   other_clauses: ["个人网上银行协议 六"]
#   evidence: [ebank_requests, ebank_instructions, ebank_certificates, ebank_registry]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   partition: ebank_requests
#   kind: procedural
#   basis: contract
#   tier: core
#   params:
#     credential_kinds:
#     - replace
#     - unlock
#     - loss_report
#     - password_reset
#     max_report_days: 1
#   param_basis:
#     credential_kinds: "document"
#     max_report_days: "project default (document says promptly)"
#   recommended_action: "Have the holder come to a branch with document and card, block the certificate at once, and examine the instructions carried out in between."
#   recommended_action_zh: "要求持有人持证件和卡片到网点办理,立即停用证书,并核查其间执行的指令。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.17"
#     - "NIST SP 800-53r5 IA-5"
package rules.ebanking.unreplaced_credential

import data.lib.ebanking
import data.lib.findings
import data.lib.times

params := data.params["EBK-105"]

requests := input.evidence.ebank_requests

instructions := input.evidence.ebank_instructions

certificates := input.evidence.ebank_certificates

default applicable := false

applicable if count(subjects) > 0

subjects := ebanking.requests(params.credential_kinds)

by_certificate[cert_id] contains j if {
	some j, row in instructions
	cert_id := row.cert_id
}

by_registration[reg_id] contains j if {
	some j, row in instructions
	reg_id := row.reg_id
}

# candidates(row): the instructions with the certificate; where either side names none, those of the
# registration.
candidates(row) := named | {j |
	some j in by_registration[row.reg_id]
	not instructions[j].cert_id
} if {
	cert_id := row.cert_id
	named := {j | some j in by_certificate[cert_id]}
}

candidates(row) := {j | some j in by_registration[row.reg_id]} if not row.cert_id

# Whatever does not surely lie before the event or after its remedy lies between them.
between(row, at) if {
	not early(row, at)
	not over(row, at)
}

early(row, at) if times.surely_before(at, row.event_at)

over(row, at) if times.surely_before(row.completed_at, at)

used[i] contains j if {
	some i in subjects
	row := requests[i]
	row.event_at
	some j in candidates(row)
	at := instructions[j].executed_at
	between(row, at)
}

settled contains i if {
	some i in subjects
	requests[i].kind == "loss_report"
	requests[i].completed_at
}

settled contains i if {
	some i in subjects
	requests[i].kind == "loss_report"
	requests[i].status == "completed"
}

certificates_by_id[cert_id] contains k if {
	some k, row in certificates
	cert_id := row.cert_id
}

certificates_of[reg_id] contains k if {
	some k, row in certificates
	reg_id := row.reg_id
}

# lost[i]: the certificates that the report means; without a number, those issued before it.
lost[i] contains k if {
	some i in settled
	some k in certificates_by_id[requests[i].cert_id]
}

lost[i] contains k if {
	some i in settled
	request := requests[i]
	not request.cert_id
	some k in certificates_of[request.reg_id]
	not issued_later(certificates[k], request)
}

issued_later(row, request) if times.surely_before(request.submitted_at, row.issued_at)

faults[i] contains fault if {
	some i in subjects
	some fault in ebanking.unfiled(requests[i])
}

faults[i] contains fault if {
	some i in subjects
	row := requests[i]
	ebanking.of_kind(row, "personal")
	some fault in ebanking.unidentified(row)
}

faults[i] contains fault if {
	some i in subjects
	row := requests[i]
	times.later_than_days(row.event_at, params.max_report_days, row.submitted_at)
	fault := findings.text(
		"it was reported at %s, more than %v days after it happened at %s",
		"报告时间为%s,距发生时间%s超过%v天",
		[row.submitted_at, params.max_report_days, row.event_at],
		[row.submitted_at, row.event_at, params.max_report_days],
	)
}

faults[i] contains findings.plain("it was reported before it happened", "报告早于发生") if {
	some i in subjects
	row := requests[i]
	times.surely_before(row.submitted_at, row.event_at)
}

faults[i] contains fault if {
	some i, found in used
	fault := findings.text(
		"%d instructions were executed before it was dealt with",
		"办结前已执行%d笔指令",
		[count(found)],
		[count(found)],
	)
}

faults[i] contains fault if {
	some i, found in lost
	some k in found
	certificates[k].state == "active"
	fault := findings.text(
		"certificate %s is still active",
		"证书%s仍为启用状态",
		[certificates[k].cert_id],
		[certificates[k].cert_id],
	)
}

deny contains linked if {
	some i, texts in faults
	finding := findings.of(requests[i], ["request_id"], texts)
	related := [instructions[j]._loc | some j in used[i]]
	linked := object.union(finding, {"related": related})
}

doubts[i] contains findings.plain("when it happened is not recorded", "未登记发生时间") if {
	some i in subjects
	not requests[i].event_at
}

doubts[i] contains findings.plain(
	"the certificate reported lost is not on record",
	"挂失的证书没有登记",
) if {
	some i in settled
	not lost[i]
}

doubts[i] contains fault if {
	some i in subjects
	row := requests[i]
	not ebanking.registered(row)
	some fault in ebanking.unidentified(row)
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(requests[i], ["request_id"], texts)
}
