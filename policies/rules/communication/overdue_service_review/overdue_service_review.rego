# METADATA
# scope: package
# title: "Satisfaction surveys and communication reviews are regular"
# description: "Customers are surveyed, their feedback is analysed and conversations are sampled at set intervals; a score that falls leads to measures."
# schemas:
#   - input.evidence.service_reviews: schema.service_reviews
# custom:
#   id: COM-840
#   title_zh: "定期满意度调查与沟通质量监控"
#   description_zh: "按规定周期开展满意度调查、反馈分析和沟通质量抽检;得分下降时应有改进措施。"
#   severity: low
#   clause: "金融服务客户沟通规范 第十章"
#   other_clauses: [我公司客户管理规定 第八条第1项, 篇十一 第四段(定期反馈调查), 我公司客户管理规定 第七条第3项]
#   evidence: [service_reviews]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: adjacent
#   params:
#     survey_interval_days: 365
#     feedback_interval_days: 92
#     qa_interval_days: 31
#     min_sample_pct: 1
#   param_basis:
#     survey_interval_days: "project default (document says regularly)"
#     feedback_interval_days: "project default"
#     qa_interval_days: "project default"
#     min_sample_pct: "project default"
#   recommended_action: "Carry out the review that is due with a sample that is large enough, and record the measures that answer a lower score."
#   recommended_action_zh: "补做到期的调查或抽检,保证样本量,并登记针对得分下降的改进措施。"
package rules.communication.overdue_service_review

import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["COM-840"]

reviews := input.evidence.service_reviews

kinds := {
	"survey": {
		"en": "survey of customers",
		"zh": "满意度调查",
		"days": params.survey_interval_days,
	},
	"feedback_analysis": {
		"en": "analysis of feedback",
		"zh": "反馈分析",
		"days": params.feedback_interval_days,
	},
	"qa_sampling": {
		"en": "sampling of conversations",
		"zh": "沟通质量抽检",
		"days": params.qa_interval_days,
	},
}

performed[kind] contains moment if {
	some i, row in reviews
	at := row.performed_at
	not times.future(at)
	moment := [times.start(at), i]
	kind := row.kind
}

# order[kind]: the row numbers of the reviews of a kind, the oldest first.
order[kind] := rows if {
	some kind, moments in performed
	rows := [i | some [_, i] in sort(moments)]
}

newest[kind] := row if {
	some kind, moments in performed
	[_, i] := max(moments)
	row := reviews[i]
}

done_lately(kind, days) if {
	at := newest[kind].performed_at
	not times.older_than_days(at, days)
}

overdue contains finding if {
	some kind, review in kinds
	row := newest[kind]
	days := review.days
	not done_lately(kind, days)
	finding := findings.of(row, ["review_id"], {lateness(review)})
}

overdue contains finding if {
	some kind, review in kinds
	not performed[kind]
	finding := findings.about(evidence.place(["service_reviews"]), kind, {lateness(review)})
}

lateness(review) := findings.text(
	"no %s was done in the last %v days",
	"最近没有进行%s(%v天内)",
	[review.en, review.days],
	[review.zh, review.days],
)

sampled := newest.qa_sampling

# Reviews that name no measures, each after the review of its kind that came before.
unanswered contains [before, i] if {
	some kind, rows in order
	some n, i in rows
	before := rows[n - 1]
	count(object.get(reviews[i], "actions", [])) == 0
}

deny contains finding if {
	not evidence.incomplete("service_reviews")
	some finding in overdue
}

deny contains finding if {
	sampled.sample_size * 100 < sampled.population * params.min_sample_pct
	fault := findings.text(
		"its sample of %v out of %v is smaller than %v%%",
		"抽样%v,总量%v,低于%v%%",
		[sampled.sample_size, sampled.population, params.min_sample_pct],
		[sampled.sample_size, sampled.population, params.min_sample_pct],
	)
	finding := findings.at(sampled, "sample_size", ["review_id"], {fault})
}

deny contains finding if {
	some [before, i] in unanswered
	reviews[i].score < reviews[before].score
	fault := findings.text(
		"its score fell from %v to %v, and no measures are recorded",
		"得分从%v降至%v,没有改进措施",
		[reviews[before].score, reviews[i].score],
		[reviews[before].score, reviews[i].score],
	)
	finding := findings.at(reviews[i], "actions", ["review_id"], {fault})
}

unknown contains finding if {
	evidence.incomplete("service_reviews")
	some finding in overdue
}

unknown contains finding if {
	some field in ["sample_size", "population"]
	not is_number(object.get(sampled, field, ""))
	finding := findings.at(sampled, field, ["review_id"], {findings.plain(
		"the number is missing, so that the sample cannot be judged",
		"缺少数量,无法判断抽样比例",
	)})
}

unknown contains finding if {
	some [before, i] in unanswered
	some k in [before, i]
	not is_number(object.get(reviews[k], "score", ""))
	finding := findings.at(reviews[i], "actions", ["review_id"], {findings.plain(
		"a score is missing, so that it is not known whether measures were due",
		"缺少得分,无法判断是否需要改进措施",
	)})
}
