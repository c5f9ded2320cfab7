# METADATA
# scope: package
# title: "The regulation is approved, promulgated and owned as prescribed"
# description: "The confidentiality regulation takes effect on promulgation after the general manager's approval, and the customer service department interprets, revises and supplements it."
# schemas:
#   - input.evidence.policy_register: schema.policy_register
# custom:
#   id: CIC-029
#   title_zh: "制度经总经理审批后颁布执行,由客户服务部解释修订"
#   description_zh: "保密制度经总经理批准后颁布执行,由客户服务部负责解释、修订和补充。"
#   severity: medium
#   clause: "篇五 第28条"
#   other_clauses: [篇十八 第28条, 篇五 第29条, 篇十八 第29条]
#   evidence: [policy_register]
#   empty: fail
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     approving_role: general_manager
#     owner_dept: customer_service
#   param_basis:
#     approving_role: "document"
#     owner_dept: "document"
#   recommended_action: "Have the general manager approve each version of the regulation before it is promulgated, let it take effect that day, and name the customer service department as its owner and interpreter."
#   recommended_action_zh: "制度每个版本均由总经理批准后颁布,自颁布之日起执行,并明确由客户服务部归口管理和解释。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.1"
package rules.leak_reporting.unpromulgated_regulation

import data.lib.documents
import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["CIC-029"]

register := input.evidence.policy_register

topic := "customer_information_confidentiality"

lacking contains finding if {
	count(documents.current(topic)) == 0
	finding := findings.about(register[0]._loc, topic, {findings.plain(
		"no version of the regulation is approved and in force",
		"没有经批准且现行有效的制度版本",
	)})
}

unknown contains finding if {
	evidence.incomplete("policy_register")
	some finding in lacking
}

# A draft has not reached any of its dates.
versions contains i if {
	some i, row in register
	row.topic == topic
	some field in ["approved_at", "promulgated_at", "effective_at"]
	at := row[field]
	not times.future(at)
}

dates := {
	"approved_at": findings.plain("the time of approval is missing", "缺少批准时间"),
	"promulgated_at": findings.plain("the day of promulgation is missing", "缺少颁布日期"),
	"effective_at": findings.plain("the day of effect is missing", "缺少生效日期"),
}

duties := {
	"interpretation_dept": {"en": "interpreted", "zh": "解释"},
	"owner_dept": {"en": "owned", "zh": "归口管理"},
}

faults[i] contains fault if {
	some i in versions
	some field, fault in dates
	not register[i][field]
}

faults[i] contains fault if {
	some i in versions
	not register[i].approved_by_role == params.approving_role
	fault := findings.text(
		"it was approved by %s, not by %s",
		"由%s批准,而非%s",
		[object.get(register[i], "approved_by_role", "nobody"), params.approving_role],
		[object.get(register[i], "approved_by_role", "无人"), params.approving_role],
	)
}

# The day of promulgation counts to its end.
faults[i] contains findings.plain(
	"it was approved after its promulgation",
	"批准晚于颁布",
) if {
	some i in versions
	times.day(register[i].approved_at) > register[i].promulgated_at
}

faults[i] contains fault if {
	some i in versions
	row := register[i]
	row.effective_at != row.promulgated_at
	fault := findings.text(
		"it takes effect on %s but was promulgated on %s",
		"生效日期%s与颁布日期%s不一致",
		[row.effective_at, row.promulgated_at],
		[row.effective_at, row.promulgated_at],
	)
}

faults[i] contains fault if {
	some i in versions
	some field, label in duties
	dept := object.get(register[i], field, "-")
	dept != params.owner_dept
	fault := findings.text(
		"it is %s by %s, not by %s",
		"%s部门为%s,而非%s",
		[label.en, dept, params.owner_dept],
		[label.zh, dept, params.owner_dept],
	)
}

faults[i] contains fault if {
	some i, j in previous
	times.not_after(register[i].approved_at, register[j].approved_at)
	fault := findings.text(
		"it has no approval of its own after that of version %s",
		"在版本%s之后没有单独批准",
		[register[j].version],
		[register[j].version],
	)
}

# previous[i]: the version of the same site in force just before version i.
previous[i] := j if {
	some i in versions
	earlier := [[register[j].effective_at, j] |
		some j in versions
		object.get(register[j], "site", "") == object.get(register[i], "site", "")
		register[j].effective_at < register[i].effective_at
	]
	j := max(earlier)[1]
}

deny contains finding if {
	not evidence.incomplete("policy_register")
	some finding in lacking
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(register[i], ["doc_id", "version"], texts)
}

warn contains note if {
	some i in documents.current(topic)
	times.past(register[i].review_due_at)
	fault := findings.text(
		"its review was due on %s",
		"应于%s复审,已逾期",
		[register[i].review_due_at],
		[register[i].review_due_at],
	)
	finding := findings.of(register[i], ["doc_id", "version"], {fault})
	note := object.union(finding, {"severity": "low"})
}
