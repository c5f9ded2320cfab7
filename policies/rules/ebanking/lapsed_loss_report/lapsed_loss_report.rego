# METADATA
# scope: package
# title: "Temporary loss reports are formalised within five days or lapse"
# description: "An online loss report is temporary; the customer files the formal written report at a branch within five days, and the online report lapses after five days."
# schemas:
#   - input.evidence.ebank_requests: schema.ebank_requests
# custom:
#   id: EBK-106
#   title_zh: "网上临时挂失须5日内书面挂失,逾期失效"
#   description_zh: "网上挂失为临时挂失,客户应在五日内到网点办理书面挂失,逾期网上挂失失效。"
#   severity: medium
#   clause: "个人网上银行协议 八"
#   evidence: [ebank_requests]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   partition: {ebank_requests: reg_id}
#   kind: technical
#   basis: contract
#   tier: core
#   params:
#     lapse_days: 5
#   param_basis:
#     lapse_days: "document"
#   recommended_action: "Set the lapse to the end of the fifth day, keep reports that were formalised in force, and ask customers whose report lapsed whether the card was found."
#   recommended_action_zh: "将失效时间设为第五日终了,已办理书面挂失的继续有效,并联系挂失已失效的客户确认情况。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.17"
#     - "NIST SP 800-53r5 IA-5"
package rules.ebanking.lapsed_loss_report

import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["EBK-106"]

requests := input.evidence.ebank_requests

default applicable := false

applicable if count(reports) > 0

reports contains i if {
	some i, row in requests
	row.kind == "loss_report_temporary"
}

# lapse_day[i]: the report is in force until the end of this day.
lapse_day[i] := day if {
	some i in reports
	day := times.add_days(requests[i].submitted_at, params.lapse_days)
}

# A minute is left for systems that count to 23:59.
in_time(at, day) if {
	left := times.end(day) - times.end(at)
	left >= 0
	left <= times.hours(1) / 60
}

formal[reg_id] contains day if {
	some row in requests
	row.kind == "loss_report_formal"
	reg_id := row.reg_id
	day := times.day(row.submitted_at)
}

formalised contains i if {
	some i, last in lapse_day
	some day in formal[requests[i].reg_id]
	day <= last
	day >= times.day(requests[i].submitted_at)
}

# outrun: the reports whose days are over without a formal report.
outrun contains i if {
	some i, day in lapse_day
	not i in formalised
	times.past(day)
}

unformalised[i] := fault if {
	some i in outrun
	requests[i].status == "active"
	fault := findings.text(
		"it is still active after %s without a formal report",
		"%s后没有书面挂失,仍为有效",
		[lapse_day[i]],
		[lapse_day[i]],
	)
}

faults[i] contains findings.plain("its expiry is missing", "缺少失效时间") if {
	some i in reports
	not requests[i].expires_at
}

faults[i] contains fault if {
	some i, day in lapse_day
	at := requests[i].expires_at
	not in_time(at, day)
	fault := findings.text(
		"it expires at %s, not with the end of %s",
		"失效时间为%s,而非%s终了",
		[at, day],
		[at, day],
	)
}

faults[i] contains findings.plain(
	"it lapsed although the formal report was made in time",
	"已按时书面挂失,临时挂失却已失效",
) if {
	some i in formalised
	requests[i].status == "lapsed"
}

faults[i] contains fault if {
	not evidence.incomplete("ebank_requests")
	some i, fault in unformalised
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(requests[i], ["request_id"], texts)
}

# A note to the customer desk.
warn contains finding if {
	not evidence.incomplete("ebank_requests")
	some i in lapsed
	finding := findings.of(requests[i], ["request_id"], {without_formal})
}

lapsed contains i if {
	some i in reports
	not i in formalised
	requests[i].status == "lapsed"
}

without_formal := findings.plain("it lapsed without a formal report", "未办理书面挂失,已失效")

doubts[i] contains fault if {
	evidence.incomplete("ebank_requests")
	some i, fault in unformalised
}

doubts[i] contains without_formal if {
	evidence.incomplete("ebank_requests")
	some i in lapsed
}

doubts[i] contains findings.plain("its status is missing", "缺少状态") if {
	some i in reports
	not requests[i].status
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(requests[i], ["request_id"], texts)
}
