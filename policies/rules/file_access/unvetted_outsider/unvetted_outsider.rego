# METADATA
# scope: package
# title: "Outsiders show a letter or work card and are registered and vetted"
# description: "Persons from outside the company may consult files only with a letter of introduction or a work card, after registration and review."
# schemas:
#   - input.evidence.access_applications: schema.access_applications
#   - input.evidence.access_log: schema.access_log
#   - input.evidence.hr_roster: schema.hr_roster
# custom:
#   id: CIC-018-4a
#   title_zh: "外单位人员须持介绍信或工作证登记审核"
#   description_zh: "外单位人员查阅档案须持介绍信或工作证,经登记和审核后方可查阅。"
#   severity: high
#   clause: "篇五 第18条第4款"
#   other_clauses: [篇十八 第18条第4款]
#   evidence: [access_applications, access_log, hr_roster]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     accepted_credentials:
#     - introduction_letter
#     - work_card
#   param_basis:
#     accepted_credentials: "document"
#   recommended_action: "Stop the outsider's access, ask for a letter of introduction or work card, register it with its number, and let them read only after the approval."
#   recommended_action_zh: "停止该外单位人员的查阅,要求出示介绍信或工作证并登记证件号码,审核批准后方可查阅。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.7.2"
#     - "NIST SP 800-53r5 PE-3"
#     - "NIST SP 800-53r5 PE-8"
package rules.file_access.unvetted_outsider

import data.lib.applications
import data.lib.evidence
import data.lib.findings

params := data.params["CIC-018-4a"]

requests := input.evidence.access_applications

readings := input.evidence.access_log

default applicable := false

applicable if count(visits) > 0

applicable if count(strange) > 0

staff contains name if {
	some row in input.evidence.hr_roster
	name := row.person
}

staff contains name if {
	some row in input.evidence.hr_roster
	some name in object.get(row, "accounts", [])
}

# Readings by people of whom the roster knows nothing.
strange contains i if {
	some i, row in readings
	actor := row.actor
	not actor in staff
}

outsiders contains actor if {
	some i in strange
	actor := readings[i].actor
}

# Approved applications of outsiders.
visits contains j if {
	some j, row in requests
	row.decision == "approved"
	outside(row)
}

outside(row) if row.external

outside(row) if row.applicant in outsiders

# An outsider whom the roster may know where it could be read.
doubtful(row) if {
	evidence.incomplete("hr_roster")
	not row.external
}

missing := {
	"credential_no": findings.plain(
		"the number of the credential is missing",
		"缺少证件号码",
	),
	"registered_at": findings.plain("the registration has no time", "缺少登记时间"),
	"decided_at": findings.plain("the decision has no time", "缺少审批时间"),
}

late := {
	"registered_at": findings.plain(
		"the registration came after the first access",
		"登记晚于首次查阅",
	),
	"decided_at": findings.plain("the decision came after the first access", "审批晚于首次查阅"),
}

faults[j] contains fault if {
	some j in visits
	some field, fault in missing
	not requests[j][field]
}

faults[j] contains fault if {
	some j in visits
	row := requests[j]
	some field, fault in late
	applications.used_before(row.application_id, row[field])
}

faults[j] contains fault if {
	some j in visits
	shown := object.get(requests[j], "credential_type", "none")
	not shown in params.accepted_credentials
	fault := findings.text(
		"the credential shown is %s, accepted are %s",
		"出示的证件为%s,认可的证件为%s",
		[shown, concat(", ", params.accepted_credentials)],
		[shown, concat("、", params.accepted_credentials)],
	)
}

uncovered contains finding if {
	some i in strange
	row := readings[i]
	count(applications.candidates(row) & visits) == 0
	fault := findings.text(
		"%s is in no roster and has no approved application",
		"%s不在人员名册中,也没有已批准的申请",
		[row.actor],
		[row.actor],
	)
	finding := findings.of(row, ["event_id"], {fault})
}

undecided if evidence.incomplete("hr_roster")

undecided if evidence.incomplete("access_applications")

deny contains finding if {
	some j, texts in faults
	not doubtful(requests[j])
	finding := findings.of(requests[j], ["application_id"], texts)
}

deny contains finding if {
	not undecided
	some finding in uncovered
}

unknown contains finding if {
	some j, texts in faults
	doubtful(requests[j])
	finding := findings.of(requests[j], ["application_id"], texts)
}

unknown contains finding if {
	undecided
	some finding in uncovered
}
