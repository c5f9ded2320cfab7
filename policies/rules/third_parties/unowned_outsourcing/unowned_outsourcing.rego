# METADATA
# scope: package
# title: "Outsourcing leaves responsibility inside"
# description: "Special services may be contracted out, but management responsibility is not, and the contractor is assessed."
# schemas:
#   - input.evidence.partner_register: schema.partner_register
#   - input.evidence.hr_roster: schema.hr_roster
# custom:
#   id: TPS-005
#   title_zh: "业务外包但管理责任不外包"
#   description_zh: "专项服务可以转包,但管理责任不转包,并应对承包方进行评估。"
#   severity: low
#   clause: "篇一 (三)1 常规性公共服务"
#   evidence: [partner_register, hr_roster]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: adjacent
#   params:
#     review_days: 183
#   param_basis:
#     review_days: "project default"
#   recommended_action: "Name a member of staff who answers for the contractor and review the contractor at least every half year."
#   recommended_action_zh: "指定在职员工对承包方负责,并至少每半年对承包方复评一次。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.22"
#     - "ISO/IEC 27001:2022 A.5.19"
#     - "NIST SP 800-53r5 SA-9"
#     - "PIPL art. 21"
package rules.third_parties.unowned_outsourcing

import data.lib.ages
import data.lib.evidence
import data.lib.findings
import data.lib.people
import data.lib.times

params := data.params["TPS-005"]

partners := input.evidence.partner_register

default applicable := false

applicable if count(outsourcers) > 0

outsourcers contains i if {
	some i, row in partners
	row.kind == "outsourcer"
	not over(row)
}

over(row) if times.past(row.relationship_end_at)

last_review := {"en": "the last review", "zh": "最近复评"}

faults[i] contains fault if {
	some i in outsourcers
	fault := ages.unrecorded(partners[i], "last_reviewed_at", last_review)
}

faults[i] contains fault if {
	some i in outsourcers
	fault := ages.stale(partners[i], "last_reviewed_at", last_review, params.review_days)
}

faults[i] contains findings.plain("no owner inside is named", "未指定内部负责人") if {
	some i in outsourcers
	not partners[i].internal_owner
}

faults[i] contains fault if {
	not evidence.incomplete("hr_roster")
	some i, fault in absent
}

absent[i] := fault if {
	some i in outsourcers
	owner := partners[i].internal_owner
	not people.employed(owner)
	fault := findings.text(
		"its owner %s is not employed",
		"内部负责人%s不在职",
		[owner],
		[owner],
	)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(partners[i], ["partner_id"], texts)
}

unknown contains finding if {
	evidence.incomplete("hr_roster")
	some i, fault in absent
	finding := findings.of(partners[i], ["partner_id"], {fault})
}
