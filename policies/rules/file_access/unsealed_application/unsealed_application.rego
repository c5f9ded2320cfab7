# METADATA
# scope: package
# title: "Access applications bear the department seal and head's signature"
# description: "The applicant's unit seals the application and its head signs it."
# schemas:
#   - input.evidence.access_applications: schema.access_applications
#   - input.evidence.hr_roster: schema.hr_roster
# custom:
#   id: CIC-018-2
#   title_zh: "查阅申请由所在部门盖章、负责人签字"
#   description_zh: "查阅申请由申请人所在部门盖章,并由该部门负责人签字。"
#   severity: medium
#   clause: "篇五 第18条第2款"
#   other_clauses: [篇十八 第18条第2款]
#   evidence: [access_applications, hr_roster]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     self_signature_allowed: false
#   param_basis:
#     self_signature_allowed: "project default"
#   recommended_action: "Return the application to the applicant's department for its seal and its head's signature, and stop the access until both are there; a head has the superior sign."
#   recommended_action_zh: "将申请退回申请部门补盖公章并由负责人签字,补齐前停止查阅;负责人本人申请的由其上级签字。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.3"
#     - "ISO/IEC 27001:2022 A.5.18"
package rules.file_access.unsealed_application

import data.lib.evidence
import data.lib.findings
import data.lib.heads
import data.lib.people

params := data.params["CIC-018-2"]

requests := input.evidence.access_applications

default applicable := false

applicable if count(granted) > 0

granted contains i if {
	some i, row in requests
	row.kind == "consult"
	row.decision == "approved"
}

insiders contains i if {
	some i in granted
	not requests[i].external
}

needed := {
	"submitted_at": findings.plain("the time of submission is missing", "缺少申请时间"),
	"applicant_dept": findings.plain(
		"the department of the applicant is missing",
		"缺少申请部门",
	),
}

faults[i] contains findings.plain("the department's seal is missing", "缺少部门盖章") if {
	some i in granted
	not requests[i].dept_seal
}

faults[i] contains findings.plain("the head's signature is missing", "缺少负责人签字") if {
	some i in granted
	not requests[i].head_signature
}

# Without them nobody can tell whether the head of that day signed.
faults[i] contains fault if {
	some i in insiders
	some field, fault in needed
	not requests[i][field]
}

faults[i] contains fault if {
	not evidence.incomplete("hr_roster")
	some i, fault in unentitled
}

doubts[i] contains fault if {
	evidence.incomplete("hr_roster")
	some i, fault in unentitled
}

unentitled[i] := fault if {
	some i in insiders
	row := requests[i]
	signer := row.head_signature
	every field, _ in needed {
		row[field]
	}
	not signed_by_head(row)
	fault := findings.text(
		"%s, who signed, could not sign for %s as head of %s then",
		"签字人%s当时无权为%s以%s负责人身份签字",
		[signer, row.applicant, row.applicant_dept],
		[signer, row.applicant, row.applicant_dept],
	)
}

signed_by_head(row) if people.identity(row.head_signature) in heads.signers(
	row.applicant,
	row.applicant_dept,
	row.submitted_at,
	params.self_signature_allowed,
)

deny contains finding if {
	some i, texts in faults
	finding := findings.of(requests[i], ["application_id"], texts)
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(requests[i], ["application_id"], texts)
}
