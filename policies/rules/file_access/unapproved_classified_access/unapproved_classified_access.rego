# METADATA
# scope: package
# title: "Consulting classified files needs the customer service manager"
# description: "Consulting a file that carries a classification needs the approval of the customer service manager."
# schemas:
#   - input.evidence.access_applications: schema.access_applications
#   - input.evidence.access_log: schema.access_log
#   - input.evidence.hr_roster: schema.hr_roster
#   - input.evidence.customer_files: schema.customer_files
# custom:
#   id: CIC-018-4b
#   title_zh: "查阅密级文件须经客户服务部经理批准"
#   description_zh: "查阅有密级的文件,须事先经客户服务部经理批准;批准人不得为查阅人本人,文件保管人除外。"
#   severity: high
#   clause: "篇五 第18条第4款"
#   other_clauses: [篇十八 第18条第4款]
#   evidence: [access_applications, access_log, hr_roster]
#   optional_evidence: [customer_files]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: access_log
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     classified_levels:
#     - secret
#     - top_secret
#     applies_to: all
#     approver_role: customer_service_manager
#   param_basis:
#     classified_levels: "document (机密, 绝密)"
#     applies_to: "project default, the stricter reading of the clause"
#     approver_role: "document"
#   recommended_action: "Stop reading of classified files without the prior approval of the customer service manager, find out why it was possible, and enter approvals with name and time."
#   recommended_action_zh: "停止未经客户服务部经理事先批准的密级文件查阅,查明原因,并在申请中登记批准人和批准时间。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.15"
#     - "ISO/IEC 27001:2022 A.8.3"
#     - "NIST SP 800-53r5 AC-6"
package rules.file_access.unapproved_classified_access

import data.lib.applications
import data.lib.approvals
import data.lib.evidence
import data.lib.findings
import data.lib.levels
import data.lib.people

params := data.params["CIC-018-4b"]

readings := input.evidence.access_log

requests := input.evidence.access_applications

default applicable := false

applicable if count(in_scope) > 0

in_scope contains i if {
	some i, row in readings
	classified(row)
	concerned(row)
}

classified(row) if {
	row.classification
	levels.among(row, params.classified_levels)
}

classified(row) if {
	not row.classification
	some file in files[row.object_id]
	levels.among(file, params.classified_levels)
}

classified(row) if level_unknown(row)

level_unknown(row) if {
	not row.classification
	not in_catalogue(row)
}

in_catalogue(row) if files[row.object_id]

files[file_id] contains row if {
	some row in input.evidence.customer_files
	file_id := row.file_id
}

# Whom the clause concerns: outsiders only, or everybody but the custodian of the file.
concerned(row) if {
	params.applies_to == "outsiders"
	outsider(row)
}

concerned(row) if {
	params.applies_to != "outsiders"
	not custodian(row)
}

custodian(row) if {
	some file in files[row.object_id]
	people.same(row.actor, file.custodian)
}

outsider(row) if not on_staff(row)

outsider(row) if {
	some j in applications.candidates(row)
	requests[j].external
}

on_staff(row) if people.known(row.actor)

# verdicts[i]: each application with its faults, the best one first in order.
verdicts[i] contains verdict if {
	some i in in_scope
	some j in applications.candidates(readings[i])
	approval := approval_of(requests[j], readings[i])
	proven := approvals.proven_faults(approval) | own_faults(requests[j], readings[i])
	unproven := approvals.unproven_faults(approval)
	verdict := [count(proven), count(unproven), proven, unproven]
}

approval_of(application, reading) := object.union(
	approvals.fields(application, {"by": "manager_approver", "at": "manager_approved_at"}),
	{
		"act": reading.at,
		"roles": [params.approver_role],
		"label": "the manager's approval",
		"label_zh": "经理批准",
	},
)

own_faults(application, reading) := {findings.text(
	"%s approved their own reading",
	"%s批准了本人的查阅",
	[application.manager_approver],
	[application.manager_approver],
) |
	people.same(application.manager_approver, reading.actor)
}

no_application := findings.plain("no application covers it", "没有对应的查阅申请")

problems[i] contains no_application if {
	some i in in_scope
	not verdicts[i]
}

problems[i] contains text if {
	some i, found in verdicts
	some text in min(found)[2]
}

doubts[i] contains text if {
	some i, found in verdicts
	best := min(found)
	best[0] == 0
	some text in best[3]
}

# undecided(i): the problems may vanish with evidence that was not delivered or could not be read.
undecided(i) if {
	level_unknown(readings[i])
	evidence.incomplete("customer_files")
}

# Who reads without an application may be the custodian, whom the catalogue of files names.
undecided(i) if {
	not verdicts[i]
	params.applies_to != "outsiders"
	evidence.incomplete("customer_files")
}

undecided(i) if {
	not verdicts[i]
	some kind in ["access_applications", "hr_roster"]
	evidence.incomplete(kind)
}

undecided(i) if {
	not on_staff(readings[i])
	evidence.incomplete("hr_roster")
}

deny contains finding if {
	some i, texts in problems
	not undecided(i)
	finding := findings.of(readings[i], ["event_id"], texts)
}

unknown contains finding if {
	some i, texts in problems
	undecided(i)
	finding := findings.of(readings[i], ["event_id"], texts)
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(readings[i], ["event_id"], texts)
}
