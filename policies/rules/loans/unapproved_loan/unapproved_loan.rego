# METADATA
# scope: package
# title: "The information management specialist approves each loan"
# description: "The information management specialist examines and approves the loan application before the material leaves."
# schemas:
#   - input.evidence.loan_register: schema.loan_register
#   - input.evidence.access_applications: schema.access_applications
#   - input.evidence.hr_roster: schema.hr_roster
# custom:
#   id: CIC-019-4
#   title_zh: "借阅由信息管理专员审核批准"
#   description_zh: "信息管理专员在资料借出前审核并批准借阅申请。"
#   severity: high
#   clause: "篇五 第19条第4款"
#   other_clauses: [篇十八 第19条第4款]
#   evidence: [loan_register, access_applications, hr_roster]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     approver_role: information_management_specialist
#     substitute_roles:
#     - customer_information_supervisor
#   param_basis:
#     approver_role: "document"
#     substitute_roles: "project default"
#   recommended_action: "Call the material back, have the information management specialist decide on the application, and hand out material only after the approval."
#   recommended_action_zh: "追回资料,由信息管理专员审核借阅申请,批准后方可借出。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.3"
#     - "ISO/IEC 27001:2022 A.7.9"
#     - "NIST SP 800-53r5 AC-5"
package rules.loans.unapproved_loan

import data.lib.approvals
import data.lib.evidence
import data.lib.findings
import data.lib.people

params := data.params["CIC-019-4"]

loans := input.evidence.loan_register

requests := input.evidence.access_applications

default applicable := false

applicable if count(loans) > 0

requests_by_id[application_id] contains j if {
	some j, row in requests
	application_id := row.application_id
}

# decided: loans with the approved application that they name.
decided contains [i, j] if {
	some i, row in loans
	some j in requests_by_id[row.application_id]
	requests[j].decision == "approved"
}

approval(loan, request) := object.union_n([
	approvals.fields(request, {"by": "reviewer", "at": "decided_at"}),
	approvals.fields(loan, {"act": "borrowed_at"}),
	{
		"roles": array.concat([params.approver_role], substitutes(loan, request)),
		"label": "the approval",
		"label_zh": "批准",
	},
])

substitutes(loan, request) := params.substitute_roles if specialist(loan, request)

substitutes(loan, request) := [] if not specialist(loan, request)

specialist(loan, request) if {
	people.holds(loan.borrower, params.approver_role, request.decided_at)
}

absent[i] := fault if {
	some i, row in loans
	application_id := row.application_id
	not requests_by_id[application_id]
	fault := findings.text(
		"there is no application %s",
		"没有申请%s",
		[application_id],
		[application_id],
	)
}

faults[i] contains findings.plain("it names no application", "未注明借阅申请") if {
	some i, row in loans
	not row.application_id
}

faults[i] contains findings.plain("the loan has no time", "缺少借出时间") if {
	some i, row in loans
	not row.borrowed_at
}

faults[i] contains fault if {
	some i, row in loans
	some j in requests_by_id[row.application_id]
	requests[j].decision != "approved"
	fault := findings.text(
		"application %s is not approved",
		"申请%s未获批准",
		[requests[j].application_id],
		[requests[j].application_id],
	)
}

faults[i] contains fault if {
	some [i, j] in decided
	some fault in approvals.proven_faults(approval(loans[i], requests[j]))
}

faults[i] contains fault if {
	some [i, j] in decided
	reviewer := requests[j].reviewer
	people.same(reviewer, loans[i].borrower)
	fault := findings.text(
		"%s approved their own loan",
		"%s批准了本人的借阅",
		[reviewer],
		[reviewer],
	)
}

faults[i] contains fault if {
	not evidence.incomplete("access_applications")
	some i, fault in absent
}

doubts[i] contains fault if {
	some [i, j] in decided
	some fault in approvals.unproven_faults(approval(loans[i], requests[j]))
}

doubts[i] contains fault if {
	evidence.incomplete("access_applications")
	some i, fault in absent
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(loans[i], ["loan_id"], texts)
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(loans[i], ["loan_id"], texts)
}
