# METADATA
# scope: package
# title: "Rules cover duties, rights and the whole data life cycle"
# description: "A sound information-security management system is written down, states the duties and rights of each department, and governs collection, storage, transmission and use."
# schemas:
#   - input.evidence.policy_register: schema.policy_register
# custom:
#   id: GOV-001
#   title_zh: "信息管理制度覆盖职责、权限和全流程"
#   description_zh: "建立健全信息安全管理制度,明确各部门的职责和权限,规范信息的采集、存储、传输和使用流程。"
#   severity: high
#   clause: "篇一 第二段(银行的保密责任)"
#   other_clauses: [篇七 第二段(银行的保密责任), 篇二 第四段(实践), 篇十四 第四段(实践), 篇十三 第三段(规范管理), 篇二 第三段(规范管理), 篇八 第三段, 篇六 第三段(保护客户隐私), 篇四 第二段(目标和规划), 我公司客户管理规定 第三条第4项]
#   evidence: [policy_register]
#   empty: fail
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: core
#   params:
#     required_sections:
#     - department_duties
#     - permissions
#     - collection
#     - storage
#     - transmission
#     - use
#     - backup
#     - training
#     - incident_handling
#     - data_quality
#     grace_days: 30
#   param_basis:
#     required_sections: "document"
#     grace_days: "project default"
#   recommended_action: "Add the missing part to the information-management rules, have them approved, and review them when due."
#   recommended_action_zh: "在信息管理制度中补充缺少的内容并经批准,按期复审。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.1"
#     - "PIPL art. 51"
#     - "GB/T 35273-2020 11.1"
#     - "PRC Data Security Law art. 27"
package rules.governance.incomplete_management_rules

import data.lib.documents
import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["GOV-001"]

register := input.evidence.policy_register

topic := "information_management"

# Nothing makes the organisation exempt, least of all an empty register.
applicable := true

current := documents.current(topic)

# lacking[i]: the required sections that version i lacks.
lacking[i] contains section if {
	some i in current
	some section in params.required_sections
	not section in object.get(register[i], "sections", [])
}

overdue contains i if {
	some i in current
	times.past(times.add_days(register[i].review_due_at, params.grace_days))
}

faulty contains i if some i, _ in lacking

faulty contains i if some i in overdue

# One set of rules that is complete and reviewed is enough, whatever further sites have; one of
# which only the day of review is unknown may be that one.
open := current - faulty

sound if {
	some i in open
	register[i].review_due_at
}

unfit contains finding if {
	count(current) == 0
	finding := findings.about(evidence.place_of("policy_register"), topic, {findings.plain(
		"no rules of information management are approved and in force",
		"没有经批准且现行有效的信息管理制度",
	)})
}

# One finding for each missing part.
unfit contains finding if {
	count(open) == 0
	some i, sections in lacking
	row := register[i]
	some section in sections
	subject := concat("/", [findings.key(row, ["doc_id", "version"]), section])
	fault := findings.text("the part %s is missing", "缺少内容%s", [section], [section])
	finding := findings.about(object.get(row, ["_locs", "sections"], row._loc), subject, {fault})
}

unfit contains finding if {
	count(open) == 0
	some i in overdue
	row := register[i]
	finding := findings.at(row, "review_due_at", ["doc_id", "version"], {findings.text(
		"its review was due on %s, more than %v days ago",
		"应于%s复审,已超过%v天",
		[row.review_due_at, params.grace_days],
		[row.review_due_at, params.grace_days],
	)})
}

deny contains finding if {
	not evidence.incomplete("policy_register")
	some finding in unfit
}

unknown contains finding if {
	evidence.incomplete("policy_register")
	some finding in unfit
}

unknown contains finding if {
	not sound
	some i in open
	finding := findings.at(register[i], "review_due_at", ["doc_id", "version"], {findings.plain(
		"the day of its next review is not recorded",
		"没有下次复审日期",
	)})
}
