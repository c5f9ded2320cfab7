# METADATA
# scope: package
# title: "Leaks and suspected leaks are remedied at once"
# description: "Staff who find that customer information has leaked or may leak take remedial action immediately and stop the leak from spreading."
# schemas:
#   - input.evidence.incident_register: schema.incident_register
# custom:
#   id: CIC-027a
#   title_zh: "发现泄露或可能泄露立即补救"
#   description_zh: "员工发现客户信息已经泄露或者可能泄露时,应立即采取补救措施,防止扩散。"
#   severity: critical
#   clause: "篇五 第27条"
#   other_clauses: [篇十八 第27条, 篇三 第四段]
#   evidence: [incident_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: incident_register
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     max_remedy_start_hours: 1
#     max_containment_hours: 24
#   param_basis:
#     max_remedy_start_hours: "project default (document says immediately)"
#     max_containment_hours: "project default"
#   recommended_action: "Start the remedy within the hour, contain the leak within a day, and enter both times in the incident register."
#   recommended_action_zh: "一小时内开始补救,一天内控制住扩散,并把两个时间登记在事件台账中。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.26"
#     - "NIST SP 800-53r5 IR-4"
#     - "PIPL art. 57"
#     - "GB/T 35273-2020 10.1"
#     - "PRC Data Security Law art. 29"
#     - "PRC Network Data Security Regulations (2024) art. 11"
package rules.leak_reporting.late_remedy

import data.lib.findings
import data.lib.incidents

params := data.params["CIC-027a"]

default applicable := false

applicable if count(leaks) > 0

leaks contains i if {
	some i, row in input.evidence.incident_register
	row.kind in {"leak", "suspected_leak"}
}

steps := [
	{
		"field": "remediation_started_at",
		"hours": params.max_remedy_start_hours,
		"en": "the remedy",
		"zh": "补救",
	},
	{
		"field": "contained_at",
		"hours": params.max_containment_hours,
		"en": "containment",
		"zh": "控制扩散",
	},
]

faults[i] contains fault if {
	some i in leaks
	some step in steps
	some fault in incidents.faults(input.evidence.incident_register[i], step)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(input.evidence.incident_register[i], ["incident_id"], texts)
}
