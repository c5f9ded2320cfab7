# METADATA
# scope: package
# title: "Periodic reports to other departments have two approvals"
# description: "When another department needs periodic statistics on customer information, the customer service manager reviews and agrees and the general manager approves before anything is supplied."
# schemas:
#   - input.evidence.report_register: schema.report_register
#   - input.evidence.hr_roster: schema.hr_roster
# custom:
#   id: CIC-010
#   title_zh: "其他部门索取定期报表须经理审查并总经理批准"
#   description_zh: "其他部门需要定期的客户信息统计报表时,先由客户服务经理审查同意,再由总经理批准,之后方可提供。"
#   severity: high
#   clause: "篇五 第10条"
#   other_clauses: [篇十八 第10条]
#   evidence: [report_register, hr_roster]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     approver_roles:
#     - customer_service_manager
#     - general_manager
#     approval_order_enforced: true
#     owner_dept: customer_service
#   param_basis:
#     approver_roles: "document"
#     approval_order_enforced: "document"
#     owner_dept: "document"
#   recommended_action: "Before a report goes to another department, register the request, have the customer service manager agree and then the general manager approve it, neither of them being the person who asked."
#   recommended_action_zh: "向其他部门提供报表前先登记索取申请,由客户服务经理审查同意,再由总经理批准,两人均不得是索取人本人。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.3"
#     - "ISO/IEC 27001:2022 A.5.14"
#     - "NIST SP 800-53r5 AC-5"
#     - "NIST SP 800-53r5 AC-21"
package rules.reports.unapproved_periodic_report

import data.lib.approvals
import data.lib.evidence
import data.lib.findings
import data.lib.people
import data.lib.times

params := data.params["CIC-010"]

register := input.evidence.report_register

default applicable := false

applicable if count(issues) > 0

# An issue that names no department is taken for one to another department.
issues contains i if {
	some i, row in register
	row.record == "issue"
	object.get(row, "dept", "") != params.owner_dept
}

requests_by_id[record_id] contains i if {
	some i, row in register
	row.record == "request"
	record_id := row.record_id
}

request_of[i] contains request if {
	some i in issues
	some j in requests_by_id[register[i].request_id]
	request := register[j]
}

posts := [
	{
		"by": "manager_approver",
		"at": "manager_approved_at",
		"label": "the manager's agreement",
		"label_zh": "经理同意",
	},
	{
		"by": "gm_approver",
		"at": "gm_approved_at",
		"label": "the general manager's approval",
		"label_zh": "总经理批准",
	},
]

approvals_of[i] contains approval if {
	some i, requests in request_of
	some request in requests
	some n, post in posts
	approval := object.union_n([
		approvals.fields(request, {"by": post.by, "at": post.at}),
		approvals.fields(register[i], {"act": "issued_at"}),
		{"roles": [params.approver_roles[n]], "label": post.label, "label_zh": post.label_zh},
	])
}

no_request := findings.plain("it answers no registered request", "没有对应的索取登记")

# The request may stand in a part of the register that could not be read.
request_unread(row) if {
	row.request_id
	evidence.incomplete("report_register")
}

nobody := findings.plain(
	"who requested it is not recorded or not in the roster",
	"索取人未登记或不在人员名册中",
)

# Without the person who asked, nobody can tell that the approvers are others.
requested_by_nobody contains i if {
	some i, requests in request_of
	some request in requests
	not people.known(object.get(request, "requested_by", ""))
}

faults[i] contains fault if {
	some i, needed in approvals_of
	some approval in needed
	some fault in approvals.proven_faults(approval)
}

faults[i] contains no_request if {
	some i in issues
	not request_of[i]
	not request_unread(register[i])
}

faults[i] contains findings.plain("it has no time of issue", "没有发出时间") if {
	some i in issues
	not register[i].issued_at
}

faults[i] contains findings.plain(
	"the general manager approved before the manager agreed",
	"总经理批准早于经理同意",
) if {
	params.approval_order_enforced
	some i, requests in request_of
	some request in requests
	request.gm_approved_at
	request.manager_approved_at
	not times.not_after(request.manager_approved_at, request.gm_approved_at)
}

faults[i] contains fault if {
	some i, requests in request_of
	some request in requests
	people.same(request.manager_approver, request.gm_approver)
	fault := findings.text(
		"%s gave both approvals",
		"%s一人作出两项批准",
		[request.gm_approver],
		[request.gm_approver],
	)
}

faults[i] contains fault if {
	some i, requests in request_of
	some request in requests
	some post in posts
	people.same(request[post.by], request.requested_by)
	fault := findings.text(
		"%s approved a request of their own",
		"%s批准了本人提出的索取",
		[request[post.by]],
		[request[post.by]],
	)
}

faults[i] contains nobody if {
	not evidence.incomplete("hr_roster")
	some i in requested_by_nobody
}

doubts[i] contains fault if {
	some i, needed in approvals_of
	some approval in needed
	some fault in approvals.unproven_faults(approval)
}

doubts[i] contains no_request if {
	some i in issues
	not request_of[i]
	request_unread(register[i])
}

doubts[i] contains nobody if {
	evidence.incomplete("hr_roster")
	some i in requested_by_nobody
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(register[i], ["record_id"], texts)
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(register[i], ["record_id"], texts)
}
