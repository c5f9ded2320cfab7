# METADATA
# scope: package
# title: "An incident plan is ready and starts quickly"
# description: "An emergency plan for leaks exists and is started quickly once customer information has leaked."
# schemas:
#   - input.evidence.policy_register: schema.policy_register
#   - input.evidence.incident_register: schema.incident_register
# custom:
#   id: IRP-001
#   title_zh: "应急预案齐备并能迅速启动"
#   description_zh: "制定信息泄漏应急预案,一旦客户信息泄漏迅速启动。"
#   severity: high
#   clause: "篇三 第四段"
#   other_clauses: [金融服务客户沟通规范 8.2.4]
#   evidence: [policy_register, incident_register]
#   empty: fail
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: core
#   params:
#     required_sections:
#     - roles
#     - containment
#     - notification
#     - investigation
#     - recovery
#     test_interval_days: 365
#     max_activation_hours: 1
#   param_basis:
#     required_sections: "project default"
#     test_interval_days: "PCI DSS v4.0.1 12.10.2"
#     max_activation_hours: "project default"
#   recommended_action: "Complete the incident plan, have it approved, test it every year, and start handling each leak within the hour."
#   recommended_action_zh: "补全应急预案并经批准,每年演练一次;发生泄漏时一小时内启动处置。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.24"
#     - "NIST SP 800-53r5 IR-8"
#     - "PIPL art. 51"
#     - "GB/T 35273-2020 10.1"
#     - "PCI DSS v4.0.1 12.10.2"
#     - "PRC Cybersecurity Law (2025 amendment) art. 27"
#     - "PRC Network Data Security Regulations (2024) art. 11"
package rules.incidents.unready_incident_plan

import data.lib.ages
import data.lib.documents
import data.lib.evidence
import data.lib.findings
import data.lib.incidents

params := data.params["IRP-001"]

register := input.evidence.policy_register

topic := "incident_response_plan"

# Nothing makes the organisation exempt, least of all an empty register.
applicable := true

plans := documents.current(topic)

test := {"en": "the last test of the plan", "zh": "最近一次预案演练"}

faults[i] contains fault if {
	some i in plans
	fault := ages.unrecorded(register[i], "tested_at", test)
}

faults[i] contains fault if {
	some i in plans
	fault := ages.stale(register[i], "tested_at", test, params.test_interval_days)
}

faults[i] contains fault if {
	some i in plans
	some section in params.required_sections
	not section in object.get(register[i], "sections", [])
	fault := findings.text("the section %s is missing", "缺少章节%s", [section], [section])
}

# One plan that is complete and tested is enough, whatever further sites have.
ready if {
	some i in plans
	not faults[i]
}

unready contains finding if {
	count(plans) == 0
	finding := findings.about(evidence.place_of("policy_register"), topic, {findings.plain(
		"no incident plan is approved and in force",
		"没有经批准且现行有效的应急预案",
	)})
}

unready contains finding if {
	not ready
	some i, texts in faults
	finding := findings.of(register[i], ["doc_id", "version"], texts)
}

start := {
	"field": "handling_started_at",
	"hours": params.max_activation_hours,
	"en": "the start of handling",
	"zh": "启动处置",
}

deny contains finding if {
	not evidence.incomplete("policy_register")
	some finding in unready
}

deny contains finding if {
	some row in input.evidence.incident_register
	row.kind == "leak"
	texts := incidents.faults(row, start)
	count(texts) > 0
	finding := findings.of(row, ["incident_id"], texts)
}

unknown contains finding if {
	evidence.incomplete("policy_register")
	some finding in unready
}
