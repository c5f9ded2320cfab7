# METADATA
# scope: package
# title: "Customer information and its reports have one owning department"
# description: "The customer service department gathers and keeps all customer information and its information-management staff analyse it and compile the statistics reports."
# schemas:
#   - input.evidence.customer_files: schema.customer_files
#   - input.evidence.report_register: schema.report_register
#   - input.evidence.hr_roster: schema.hr_roster
# custom:
#   id: CIC-005
#   title_zh: "客户信息及报表由客户服务部统一汇总编制"
#   description_zh: "客户信息由客户服务部门统一汇总保管,统计报表由其信息管理人员分析编制。"
#   severity: medium
#   clause: "篇五 第5条"
#   other_clauses: [篇十八 第5条, 篇五 第9条, 篇十八 第9条]
#   evidence: [customer_files, report_register, hr_roster]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     owner_dept: customer_service
#     compiler_roles:
#     - information_management_staff
#     - customer_information_specialist
#     - customer_information_supervisor
#   param_basis:
#     owner_dept: "document"
#     compiler_roles: "document"
#   recommended_action: "Hand the file over to the customer service department, and have its information-management staff compile the report; record department, person and time."
#   recommended_action_zh: "将档案移交客户服务部门归口管理,报表由其信息管理人员编制,并登记部门、编制人和编制时间。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.9"
package rules.customer_files.wrong_owning_department

import data.lib.evidence
import data.lib.findings
import data.lib.people

params := data.params["CIC-005"]

files := input.evidence.customer_files

register := input.evidence.report_register

default applicable := false

applicable if count(kept) > 0

applicable if count(issues) > 0

kept contains i if {
	some i, row in files
	row.status != "destroyed"
}

issues contains i if {
	some i, row in register
	row.record == "issue"
}

compiled_at[i] := at if {
	some i in issues
	at := compile_time(register[i])
}

compile_time(row) := row.compiled_at

compile_time(row) := row.issued_at if not row.compiled_at

unentitled[i] contains fault if {
	some i, at in compiled_at
	name := register[i].compiled_by
	not people.holds_any(name, params.compiler_roles, at)
	fault := findings.text(
		"%s, who compiled it, held none of the roles %s then",
		"编制人%s当时不具备角色%s",
		[name, concat(", ", params.compiler_roles)],
		[name, concat("、", params.compiler_roles)],
	)
}

faults[i] contains fault if {
	some i in issues
	not register[i].compiled_by_dept == params.owner_dept
	fault := findings.text(
		"it was not compiled by the department %s",
		"编制部门不是%s",
		[params.owner_dept],
		[params.owner_dept],
	)
}

faults[i] contains findings.plain("who compiled it is not recorded", "未登记编制人") if {
	some i in issues
	not register[i].compiled_by
}

faults[i] contains findings.plain(
	"it has neither a time of compiling nor one of issue",
	"既没有编制时间也没有发出时间",
) if {
	some i in issues
	not compiled_at[i]
}

faults[i] contains fault if {
	not evidence.incomplete("hr_roster")
	some i, texts in unentitled
	some fault in texts
}

deny contains finding if {
	some i in kept
	not files[i].owner_dept == params.owner_dept
	fault := findings.text(
		"it does not belong to the department %s",
		"归属部门不是%s",
		[params.owner_dept],
		[params.owner_dept],
	)
	finding := findings.of(files[i], ["file_id"], {fault})
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(register[i], ["record_id"], texts)
}

unknown contains finding if {
	evidence.incomplete("hr_roster")
	some i, texts in unentitled
	finding := findings.of(register[i], ["record_id"], texts)
}
