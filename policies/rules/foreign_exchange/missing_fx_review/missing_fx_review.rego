# METADATA
# scope: package
# title: "Every FX deal is reviewed before, during and after"
# description: "The bank reviews all of a customer's FX transactions at the start of and throughout the relationship, in three stages - background check before, business review during, monitoring, record keeping and reporting after - and forms an overall judgement of authenticity and compliance."
# schemas:
#   - input.evidence.fx_reviews: schema.fx_reviews
#   - input.evidence.kyc_transactions: schema.kyc_transactions
#   - input.evidence.kyc_documents: schema.kyc_documents
# custom:
#   id: FXB-006
#   title_zh: "外汇业务事前事中事后尽职审查齐全"
#   description_zh: "在与客户建立业务关系和业务存续期间,对其全部外汇业务进行事前背景调查、事中业务审查和事后监测,保存记录,综合判断真实性与合规性。"
#   severity: high
#   clause: "银行外汇展业原则总则 第六条"
#   other_clauses: [银行外汇展业原则总则 第八条, 银行外汇展业原则总则 第三条]
#   evidence: [fx_reviews, kyc_transactions, kyc_documents]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: kyc_transactions
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     required_stages:
#     - background
#     - in_process
#     - post
#     post_days: 30
#   param_basis:
#     required_stages: "document"
#     post_days: "project default"
#   recommended_action: "Make the missing review, carry out no deal before authenticity and compliance passed, let another person than the one who serves the customer review it, and keep the documents readable."
#   recommended_action_zh: "补做缺失的审查;真实性和合规性未通过的不得办理;审查人与经办人分离,并保存可读的审查依据。"
#   frameworks:
#     - "PRC Anti-Money Laundering Law (2024) art. 30"
package rules.foreign_exchange.missing_fx_review

import data.lib.checks
import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["FXB-006"]

transactions := input.evidence.kyc_transactions

reviews := input.evidence.fx_reviews

default applicable := false

applicable if count(foreign) > 0

applicable if count(unsaid) > 0

# An amount in dollars of which nobody says whether it is one of foreign currency.
unsaid contains i if {
	some i, row in transactions
	object.get(row, "foreign", "") == ""
	is_number(row.amount_usd)
	not looked_at(row)
}

looked_at(row) if by_txn[[row.txn_id, "in_process"]]

foreign contains i if {
	some i, row in transactions
	row.foreign
}

background[customer] contains j if {
	some j, row in reviews
	row.stage == "background"
	customer := row.customer_id
}

by_txn[key] contains j if {
	some j, row in reviews
	key := [row.txn_id, row.stage]
}

looked_into(row) if {
	some j in background[row.customer_id]
	checks.dated_by(reviews[j].at, row.at)
}

# The newest review of the stage at its time is the one that counts.
decisive[key] := j if {
	some i in foreign
	row := transactions[i]
	rows := [[times.start(reviews[k].at), k] |
		some k in by_txn[[row.txn_id, "in_process"]]
		checks.dated_by(reviews[k].at, row.at)
	]
	[_, j] := max(rows)
	key := [i, "in_process"]
}

decisive[key] := j if {
	some i in foreign
	row := transactions[i]
	rows := [[times.start(reviews[k].at), k] |
		some k in by_txn[[row.txn_id, "post"]]
		in_window(row, reviews[k].at)
	]
	[_, j] := max(rows)
	key := [i, "post"]
}

late(row, at) if times.later_than_days(row.at, params.post_days, at)

in_window(row, at) if {
	carried_out := row.at
	not times.surely_before(at, carried_out)
	not late(row, at)
}

judgements := {
	"authenticity": {"en": "authenticity", "zh": "真实性"},
	"compliance": {"en": "compliance", "zh": "合规性"},
}

readable contains id if {
	some row in input.evidence.kyc_documents
	row.readable
	id := row.doc_id
}

lacks[i] contains ["fx_reviews", fault] if {
	"background" in params.required_stages
	some i in foreign
	not looked_into(transactions[i])
	fault := findings.plain(
		"the customer's background was not reviewed before it",
		"交易前未作客户背景调查",
	)
}

lacks[i] contains ["fx_reviews", fault] if {
	"in_process" in params.required_stages
	some i in foreign
	not decisive[[i, "in_process"]]
	fault := findings.plain("it was not reviewed before it was carried out", "交易前未作事中审查")
}

lacks[i] contains ["fx_reviews", fault] if {
	"post" in params.required_stages
	some i in foreign
	times.older_than_days(transactions[i].at, params.post_days)
	not decisive[[i, "post"]]
	fault := findings.text(
		"it was not reviewed within %v days after it was carried out",
		"交易后%v天内未作事后审查",
		[params.post_days],
		[params.post_days],
	)
}

lacks[i] contains ["kyc_documents", fault] if {
	some [i, _], j in decisive
	some doc in reviews[j].evidence_docs
	not doc in readable
	fault := findings.text(
		"the document %s of a review is not kept readable",
		"审查依据资料%s未留存或无法读取",
		[doc],
		[doc],
	)
}

other_person(review, transaction) if review.reviewer != transaction.served_by

faults[i] contains fault if {
	some [i, stage], j in decisive
	stage == "in_process"
	some field, label in judgements
	not reviews[j][field] == "pass"
	fault := findings.text(
		"it was carried out although its %s was not judged a pass",
		"%s审查未通过仍办理交易",
		[label.en],
		[label.zh],
	)
}

faults[i] contains fault if {
	some [i, stage], j in decisive
	stage == "post"
	some field, label in judgements
	not reviews[j][field]
	fault := findings.text(
		"the review after it does not judge its %s",
		"事后审查没有%s结论",
		[label.en],
		[label.zh],
	)
}

faults[i] contains findings.plain(
	"no other person than the one who served the customer is recorded as reviewer",
	"没有经办人以外的人员审查的记录",
) if {
	some [i, stage], j in decisive
	stage == "in_process"
	transactions[i].served_by
	not other_person(reviews[j], transactions[i])
}

faults[i] contains fault if {
	some i, gaps in lacks
	some [kind, fault] in gaps
	not evidence.incomplete(kind)
}

doubts[i] contains fault if {
	some i, gaps in lacks
	some [kind, fault] in gaps
	evidence.incomplete(kind)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(transactions[i], ["txn_id"], texts)
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(transactions[i], ["txn_id"], texts)
}

unknown contains finding if {
	some i in unsaid
	finding := findings.of(transactions[i], ["txn_id"], {findings.plain(
		"whether it is in foreign currency is not recorded, nor is a review in process",
		"未登记是否为外币交易,也没有事中审查记录",
	)})
}
