# METADATA
# scope: package
# title: "Changes in registered details are filed promptly"
# description: "When registered details change (basic data, branches, accounts, account names, opening branch) the customer files the change promptly; a person unfreezes or adds cards in person with document and card, effective the next working day."
# schemas:
#   - input.evidence.ebank_requests: schema.ebank_requests
#   - input.evidence.ebank_registry: schema.ebank_registry
#   - input.evidence.reference_lists: schema.reference_lists
# custom:
#   id: EBK-107
#   title_zh: "注册资料变更及时办理手续"
#   description_zh: "注册资料(基本资料、分支机构、账户、户名、开户网点等)变更的,客户应及时办理变更手续;个人解冻或增加卡片须本人持证件和卡片到网点办理,次一工作日生效。"
#   severity: medium
#   clause: "企业电子银行协议 第二条二(六)"
#   other_clauses: ["个人网上银行协议 十一"]
#   evidence: [ebank_requests, ebank_registry, reference_lists]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   partition: ebank_requests
#   kind: procedural
#   basis: contract
#   tier: core
#   params:
#     max_change_days: 10
#     effective_working_days: 1
#   param_basis:
#     max_change_days: "project default (document says promptly)"
#     effective_working_days: "document"
#   recommended_action: "File the change, repeat what was done without document and card at a branch, and end services on closed accounts."
#   recommended_action_zh: "补办变更手续,未持证件和卡片办理的到网点重新办理,并终止已销户账户的服务。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.16"
package rules.ebanking.late_detail_change

import data.lib.calendar
import data.lib.ebanking
import data.lib.findings
import data.lib.times

params := data.params["EBK-107"]

requests := input.evidence.ebank_requests

registrations := input.evidence.ebank_registry

default applicable := false

applicable if count(changes) > 0

applicable if count(cards) > 0

applicable if count(registrations) > 0

changes := ebanking.requests(["info_change"])

cards := ebanking.requests(["add_card", "unfreeze_card"])

# agreed_day[i]: the day from which the card is to count.
agreed_day[i] := day if {
	some i in cards
	completed_on := times.day(requests[i].completed_at)
	day := calendar.add_working_days(completed_on, params.effective_working_days)
}

faults[i] contains fault if {
	some i in changes
	row := requests[i]
	times.later_than_days(row.event_at, params.max_change_days, row.submitted_at)
	fault := findings.text(
		"it was filed at %s, more than %v days after the change at %s",
		"申请时间为%s,距变更时间%s超过%v天",
		[row.submitted_at, params.max_change_days, row.event_at],
		[row.submitted_at, row.event_at, params.max_change_days],
	)
}

faults[i] contains fault if {
	some i in cards
	some fault in (ebanking.unfiled(requests[i]) | ebanking.unidentified(requests[i]))
}

faults[i] contains fault if {
	some i, day in agreed_day
	effective_at := object.get(requests[i], "effective_at", "-")
	effective_at != day
	fault := findings.text(
		"it took effect on %s, not on the agreed working day %s",
		"生效日为%s,而非约定的工作日%s",
		[effective_at, day],
		[effective_at, day],
	)
}

doubts[i] contains findings.plain("when the details changed is not recorded", "未登记变更时间") if {
	some i in changes
	not requests[i].event_at
}

doubts[i] contains findings.plain(
	"the calendar does not cover the days after it was completed",
	"工作日历未覆盖办结后的日期",
) if {
	some i in cards
	requests[i].completed_at
	not agreed_day[i]
}

doubts[i] contains findings.plain(
	"it took effect, but when it was completed is not recorded",
	"已生效但未登记办结时间",
) if {
	some i in cards
	requests[i].effective_at
	not requests[i].completed_at
}

# Services that may go on for a closed account, for all that is on record.
running_on contains row if {
	some row in registrations
	object.get(row, "account_state", "closed") == "closed"
	object.get(row, "service_state", "active") == "active"
}

recorded(row) if {
	row.account_state
	row.service_state
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(requests[i], ["request_id"], texts)
}

deny contains finding if {
	some row in running_on
	recorded(row)
	finding := findings.of(row, ["reg_id"], {findings.plain(
		"the service goes on for a closed account",
		"账户已销户,服务仍在使用",
	)})
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(requests[i], ["request_id"], texts)
}

unknown contains finding if {
	some row in running_on
	not recorded(row)
	finding := findings.of(row, ["reg_id"], {findings.plain(
		"whether the service goes on for a closed account is not recorded",
		"未登记是否为已销户账户提供服务",
	)})
}
