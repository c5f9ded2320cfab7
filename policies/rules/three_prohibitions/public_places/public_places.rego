# METADATA
# scope: package
# title: "No customer information discussed in public places"
# description: "Second prohibition - customer information is not talked about in public places."
# schemas:
#   - input.evidence.meeting_calendar: schema.meeting_calendar
#   - input.evidence.incident_register: schema.incident_register
#   - input.evidence.acknowledgements: schema.acknowledgements
#   - input.evidence.hr_roster: schema.hr_roster
# custom:
#   id: CIC-026-2
#   title_zh: "不准在公共场所谈论客户信息"
#   description_zh: "三个不准之二:不准在公共场所谈论客户信息。"
#   severity: high
#   clause: "篇五 第26条第2款"
#   other_clauses: [篇十八 第26条第2款, 篇十六 第二段]
#   evidence: [meeting_calendar, incident_register, acknowledgements, hr_roster]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     public_place_types:
#     - cafe
#     - restaurant
#     - transport
#     - lobby
#     - open_area
#     customer_topics:
#     - customer_information
#     - customer_case
#     attestation_days: 183
#   param_basis:
#     public_place_types: "project default"
#     customer_topics: "project default"
#     attestation_days: "project default"
#   recommended_action: "Move talks about customers into closed rooms, give every meeting a place type, and let everyone who handles customer information sign the three prohibitions again every half year."
#   recommended_action_zh: "涉及客户的谈话改在封闭的会议室进行,为每个会议标明场所类型;接触客户信息的人员每半年重新签署三个不准承诺。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.14"
#     - "NIST SP 800-53r5 PL-4"
package rules.three_prohibitions.public_places

import data.lib.evidence
import data.lib.findings
import data.lib.people
import data.lib.times

params := data.params["CIC-026-2"]

roster := input.evidence.hr_roster

default applicable := false

applicable if count(customer_meetings) > 0

applicable if count(disclosures) > 0

applicable if some _ in handlers

applicable if some _ in possible_handlers

customer_meetings contains i if {
	some i, meeting in input.evidence.meeting_calendar
	some topic in meeting.topics
	topic in params.customer_topics
}

disclosures contains i if {
	some i, incident in input.evidence.incident_register
	incident.category == "public_discussion"
}

categories := {"private_disclosure", "public_discussion", "tipping_off", "other"}

serving contains i if {
	some i, row in roster
	row.employed
	people.in_post(row, input.now)
}

# handlers[person]: the person's roster rows of posts that handle customer information.
handlers[person] contains i if {
	some i in serving
	roster[i].handles_customer_info
	person := roster[i].person
}

# possible_handlers[person]: the rows that do not say whether the post does.
possible_handlers[person] contains i if {
	some i in serving
	not is_boolean(object.get(roster[i], "handles_customer_info", ""))
	person := roster[i].person
	not handlers[person]
}

attested contains person if {
	some row in input.evidence.acknowledgements
	row.kind == "three_prohibitions"
	at := row.signed_at
	not times.future(at)
	not times.older_than_days(at, params.attestation_days)
	person := people.identity(row.person)
}

unattested[person] := finding if {
	some person, posts in handlers
	not attested[person]
	finding := findings.of(roster[min(posts)], ["person"], {findings.text(
		"no attestation of the three prohibitions in the last %v days",
		"最近%v天内未签署三个不准承诺",
		[params.attestation_days],
		[params.attestation_days],
	)})
}

deny contains finding if {
	some i in customer_meetings
	meeting := input.evidence.meeting_calendar[i]
	place := object.get(meeting, "place_type", "unknown")
	place in ({"unknown"} | {type | some type in params.public_place_types})
	finding := findings.of(meeting, ["event_id"], {findings.text(
		"customers were talked about in a place of type %s",
		"在%s类场所谈论客户",
		[place],
		[place],
	)})
}

deny contains finding if {
	some i in disclosures
	finding := findings.of(input.evidence.incident_register[i], ["incident_id"], {findings.plain(
		"customer information was discussed in a public place",
		"在公共场所谈论客户信息",
	)})
}

deny contains finding if {
	not evidence.incomplete("acknowledgements")
	some finding in unattested
}

unknown contains finding if {
	some incident in input.evidence.incident_register
	incident.kind in {"leak", "suspected_leak"}
	not object.get(incident, "category", "") in categories
	finding := findings.of(incident, ["incident_id"], {findings.plain(
		"the leak has no known category, so a public discussion cannot be ruled out",
		"泄露事件类别不明,不能排除公共场所的谈论",
	)})
}

unknown contains finding if {
	evidence.incomplete("acknowledgements")
	some finding in unattested
}

unknown contains finding if {
	some person, posts in possible_handlers
	not attested[person]
	finding := findings.of(roster[min(posts)], ["person"], {findings.plain(
		"no recent attestation, and the roster does not say if the person handles customer information",
		"近期未签署承诺,且花名册未注明该人员是否接触客户信息",
	)})
}
