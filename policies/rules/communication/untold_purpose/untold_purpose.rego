# METADATA
# scope: package
# title: "Customers are told what their information will be used for"
# description: "Where information is collected the customer is told plainly what it will be used for, and the privacy statement in force names that purpose."
# schemas:
#   - input.evidence.collection_points: schema.collection_points
#   - input.evidence.privacy_statement: schema.privacy_statement
# custom:
#   id: COM-813
#   title_zh: "明确告知信息收集目的和用途"
#   description_zh: "采集信息时明确告知客户用途,用途具体、合理,并列入现行隐私声明。"
#   severity: medium
#   clause: "金融服务客户沟通规范 8.1.3"
#   other_clauses: [篇六 第三段(保护客户隐私), 篇六 第四段(用途的合理性)]
#   evidence: [collection_points, privacy_statement]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: core
#   params:
#     forbidden_purposes:
#     - 提升服务
#     - 业务需要
#   param_basis:
#     forbidden_purposes: "project default"
#   recommended_action: "State one concrete purpose, show it where the information is collected, and add it to the privacy statement."
#   recommended_action_zh: "写明具体用途,在采集处向客户展示,并补充到隐私声明中。"
#   frameworks:
#     - "NIST SP 800-53r5 PT-5"
#     - "PIPL art. 17"
#     - "PIPL art. 7"
#     - "GB/T 35273-2020 5.5"
package rules.communication.untold_purpose

import data.lib.evidence
import data.lib.findings
import data.lib.privacy

params := data.params["COM-813"]

points := input.evidence.collection_points

told contains element if {
	some i in privacy.statements
	some element in input.evidence.privacy_statement[i].elements
}

# Several general phrases in a row are no more particular than one.
generic(purpose) if {
	phrases := {trim_space(phrase) | some phrase in regex.split(`[、,，;；.。!！]`, purpose)}
	count(phrases - ({phrase | some phrase in params.forbidden_purposes} | {""})) == 0
}

unstated[i] contains fault if {
	some i, row in points
	purpose := row.purpose
	element := concat(":", ["purpose", purpose])
	not element in told
	fault := findings.text(
		"no privacy statement in force names the purpose %s",
		"现行隐私声明未列明用途“%s”",
		[purpose],
		[purpose],
	)
}

faults[i] contains findings.plain("it has no purpose", "没有写明用途") if {
	some i, row in points
	not row.purpose
}

faults[i] contains findings.plain("the purpose is not shown", "未向客户展示用途") if {
	some i, row in points
	row.purpose_shown == false
}

faults[i] contains fault if {
	some i, row in points
	generic(row.purpose)
	fault := findings.text(
		"the purpose %s says nothing in particular",
		"用途“%s”过于笼统",
		[row.purpose],
		[row.purpose],
	)
}

faults[i] contains fault if {
	not evidence.incomplete("privacy_statement")
	some i, texts in unstated
	some fault in texts
}

doubts[i] contains fault if {
	evidence.incomplete("privacy_statement")
	some i, texts in unstated
	some fault in texts
}

doubts[i] contains findings.plain(
	"it is not known whether the purpose is shown",
	"不知是否向客户展示用途",
) if {
	some i, row in points
	object.get(row, "purpose_shown", "") == ""
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(points[i], ["point_id"], texts)
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(points[i], ["point_id"], texts)
}
