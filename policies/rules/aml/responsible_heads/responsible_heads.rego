# METADATA
# scope: package
# title: "Heads answer for AML controls and branches are supervised"
# description: "The heads of the institution and of its branches are responsible for effective AML controls, and the institution supervises how its branches apply them."
# schemas:
#   - input.evidence.hr_roster: schema.hr_roster
#   - input.evidence.acknowledgements: schema.acknowledgements
#   - input.evidence.audit_register: schema.audit_register
# custom:
#   id: AML-003
#   title_zh: "机构负责人负责,并监督分支机构执行"
#   description_zh: "机构及分支机构负责人对反洗钱内控制度的有效实施负责,并监督分支机构执行。"
#   severity: medium
#   clause: "支付机构反洗钱办法 内部控制制度 负责人与分支机构监督"
#   other_clauses: [农村商业银行管理办法 第五条]
#   evidence: [hr_roster, acknowledgements, audit_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     grace_days: 30
#     review_interval_days: 365
#     headquarters_site: hq
#   param_basis:
#     grace_days: "project default"
#     review_interval_days: "project default"
#     headquarters_site: "project default"
#   recommended_action: "Name a head of the site, have the head sign for AML, and have the branch reviewed with a report."
#   recommended_action_zh: "明确该机构负责人并由其签署反洗钱责任书,对分支机构开展检查并出具报告。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.4"
#     - "FATF R.18"
#     - "PRC Anti-Money Laundering Law (2024) art. 27"
package rules.aml.responsible_heads

import data.lib.evidence
import data.lib.findings
import data.lib.people
import data.lib.times

params := data.params["AML-003"]

roster := input.evidence.hr_roster

default applicable := false

applicable if some _ in people.in_service

# sites[site]: the roster rows of those who work there now.
sites[site] contains i if {
	some i in people.in_service
	site := roster[i].site
}

# Posts of which nobody says where they are may be those of a site without a head.
homeless contains i if {
	some i in people.in_service
	not roster[i].site
}

opened[site] contains day if {
	some row in roster
	site := row.site
	day := begin(row)
}

begin(row) := object.get(row, "valid_from", object.get(row, "hired_at", ""))

heads[site] contains i if {
	some site, found in sites
	some i in found
	roster[i].is_site_head
}

signed[person] contains day if {
	some row in input.evidence.acknowledgements
	row.kind == "aml_responsibility"
	signed_at := row.signed_at
	person := people.identity(row.person)
	day := times.day(signed_at)
}

answers_for(i) if {
	start := begin(roster[i])
	some day in signed[roster[i].person]
	day >= times.add_days(start, 0 - params.grace_days)
	day <= times.add_days(start, params.grace_days)
}

# Whose days of grace still run.
answers_for(i) if {
	start := begin(roster[i])
	last := times.add_days(start, params.grace_days)
	not times.past(last)
}

# problems: [site, kind that lacks a row, fault].
problems contains [site, "hr_roster", fault] if {
	some site, _ in sites
	not heads[site]
	fault := findings.plain("nobody heads the site", "没有负责人")
}

problems contains [site, "acknowledgements", fault] if {
	some site, found in heads
	every i in found {
		not answers_for(i)
	}
	fault := findings.text(
		"its head has not signed for AML within %v days of taking the post",
		"负责人任职前后%v天内未签署反洗钱责任书",
		[params.grace_days],
		[params.grace_days],
	)
}

problems contains [site, "audit_register", fault] if {
	some site, _ in sites
	site != params.headquarters_site
	not site in reviewed
	not young(site)
	fault := findings.text(
		"no review of its AML work with a report within %v days",
		"%v天内没有附报告的反洗钱检查",
		[params.review_interval_days],
		[params.review_interval_days],
	)
}

reviewed contains site if {
	some row in input.evidence.audit_register
	row.kind == "branch_aml_review"
	row.report_ref
	at := row.performed_at
	not times.ahead(at)
	not times.older_than_days(at, params.review_interval_days)
	site := row.site
}

young(site) if {
	first := min(opened[site])
	last := times.add_days(first, params.review_interval_days)
	not times.past(last)
}

faults[site] contains fault if {
	some [site, kind, fault] in problems
	not evidence.incomplete(kind)
}

doubts[site] contains fault if {
	some [site, kind, fault] in problems
	evidence.incomplete(kind)
}

deny contains finding if {
	some site, texts in faults
	finding := findings.about(roster[min(sites[site])]._loc, site, texts)
}

unknown contains finding if {
	some site, texts in doubts
	finding := findings.about(roster[min(sites[site])]._loc, site, texts)
}

unknown contains finding if {
	first := min(homeless)
	fault := findings.text(
		"posts that name no site: %v, this is the first",
		"未登记所在机构的岗位共%v个,此为第一个",
		[count(homeless)],
		[count(homeless)],
	)
	finding := findings.of(roster[first], ["person", "role", "valid_from"], {fault})
}
