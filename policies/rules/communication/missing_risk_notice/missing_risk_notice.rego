# METADATA
# scope: package
# title: "Product information carries risk notices"
# description: "Whoever offers a financial product to a customer, in person or on a page, also tells its risks."
# schemas:
#   - input.evidence.interaction_log: schema.interaction_log
#   - input.evidence.published_content: schema.published_content
# custom:
#   id: COM-860
#   title_zh: "产品介绍附风险提示"
#   description_zh: "向客户介绍金融产品或发布产品页面时,均应附风险提示。"
#   severity: low
#   clause: "金融服务客户沟通规范 5.3"
#   other_clauses: [银行业从业人员职业操守 第二段]
#   evidence: [interaction_log, published_content]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: heading
#   tier: adjacent
#   params:
#     sample_pct: 100
#   param_basis:
#     sample_pct: "project default"
#   recommended_action: "Tell the customer the risks of the product and record it, and publish the page with its risk notice."
#   recommended_action_zh: "向客户补充风险提示并记录;产品页面加上风险提示后重新发布。"
package rules.communication.missing_risk_notice

import data.lib.findings

params := data.params["COM-860"]

interactions := input.evidence.interaction_log

default applicable := false

applicable if count(pitches) > 0

applicable if count(pages) > 0

pitches contains i if {
	some i, row in interactions
	row.kind == "product_pitch"
}

pages contains row if {
	some row in input.evidence.published_content
	row.item == "product_page"
}

deny contains finding if {
	some i in pitches
	not interactions[i].risk_notice_given
	not left_out(i)
	finding := findings.of(interactions[i], ["interaction_id"], {findings.plain(
		"the product was offered without a risk notice",
		"介绍产品时没有风险提示",
	)})
}

deny contains finding if {
	some row in pages
	not row.risk_notice
	finding := findings.of(row, ["item", "place", "version"], {findings.plain(
		"the page has no risk notice",
		"产品页面没有风险提示",
	)})
}

calls contains i if {
	some i in pitches
	interactions[i].channel == "phone"
}

unheard contains i if {
	some i in calls
	object.get(interactions[i], "risk_notice_given", "") == ""
}

# left_out(i): the call is not part of the sample, and the sample is large enough.
left_out(i) if {
	i in unheard
	count(calls - unheard) * 100 >= count(calls) * params.sample_pct
}

# That a sample is random no record can show.
review contains finding if {
	first := min({i | some i in unheard; left_out(i)})
	fault := findings.text(
		"%v of %v calls were judged as a sample; see that it is random and stated",
		"电话推介抽查%v件,共%v件;请确认抽样随机并有说明",
		[count(calls - unheard), count(calls)],
		[count(calls - unheard), count(calls)],
	)
	finding := findings.about(interactions[first]._loc, "sample", {fault})
}
