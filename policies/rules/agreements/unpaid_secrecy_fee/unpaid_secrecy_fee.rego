# METADATA
# scope: package
# title: "Confidentiality fees agreed are paid during the term"
# description: "During the confidentiality term the company pays the agreed confidentiality fee."
# schemas:
#   - input.evidence.agreements: schema.agreements
# custom:
#   id: NDA-204
#   title_zh: "保密期内按约支付保密费"
#   description_zh: "在保密期限内,公司应按约定向员工支付保密费。"
#   severity: low
#   clause: "保密协议 第三条保密期限"
#   evidence: [agreements]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: contract
#   tier: core
#   params:
#     grace_days: 31
#   param_basis:
#     grace_days: "project default"
#   recommended_action: "Pay the arrears and enter the day up to which the fee is paid."
#   recommended_action_zh: "补付所欠保密费,并登记费用已付至的日期。"
package rules.agreements.unpaid_secrecy_fee

import data.lib.agreements
import data.lib.findings
import data.lib.times

params := data.params["NDA-204"]

rows := agreements.rows

default applicable := false

applicable if count(owing) > 0

owing contains i if {
	some i in agreements.live(["staff_nda"])
	rows[i].fee_due > 0
}

faults[i] := findings.plain("no day is recorded up to which the fee is paid", "未登记费用已付至的日期") if {
	some i in owing
	not rows[i].fee_paid_until
}

faults[i] := fault if {
	some i in owing
	until := rows[i].fee_paid_until
	times.past(times.add_days(until, params.grace_days))
	fault := findings.text(
		"the fee is paid up to %s only, more than %v days ago",
		"保密费仅付至%s,已超过%v天",
		[until, params.grace_days],
		[until, params.grace_days],
	)
}

deny contains finding if {
	some i, fault in faults
	rows[i].effective_at
	finding := findings.of(rows[i], ["agreement_id"], {fault})
}

unknown contains finding if {
	some i, fault in faults
	not rows[i].effective_at
	finding := findings.of(rows[i], ["agreement_id"], {fault, agreements.undated})
}
