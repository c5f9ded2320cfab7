# METADATA
# scope: package
# title: "Lessons, vulnerabilities and plans are shared with peers"
# description: "The bank shares good practice, vulnerability reports and emergency plans with other banks, regulators and third parties."
# schemas:
#   - input.evidence.governance_minutes: schema.governance_minutes
# custom:
#   id: IRP-006
#   title_zh: "与同业和监管共享漏洞与应急经验"
#   description_zh: "银行与同业、监管机构和第三方共享最佳实践、漏洞报告和应急预案。"
#   severity: low
#   clause: "篇三 第五段(合作与共享)"
#   other_clauses: [篇二 第四段(实践), 篇十四 第四段(实践), 篇十三 第五段(信息治理理念), 篇二 第五段(信息治理理念)]
#   evidence: [governance_minutes]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: core
#   params:
#     sharing_forums:
#     - bank_isac
#     - regulator_liaison
#     - vendor_forum
#     interval_days: 365
#   param_basis:
#     sharing_forums: "project default"
#     interval_days: "project default"
#   recommended_action: "Take part in a sharing forum of banks, regulators or vendors at least once a year and enter the meeting."
#   recommended_action_zh: "每年至少参加一次银行同业、监管或厂商的信息共享会议,并登记会议。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.6"
#     - "NIST SP 800-53r5 PM-15"
package rules.incidents.unshared_lessons

import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["IRP-006"]

# The bank as a whole must share, whether or not it keeps minutes.
applicable := true

shared if {
	some row in input.evidence.governance_minutes
	row.body in params.sharing_forums
	met_at := row.met_at
	not times.ahead(met_at)
	not times.older_than_days(met_at, params.interval_days)
}

silent contains finding if {
	not shared
	finding := findings.about(evidence.place_of("governance_minutes"), "sharing_forums", {findings.text(
		"no meeting of %s in the last %v days is recorded",
		"最近%v天内没有%s会议的记录",
		[concat(" or ", params.sharing_forums), params.interval_days],
		[params.interval_days, concat("、", params.sharing_forums)],
	)})
}

deny contains finding if {
	not evidence.incomplete("governance_minutes")
	some finding in silent
}

unknown contains finding if {
	evidence.incomplete("governance_minutes")
	some finding in silent
}
