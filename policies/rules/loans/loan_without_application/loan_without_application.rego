# METADATA
# scope: package
# title: "Loans rest on a complete, sealed and signed application"
# description: "A borrower submits an application with the same content as an access application, sealed by the borrower's unit and signed by its head."
# schemas:
#   - input.evidence.loan_register: schema.loan_register
#   - input.evidence.access_applications: schema.access_applications
#   - input.evidence.hr_roster: schema.hr_roster
# custom:
#   id: CIC-019-2
#   title_zh: "借阅须提交完整并盖章签字的申请"
#   description_zh: "借阅人提交与查阅申请内容相同的申请,由其所在部门盖章、负责人签字。"
#   severity: medium
#   clause: "篇五 第19条第2款"
#   other_clauses: [篇十八 第19条第2款, 篇五 第19条第3款, 篇十八 第19条第3款]
#   evidence: [loan_register, access_applications, hr_roster]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     required_fields:
#     - object
#     - purpose
#     - reason
#     - reader_profile
#     self_signature_allowed: false
#   param_basis:
#     required_fields: "document"
#     self_signature_allowed: "project default"
#   recommended_action: "Lend only on a complete application for that material, sealed and signed by the borrower's department beforehand; call back what was lent without one."
#   recommended_action_zh: "凭事先填写完整、由借阅部门盖章并由负责人签字的申请办理借阅;无申请借出的资料应立即追回。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.10"
package rules.loans.loan_without_application

import data.lib.evidence
import data.lib.findings
import data.lib.heads
import data.lib.people
import data.lib.times

params := data.params["CIC-019-2"]

loans := input.evidence.loan_register

requests := input.evidence.access_applications

default applicable := false

applicable if count(loans) > 0

requests_by_id[application_id] contains j if {
	some j, row in requests
	row.kind == "loan"
	application_id := row.application_id
}

# pairs: loans with the application that they name.
pairs contains [i, j] if {
	some i, row in loans
	some j in requests_by_id[row.application_id]
}

labels := {
	"object": {"en": "the object", "zh": "借阅对象"},
	"purpose": {"en": "the purpose", "zh": "借阅目的"},
	"reason": {"en": "the reason", "zh": "借阅理由"},
	"reader_profile": {"en": "the profile of the reader", "zh": "借阅人概况"},
}

same_material(loan, request) if loan.file_id == request.file_id

same_material(loan, request) if {
	loan.item == request.object
	not both_numbered(loan, request)
}

both_numbered(loan, request) if {
	loan.file_id
	request.file_id
}

# claims[i]: a fault of loan i, with the kind of evidence that could refute it were it complete.
claims[i] contains [findings.plain("it names no application", "未注明借阅申请"), ""] if {
	some i, row in loans
	not row.application_id
}

claims[i] contains claim if {
	some i, row in loans
	application_id := row.application_id
	not requests_by_id[application_id]
	fault := findings.text(
		"there is no loan application %s",
		"没有借阅申请%s",
		[application_id],
		[application_id],
	)
	claim := [fault, "access_applications"]
}

claims[i] contains claim if {
	some [i, j] in pairs
	some field in params.required_fields
	not requests[j][field]
	label := object.get(labels, field, {"en": field, "zh": field})
	fault := findings.text(
		"%s is missing in the application",
		"申请中缺少%s",
		[label.en],
		[label.zh],
	)
	claim := [fault, ""]
}

claims[i] contains [
	findings.plain(
		"the application lacks the department's seal",
		"申请缺少部门盖章",
	),
	"",
] if {
	some [i, j] in pairs
	not requests[j].dept_seal
}

claims[i] contains [
	findings.plain(
		"the application lacks the head's signature",
		"申请缺少负责人签字",
	),
	"",
] if {
	some [i, j] in pairs
	not requests[j].head_signature
}

claims[i] contains [
	findings.plain(
		"the application has no time of submission",
		"申请缺少提交时间",
	),
	"",
] if {
	some [i, j] in pairs
	not requests[j].submitted_at
}

claims[i] contains [findings.plain("the loan has no time", "缺少借出时间"), ""] if {
	some i, row in loans
	not row.borrowed_at
}

claims[i] contains [
	findings.plain(
		"the borrower's department is missing",
		"缺少借阅部门",
	),
	"",
] if {
	some i, row in loans
	not row.borrower_dept
}

claims[i] contains [
	findings.plain(
		"the application was handed in after the loan",
		"申请晚于借出",
	),
	"",
] if {
	some [i, j] in pairs
	times.surely_before(loans[i].borrowed_at, requests[j].submitted_at)
}

claims[i] contains claim if {
	some [i, j] in pairs
	applicant := requests[j].applicant
	borrower := loans[i].borrower
	not people.same(applicant, borrower)
	fault := findings.text(
		"the application is that of %s, not of the borrower %s",
		"申请人为%s,而非借阅人%s",
		[applicant, borrower],
		[applicant, borrower],
	)
	claim := [fault, "hr_roster"]
}

claims[i] contains [
	findings.plain(
		"the application is for other material",
		"申请的资料与借出的不一致",
	),
	"",
] if {
	some [i, j] in pairs
	not same_material(loans[i], requests[j])
}

claims[i] contains claim if {
	some [i, j] in pairs
	signer := requests[j].head_signature
	dept := loans[i].borrower_dept
	requests[j].submitted_at
	not signed_by_head(loans[i], requests[j])
	fault := findings.text(
		"%s, who signed, could not sign for %s as head of %s then",
		"签字人%s当时无权为%s以%s负责人身份签字",
		[signer, loans[i].borrower, dept],
		[signer, loans[i].borrower, dept],
	)
	claim := [fault, "hr_roster"]
}

signed_by_head(loan, request) if people.identity(request.head_signature) in heads.signers(
	loan.borrower,
	loan.borrower_dept,
	request.submitted_at,
	params.self_signature_allowed,
)

refutable(claim) if {
	claim[1] != ""
	evidence.incomplete(claim[1])
}

deny contains finding if {
	some i, found in claims
	texts := {claim[0] | some claim in found; not refutable(claim)}
	count(texts) > 0
	finding := findings.of(loans[i], ["loan_id"], texts)
}

unknown contains finding if {
	some i, found in claims
	texts := {claim[0] | some claim in found; refutable(claim)}
	count(texts) > 0
	finding := findings.of(loans[i], ["loan_id"], texts)
}
