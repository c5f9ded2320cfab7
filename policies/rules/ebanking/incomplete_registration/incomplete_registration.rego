# METADATA
# scope: package
# title: "E-banking registration, change and cancellation papers are in order"
# description: "For registration, cancellation or change the customer gives true and complete papers and a signed application with the reserved seal (enterprise) or signature, valid document and card (person); the bank verifies before opening, and a unit authorisation is kept where the card needs one."
# schemas:
#   - input.evidence.ebank_registry: schema.ebank_registry
#   - input.evidence.reference_lists: schema.reference_lists
# custom:
#   id: EBK-101
#   title_zh: "电子银行注册、变更、注销手续资料齐全"
#   description_zh: "客户办理电子银行注册、变更、注销手续,应提供真实、完整的资料和申请表;企业加盖预留印鉴,个人签名并出示有效证件和卡片;银行查验无误后方可开通,单位卡应留存单位授权。"
#   severity: high
#   clause: "企业电子银行协议 第二条二(二)"
#   other_clauses: ["个人网上银行协议 三", "企业电子银行协议 第三条二(二)"]
#   evidence: [ebank_registry, reference_lists]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   partition: ebank_registry
#   kind: procedural
#   basis: contract
#   tier: core
#   params:
#     personal_activation_working_days: 1
#     max_enterprise_registration_days: 10
#     early_activation_allowed: false
#   param_basis:
#     personal_activation_working_days: "document"
#     max_enterprise_registration_days: "project default (document says promptly)"
#     early_activation_allowed: "document (usable from the next working day after registration)"
#   recommended_action: "Complete the papers and the checks that are missing, and suspend the service until then; open it only after the checks, on the promised working day."
#   recommended_action_zh: "补齐所缺资料和查验,补齐前暂停服务;今后查验无误后按约定工作日开通。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.16"
#     - "NIST SP 800-53r5 IA-12"
package rules.ebanking.incomplete_registration

import data.lib.calendar
import data.lib.checks
import data.lib.findings
import data.lib.times

params := data.params["EBK-101"]

rows := input.evidence.ebank_registry

default applicable := false

applicable if count(opened) > 0

# Applications are judged once the service was opened.
opened contains i if {
	some i, row in rows
	row.activated_at
}

papers := {
	"any": {
		"form_ref": findings.plain("there is no application form", "缺少申请表"),
		"signed": findings.plain("the application is not signed", "申请表未签章"),
		"docs_complete": findings.plain("the papers are not complete", "资料不齐全"),
	},
	"enterprise": {"seal_matched": findings.plain(
		"the seal was not matched with the reserved one",
		"印鉴未与预留印鉴核对一致",
	)},
	"personal": {
		"id_verified_at": findings.plain("the document was not verified", "未核验证件"),
		"card_verified": findings.plain("the card was not verified", "未核验卡片"),
	},
}

verified_in_time(row) if checks.dated_by(row.id_verified_at, row.activated_at)

no_authorisation := findings.plain(
	"the authorisation of the unit for its card is missing",
	"单位卡缺少单位授权",
)

# agreed_day[i]: the working day on which the service of a person is to open.
agreed_day[i] := day if {
	some i in opened
	row := rows[i]
	row.kind == "personal"
	applied_on := times.day(row.submitted_at)
	day := calendar.add_working_days(applied_on, params.personal_activation_working_days)
}

off_day(at, day) if times.day(at) > day

off_day(at, day) if {
	not params.early_activation_allowed
	times.day(at) < day
}

faults[i] contains fault if {
	some i in opened
	row := rows[i]
	some kind in ["any", row.kind]
	some field, fault in papers[kind]
	not row[field]
}

faults[i] contains findings.plain(
	"the document was verified after the service was opened",
	"证件核验晚于开通",
) if {
	some i in opened
	row := rows[i]
	row.kind == "personal"
	row.id_verified_at
	not verified_in_time(row)
}

faults[i] contains no_authorisation if {
	some i in opened
	row := rows[i]
	row.kind == "personal"
	row.card_kind == "unit"
	not row.unit_authorisation_ref
}

faults[i] contains fault if {
	some i in opened
	row := rows[i]
	row.kind == "enterprise"
	times.later_than_days(
		row.submitted_at,
		params.max_enterprise_registration_days,
		row.activated_at,
	)
	fault := findings.text(
		"it was opened on %s, more than %v days after the application of %s",
		"开通于%s,距申请时间%s超过%v天",
		[times.day(row.activated_at), params.max_enterprise_registration_days, row.submitted_at],
		[times.day(row.activated_at), row.submitted_at, params.max_enterprise_registration_days],
	)
}

faults[i] contains findings.plain(
	"it was opened before it was applied for",
	"开通早于申请",
) if {
	some i in opened
	row := rows[i]
	times.surely_before(row.activated_at, row.submitted_at)
}

faults[i] contains fault if {
	some i, day in agreed_day
	row := rows[i]
	off_day(row.activated_at, day)
	fault := findings.text(
		"it was opened on %s, not on the agreed working day %s",
		"开通于%s,而非约定的工作日%s",
		[times.day(row.activated_at), day],
		[times.day(row.activated_at), day],
	)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(rows[i], ["reg_id"], texts)
}

doubts[i] contains findings.plain("the time of the application is missing", "缺少申请时间") if {
	some i in opened
	not rows[i].submitted_at
}

doubts[i] contains findings.plain(
	"the calendar does not cover the days after the application",
	"工作日历未覆盖申请后的日期",
) if {
	some i in opened
	row := rows[i]
	row.kind == "personal"
	row.submitted_at
	not agreed_day[i]
}

doubts[i] contains findings.plain(
	"whether the card is one of a unit is not recorded",
	"未登记是否为单位卡",
) if {
	some i in opened
	row := rows[i]
	row.kind == "personal"
	not row.card_kind
	not row.unit_authorisation_ref
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(rows[i], ["reg_id"], texts)
}
