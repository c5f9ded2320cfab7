# METADATA
# scope: package
# title: "Offers sent for signature come back within three days or lapse"
# description: "A preferential agreement is signed and sent back within three days of issue, otherwise it is treated as not accepted."
# schemas:
#   - input.evidence.agreements: schema.agreements
# custom:
#   id: NDA-401
#   title_zh: "协议须3日内签署回传,逾期视为放弃"
#   description_zh: "优惠协议自签发之日起三日内签署并回传,逾期视为放弃。"
#   severity: low
#   clause: "酒店优惠协议 尾部"
#   evidence: [agreements]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: contract
#   tier: adjacent
#   params:
#     return_days: 3
#     timed_kinds:
#     - preferential_offer
#   param_basis:
#     return_days: "document"
#     timed_kinds: "document"
#   recommended_action: "Treat the offer as lapsed, take the agreement out of force and issue a new offer, which is signed and sent back within three days."
#   recommended_action_zh: "该协议按放弃处理并停止执行;如仍需合作应重新签发,并在三日内签署回传。"
package rules.agreements.late_returned_offer

import data.lib.agreements
import data.lib.findings
import data.lib.times

params := data.params["NDA-401"]

default applicable := false

applicable if count(offers) > 0

# An offer that is not in force may still lapse without a fault.
offers := [row |
	some row in agreements.rows
	row.kind in params.timed_kinds
	agreements.in_force(row, input.now)
]

deny contains finding if {
	some row in offers
	not row.returned_at
	finding := findings.of(row, ["agreement_id"], {findings.plain(
		"it is in force, but was not sent back",
		"协议已生效,但没有回传记录",
	)})
}

deny contains finding if {
	some row in offers
	last := times.add_days(row.sent_at, params.return_days)
	times.day(row.returned_at) > last
	finding := findings.of(row, ["agreement_id"], {findings.text(
		"it was sent back at %s, after %s, and is in force all the same",
		"回传时间%s晚于%s,协议仍在执行",
		[row.returned_at, last],
		[row.returned_at, last],
	)})
}

unknown contains finding if {
	some row in offers
	row.returned_at
	not row.sent_at
	finding := findings.of(row, ["agreement_id"], {findings.plain(
		"the time of issue is not recorded",
		"未登记签发时间",
	)})
}
