# METADATA
# scope: package
# title: "Customers can see, supply and change their own data and opt-outs"
# description: "An interactive interface lets customers supply and reach their own personal information, including opt-out choices."
# schemas:
#   - input.evidence.self_service_portal: schema.self_service_portal
#   - input.evidence.customer_changes: schema.customer_changes
# custom:
#   id: PRV-305
#   title_zh: "客户可经交互界面查看、提供和修改本人数据"
#   description_zh: "客户可以通过交互界面提供和查看本人信息,包括选退选择。"
#   severity: medium
#   clause: "CRM数据隐私 3(3)交互式客户服务界面"
#   other_clauses: [CRM数据隐私 1(6)隐私权声明执行和修改]
#   evidence: [self_service_portal, customer_changes]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     required_functions:
#     - view_data
#     - correct_data
#     - set_optouts
#     - withdraw_consent
#     max_probe_age_days: 31
#     max_response_days: 30
#   param_basis:
#     required_functions: "document; withdrawal from PIPL art. 15"
#     max_probe_age_days: "project default"
#     max_response_days: "project default (GB/T 35273-2020 8.7 on answering requests)"
#   recommended_action: "Bring the missing function online behind a check of identity, probe it at the set interval, and answer customers' requests for change within the allowed days."
#   recommended_action_zh: "上线缺少的功能并核验身份,按规定周期探测,在规定天数内答复客户的变更申请。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.34"
#     - "NIST SP 800-53r5 AC-3(14)"
#     - "NIST SP 800-53r5 SI-18(4)"
#     - "PIPL art. 45"
#     - "PIPL art. 46"
#     - "PIPL art. 50"
#     - "PIPL art. 15"
#     - "GB/T 35273-2020 8.7"
#     - "GB/T 35273-2020 8.1"
#     - "GB/T 35273-2020 8.2"
#     - "PRC Network Data Security Regulations (2024) art. 23"
package rules.privacy.self_service

import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["PRV-305"]

portals := input.evidence.self_service_portal

changes := input.evidence.customer_changes

default applicable := false

applicable if count(portals) > 0

applicable if count(requests) > 0

usable contains i if {
	some i, row in portals
	row.available
	row.identity_checked
	probed_at := row.probed_at
	not times.older_than_days(probed_at, params.max_probe_age_days)
	not times.ahead(probed_at)
}

offered contains function if {
	some i in usable
	some function in portals[i].functions
}

lacking contains finding if {
	applicable
	texts := {fault |
		some function in params.required_functions
		not function in offered
		fault := findings.text(
			concat(" ", [
				"no interface that answers, checks identity",
				"and was probed in the last %v days offers %s",
			]),
			"没有可用、核验身份且最近%v天内探测过的界面提供功能%s",
			[params.max_probe_age_days, function],
			[params.max_probe_age_days, function],
		)
	}
	count(texts) > 0
	place := evidence.place(["self_service_portal", "customer_changes"])
	finding := findings.about(place, "self_service_portal", texts)
}

requests contains i if {
	some i, row in changes
	by_customer(row)
}

by_customer(row) if row.origin == "customer"

# Nobody on the staff asked for it, so the customer did.
by_customer(row) if {
	not row.origin
	not row.requested_by
}

faults[i] contains findings.plain("it has no time of request", "没有申请时间") if {
	some i in requests
	not changes[i].requested_at
}

faults[i] contains fault if {
	some i in requests
	row := changes[i]
	times.later_than_days(row.requested_at, params.max_response_days, row.reviewed_at)
	fault := findings.text(
		"it was answered later than %v days after the request",
		"答复晚于申请后%v天",
		[params.max_response_days],
		[params.max_response_days],
	)
}

faults[i] contains fault if {
	some i in requests
	row := changes[i]
	not row.reviewed_at
	times.older_than_days(row.requested_at, params.max_response_days)
	fault := findings.text(
		"it is unanswered %v days after the request",
		"申请后%v天仍未答复",
		[params.max_response_days],
		[params.max_response_days],
	)
}

deny contains finding if {
	not evidence.incomplete("self_service_portal")
	some finding in lacking
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(changes[i], ["change_id"], texts)
}

unknown contains finding if {
	evidence.incomplete("self_service_portal")
	some finding in lacking
}
