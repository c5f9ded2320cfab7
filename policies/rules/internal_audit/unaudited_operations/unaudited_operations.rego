# METADATA
# scope: package
# title: "Staff operations are audited regularly"
# description: "A strict internal review checks the operations of staff at regular intervals, so that problems are found and corrected in time."
# schemas:
#   - input.evidence.audit_register: schema.audit_register
#   - input.evidence.system_inventory: schema.system_inventory
# custom:
#   id: AUD-001
#   title_zh: "定期内部审核员工操作行为"
#   description_zh: "严格内部审核,定期检查员工的操作行为,及时发现并纠正问题。"
#   severity: medium
#   clause: "篇十五 强化内部审核"
#   evidence: [audit_register, system_inventory]
#   empty: fail
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: core
#   params:
#     interval_days: 183
#     min_sample: 25
#     audited_depts:
#     - customer_service
#   param_basis:
#     interval_days: "project default (document says regularly)"
#     min_sample: "project default"
#     audited_depts: "project default"
#   recommended_action: "Have a department that is not audited itself check staff operations in every system with customer information twice a year, with a report and a sufficient sample."
#   recommended_action_zh: "每半年由非被审部门检查员工在每个存有客户信息的系统中的操作,出具报告,抽样数量充足。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.35"
#     - "NIST SP 800-53r5 AU-6"
#     - "GB/T 35273-2020 11.7"
package rules.internal_audit.unaudited_operations

import data.lib.audits
import data.lib.evidence
import data.lib.findings

params := data.params["AUD-001"]

rows := input.evidence.audit_register

systems := input.evidence.system_inventory

kind := "staff_operations_audit"

# Nothing makes the organisation exempt, least of all an empty register.
applicable := true

# counting: audits with a report that no audited department made itself.
counting contains i if {
	some i in audits.reported(kind, params.interval_days)
	dept := rows[i].performer_dept
	not dept in params.audited_depts
}

# An audit with several findings has a row for each; its sample may stand in one of them.
sampled contains audit if {
	some i in counting
	is_number(rows[i].sample_size)
	audit := rows[i].audit_id
}

lacking contains finding if {
	count(counting) == 0
	finding := findings.about(evidence.place_of("audit_register"), kind, {findings.text(
		"no independent audit of staff operations with a report in the last %v days",
		"最近%v天内没有出具报告的独立员工操作审核",
		[params.interval_days],
		[params.interval_days],
	)})
}

# Systems of which nobody says that they hold no customer information.
unaudited[i] := finding if {
	count(counting) > 0
	some i, row in systems
	object.get(row, "holds_customer_info", true)
	system := row.system_id
	not audits.covers(counting, system)
	finding := findings.of(row, ["system_id"], {findings.text(
		"no audit of staff operations in the last %v days names it",
		"最近%v天的员工操作审核均未涵盖该系统",
		[params.interval_days],
		[params.interval_days],
	)})
}

deny contains finding if {
	not evidence.incomplete("audit_register")
	some finding in lacking
}

deny contains finding if {
	not evidence.incomplete("audit_register")
	some i, finding in unaudited
	systems[i].holds_customer_info
}

deny contains note if {
	some i in counting
	row := rows[i]
	row.sample_size < params.min_sample
	finding := findings.of(row, ["audit_id", "finding_id"], {findings.text(
		"its sample is %v, less than %v",
		"抽样%v,少于%v",
		[row.sample_size, params.min_sample],
		[row.sample_size, params.min_sample],
	)})
	note := object.union(finding, {"severity": "low"})
}

unknown contains finding if {
	evidence.incomplete("audit_register")
	some finding in lacking
}

unknown contains finding if {
	evidence.incomplete("audit_register")
	some finding in unaudited
}

unknown contains finding if {
	some i, finding in unaudited
	not systems[i].holds_customer_info
}

unknown contains finding if {
	some i in counting
	audit := rows[i].audit_id
	not audit in sampled
	finding := findings.of(rows[i], ["audit_id", "finding_id"], {findings.plain(
		"the size of its sample is not recorded",
		"未登记抽样数量",
	)})
}
