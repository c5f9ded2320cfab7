# METADATA
# scope: package
# title: "Criminal cases go to the police with evidence kept"
# description: "When leaked information is used unlawfully the police are told, and related evidence is kept to help the case."
# schemas:
#   - input.evidence.incident_register: schema.incident_register
# custom:
#   id: IRP-005
#   title_zh: "涉嫌犯罪报警并保留证据"
#   description_zh: "泄漏信息被不法利用时向警方报案,并保留相关证据协助破案。"
#   severity: medium
#   clause: "篇一 第四段(应对信息泄露风险)"
#   other_clauses: [篇七 第四段(应对信息泄露风险)]
#   evidence: [incident_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: core
#   params:
#     max_report_hours: 24
#   param_basis:
#     max_report_hours: "project default"
#   recommended_action: "Report the case to the police within the allowed hours and enter where its evidence is kept."
#   recommended_action_zh: "在规定时限内向警方报案,并登记证据的保存位置。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.28"
#     - "ISO/IEC 27001:2022 A.5.5"
#     - "NIST SP 800-53r5 IR-6"
#     - "PRC Network Data Security Regulations (2024) art. 11"
package rules.incidents.unreported_crime

import data.lib.findings
import data.lib.incidents

params := data.params["IRP-005"]

register := input.evidence.incident_register

default applicable := false

applicable if {
	some row in register
	object.get(row, "criminal", true)
}

report := {
	"field": "police_reported_at",
	"hours": params.max_report_hours,
	"en": "the report to the police",
	"zh": "报警",
}

faults[i] contains fault if {
	some i, row in register
	row.criminal
	some fault in incidents.faults(row, report)
}

faults[i] contains findings.plain("no evidence was kept", "没有保留证据") if {
	some i, row in register
	row.criminal
	count(object.get(row, "evidence_refs", [])) == 0
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(register[i], ["incident_id"], texts)
}

unknown contains finding if {
	some row in register
	object.get(row, "criminal", null) == null
	finding := findings.of(row, ["incident_id"], {findings.plain(
		"whether it is a criminal case is not recorded",
		"未登记是否涉嫌犯罪",
	)})
}
