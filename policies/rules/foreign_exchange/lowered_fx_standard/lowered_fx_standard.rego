# METADATA
# scope: package
# title: "Review standards are not lowered for targets or low exposure"
# description: "The bank does not lower the standard of due diligence because of performance targets, nor skip authenticity review because its own exposure is low."
# schemas:
#   - input.evidence.fx_reviews: schema.fx_reviews
# custom:
#   id: FXB-007
#   title_zh: "不得因业绩压力或敞口低降低审查标准"
#   description_zh: "不得因业绩考核压力降低尽职审查标准,也不得因自身风险敞口低而不作真实性审查。"
#   severity: high
#   clause: "银行外汇展业原则总则 第七条"
#   evidence: [fx_reviews]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     forbidden_reasons:
#     - performance_target
#     - low_exposure
#     - customer_importance
#     sales_roles:
#     - account_manager
#     - sales
#     target_window_days: 10
#     pass_rate_jump_pct: 20
#   param_basis:
#     forbidden_reasons: "document"
#     sales_roles: "project default"
#     target_window_days: "project default"
#     pass_rate_jump_pct: "project default"
#   recommended_action: "Repeat the review to the full standard by a reviewer without sales duties, on documents; permit an override only for an allowed reason that is recorded."
#   recommended_action_zh: "由非营销岗位人员依据资料按完整标准重新审查;放宽审查须有允许的理由并登记。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.3"
package rules.foreign_exchange.lowered_fx_standard

import data.lib.findings
import data.lib.times

params := data.params["FXB-007"]

reviews := input.evidence.fx_reviews

faults[i] contains findings.plain(
	"it was overridden without a reason",
	"放宽审查未说明理由",
) if {
	some i, row in reviews
	row.override
	not row.override_reason
}

faults[i] contains fault if {
	some i, row in reviews
	row.override
	reason := row.override_reason
	lower(trim_space(reason)) in params.forbidden_reasons
	fault := findings.text(
		"it was overridden for %s",
		"因%s放宽审查",
		[reason],
		[reason],
	)
}

faults[i] contains findings.plain(
	"its authenticity passed without any document",
	"无依据资料即判定真实性通过",
) if {
	some i, row in reviews
	row.stage == "in_process"
	row.authenticity == "pass"
	count(object.get(row, "evidence_docs", [])) == 0
}

faults[i] contains fault if {
	some i, row in reviews
	row.reviewer_role in params.sales_roles
	fault := findings.text(
		"the reviewer is of the sales role %s",
		"审查人属于营销岗位%s",
		[row.reviewer_role],
		[row.reviewer_role],
	)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(reviews[i], ["review_id"], texts)
}

unknown contains finding if {
	some row in reviews
	not row.reviewer_role
	finding := findings.of(row, ["review_id"], {findings.plain(
		"the role of the reviewer is missing",
		"缺少审查人角色",
	)})
}

quarter_ends := {
	"01": "04-01", "02": "04-01", "03": "04-01",
	"04": "07-01", "05": "07-01", "06": "07-01",
	"07": "10-01", "08": "10-01", "09": "10-01",
}

# next_quarter(day): the first day of the quarter after the one in which the day lies.
next_quarter(day) := concat("-", [substring(day, 0, 4), quarter_ends[substring(day, 5, 2)]])

next_quarter(day) := sprintf("%d-01-01", [to_number(substring(day, 0, 4)) + 1]) if {
	substring(day, 5, 2) in {"10", "11", "12"}
}

judged[key] contains [i, day] if {
	some i, row in reviews
	row.stage == "in_process"
	day := times.day(row.at)
	key := [row.reviewer, next_quarter(day)]
}

passed(row) if {
	row.authenticity == "pass"
	row.compliance == "pass"
}

share(rows) := (100 * count([i | some i in rows; passed(reviews[i])])) / count(rows) if {
	count(rows) > 0
}

review contains finding if {
	some [reviewer, end], entries in judged
	window := times.add_days(end, 0 - params.target_window_days)
	late := {i | some [i, day] in entries; day >= window}
	early := {i | some [i, day] in entries; day < window}
	jump := share(late) - share(early)
	jump > params.pass_rate_jump_pct
	fault := findings.text(
		"passes rise from %v%% to %v%% in the last %v days of the quarter",
		"季末%v天通过率由%v%%升至%v%%",
		[round(share(early)), round(share(late)), params.target_window_days],
		[params.target_window_days, round(share(early)), round(share(late))],
	)
	last_day := times.add_days(end, -1)
	subject := concat("/", [reviewer, last_day])
	finding := findings.about(reviews[min(late)]._loc, subject, {fault})
}
