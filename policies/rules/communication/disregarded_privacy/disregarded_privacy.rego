# METADATA
# scope: package
# title: "Client privacy is respected in communication"
# description: "Whoever speaks with customers respects their privacy: a complaint about it is answered in time, and conversations are listened to and show no breach."
# schemas:
#   - input.evidence.interaction_log: schema.interaction_log
#   - input.evidence.complaint_register: schema.complaint_register
# custom:
#   id: COM-811
#   title_zh: "沟通中尊重并保护客户隐私"
#   description_zh: "与客户沟通时尊重并保护其隐私:对隐私投诉及时答复,并对沟通进行抽查,抽查中不得有侵犯隐私的情况。"
#   severity: medium
#   clause: "金融服务客户沟通规范 1.1.1"
#   other_clauses: [金融服务客户沟通规范 1.2.5, 金融服务客户沟通规范 8.1.1, 银行业从业人员职业操守 第六段]
#   evidence: [interaction_log, complaint_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: heading
#   tier: core
#   params:
#     max_days: 15
#   param_basis:
#     max_days: "CBIRC Order 2020 No. 3, fifteen days"
#   recommended_action: "Answer the complaint, treat the breach as an incident with its agent and its customer, and listen to some conversations of each channel."
#   recommended_action_zh: "及时答复隐私投诉;对抽查发现的侵犯隐私行为按事件处理并告知客户;各渠道均应安排抽查。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.34"
#     - "NIST SP 800-53r5 PM-26"
#     - "PIPL art. 50"
package rules.communication.disregarded_privacy

import data.lib.deadlines
import data.lib.findings
import data.lib.times

params := data.params["COM-811"]

interactions := input.evidence.interaction_log

complaints := input.evidence.complaint_register

default applicable := false

applicable if count(interactions) > 0

applicable if count(on_privacy) > 0

on_privacy contains i if {
	some i, row in complaints
	row.topic == "privacy"
}

unanswered(row) if {
	times.older_than_days(row.received_at, params.max_days)
	not deadlines.finished(row, "replied_at")
}

deny contains finding if {
	some i in on_privacy
	unanswered(complaints[i])
	fault := findings.text(
		"the complaint about privacy is not answered after %v days",
		"隐私投诉超过%v天仍未答复",
		[params.max_days],
		[params.max_days],
	)
	finding := findings.of(complaints[i], ["complaint_id"], {fault})
}

deny contains finding if {
	some row in interactions
	row.review_result == "privacy_breach"
	finding := findings.of(row, ["interaction_id"], {findings.plain(
		"its review found a breach of the customer's privacy",
		"抽查发现侵犯客户隐私",
	)})
}

by_channel[channel] contains i if {
	some i, row in interactions
	channel := object.get(row, "channel", "unknown")
}

reviewed contains channel if {
	some row in interactions
	row.monitored
	row.review_result
	channel := object.get(row, "channel", "unknown")
}

# Where nobody listens, a breach would not be known.
unknown contains finding if {
	some channel, rows in by_channel
	not channel in reviewed
	finding := findings.about(interactions[min(rows)]._loc, channel, {findings.plain(
		"no conversation of this channel was monitored and reviewed",
		"该渠道没有经抽查并有结论的沟通记录",
	)})
}
