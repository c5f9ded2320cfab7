# METADATA
# scope: package
# title: "Requests from AML investigators are handled by the procedure"
# description: "There is an internal procedure for assisting money-laundering investigations and each request is handled in time by an authorised person."
# schemas:
#   - input.evidence.investigation_requests: schema.investigation_requests
#   - input.evidence.appointments: schema.appointments
#   - input.evidence.policy_register: schema.policy_register
# custom:
#   id: AML-002-5
#   title_zh: "配合反洗钱调查按内部程序办理"
#   description_zh: "建立协助反洗钱调查的内部程序,由获授权人员及时办理每项请求。"
#   severity: high
#   clause: "支付机构反洗钱办法 内部控制制度(五)"
#   evidence: [investigation_requests, appointments, policy_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     max_response_days: 5
#     required_section: assisting_investigations
#   param_basis:
#     max_response_days: "project default"
#     required_section: "document"
#   recommended_action: "Answer the request now, let only persons appointed to an AML post handle such requests, and add the procedure to the control system."
#   recommended_action_zh: "立即答复该请求,此类请求只由反洗钱岗位人员经办,并将协助调查程序写入内控制度。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.5"
#     - "PRC Anti-Money Laundering Law (2024) art. 43"
package rules.aml.investigation_handling

import data.lib.appointments
import data.lib.documents
import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["AML-002-5"]

rows := input.evidence.investigation_requests

policies := input.evidence.policy_register

# The procedure must exist even before the first request.
applicable := true

current := documents.current("aml_internal_control")

procedures contains i if {
	some i in current
	params.required_section in policies[i].sections
}

unprocedural contains finding if {
	count(procedures) == 0
	places := [policies[i]._loc | some i in current]
	place := array.concat(places, [{"file": "policy_register"}])[0]
	fault := findings.text(
		"no control system in force holds the part %s",
		"现行内控制度没有%s部分",
		[params.required_section],
		[params.required_section],
	)
	finding := findings.about(place, "aml_internal_control", {fault})
}

deny contains finding if {
	not evidence.incomplete("policy_register")
	some finding in unprocedural
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(rows[i], ["request_id"], texts)
}

unknown contains finding if {
	evidence.incomplete("policy_register")
	some finding in unprocedural
}

unknown contains finding if {
	evidence.incomplete("appointments")
	some i, texts in unauthorised
	finding := findings.of(rows[i], ["request_id"], texts)
}

late(row) if times.day(row.responded_at) > row.due_at

late(row) if {
	not row.due_at
	times.later_than_days(row.received_at, params.max_response_days, row.responded_at)
}

overdue(row) if times.past(row.due_at)

overdue(row) if {
	not row.due_at
	times.older_than_days(row.received_at, params.max_response_days)
}

faults[i] contains findings.plain("it was answered late", "答复超过期限") if {
	some i, row in rows
	late(row)
}

faults[i] contains findings.plain("it is past its limit without an answer", "超过期限仍未答复") if {
	some i, row in rows
	not row.responded_at
	overdue(row)
}

faults[i] contains findings.plain("no handler is recorded", "没有经办人") if {
	some i, row in rows
	not row.handler
}

faults[i] contains fault if {
	not evidence.incomplete("appointments")
	some i, texts in unauthorised
	some fault in texts
}

unauthorised[i] contains fault if {
	some i, row in rows
	handler := row.handler
	received_at := row.received_at
	not appointments.holds(handler, "aml_post", received_at)
	fault := findings.text(
		"%s held no AML post on the day of receipt",
		"%s在收到当日未任反洗钱岗位",
		[handler],
		[handler],
	)
}
