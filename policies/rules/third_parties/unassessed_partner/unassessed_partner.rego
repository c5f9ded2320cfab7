# METADATA
# scope: package
# title: "Third parties are chosen with care and bound to confidentiality"
# description: "Cooperation partners are chosen carefully, and because shared information may leave the bank's control, they are assessed, bound to confidentiality and answer for what they do."
# schemas:
#   - input.evidence.partner_register: schema.partner_register
#   - input.evidence.agreements: schema.agreements
# custom:
#   id: TPS-004
#   title_zh: "审慎选择第三方并签订保密义务"
#   description_zh: "慎重选择合作对象;共享的信息可能脱离银行控制,应对合作方进行评估,以协议约束其保密义务并追究其责任。"
#   severity: high
#   clause: "篇十二 第二段(三种使用方式)"
#   other_clauses: [篇一 第五段, CRM数据隐私 1(2)使用个人信息]
#   evidence: [partner_register, agreements]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: core
#   params:
#     required_clauses:
#     - confidentiality
#     - purpose_limit
#     - sub_processing
#     - return_or_deletion
#     review_days: 365
#   param_basis:
#     required_clauses: "PIPL art. 21; Network Data Security Regulations art. 12"
#     review_days: "project default"
#   recommended_action: "Look into the partner and review it every year, sign an agreement with the missing clauses or stop the data flow, and have the data returned or deleted when the relation ends."
#   recommended_action_zh: "对合作方尽职调查并每年复评,补签所缺条款或停止提供信息;合作结束后收回或删除数据。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.19"
#     - "ISO/IEC 27001:2022 A.5.20"
#     - "NIST SP 800-53r5 SA-9"
#     - "PIPL art. 21"
#     - "PCI DSS v4.0.1 12.8.2"
#     - "PCI DSS v4.0.1 12.8.3"
#     - "PRC Network Data Security Regulations (2024) art. 12"
package rules.third_parties.unassessed_partner

import data.lib.agreements
import data.lib.deadlines
import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["TPS-004"]

partners := input.evidence.partner_register

default applicable := false

applicable if count(concerned) > 0

# Where nobody has said whether the partner receives customer information, it may.
concerned contains i if {
	some i, row in partners
	not row.receives_customer_info == false
}

running contains i if {
	some i in concerned
	not over(partners[i])
}

over(row) if times.past(row.relationship_end_at)

faults[i] contains findings.plain("due diligence is not recorded", "没有尽职调查记录") if {
	some i in concerned
	not partners[i].due_diligence_at
}

faults[i] contains fault if {
	some i in running
	not recent(partners[i])
	fault := findings.text(
		"it was not reviewed in the last %v days",
		"最近%v天内未经调查或复评",
		[params.review_days],
		[params.review_days],
	)
}

faults[i] contains fault if {
	some i in running
	result := object.get(partners[i], "assessment", "missing")
	result != "adequate"
	fault := findings.text("its assessment is %s", "评估结论为%s", [result], [result])
}

faults[i] contains findings.plain(
	"the data was not returned or deleted after the relation ended",
	"合作结束后数据未返还或删除",
) if {
	some i in concerned
	over(partners[i])
	not deadlines.finished(partners[i], "exit_data_returned_at")
}

faults[i] contains without_agreement if {
	some i in unbound
	not may_be_bound(partners[i])
}

faults[i] contains fault if {
	some i in running
	some k in papers(partners[i])
	paper := agreements.rows[k]
	missing := [clause |
		some clause in params.required_clauses
		not clause in object.get(paper, "clauses", [])
	]
	count(missing) > 0
	fault := findings.text(
		"agreement %s lacks: %s",
		"协议%s缺少条款:%s",
		[paper.agreement_id, concat(", ", missing)],
		[paper.agreement_id, concat("、", missing)],
	)
}

recent(row) if {
	some field in ["due_diligence_at", "last_reviewed_at"]
	at := row[field]
	not times.ahead(at)
	not times.older_than_days(at, params.review_days)
}

papers(row) := {k |
	some k in agreements.by_id[row.agreement_id]
	agreements.in_force(agreements.rows[k], input.now)
}

unbound contains i if {
	some i in running
	count(papers(partners[i])) == 0
}

without_agreement := findings.plain("no agreement with it is in force", "没有有效的协议")

# The agreement may stand in a part that could not be read.
may_be_bound(row) if {
	agreements.untraced(row)
	evidence.incomplete("agreements")
}

doubts[i] contains without_agreement if {
	some i in unbound
	may_be_bound(partners[i])
}

deny contains finding if {
	some i, texts in faults
	partners[i].receives_customer_info
	finding := findings.of(partners[i], ["partner_id"], texts)
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(partners[i], ["partner_id"], texts)
}

unknown contains finding if {
	some i in concerned
	not partners[i].receives_customer_info
	finding := findings.of(partners[i], ["partner_id"], {findings.plain(
		"whether it receives customer information is not recorded",
		"未登记是否接收客户信息",
	)})
}
