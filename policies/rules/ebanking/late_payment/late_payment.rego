# METADATA
# scope: package
# title: "Instructions are handled within the promised times"
# description: "In normal operation enquiry is available 24 hours; local instructions within the bank are handled and credited at once, urgent remote ones credited within 2 hours, ordinary remote ones handled the same day and credited the next working day; the others follow central-bank rules."
# schemas:
#   - input.evidence.ebank_instructions: schema.ebank_instructions
#   - input.evidence.service_availability: schema.service_availability
#   - input.evidence.reference_lists: schema.reference_lists
# custom:
#   id: EBK-112
#   title_zh: "支付指令按约定时限处理到账"
#   description_zh: "正常情况下24小时提供查询;行内同城指令即时处理到账,异地加急指令2小时内到账,异地普通指令当日处理、次一工作日到账;其他按人民银行规定办理。"
#   severity: low
#   clause: "企业电子银行协议 第三条二(六)"
#   evidence: [ebank_instructions, service_availability, reference_lists]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   partition: ebank_instructions
#   kind: technical
#   basis: contract
#   tier: adjacent
#   params:
#     local_max_seconds: 60
#     urgent_remote_max_minutes: 120
#     ordinary_credit_working_days: 1
#     min_uptime_pct: 99.9
#     enquiry_service: online_enquiry
#   param_basis:
#     local_max_seconds: "project default (document says at once)"
#     urgent_remote_max_minutes: "document"
#     ordinary_credit_working_days: "document"
#     min_uptime_pct: "project default (document says 24 hours)"
#     enquiry_service: "project default"
#   recommended_action: "Credit what is still out, find out where the payments waited, and tell customers of lasting disturbances."
#   recommended_action_zh: "对未到账款项立即入账,查明延误环节,持续故障的及时告知客户。"
package rules.ebanking.late_payment

import data.lib.calendar
import data.lib.findings
import data.lib.times

params := data.params["EBK-112"]

instructions := input.evidence.ebank_instructions

periods := input.evidence.service_availability

default applicable := false

applicable if count(transfers) > 0

applicable if count(watched) > 0

# Executed transfers; those to other banks follow the rules of the central bank.
transfers contains i if {
	some i, row in instructions
	row.kind == "transfer"
	row.executed_at
	object.get(row, "route", "") != "other_bank"
}

minute := times.hours(1) / 60

# allowed(row): the time in ns within which the money must be there.
allowed(row) := (params.local_max_seconds * minute) / 60 if row.route == "in_bank_local"

allowed(row) := params.urgent_remote_max_minutes * minute if {
	row.route == "in_bank_remote"
	row.urgency == "urgent"
}

limits[i] := ns if {
	some i in transfers
	ns := allowed(instructions[i])
}

# What has not been credited yet is as late as it is now.
credited(row) := object.get(row, "credited_at", input.now)

late(row) := findings.text(
	"it was submitted at %s and credited at %s, too late for its route",
	"提交于%s,到账于%s,超过该路径的约定时限",
	[row.submitted_at, row.credited_at],
	[row.submitted_at, row.credited_at],
)

late(row) := findings.text(
	"it was submitted at %s and is not credited yet, too late for its route",
	"提交于%s,至今未到账,超过该路径的约定时限",
	[row.submitted_at],
	[row.submitted_at],
) if {
	not row.credited_at
}

ordinary contains i if {
	some i in transfers
	instructions[i].route == "in_bank_remote"
	instructions[i].urgency == "ordinary"
}

last_day[i] := day if {
	some i in ordinary
	submitted_on := times.day(instructions[i].submitted_at)
	day := calendar.add_working_days(submitted_on, params.ordinary_credit_working_days)
}

faults[i] contains fault if {
	some i, ns in limits
	row := instructions[i]
	times.start(credited(row)) > times.end(row.submitted_at) + ns
	fault := late(row)
}

faults[i] contains fault if {
	some i in ordinary
	row := instructions[i]
	times.day(row.executed_at) != times.day(row.submitted_at)
	fault := findings.text(
		"it was submitted on %s, but executed on %s",
		"%s提交,%s才处理",
		[times.day(row.submitted_at), times.day(row.executed_at)],
		[times.day(row.submitted_at), times.day(row.executed_at)],
	)
}

faults[i] contains fault if {
	some i, day in last_day
	row := instructions[i]
	times.day(credited(row)) > day
	fault := late(row)
}

# A plain date cannot show seconds or minutes.
doubts[i] contains findings.plain(
	"whether it was credited in time cannot be told from the day",
	"仅凭日期无法判断是否按时到账",
) if {
	some i, ns in limits
	row := instructions[i]
	times.start(credited(row)) <= times.end(row.submitted_at) + ns
	times.end(credited(row)) > times.start(row.submitted_at) + ns
}

doubts[i] contains findings.plain(
	"the calendar does not cover the days after it was submitted",
	"工作日历未覆盖提交后的日期",
) if {
	some i in ordinary
	not last_day[i]
}

doubts[i] contains findings.plain("its route or urgency is missing", "缺少路径或加急标记") if {
	some i in transfers
	not limits[i]
	not i in ordinary
}

watched contains k if {
	some k, row in periods
	row.service == params.enquiry_service
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(instructions[i], ["instruction_id"], texts)
}

deny contains finding if {
	some k in watched
	row := periods[k]
	row.uptime_pct < params.min_uptime_pct
	finding := findings.of(row, ["service", "period_start"], {findings.text(
		"it was up for %v percent of the time, less than %v",
		"可用率为%v%%,低于%v%%",
		[row.uptime_pct, params.min_uptime_pct],
		[row.uptime_pct, params.min_uptime_pct],
	)})
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(instructions[i], ["instruction_id"], texts)
}

unknown contains finding if {
	count(watched) == 0
	finding := findings.about({"file": "service_availability"}, params.enquiry_service, {findings.plain(
		"the availability of enquiry is not on record",
		"没有查询服务的可用率记录",
	)})
}
