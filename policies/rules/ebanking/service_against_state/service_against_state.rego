# METADATA
# scope: package
# title: "Service follows the state of the registered account"
# description: "When the registered account is reported lost, stopped or closed the service stops by itself, and it resumes when the account is normal again; after cancellation the agreement and access end, the next working day for persons, by written proxy if another acts."
# schemas:
#   - input.evidence.ebank_registry: schema.ebank_registry
#   - input.evidence.ebank_requests: schema.ebank_requests
#   - input.evidence.reference_lists: schema.reference_lists
# custom:
#   id: EBK-113
#   title_zh: "账户异常时自动中止服务,恢复后重新提供"
#   description_zh: "注册账户挂失、止付、销户的,服务自动中止,账户恢复正常后重新提供;注销后协议和权限终止,个人自次一工作日起;由他人办理的须有书面委托。"
#   severity: high
#   clause: "企业电子银行协议 第六条"
#   other_clauses: ["个人网上银行协议 十一、十八"]
#   evidence: [ebank_registry, ebank_requests, reference_lists]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   partition: ebank_registry
#   kind: technical
#   basis: contract
#   tier: core
#   params:
#     blocking_states:
#     - lost
#     - stopped
#     - closed
#     - frozen
#     max_resume_hours: 24
#     cancel_working_days: 1
#   param_basis:
#     blocking_states: "document"
#     max_resume_hours: "project default"
#     cancel_working_days: "document"
#   recommended_action: "Let the service follow the state of the account, end the access of those who cancelled, and obtain the written proxy."
#   recommended_action_zh: "使服务随账户状态中止和恢复,终止已注销客户的访问,并补充书面委托。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.18"
#     - "NIST SP 800-53r5 AC-2"
package rules.ebanking.service_against_state

import data.lib.calendar
import data.lib.ebanking
import data.lib.findings
import data.lib.times

params := data.params["EBK-113"]

rows := input.evidence.ebank_registry

requests := input.evidence.ebank_requests

default applicable := false

applicable if count(rows) > 0

applicable if count(cancellations) > 0

suspended contains i if {
	some i, row in rows
	row.service_state == "suspended"
	row.account_state == "normal"
}

# last_day[i]: the last day of access after the cancellation.
last_day[i] := day if {
	some i, row in rows
	cancelled_on := times.day(row.cancelled_at)
	day := calendar.add_working_days(cancelled_on, params.cancel_working_days)
}

faults[i] contains fault if {
	some i, row in rows
	row.service_state == "active"
	row.account_state in params.blocking_states
	fault := findings.text(
		"the service is active although the account is %s",
		"账户状态为%s,服务仍在使用",
		[row.account_state],
		[row.account_state],
	)
}

faults[i] contains fault if {
	some i in suspended
	row := rows[i]
	times.older_than_hours(row.state_changed_at, params.max_resume_hours)
	fault := findings.text(
		"the account is normal since %s, the service is still suspended after %v hours",
		"账户自%s起恢复正常,超过%v小时仍未恢复服务",
		[row.state_changed_at, params.max_resume_hours],
		[row.state_changed_at, params.max_resume_hours],
	)
}

faults[i] contains fault if {
	some i, day in last_day
	times.day(rows[i].disabled_at) > day
	fault := findings.text(
		"access ended on %s, after %s, the last day after the cancellation",
		"权限终止于%s,晚于注销后的最后期限%s",
		[times.day(rows[i].disabled_at), day],
		[times.day(rows[i].disabled_at), day],
	)
}

faults[i] contains fault if {
	some i, day in last_day
	not rows[i].disabled_at
	times.past(day)
	fault := findings.text(
		"access has not ended, %s was the last day after the cancellation",
		"权限尚未终止,注销后的最后期限为%s",
		[day],
		[day],
	)
}

states := {
	"account_state": findings.plain("the state of the account is missing", "缺少账户状态"),
	"service_state": findings.plain("the state of the service is missing", "缺少服务状态"),
}

doubts[i] contains fault if {
	some i, row in rows
	object.get(row, "service_state", "") != "cancelled"
	some field, fault in states
	not row[field]
}

doubts[i] contains findings.plain(
	"since when the account is normal is not recorded",
	"未登记账户恢复正常的时间",
) if {
	some i in suspended
	not rows[i].state_changed_at
}

doubts[i] contains findings.plain(
	"the calendar does not cover the days after the cancellation",
	"工作日历未覆盖注销后的日期",
) if {
	some i, row in rows
	row.cancelled_at
	not last_day[i]
}

cancellations := ebanking.requests(["cancel"])

# Cancellations without a proxy that another may have made.
unproxied contains i if {
	some i in cancellations
	object.get(requests[i], "by_proxy", true)
	not requests[i].proxy_ref
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(rows[i], ["reg_id"], texts)
}

deny contains finding if {
	some i in unproxied
	requests[i].by_proxy
	finding := findings.of(requests[i], ["request_id"], {findings.plain(
		"another cancelled without a written proxy",
		"他人代办注销,没有书面委托",
	)})
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(rows[i], ["reg_id"], texts)
}

unknown contains finding if {
	some i in unproxied
	not requests[i].by_proxy
	finding := findings.of(requests[i], ["request_id"], {findings.plain(
		"whether another cancelled is not recorded",
		"未登记是否由他人代办注销",
	)})
}
