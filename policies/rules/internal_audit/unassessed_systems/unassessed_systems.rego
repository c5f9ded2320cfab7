# METADATA
# scope: package
# title: "Risk assessments and security inspections are regular"
# description: "Risk assessments and security inspections take place regularly, and security protection is inspected and maintained."
# schemas:
#   - input.evidence.audit_register: schema.audit_register
#   - input.evidence.system_inventory: schema.system_inventory
# custom:
#   id: AUD-002
#   title_zh: "定期风险评估和安全检查"
#   description_zh: "定期进行风险评估和安全检查,检查并维护安全防护。"
#   severity: high
#   clause: "篇十三 第三段(规范管理)"
#   other_clauses: [篇二 第三段(规范管理), 篇十六 第五段, 篇十三 三、信息安全的重要性]
#   evidence: [audit_register, system_inventory]
#   empty: fail
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: core
#   params:
#     risk_interval_days: 365
#     inspection_interval_days: 183
#   param_basis:
#     risk_interval_days: "project default"
#     inspection_interval_days: "project default"
#   recommended_action: "Assess the risks every year and inspect security every half-year, over all systems with customer information, and file the reports."
#   recommended_action_zh: "每年进行风险评估、每半年进行安全检查,覆盖所有存有客户信息的系统,并将报告存档。"
#   frameworks:
#     - "NIST SP 800-53r5 RA-3"
#     - "NIST SP 800-53r5 CA-2"
#     - "GB/T 35273-2020 11.4"
#     - "PRC Data Security Law art. 30"
package rules.internal_audit.unassessed_systems

import data.lib.audits
import data.lib.evidence
import data.lib.findings

params := data.params["AUD-002"]

systems := input.evidence.system_inventory

# Nothing makes the organisation exempt, least of all an empty register.
applicable := true

checks := {
	"risk_assessment": {
		"days": params.risk_interval_days,
		"en": "risk assessment",
		"zh": "风险评估",
	},
	"security_inspection": {
		"days": params.inspection_interval_days,
		"en": "security inspection",
		"zh": "安全检查",
	},
}

made[kind] := found if {
	some kind, check in checks
	found := audits.reported(kind, check.days)
	count(found) > 0
}

lacking contains finding if {
	some kind, check in checks
	not made[kind]
	finding := findings.about(evidence.place_of("audit_register"), kind, {findings.text(
		"no %s with a report in the last %v days",
		"最近%v天内没有出具报告的%s",
		[check.en, check.days],
		[check.days, check.zh],
	)})
}

# Systems of which nobody says that they hold no customer information.
uncovered[i] contains fault if {
	some kind, found in made
	some i, row in systems
	object.get(row, "holds_customer_info", true)
	system := row.system_id
	not audits.covers(found, system)
	check := checks[kind]
	fault := findings.text(
		"no %s in the last %v days names it",
		"最近%v天的%s均未涵盖该系统",
		[check.en, check.days],
		[check.days, check.zh],
	)
}

deny contains finding if {
	not evidence.incomplete("audit_register")
	some finding in lacking
}

deny contains finding if {
	not evidence.incomplete("audit_register")
	some i, texts in uncovered
	systems[i].holds_customer_info
	finding := findings.of(systems[i], ["system_id"], texts)
}

unknown contains finding if {
	evidence.incomplete("audit_register")
	some finding in lacking
}

unknown contains finding if {
	some i, texts in uncovered
	unsettled(systems[i])
	finding := findings.of(systems[i], ["system_id"], texts)
}

unsettled(_) if evidence.incomplete("audit_register")

unsettled(row) if not row.holds_customer_info
