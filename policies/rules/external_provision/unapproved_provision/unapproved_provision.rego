# METADATA
# scope: package
# title: "External provision has two prior approvals"
# description: "Staff who need to give customer materials to outsiders obtain, beforehand, the approval of both the customer information supervisor and the customer service manager."
# schemas:
#   - input.evidence.disclosure_register: schema.disclosure_register
#   - input.evidence.hr_roster: schema.hr_roster
# custom:
#   id: CIC-024a
#   title_zh: "对外提供客户资料须主管和经理事先批准"
#   description_zh: "员工需对外提供客户资料的,应事先取得客户信息主管和客户服务部经理两人的批准,经办人本人不得批准。"
#   severity: critical
#   clause: "篇五 第24条"
#   other_clauses: [篇十八 第24条, 保密协议 第二条第2、4项]
#   evidence: [disclosure_register, hr_roster]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: disclosure_register
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     required_roles:
#     - customer_information_supervisor
#     - customer_service_manager
#     internal_recipient_types:
#     - internal_dept
#     - customer_self
#     compelled_bases:
#     - statute
#     - court_order
#     - authority_request
#   param_basis:
#     required_roles: "document"
#     internal_recipient_types: "project default"
#     compelled_bases: "project default"
#   recommended_action: "Obtain the approvals of the customer information supervisor and of the customer service manager, two persons other than the sender, before giving anything out."
#   recommended_action_zh: "对外提供前,先由客户信息主管和客户服务部经理两人分别批准并登记时间,经办人不得自批。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.14"
#     - "NIST SP 800-53r5 AC-5"
#     - "NIST SP 800-53r5 PM-21"
#     - "PIPL art. 23"
#     - "GB/T 35273-2020 9.2"
#     - "PRC Network Data Security Regulations (2024) art. 12"
package rules.external_provision.unapproved_provision

import data.lib.approvals
import data.lib.evidence
import data.lib.findings
import data.lib.people
import data.lib.times

params := data.params["CIC-024a"]

register := input.evidence.disclosure_register

default applicable := false

applicable if count(external) > 0

external contains i if {
	some i, row in register
	not in_house(row)
}

in_house(row) if row.recipient_type in params.internal_recipient_types

posts := [
	{
		"by": "supervisor_approver",
		"at": "supervisor_approved_at",
		"label": "the supervisor's approval",
		"label_zh": "主管批准",
	},
	{
		"by": "manager_approver",
		"at": "manager_approved_at",
		"label": "the manager's approval",
		"label_zh": "经理批准",
	},
]

# The time of the act is left out: here an approval must come strictly before it.
approval_of(row, n) := object.union(
	approvals.fields(row, {"by": posts[n].by, "at": posts[n].at}),
	{
		"roles": [params.required_roles[n]],
		"label": posts[n].label,
		"label_zh": posts[n].label_zh,
	},
)

faults[i] contains fault if {
	some i in external
	some n, _ in posts
	some fault in approvals.proven_faults(approval_of(register[i], n))
}

doubts[i] contains fault if {
	some i in external
	some n, _ in posts
	some fault in approvals.unproven_faults(approval_of(register[i], n))
}

given_before(row, post) if times.before(row[post.at], row.disclosed_at)

faults[i] contains fault if {
	some i in external
	some post in posts
	register[i][post.at]
	not given_before(register[i], post)
	fault := findings.text(
		"%s did not come before the disclosure",
		"%s未在提供之前作出",
		[post.label],
		[post.label_zh],
	)
}

faults[i] contains fault if {
	some i in external
	row := register[i]
	people.same(row.supervisor_approver, row.manager_approver)
	fault := findings.text(
		"%s gave both approvals",
		"%s一人作出两项批准",
		[row.manager_approver],
		[row.manager_approver],
	)
}

faults[i] contains fault if {
	some i in external
	row := register[i]
	some post in posts
	people.same(row[post.by], row.disclosed_by)
	fault := findings.text(
		"%s approved a disclosure of their own",
		"%s批准了本人经办的提供",
		[row[post.by]],
		[row[post.by]],
	)
}

nobody := findings.plain(
	"who disclosed it is not recorded or not in the roster",
	"经办人未登记或不在人员名册中",
)

# Without the person who disclosed it, nobody can tell that the approvers are others.
disclosed_by_nobody contains i if {
	some i in external
	not discloser_known(register[i])
}

discloser_known(row) if people.known(row.disclosed_by)

faults[i] contains nobody if {
	some i in disclosed_by_nobody
	not evidence.incomplete("hr_roster")
}

doubts[i] contains nobody if {
	some i in disclosed_by_nobody
	evidence.incomplete("hr_roster")
}

key := ["disclosure_id", "customer_id"]

compelled(row) if row.legal_basis in params.compelled_bases

deny contains finding if {
	some i, texts in faults
	not compelled(register[i])
	finding := findings.of(register[i], key, texts)
}

# The law leaves no choice, so that a missing approval is only noted.
warn contains linked if {
	some i, texts in faults
	row := register[i]
	compelled(row)
	ground := findings.text(
		"compelled by %s",
		"依法强制提供(%s)",
		[row.legal_basis],
		[row.legal_basis],
	)
	finding := findings.of(row, key, texts | {ground})
	linked := object.union(finding, {"severity": "low"})
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(register[i], key, texts)
}
