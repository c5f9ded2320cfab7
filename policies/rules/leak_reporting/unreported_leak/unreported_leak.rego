# METADATA
# scope: package
# title: "Leaks are reported to the supervisor and the manager"
# description: "Whoever discovers a leak or possible leak reports it promptly to the customer information supervisor and the customer service manager."
# schemas:
#   - input.evidence.incident_register: schema.incident_register
#   - input.evidence.hr_roster: schema.hr_roster
# custom:
#   id: CIC-027b
#   title_zh: "泄露事件及时报告主管和经理"
#   description_zh: "发现客户信息泄露或者可能泄露的人员,应及时报告客户信息主管和客户服务经理。"
#   severity: high
#   clause: "篇五 第27条"
#   other_clauses: [篇十八 第27条]
#   evidence: [incident_register, hr_roster]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     required_recipients:
#     - customer_information_supervisor
#     - customer_service_manager
#     max_report_hours: 2
#   param_basis:
#     required_recipients: "document"
#     max_report_hours: "project default (document says promptly)"
#   recommended_action: "Tell both the customer information supervisor and the customer service manager within two hours of discovery, and enter who was told and when in the incident register."
#   recommended_action_zh: "发现后两小时内同时报告客户信息主管和客户服务经理,并在事件台账中登记报告对象和时间。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.6.8"
#     - "NIST SP 800-53r5 IR-6"
package rules.leak_reporting.unreported_leak

import data.lib.evidence
import data.lib.findings
import data.lib.people
import data.lib.times

params := data.params["CIC-027b"]

incidents := input.evidence.incident_register

default applicable := false

applicable if count(leaks) > 0

leaks contains i if {
	some i, row in incidents
	row.kind in {"leak", "suspected_leak"}
}

# due: the leaks whose time to report has run out.
due contains i if {
	some i in leaks
	times.older_than_hours(incidents[i].detected_at, params.max_report_hours)
}

faults[i] contains findings.plain(
	"the report is dated before the leak was detected",
	"报告时间早于发现时间",
) if {
	some i in leaks
	row := incidents[i]
	times.surely_before(row.reported_at, row.detected_at)
}

faults[i] contains fault if {
	some i in leaks
	row := incidents[i]
	times.later_than_hours(row.detected_at, params.max_report_hours, row.reported_at)
	fault := findings.text(
		"it was reported later than %v h after detection",
		"报告晚于发现后%v小时",
		[params.max_report_hours],
		[params.max_report_hours],
	)
}

faults[i] contains fault if {
	some i in due
	not incidents[i].reported_at
	fault := findings.text(
		"no time of the report is recorded %v h after detection",
		"发现%v小时后仍无报告时间",
		[params.max_report_hours],
		[params.max_report_hours],
	)
}

# Roles come from the roster: with a part of it unread, nobody can be said not to hold one.
faults[i] contains fault if {
	not evidence.incomplete("hr_roster")
	some i, texts in untold
	some fault in texts
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(incidents[i], ["incident_id"], texts)
}

unknown contains finding if {
	evidence.incomplete("hr_roster")
	some i, texts in untold
	finding := findings.of(incidents[i], ["incident_id"], texts)
}

untold[i] contains fault if {
	some i in due
	row := incidents[i]
	some role in params.required_recipients
	not told(row, role)
	fault := findings.text("no %s was told", "未报告%s", [role], [role])
}

# told(row, role): a holder of the role was told, or is the one who found the leak.
told(row, role) if {
	some name in object.get(row, "reported_to", [])
	people.holds(name, role, report_time(row))
}

told(row, role) if people.holds(row.detected_by, role, report_time(row))

report_time(row) := object.get(row, "reported_at", row.detected_at)
