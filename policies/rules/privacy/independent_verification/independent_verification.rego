# METADATA
# scope: package
# title: "Compliance with privacy rules is verified independently"
# description: "Observance of the privacy rules can be verified by an independent organisation or a government department."
# schemas:
#   - input.evidence.audit_register: schema.audit_register
# custom:
#   id: PRV-309
#   title_zh: "隐私遵守情况经独立验证"
#   description_zh: "隐私规则的遵守情况可由独立机构或政府部门验证。"
#   severity: low
#   clause: "CRM数据隐私 3(4)提供报告验证"
#   evidence: [audit_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: core
#   params:
#     interval_days: 730
#     owner_depts:
#     - it
#     - marketing
#     - customer_service
#   param_basis:
#     interval_days: "project default (document says can be)"
#     owner_depts: "project default"
#   recommended_action: "Have a department or organisation without a stake in the data verify compliance at the set interval, file its report, and close its findings in time."
#   recommended_action_zh: "按规定周期由与数据无利害关系的部门或机构验证遵守情况,报告存档,并按期整改发现的问题。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.35"
#     - "PIPL art. 54"
#     - "GB/T 35273-2020 11.7"
#     - "PRC Network Data Security Regulations (2024) art. 27"
package rules.privacy.independent_verification

import data.lib.audits
import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["PRV-309"]

rows := input.evidence.audit_register

kind := "privacy_verification"

verifications contains i if {
	some i, row in rows
	row.kind == kind
}

counting contains i if {
	some i in audits.reported(kind, params.interval_days)
	dept := lower(trim_space(rows[i].performer_dept))
	not dept in params.owner_depts
}

lacking contains finding if {
	count(counting) == 0
	finding := findings.about(evidence.place(["audit_register"]), kind, {findings.text(
		"no independent verification with a report was made in the last %v days",
		"最近%v天内没有出具报告的独立验证",
		[params.interval_days],
		[params.interval_days],
	)})
}

deny contains finding if {
	not evidence.incomplete("audit_register")
	some finding in lacking
}

unknown contains finding if {
	evidence.incomplete("audit_register")
	some finding in lacking
}

warn contains finding if {
	some i in verifications
	row := rows[i]
	row.finding_id
	not row.finding_closed_at
	times.past(row.finding_due_at)
	finding := findings.of(row, ["audit_id", "finding_id"], {findings.text(
		"the finding was due on %s and is open",
		"该问题应于%s前整改,仍未完成",
		[row.finding_due_at],
		[row.finding_due_at],
	)})
}
