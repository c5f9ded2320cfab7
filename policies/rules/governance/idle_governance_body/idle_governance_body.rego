# METADATA
# scope: package
# title: "A data-governance body of department heads meets and decides"
# description: "A data-governance group and committee of department heads set goals, strategy and plans and supervise their execution."
# schemas:
#   - input.evidence.appointments: schema.appointments
#   - input.evidence.governance_minutes: schema.governance_minutes
#   - input.evidence.hr_roster: schema.hr_roster
# custom:
#   id: GOV-002
#   title_zh: "数据治理委员会由部门负责人组成并履职"
#   description_zh: "设立由各部门负责人组成的数据治理委员会,制定目标、战略和计划并监督执行。"
#   severity: medium
#   clause: "篇四 第三段(组织和执行)"
#   other_clauses: [篇四 第二段(目标和规划)]
#   evidence: [appointments, governance_minutes, hr_roster]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: core
#   params:
#     required_depts:
#     - customer_service
#     - it
#     - compliance
#     - business
#     interval_days: 92
#   param_basis:
#     required_depts: "project default"
#     interval_days: "project default"
#   recommended_action: "Appoint the head of each required department to the data-governance committee, and let it meet and decide every quarter."
#   recommended_action_zh: "任命各必需部门的负责人为数据治理委员会成员,每季度召开会议并形成决议。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.2"
#     - "NIST SP 800-53r5 PM-23"
package rules.governance.idle_governance_body

import data.lib.appointments
import data.lib.evidence
import data.lib.findings
import data.lib.people
import data.lib.times

params := data.params["GOV-002"]

roster := input.evidence.hr_roster

duty := "data_governance_member"

body := "data_governance_committee"

# The organisation as a whole needs the committee, whether or not it keeps registers of it.
applicable := true

# represented: departments whose head is a member now.
represented contains dept if {
	some i in people.in_service
	row := roster[i]
	row.is_head
	appointments.holds(row.person, duty, input.now)
	dept := row.dept
}

unrepresented contains finding if {
	some dept in params.required_depts
	not dept in represented
	finding := findings.about(evidence.place_of("appointments"), concat("/", [duty, dept]), {findings.text(
		"the head of department %s is not a member of the data-governance committee",
		"%s负责人不是数据治理委员会成员",
		[dept],
		[dept],
	)})
}

decided if {
	some row in input.evidence.governance_minutes
	row.body == body
	count(row.decisions) > 0
	met_at := row.met_at
	not times.ahead(met_at)
	not times.older_than_days(met_at, params.interval_days)
}

idle contains finding if {
	not decided
	finding := findings.about(evidence.place_of("governance_minutes"), body, {findings.text(
		"it has not met and decided in the last %v days",
		"最近%v天没有召开会议并形成决议",
		[params.interval_days],
		[params.interval_days],
	)})
}

undecided if evidence.incomplete("appointments")

undecided if evidence.incomplete("hr_roster")

deny contains finding if {
	not undecided
	some finding in unrepresented
}

deny contains finding if {
	not evidence.incomplete("governance_minutes")
	some finding in idle
}

unknown contains finding if {
	undecided
	some finding in unrepresented
}

unknown contains finding if {
	evidence.incomplete("governance_minutes")
	some finding in idle
}
