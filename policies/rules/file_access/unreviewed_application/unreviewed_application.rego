# METADATA
# scope: package
# title: "The customer service department reviews applications before access"
# description: "The customer service department examines each application and approves it only when the reason is sufficient and the formalities are complete."
# schemas:
#   - input.evidence.access_applications: schema.access_applications
#   - input.evidence.access_log: schema.access_log
#   - input.evidence.hr_roster: schema.hr_roster
# custom:
#   id: CIC-018-3
#   title_zh: "客户服务部审核查阅申请后方予批准"
#   description_zh: "客户服务部审核每份查阅申请,理由充分、手续完备的方予批准。"
#   severity: high
#   clause: "篇五 第18条第3款"
#   other_clauses: [篇十八 第18条第3款]
#   evidence: [access_applications, access_log, hr_roster]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     reviewing_dept: customer_service
#     max_decision_days: 5
#   param_basis:
#     reviewing_dept: "document"
#     max_decision_days: "project default"
#   recommended_action: "Have someone of the customer service department other than the applicant examine the application before any access, refuse incomplete ones and decide within the time set."
#   recommended_action_zh: "查阅前由客户服务部非申请人本人的人员审核申请,手续不全的不予批准,并在规定时间内作出决定。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.3"
#     - "ISO/IEC 27001:2022 A.5.18"
#     - "NIST SP 800-53r5 AC-5"
package rules.file_access.unreviewed_application

import data.lib.applications
import data.lib.evidence
import data.lib.findings
import data.lib.people
import data.lib.times

params := data.params["CIC-018-3"]

requests := input.evidence.access_applications

default applicable := false

applicable if count(granted) > 0

applicable if count(pending) > 0

granted contains i if {
	some i, row in requests
	row.kind == "consult"
	row.decision == "approved"
}

pending contains i if {
	some i, row in requests
	row.kind == "consult"
	row.decision == "pending"
}

formalities := {
	"object": findings.plain("the object is missing", "缺少查阅对象"),
	"purpose": findings.plain("the purpose is missing", "缺少查阅目的"),
	"reason": findings.plain("the reason is missing", "缺少查阅理由"),
	"reader_profile": findings.plain("the profile of the reader is missing", "缺少查阅人概况"),
	"dept_seal": findings.plain("the department's seal is missing", "缺少部门盖章"),
	"head_signature": findings.plain("the head's signature is missing", "缺少负责人签字"),
	"reviewer": findings.plain("the reviewer is missing", "缺少审核人"),
	"decided_at": findings.plain("the time of the decision is missing", "缺少审批时间"),
}

faults[i] contains fault if {
	some i in granted
	some field, fault in formalities
	not requests[i][field]
}

faults[i] contains fault if {
	some i in granted
	row := requests[i]
	not row.reviewer_dept == params.reviewing_dept
	fault := findings.text(
		"the reviewing department is %s, not %s",
		"审核部门为%s,而非%s",
		[object.get(row, "reviewer_dept", "unknown"), params.reviewing_dept],
		[object.get(row, "reviewer_dept", "未知"), params.reviewing_dept],
	)
}

faults[i] contains fault if {
	some i in granted
	row := requests[i]
	people.same(row.reviewer, row.applicant)
	fault := findings.text(
		"%s reviewed their own application",
		"%s审核了本人的申请",
		[row.reviewer],
		[row.reviewer],
	)
}

faults[i] contains findings.plain(
	"the decision came after the first access",
	"审批晚于首次查阅",
) if {
	some i in granted
	row := requests[i]
	applications.used_before(row.application_id, row.decided_at)
}

faults[i] contains fault if {
	not evidence.incomplete("hr_roster")
	some i, fault in strange_reviewer
}

doubts[i] contains fault if {
	evidence.incomplete("hr_roster")
	some i, fault in strange_reviewer
}

strange_reviewer[i] := fault if {
	some i in granted
	row := requests[i]
	reviewer := row.reviewer
	row.decided_at
	not in_department(row)
	fault := findings.text(
		"the reviewer %s was not of the department %s then",
		"审核人%s当时不属于部门%s",
		[reviewer, params.reviewing_dept],
		[reviewer, params.reviewing_dept],
	)
}

in_department(row) if {
	some post in people.rows[people.person(row.reviewer)]
	post.dept == params.reviewing_dept
	people.in_post(post, row.decided_at)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(requests[i], ["application_id"], texts)
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(requests[i], ["application_id"], texts)
}

overdue(row) if not row.submitted_at

overdue(row) if times.older_than_days(row.submitted_at, params.max_decision_days)

warn contains note if {
	some i in pending
	overdue(requests[i])
	fault := findings.text(
		"it is undecided, handed in on %s, and %v days are allowed",
		"%s提交后尚未审批,限%v天",
		[object.get(requests[i], "submitted_at", "an unknown day"), params.max_decision_days],
		[object.get(requests[i], "submitted_at", "未知日期"), params.max_decision_days],
	)
	finding := findings.of(requests[i], ["application_id"], {fault})
	note := object.union(finding, {"severity": "low"})
}
