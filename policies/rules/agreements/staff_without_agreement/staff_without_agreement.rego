# METADATA
# scope: package
# title: "Staff with customer information have a confidentiality agreement"
# description: "Each staff member who holds company information on products, customers or sales has signed a confidentiality agreement that takes effect on signature."
# schemas:
#   - input.evidence.agreements: schema.agreements
#   - input.evidence.hr_roster: schema.hr_roster
#   - input.evidence.access_log: schema.access_log
# custom:
#   id: NDA-201
#   title_zh: "接触客户信息的员工均签保密协议"
#   description_zh: "凡掌握公司产品、客户或销售信息的员工,均应签订自签字之日起生效的保密协议。"
#   severity: high
#   clause: "保密协议 第一条、第六条"
#   evidence: [agreements, hr_roster, access_log]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: contract
#   tier: core
#   params:
#     included_employment:
#     - employee
#     - contractor
#     - intern
#   param_basis:
#     included_employment: "project default"
#   recommended_action: "Have the person sign a confidentiality agreement, countersign it, and withhold access to customer information until it is in force."
#   recommended_action_zh: "与该人员签订保密协议并由双方签字,协议生效前不得开放客户信息。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.6.6"
#     - "NIST SP 800-53r5 PS-6"
#     - "GB/T 35273-2020 11.6"
package rules.agreements.staff_without_agreement

import data.lib.agreements
import data.lib.evidence
import data.lib.findings
import data.lib.people
import data.lib.times

params := data.params["NDA-201"]

roster := input.evidence.hr_roster

default applicable := false

applicable if some _ in concerned

# concerned[person]: the rows of persons whose post touches customer information, or may do so
# because nobody has said whether it does.
concerned[person] contains i if {
	some i, row in roster
	row.employed
	people.in_post(row, input.now)
	included(row)
	not row.handles_customer_info == false
	person := row.person
}

included(row) if not row.employment_type

included(row) if row.employment_type in params.included_employment

holders contains person if {
	some person, rows in concerned
	some i in rows
	roster[i].handles_customer_info
}

papers[person] contains k if {
	some k, row in agreements.rows
	row.kind == "staff_nda"
	person := people.identity(row.person)
}

access_days[person] contains day if {
	some row in input.evidence.access_log
	person := people.person(row.actor)
	day := times.day(row.at)
}

needs := {
	"ours": findings.plain("it is not signed for the organisation", "我方未签字"),
	"theirs": findings.plain("the person has not signed it", "本人未签字"),
	"dated": findings.plain("the time of signing is not recorded", "未登记签署时间"),
	"force": findings.plain("it is not in force", "协议当前不在有效期内"),
}

meets("ours", paper) if paper.signed_by_us

meets("theirs", paper) if paper.signed_by_counterparty

meets("dated", paper) if paper.signed_at

meets("force", paper) if agreements.in_force(paper, input.now)

defects(paper, person) := {fault |
	some need, fault in needs
	not meets(need, paper)
} | {fault |
	first := min(access_days[person])
	paper.effective_at > first
	not bound(person, first)
	fault := findings.text(
		"it took effect after the first access to customer information, on %s",
		"协议生效晚于首次接触客户信息的日期%s",
		[first],
		[first],
	)
}

# bound(person, day): an agreement that was renewed since held on that day.
bound(person, day) if {
	some k in papers[person]
	paper := agreements.rows[k]
	every need in ["ours", "theirs", "dated"] {
		meets(need, paper)
	}
	agreements.in_force(paper, day)
}

lacking[person] contains fault if {
	some person, _ in concerned
	not papers[person]
	fault := findings.plain(
		"no confidentiality agreement is registered",
		"没有已登记的保密协议",
	)
}

# Where a person has several agreements, the best one counts.
lacking[person] contains fault if {
	some person, _ in concerned
	verdicts := {[count(texts), k] |
		some k in papers[person]
		texts := defects(agreements.rows[k], person)
	}
	paper := agreements.rows[min(verdicts)[1]]
	some text in defects(paper, person)
	fault := findings.text(
		"agreement %s: %s",
		"协议%s:%s",
		[paper.agreement_id, text.en],
		[paper.agreement_id, text.zh],
	)
}

found(person, texts) := findings.of(roster[min(concerned[person])], ["person"], texts)

deny contains finding if {
	not evidence.incomplete("agreements")
	some person, texts in lacking
	person in holders
	finding := found(person, texts)
}

unknown contains finding if {
	evidence.incomplete("agreements")
	some person, texts in lacking
	finding := found(person, texts)
}

unknown contains finding if {
	some person, texts in lacking
	not person in holders
	finding := found(person, texts | {findings.plain(
		"the roster does not say whether the post touches customer information",
		"花名册未注明该岗位是否接触客户信息",
	)})
}
