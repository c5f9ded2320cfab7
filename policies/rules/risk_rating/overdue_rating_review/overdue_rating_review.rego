# METADATA
# scope: package
# title: "Ratings and the rating standard are reviewed on time"
# description: "Neither a customer's class nor the standard is fixed for good; both are reviewed as conditions change, the highest class most often."
# schemas:
#   - input.evidence.risk_ratings: schema.risk_ratings
#   - input.evidence.policy_register: schema.policy_register
# custom:
#   id: RSK-003
#   title_zh: "风险等级与分类标准持续复核"
#   description_zh: "客户风险等级和分类标准不是一成不变的,应随情况变化持续复核,最高等级复核最频繁。"
#   severity: medium
#   clause: "客户洗钱风险分类管理 5.③持续性"
#   evidence: [risk_ratings, policy_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     review_days:
#       high: 183
#       medium: 365
#       low: 1095
#     criteria_review_days: 365
#   param_basis:
#     review_days: "high: at least half-yearly after PBoC Order [2007] No. 2, now followed by Order [2025] No. 11; others project default"
#     criteria_review_days: "project default"
#   recommended_action: "Review the overdue ratings, those of the highest grade first, and have the grading standard reviewed and approved again."
#   recommended_action_zh: "对逾期的客户等级进行复核,高风险客户优先;分类标准重新审议并批准。"
#   frameworks:
#     - "FATF R.10"
#     - "PRC Anti-Money Laundering Law (2024) art. 30"
package rules.risk_rating.overdue_rating_review

import data.lib.evidence
import data.lib.findings
import data.lib.ratings
import data.lib.times

params := data.params["RSK-003"]

rated := input.evidence.risk_ratings

register := input.evidence.policy_register

shortest := min([days | some days in params.review_days])

# An unknown grade is reviewed like the one that is reviewed most often.
days_of(row) := object.get(params.review_days, row.grade, shortest)

known(row) if ratings.newest[row.customer_id] >= 0

standards contains i if {
	some i, row in register
	row.topic == "risk_grading_standard"
	approved_at := row.approved_at
	not times.future(approved_at)
}

approved_lately if {
	some i in standards
	approved_at := register[i].approved_at
	not times.older_than_days(approved_at, params.criteria_review_days)
}

last_standard := max([[times.start(register[i].approved_at), i] | some i in standards])[1]

lacking contains finding if {
	count(standards) == 0
	place := array.concat(register, rated)[0]._loc
	finding := findings.about(place, "risk_grading_standard", {findings.plain(
		"no approved standard of the grades is registered",
		"没有经批准的风险分类标准",
	)})
}

deny contains finding if {
	some i in ratings.newest
	row := rated[i]
	days := days_of(row)
	times.older_than_days(row.rated_at, days)
	fault := findings.text(
		"the grade %s is older than %v days and was not reviewed",
		"%s等级已超过%v天未复核",
		[row.grade, days],
		[row.grade, days],
	)
	finding := findings.of(row, ["customer_id", "rated_at"], {fault})
}

deny contains finding if {
	not approved_lately
	row := register[last_standard]
	fault := findings.text(
		"the standard was last approved more than %v days ago",
		"分类标准最近一次批准已超过%v天",
		[params.criteria_review_days],
		[params.criteria_review_days],
	)
	finding := findings.of(row, ["doc_id", "version"], {fault})
}

deny contains finding if {
	not evidence.incomplete("policy_register")
	some finding in lacking
}

# Only entries dated ahead of now: when the customer was last rated is not known.
unknown contains finding if {
	some row in rated
	not known(row)
	finding := findings.of(row, ["customer_id", "rated_at"], {findings.plain(
		"the only rating is dated in the future",
		"仅有的评级时间在将来",
	)})
}

unknown contains finding if {
	evidence.incomplete("policy_register")
	some finding in lacking
}
