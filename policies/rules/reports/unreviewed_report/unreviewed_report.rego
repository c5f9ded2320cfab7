# METADATA
# scope: package
# title: "Reports are reviewed by supervisor and manager before release"
# description: "Before a report goes up or out, the customer information supervisor and the customer service manager each review its data."
# schemas:
#   - input.evidence.report_register: schema.report_register
#   - input.evidence.hr_roster: schema.hr_roster
# custom:
#   id: CIC-013
#   title_zh: "报表经主管和经理审查后方可报发"
#   description_zh: "报表上报或发出前,由客户信息主管和客户服务经理分别审查其数据。"
#   severity: high
#   clause: "篇五 第13条"
#   other_clauses: [篇十八 第13条]
#   evidence: [report_register, hr_roster]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     reviewer_roles:
#     - customer_information_supervisor
#     - customer_service_manager
#   param_basis:
#     reviewer_roles: "document"
#   recommended_action: "Have the customer information supervisor and the customer service manager each review the data before the report goes out; neither may be the person who compiled it."
#   recommended_action_zh: "报表发出前由客户信息主管和客户服务经理分别审查数据,两人均不得是编制人本人。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.3"
#     - "NIST SP 800-53r5 AC-5"
package rules.reports.unreviewed_report

import data.lib.approvals
import data.lib.evidence
import data.lib.findings
import data.lib.people
import data.lib.times

params := data.params["CIC-013"]

register := input.evidence.report_register

default applicable := false

applicable if count(issues) > 0

issues contains i if {
	some i, row in register
	row.record == "issue"
}

posts := [
	{
		"by": "supervisor_reviewer",
		"at": "supervisor_reviewed_at",
		"label": "the supervisor's review",
		"label_zh": "主管审查",
	},
	{
		"by": "manager_reviewer",
		"at": "manager_reviewed_at",
		"label": "the manager's review",
		"label_zh": "经理审查",
	},
]

reviews_of[i] contains given if {
	some i in issues
	some n, post in posts
	given := object.union(
		approvals.fields(register[i], {"by": post.by, "at": post.at, "act": "issued_at"}),
		{"roles": [params.reviewer_roles[n]], "label": post.label, "label_zh": post.label_zh},
	)
}

nobody := findings.plain(
	"who compiled it is not recorded or not in the roster",
	"编制人未登记或不在人员名册中",
)

# Without the person who compiled it, nobody can tell that the reviewers are others.
compiled_by_nobody contains i if {
	some i in issues
	not people.known(object.get(register[i], "compiled_by", ""))
}

faults[i] contains fault if {
	some i, needed in reviews_of
	some given in needed
	some fault in approvals.proven_faults(given)
}

faults[i] contains findings.plain("it has no time of issue", "没有发出时间") if {
	some i in issues
	not register[i].issued_at
}

faults[i] contains fault if {
	some i in issues
	row := register[i]
	people.same(row.supervisor_reviewer, row.manager_reviewer)
	fault := findings.text(
		"%s made both reviews",
		"%s一人作出两次审查",
		[row.manager_reviewer],
		[row.manager_reviewer],
	)
}

faults[i] contains fault if {
	some i in issues
	row := register[i]
	some post in posts
	people.same(row[post.by], row.compiled_by)
	fault := findings.text(
		"%s reviewed a report of their own",
		"%s审查了本人编制的报表",
		[row[post.by]],
		[row[post.by]],
	)
}

faults[i] contains nobody if {
	not evidence.incomplete("hr_roster")
	some i in compiled_by_nobody
}

doubts[i] contains fault if {
	some i, needed in reviews_of
	some given in needed
	some fault in approvals.unproven_faults(given)
}

doubts[i] contains nobody if {
	evidence.incomplete("hr_roster")
	some i in compiled_by_nobody
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(register[i], ["record_id"], texts)
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(register[i], ["record_id"], texts)
}

# Two reviews within the second of the issue look stamped, not made.
review contains finding if {
	some i in issues
	row := register[i]
	second(row.supervisor_reviewed_at) == second(row.issued_at)
	second(row.manager_reviewed_at) == second(row.issued_at)
	fault := findings.plain(
		"both reviews bear the very second of the issue",
		"两次审查与发出时间为同一秒",
	)
	finding := findings.of(row, ["record_id"], {fault})
}

second(at) := ns - (ns % 1000000000) if {
	not times.is_day(at)
	ns := times.start(at)
}
