# METADATA
# scope: package
# title: "Causes are investigated and the defences improved"
# description: "The cause of a leak is investigated thoroughly and the systems and staff awareness are improved as a whole."
# schemas:
#   - input.evidence.incident_register: schema.incident_register
# custom:
#   id: IRP-004
#   title_zh: "调查泄漏原因并全面改进"
#   description_zh: "彻底调查泄漏原因,全面改进系统和员工意识。"
#   severity: medium
#   clause: "篇三 第四段"
#   evidence: [incident_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: core
#   params:
#     max_investigation_days: 30
#   param_basis:
#     max_investigation_days: "project default"
#   recommended_action: "Find and record the cause of the leak, decide corrective actions with a due day, and close them by then."
#   recommended_action_zh: "查明并记录泄漏原因,制定有完成期限的整改措施,并按期完成。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.27"
#     - "NIST SP 800-53r5 IR-4"
package rules.incidents.uninvestigated_leak

import data.lib.findings
import data.lib.times

params := data.params["IRP-004"]

register := input.evidence.incident_register

default applicable := false

applicable if count(leaks) > 0

leaks contains i if {
	some i, row in register
	row.kind == "leak"
}

closed contains i if {
	some i in leaks
	register[i].closed_at
}

# unfinished: closed leaks whose actions are not; a closing dated ahead is none yet.
unfinished contains i if {
	some i in closed
	not register[i].actions_closed_at
}

unfinished contains i if {
	some i in closed
	times.ahead(register[i].actions_closed_at)
}

faults[i] contains findings.plain("it is closed without a cause", "已关闭但没有原因") if {
	some i in closed
	not register[i].root_cause
}

faults[i] contains findings.plain(
	"it is closed without corrective actions",
	"已关闭但没有整改措施",
) if {
	some i in closed
	count(object.get(register[i], "corrective_actions", [])) == 0
}

faults[i] contains fault if {
	some i in unfinished
	due := register[i].actions_due_at
	times.past(due)
	fault := findings.text(
		"its corrective actions were due on %s and are open",
		"整改措施应于%s前完成,仍未完成",
		[due],
		[due],
	)
}

faults[i] contains fault if {
	some i in leaks
	row := register[i]
	not row.closed_at
	not row.root_cause
	times.older_than_days(row.detected_at, params.max_investigation_days)
	fault := findings.text(
		"no cause is recorded %v days after detection",
		"发现%v天后仍未登记原因",
		[params.max_investigation_days],
		[params.max_investigation_days],
	)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(register[i], ["incident_id"], texts)
}

unknown contains finding if {
	some i in unfinished
	not register[i].actions_due_at
	finding := findings.of(register[i], ["incident_id"], {findings.plain(
		"its corrective actions are open and have no due day",
		"整改措施未完成且没有完成期限",
	)})
}
