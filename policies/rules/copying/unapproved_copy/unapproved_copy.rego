# METADATA
# scope: package
# title: "Copies and excerpts of important documents are approved first"
# description: "Important documents and materials may be copied or excerpted only with the approval of the general manager or the customer information supervisor."
# schemas:
#   - input.evidence.copy_register: schema.copy_register
#   - input.evidence.hr_roster: schema.hr_roster
# custom:
#   id: CIC-023-1a
#   title_zh: "重要资料复制、摘抄须经批准"
#   description_zh: "复制、摘抄重要文件和资料,应事先经总经理或客户信息主管批准,批准人不得为申请人本人,份数不得超过批准份数。"
#   severity: high
#   clause: "篇五 第23条第1款"
#   other_clauses: [篇十八 第23条第1款]
#   evidence: [copy_register, hr_roster]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: copy_register
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     approver_roles:
#     - general_manager
#     - customer_information_supervisor
#   param_basis:
#     approver_roles: "document"
#   recommended_action: "Obtain the approval of the general manager or the customer information supervisor before copying, enter its time and number of copies, and destroy copies made beyond it."
#   recommended_action_zh: "复制、摘抄前先取得总经理或客户信息主管批准,登记批准时间和份数;超出批准的复制件应收回销毁。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.10"
#     - "NIST SP 800-53r5 AC-5"
package rules.copying.unapproved_copy

import data.lib.approvals
import data.lib.evidence
import data.lib.findings
import data.lib.people

params := data.params["CIC-023-1a"]

register := input.evidence.copy_register

default applicable := false

applicable if count(made) > 0

made contains i if {
	some i, row in register
	row.made_at
}

approval_of[i] := approval if {
	some i in made
	approval := object.union(
		approvals.fields(register[i], {"by": "approved_by", "at": "approved_at", "act": "made_at"}),
		{"roles": params.approver_roles, "label": "the approval", "label_zh": "批准"},
	)
}

faults[i] contains fault if {
	some i, approval in approval_of
	some fault in approvals.proven_faults(approval)
}

doubts[i] contains fault if {
	some i, approval in approval_of
	some fault in approvals.unproven_faults(approval)
}

faults[i] contains fault if {
	some i in made
	people.same(register[i].requested_by, register[i].approved_by)
	fault := findings.text(
		"%s approved a copy asked for by themselves",
		"%s批准了本人申请的复制",
		[register[i].approved_by],
		[register[i].approved_by],
	)
}

nobody := findings.plain(
	"who asked for the copy is not recorded or not in the roster",
	"申请人未登记或不在人员名册中",
)

# Without the person who asked, nobody can tell that the approver is another.
asked_by_nobody contains i if {
	some i in made
	not requester_known(register[i])
}

requester_known(row) if people.known(row.requested_by)

faults[i] contains nobody if {
	some i in asked_by_nobody
	not evidence.incomplete("hr_roster")
}

doubts[i] contains nobody if {
	some i in asked_by_nobody
	evidence.incomplete("hr_roster")
}

faults[i] contains fault if {
	some i in made
	row := register[i]
	not within_approval(row)
	fault := findings.text(
		"copies made: %v, approved: %v",
		"复制份数:%v,批准份数:%v",
		[object.get(row, "copies", "unknown"), object.get(row, "copies_approved", "unknown")],
		[object.get(row, "copies", "不明"), object.get(row, "copies_approved", "不明")],
	)
}

within_approval(row) if row.copies <= row.copies_approved

deny contains finding if {
	some i, texts in faults
	finding := findings.of(register[i], ["copy_id"], texts)
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(register[i], ["copy_id"], texts)
}
