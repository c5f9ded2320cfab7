# METADATA
# scope: package
# title: "Each risk class has its own measures and they are applied"
# description: "Different measures are set and taken for different risk classes."
# schemas:
#   - input.evidence.risk_ratings: schema.risk_ratings
#   - input.evidence.policy_register: schema.policy_register
# custom:
#   id: RSK-006
#   title_zh: "不同风险等级采取不同措施并落实"
#   description_zh: "针对不同风险等级的客户制定并采取不同的风险控制措施。"
#   severity: medium
#   clause: "客户洗钱风险分类管理 2.概念"
#   evidence: [risk_ratings, policy_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     measures_by_grade:
#       high:
#       - enhanced_due_diligence
#       - senior_approval
#       - closer_monitoring
#       medium:
#       - standard_due_diligence
#       low:
#       - standard_due_diligence
#   param_basis:
#     measures_by_grade: "project default"
#   recommended_action: "Put measures for each grade into the approved policy, apply to each customer those of its grade, and record them with the rating."
#   recommended_action_zh: "在经批准的制度中明确各等级措施,对客户落实相应措施并登记在评级记录中。"
#   frameworks:
#     - "FATF R.10"
#     - "PRC Anti-Money Laundering Law (2024) art. 30"
package rules.risk_rating.unapplied_measures

import data.lib.documents
import data.lib.evidence
import data.lib.findings
import data.lib.ratings

params := data.params["RSK-006"]

rated := input.evidence.risk_ratings

register := input.evidence.policy_register

measures[grade] contains measure if {
	some grade, list in params.measures_by_grade
	some measure in list
}

faults[i] contains fault if {
	some i in ratings.newest
	applied := {measure | some measure in rated[i].measures}
	absent := {one | some one in measures[rated[i].grade]} - applied
	count(absent) > 0
	names := concat(", ", sort(absent))
	fault := findings.text(
		"the measures of the grade %s are not applied: %s",
		"未落实%s等级的措施:%s",
		[rated[i].grade, names],
		[rated[i].grade, names],
	)
}

faults[i] contains fault if {
	some i in ratings.newest
	grade := rated[i].grade
	not measures[grade]
	fault := findings.text(
		"no measures are set for the grade %s",
		"%s等级未设定措施",
		[grade],
		[grade],
	)
}

current := documents.current("risk_measures")

sections contains section if {
	some i in current
	some section in register[i].sections
}

grades contains grade if {
	some i in ratings.newest
	grade := rated[i].grade
}

unruled contains finding if {
	count(current) == 0
	place := array.concat(register, rated)[0]._loc
	finding := findings.about(place, "risk_measures", {findings.plain(
		"no approved policy on the measures of the grades is in force",
		"没有经批准且现行有效的分级措施制度",
	)})
}

unknown contains finding if {
	evidence.incomplete("policy_register")
	some finding in unruled
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(rated[i], ["customer_id", "rated_at"], texts)
}

deny contains finding if {
	ruled := {one | some one in measures.high}
	ruled == {one | some one in measures.low}
	finding := findings.about(rated[0]._loc, "measures_by_grade", {findings.plain(
		"the highest and the lowest grade have the same measures",
		"最高与最低等级的措施相同",
	)})
}

deny contains finding if {
	not evidence.incomplete("policy_register")
	some finding in unruled
}

deny contains finding if {
	some i in current
	absent := [grade | some grade in grades; not grade in sections]
	count(absent) > 0
	names := concat(", ", sort(absent))
	fault := findings.text("it has no section on %s", "没有关于%s等级的章节", [names], [names])
	finding := findings.of(register[i], ["doc_id", "version"], {fault})
}
