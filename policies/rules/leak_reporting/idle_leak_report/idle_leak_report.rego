# METADATA
# scope: package
# title: "Those who receive a leak report act on it at once"
# description: "On receiving a leak report the persons in charge handle it immediately."
# schemas:
#   - input.evidence.incident_register: schema.incident_register
# custom:
#   id: CIC-027c
#   title_zh: "接报人员立即处理泄露报告"
#   description_zh: "接到泄露报告的负责人员应立即处理。"
#   severity: high
#   clause: "篇五 第27条"
#   other_clauses: [篇十八 第27条]
#   evidence: [incident_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     max_handling_start_hours: 1
#     max_open_days: 30
#   param_basis:
#     max_handling_start_hours: "project default (document says immediately)"
#     max_open_days: "project default"
#   recommended_action: "Start handling the leak within the allowed time of its report and enter the time; decide corrective actions for every incident that is still open."
#   recommended_action_zh: "接报后在规定时间内启动处置并登记时间;对尚未结案的事件制定整改措施。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.26"
#     - "NIST SP 800-53r5 IR-4"
package rules.leak_reporting.idle_leak_report

import data.lib.findings
import data.lib.times

params := data.params["CIC-027c"]

incidents := input.evidence.incident_register

default applicable := false

applicable if count(leaks) > 0

leaks contains i if {
	some i, row in incidents
	row.kind in {"leak", "suspected_leak"}
}

# received(row): the report, or the detection where no time of a report is recorded.
received(row) := {"at": row.reported_at, "en": "report", "zh": "报告"}

received(row) := {"at": row.detected_at, "en": "detection", "zh": "发现"} if not row.reported_at

stayed_open(row) if {
	not row.closed_at
	times.older_than_days(row.detected_at, params.max_open_days)
}

stayed_open(row) if times.later_than_days(row.detected_at, params.max_open_days, row.closed_at)

faults[i] contains fault if {
	some i in leaks
	row := incidents[i]
	not row.handling_started_at
	from := received(row)
	times.older_than_hours(from.at, params.max_handling_start_hours)
	fault := findings.text(
		"nobody is recorded to have handled it %v h after the %s",
		"%s%v小时后仍无处置记录",
		[params.max_handling_start_hours, from.en],
		[from.zh, params.max_handling_start_hours],
	)
}

faults[i] contains fault if {
	some i in leaks
	row := incidents[i]
	from := received(row)
	times.later_than_hours(from.at, params.max_handling_start_hours, row.handling_started_at)
	fault := findings.text(
		"handling began later than %v h after the %s",
		"启动处置晚于%s后%v小时",
		[params.max_handling_start_hours, from.en],
		[from.zh, params.max_handling_start_hours],
	)
}

faults[i] contains findings.plain(
	"handling is dated before the leak was detected",
	"启动处置时间早于发现时间",
) if {
	some i in leaks
	row := incidents[i]
	times.surely_before(row.handling_started_at, row.detected_at)
}

faults[i] contains fault if {
	some i in leaks
	row := incidents[i]
	count(object.get(row, "corrective_actions", [])) == 0
	stayed_open(row)
	fault := findings.text(
		"it stayed open for more than %v days without corrective actions",
		"超过%v天未结案且没有整改措施",
		[params.max_open_days],
		[params.max_open_days],
	)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(incidents[i], ["incident_id"], texts)
}
