# METADATA
# scope: package
# title: "Customer materials are not held dispersed or as one's own"
# description: "No office and no person keeps customer materials in dispersed custody or takes them as their own, on whatever pretext."
# schemas:
#   - input.evidence.customer_files: schema.customer_files
#   - input.evidence.loan_register: schema.loan_register
#   - input.evidence.storage_inventory: schema.storage_inventory
#   - input.evidence.hr_roster: schema.hr_roster
# custom:
#   id: CIC-019-1a
#   title_zh: "不得分散保管或据为己有客户资料"
#   description_zh: "任何部门和个人不得以任何借口分散保管客户资料或据为己有。"
#   severity: high
#   clause: "篇五 第19条第1款"
#   other_clauses: [篇十八 第19条第1款]
#   evidence: [customer_files, loan_register, storage_inventory, hr_roster]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     owning_dept: customer_service
#   param_basis:
#     owning_dept: "document"
#   recommended_action: "Bring the file back to an approved store under a custodian of the customer service department, and enter store and custodian in the catalogue."
#   recommended_action_zh: "将档案收回到经批准的库房,由客户服务部人员保管,并在目录中登记库房和保管人。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.9"
#     - "ISO/IEC 27001:2022 A.5.10"
package rules.loans.dispersed_holding

import data.lib.evidence
import data.lib.findings
import data.lib.loans
import data.lib.people

params := data.params["CIC-019-1a"]

files := input.evidence.customer_files

default applicable := false

applicable if count(kept) > 0

kept contains i if {
	some i, row in files
	status := row.status
	not status in {"destroyed", "transferred"}
}

stores contains store if {
	some row in input.evidence.storage_inventory
	store := row.store_id
}

approved_stores contains store if {
	some row in input.evidence.storage_inventory
	row.approved
	store := row.store_id
}

keeps(row) if people.identity(row.custodian) in keepers

keepers contains person if {
	some row in input.evidence.hr_roster
	row.dept == params.owning_dept
	row.employed
	people.in_post(row, input.now)
	person := row.person
}

lent contains file_id if {
	some row in input.evidence.loan_register
	file_id := row.file_id
	loans.running(row)
}

# Files that nobody has on a loan still running; where a loan may stand unread, see `claims`.
at_home contains i if {
	some i in kept
	file_id := files[i].file_id
	not file_id in lent
}

# claims[i]: a fault of file i, with the kinds of evidence that could refute it were they complete.
claims[i] contains [findings.plain("no store is recorded", "未登记存放库"), []] if {
	some i in kept
	not files[i].store_id
}

claims[i] contains claim if {
	some i in kept
	store := files[i].store_id
	not store in stores
	fault := findings.text(
		"the store %s is not in the inventory",
		"存放库%s不在库房清单中",
		[store],
		[store],
	)
	claim := [fault, ["storage_inventory"]]
}

claims[i] contains claim if {
	some i in at_home
	store := files[i].store_id
	store in stores
	not store in approved_stores
	fault := findings.text(
		"the store %s is not approved",
		"存放库%s未经批准",
		[store],
		[store],
	)
	claim := [fault, ["loan_register"]]
}

claims[i] contains [findings.plain("it has no custodian", "没有保管人"), ["loan_register"]] if {
	some i in at_home
	not files[i].custodian
}

claims[i] contains claim if {
	some i in at_home
	custodian := files[i].custodian
	not keeps(files[i])
	fault := findings.text(
		"the custodian %s is not employed in the department %s",
		"保管人%s不是部门%s的在职人员",
		[custodian, params.owning_dept],
		[custodian, params.owning_dept],
	)
	claim := [fault, ["loan_register", "hr_roster"]]
}

refutable(claim) if {
	some kind in claim[1]
	evidence.incomplete(kind)
}

faults[i] contains fault if {
	some i, found in claims
	some claim in found
	not refutable(claim)
	fault := claim[0]
}

doubts[i] contains fault if {
	some i, found in claims
	some claim in found
	refutable(claim)
	fault := claim[0]
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(files[i], ["file_id"], texts)
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(files[i], ["file_id"], texts)
}
