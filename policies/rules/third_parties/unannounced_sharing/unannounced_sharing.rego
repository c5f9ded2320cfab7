# METADATA
# scope: package
# title: "Customers are told before private data goes to a third party"
# description: "Before private information is shared with a third party the customer is given the necessary notice."
# schemas:
#   - input.evidence.disclosure_register: schema.disclosure_register
#   - input.evidence.customer_notices: schema.customer_notices
#   - input.evidence.consent_records: schema.consent_records
# custom:
#   id: TPS-003
#   title_zh: "与第三方共享前通知客户"
#   description_zh: "与第三方共享私密信息之前,应对客户进行必要的通知。"
#   severity: critical
#   clause: "篇十二 3.保护机制"
#   other_clauses: [CRM数据隐私 1(2)使用个人信息, 金融服务客户沟通规范 8.1.4]
#   evidence: [disclosure_register, customer_notices, consent_records]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: disclosure_register
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: core
#   params:
#     notice_must_name:
#     - recipient
#     - purpose
#     - data_kinds
#     lead_days: 0
#     third_party_types:
#     - partner
#     - third_party
#     - bank
#     - data_broker
#     - list_dealer
#   param_basis:
#     notice_must_name: "document for purpose; PIPL art. 23 for the rest"
#     lead_days: "project default"
#     third_party_types: "project default"
#   recommended_action: "Tell the customer the recipient, the purpose and the kinds of data before anything is shared, obtain consent where nothing else permits it, and enter notice and consent."
#   recommended_action_zh: "共享前向客户告知接收方、用途和数据种类,无其他依据的应先取得同意,并登记通知和同意。"
#   frameworks:
#     - "NIST SP 800-53r5 PM-21"
#     - "PIPL art. 23"
#     - "GB/T 35273-2020 9.2"
package rules.third_parties.unannounced_sharing

import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["TPS-003"]

disclosures := input.evidence.disclosure_register

notices := input.evidence.customer_notices

consents := input.evidence.consent_records

default applicable := false

applicable if count(shared) > 0

# Data of an unknown class counts as private.
shared contains i if {
	some i, row in disclosures
	row.recipient_type in params.third_party_types
	object.get(row, "data_class", "personal") in {"identity", "personal", "sensitive"}
}

# notices_about[[ref, customer]]: the row numbers of notices of sharing.
notices_about[key] contains j if {
	some j, row in notices
	row.topic == "third_party_sharing"
	key := [row.ref, row.customer_id]
}

consents_of[key] contains k if {
	some k, row in consents
	key := [row.consent_id, row.customer_id]
}

lead := times.hours(params.lead_days * 24)

# A notice that was sent only afterwards, or was not delivered, told nobody before.
arrived(message, row) if {
	not message.delivered == false
	disclosed_at := row.disclosed_at
	sent_at := object.get(message, "sent_at", disclosed_at)
	not times.surely_before(disclosed_at, sent_at)
}

kept("told", row) if row.customer_notified_at

kept("time", row) if not row.customer_notified_at

kept("time", row) if {
	times.is_day(row.disclosed_at)
	times.is_day(row.customer_notified_at)
	times.add_days(row.customer_notified_at, params.lead_days) <= row.disclosed_at
}

kept("time", row) if times.end(row.customer_notified_at) + lead <= times.start(row.disclosed_at)

kept("notice", row) if {
	some field in ["disclosure_id", "agreement_id"]
	some j in notices_about[[row[field], row.customer_id]]
	arrived(notices[j], row)
	every item in params.notice_must_name {
		item in notices[j].named_items
	}
}

kept("consent", row) if not object.get(row, "legal_basis", "consent") == "consent"

kept("consent", row) if {
	some k in consents_of[[row.consent_ref, row.customer_id]]
	paper := consents[k]
	times.covers(paper.granted_at, object.get(paper, "withdrawn_at", ""), row.disclosed_at)
}

texts := {
	"told": findings.plain("when the customer was told is not recorded", "未登记通知客户的时间"),
	"time": findings.text(
		"the customer was not told %v days or more before",
		"未提前%v天以上通知客户",
		[params.lead_days],
		[params.lead_days],
	),
	"notice": findings.text(
		"no notice that reached the customer before names %s",
		"事前没有送达客户并载明以下事项的通知:%s",
		[concat(", ", params.notice_must_name)],
		[concat("、", params.notice_must_name)],
	),
	"consent": findings.plain(
		"no consent of the customer was valid then",
		"当时没有客户的有效同意",
	),
}

# sources: where the proof may stand that was not found.
sources := {"notice": "customer_notices", "consent": "consent_records"}

undecided(duty, _) if evidence.incomplete(sources[duty])

# Where one of the two times is a plain date, the hours of that day may be in either order.
undecided("time", row) if {
	times.start(row.customer_notified_at) + lead < times.end(row.disclosed_at)
}

broken[i] contains duty if {
	some i in shared
	some duty, _ in texts
	not kept(duty, disclosures[i])
}

deny contains finding if {
	some i, found in broken
	faults := {fault |
		some duty in found
		not undecided(duty, disclosures[i])
		fault := texts[duty]
	}
	count(faults) > 0
	finding := findings.of(disclosures[i], ["disclosure_id", "customer_id"], faults)
}

unknown contains finding if {
	some i, found in broken
	doubts := {fault |
		some duty in found
		undecided(duty, disclosures[i])
		fault := texts[duty]
	}
	count(doubts) > 0
	finding := findings.of(disclosures[i], ["disclosure_id", "customer_id"], doubts)
}
