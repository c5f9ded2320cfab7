# METADATA
# scope: package
# title: "An independent function supervises customer information"
# description: "The lack of an independent department supervising customer information is a stated defect, so such a function exists with clear duties."
# schemas:
#   - input.evidence.appointments: schema.appointments
#   - input.evidence.hr_roster: schema.hr_roster
# custom:
#   id: GOV-003
#   title_zh: "设独立的客户信息监管部门"
#   description_zh: "针对缺乏独立客户信息监管部门的缺陷,设立职责明确的独立监管职能。"
#   severity: medium
#   clause: "篇十二 第五段(权限不明)"
#   other_clauses: [篇十二 3.保护机制]
#   evidence: [appointments, hr_roster]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: core
#   params:
#     operating_depts:
#     - customer_service
#     - marketing
#     - it
#   param_basis:
#     operating_depts: "project default"
#   recommended_action: "Give the supervision of customer information to a department that does not operate on it, with a written mandate, an employed holder, and a reporting line past the operating departments."
#   recommended_action_zh: "由不经办客户信息业务的部门负责客户信息监管,有书面授权和在职人员,且不向经办部门负责人报告。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.2"
#     - "ISO/IEC 27001:2022 A.5.3"
#     - "ISO/IEC 27001:2022 A.5.35"
package rules.governance.dependent_supervision

import data.lib.appointments
import data.lib.evidence
import data.lib.findings
import data.lib.people

params := data.params["GOV-003"]

rows := input.evidence.appointments

roster := input.evidence.hr_roster

duty := "customer_information_supervision"

# The organisation as a whole needs the function, whether or not it registers appointments.
applicable := true

supervisors contains i if {
	some i, row in rows
	row.duty == duty
	appointments.in_force(row, input.now)
}

# operating: the heads of operating departments now.
operating contains person if {
	some i in people.in_service
	row := roster[i]
	row.is_head
	row.dept in params.operating_depts
	person := row.person
}

# What only the roster proves, and an unread part of it may refute.
unproven[i] contains fault if {
	some i in supervisors
	holder := rows[i].person
	not people.employed(holder)
	fault := findings.text(
		"its holder %s is not employed",
		"任职者%s不在职",
		[holder],
		[holder],
	)
}

unproven[i] contains fault if {
	some i in supervisors
	superior := rows[i].reports_to
	not people.known(superior)
	fault := findings.text(
		"it reports to %s, who is not in the roster of staff",
		"报告对象%s不在花名册中",
		[superior],
		[superior],
	)
}

faults[i] contains fault if {
	some i in supervisors
	dept := rows[i].dept
	dept in params.operating_depts
	fault := findings.text(
		"its department %s handles customer information itself",
		"所属部门%s自身经办客户信息",
		[dept],
		[dept],
	)
}

faults[i] contains fault if {
	some i in supervisors
	superior := rows[i].reports_to
	people.identity(superior) in operating
	fault := findings.text(
		"it reports to %s, the head of an operating department",
		"向经办部门负责人%s报告",
		[superior],
		[superior],
	)
}

faults[i] contains findings.plain("it has no letter of authority", "没有授权文件") if {
	some i in supervisors
	not rows[i].authority_ref
}

faults[i] contains fault if {
	not evidence.incomplete("hr_roster")
	some i, texts in unproven
	some fault in texts
}

doubts[i] contains fault if {
	some i, texts in unproven
	some fault in texts
}

doubts[i] contains findings.plain("its department is not recorded", "未登记所属部门") if {
	some i in supervisors
	not rows[i].dept
}

doubts[i] contains findings.plain("whom it reports to is not recorded", "未登记报告对象") if {
	some i in supervisors
	not rows[i].reports_to
}

# One independent supervisor is enough; one in doubt may be that one.
open := supervisors - faulty

faulty contains i if some i, _ in faults

sound if {
	some i in open
	not doubts[i]
}

dependent contains finding if {
	count(supervisors) == 0
	finding := findings.about(evidence.place_of("appointments"), duty, {findings.plain(
		"nobody is appointed to supervise customer information",
		"没有任命客户信息监管人员",
	)})
}

dependent contains finding if {
	count(open) == 0
	some i, texts in faults
	finding := findings.of(rows[i], ["duty", "person", "scope", "valid_from"], texts)
}

deny contains finding if {
	not evidence.incomplete("appointments")
	some finding in dependent
}

unknown contains finding if {
	evidence.incomplete("appointments")
	some finding in dependent
}

unknown contains finding if {
	not sound
	some i in open
	finding := findings.of(rows[i], ["duty", "person", "scope", "valid_from"], doubts[i])
}
