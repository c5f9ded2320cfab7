# METADATA
# scope: package
# title: "Overseas branches apply these rules or the stricter local ones"
# description: "Overseas branches and subsidiaries follow these identification and record-keeping rules as far as local law allows and the stricter rule where local law is stricter; where local law forbids it, the institution reports to the People's Bank."
# schemas:
#   - input.evidence.audit_register: schema.audit_register
#   - input.evidence.policy_register: schema.policy_register
# custom:
#   id: AML-005
#   title_zh: "境外分支机构执行本办法或当地更严要求"
#   description_zh: "境外分支机构在当地法律允许范围内执行本办法,当地要求更严的从其规定;当地法律禁止的,向人民银行报告。"
#   severity: medium
#   clause: "支付机构反洗钱办法 境外分支机构"
#   evidence: [audit_register, policy_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     overseas_sites: []
#     review_interval_days: 365
#     central_bank_names:
#     - central_bank
#     - central_bank_branch
#   param_basis:
#     overseas_sites: "project default"
#     review_interval_days: "project default"
#     central_bank_names: "document"
#   recommended_action: "Compare the rules with the law of the place and record the outcome; where local law forbids them, file a report with the central bank."
#   recommended_action_zh: "对照当地法律开展差异分析并记录结论;当地法律禁止执行的,向人民银行报告。"
#   frameworks:
#     - "FATF R.18"
package rules.aml.overseas_branches

import data.lib.documents
import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["AML-005"]

rows := input.evidence.audit_register

default applicable := false

applicable if count(params.overseas_sites) > 0

# analyses[site]: [instant, row number] of the comparisons with local law.
analyses[site] contains moment if {
	some i, row in rows
	row.kind == "overseas_gap_analysis"
	at := row.performed_at
	not times.ahead(at)
	site := row.site
	moment := [times.start(at), i]
}

newest[site] := i if {
	some site, moments in analyses
	[_, i] := max(moments)
}

fresh(site) if {
	performed_at := rows[newest[site]].performed_at
	not times.older_than_days(performed_at, params.review_interval_days)
}

reported(site) if {
	some i in documents.current("overseas_conflict_report")
	row := input.evidence.policy_register[i]
	row.site == site
	row.filed_with in params.central_bank_names
}

# problems: [site, kind that lacks a row, fault].
problems contains [site, "audit_register", fault] if {
	some site in params.overseas_sites
	not fresh(site)
	fault := findings.text(
		"its rules were not compared with local law within %v days",
		"%v天内未与当地法律要求进行差异分析",
		[params.review_interval_days],
		[params.review_interval_days],
	)
}

problems contains [site, "policy_register", fault] if {
	some site in params.overseas_sites
	rows[newest[site]].outcome == "local_law_forbids"
	not reported(site)
	fault := findings.plain(
		"local law forbids these rules and no report to the central bank is in force",
		"当地法律禁止执行本办法,但没有向人民银行报告",
	)
}

place(site) := rows[newest[site]]._loc if newest[site] >= 0

place(site) := {"file": "audit_register"} if not analysed(site)

analysed(site) if newest[site] >= 0

faults[site] contains fault if {
	some [site, kind, fault] in problems
	not evidence.incomplete(kind)
}

doubts[site] contains findings.plain(
	"whether local law allows these rules is not recorded",
	"未登记当地法律是否允许执行",
) if {
	some site in params.overseas_sites
	row := rows[newest[site]]
	not row.outcome
	not reported(site)
}

doubts[site] contains fault if {
	some [site, kind, fault] in problems
	evidence.incomplete(kind)
}

deny contains finding if {
	some site, texts in faults
	finding := findings.about(place(site), site, texts)
}

unknown contains finding if {
	some site, texts in doubts
	finding := findings.about(place(site), site, texts)
}
