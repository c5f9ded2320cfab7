# METADATA
# scope: package
# title: "Bank staff have signed the secrecy and honesty duties"
# description: "Staff keep the bank's and customers' secrets, take no part in acts that harm the bank, and act truthfully; client managers strictly keep the secrets of bank and customers."
# schemas:
#   - input.evidence.acknowledgements: schema.acknowledgements
#   - input.evidence.hr_roster: schema.hr_roster
# custom:
#   id: CND-001
#   title_zh: "从业人员签署保密和诚信承诺"
#   description_zh: "从业人员保守银行和客户的秘密,不参与损害银行的行为,诚实行事;客户经理严守银行与客户的秘密。"
#   severity: medium
#   clause: "银行业从业人员职业操守 第四段"
#   other_clauses: [篇五 客户经理条件(1)品德素质, 银行业从业人员职业操守 第六段]
#   evidence: [acknowledgements, hr_roster]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: core
#   params:
#     interval_days: 365
#     front_roles:
#     - account_manager
#     - service_desk
#     - counter
#     - telesales
#     front_grace_days: 0
#   param_basis:
#     interval_days: "project default"
#     front_roles: "project default"
#     front_grace_days: "project default"
#   recommended_action: "Have the person sign the conduct and secrecy undertaking, front staff before they take up the post, and again every year."
#   recommended_action_zh: "安排该人员签署职业操守与保密承诺书;一线人员上岗前签署,以后每年重新签署。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.6.2"
#     - "ISO/IEC 27001:2022 A.6.6"
#     - "NIST SP 800-53r5 PS-6"
#     - "PRC Commercial Bank Law (2015) art. 53"
package rules.conduct.unsigned_conduct_duties

import data.lib.evidence
import data.lib.findings
import data.lib.people
import data.lib.times

params := data.params["CND-001"]

roster := input.evidence.hr_roster

default applicable := false

applicable if some _ in staff

# staff[person]: the posts of employed persons.
staff[person] contains i if {
	some i in people.in_service
	person := roster[i].person
}

front[person] contains i if {
	some person, posts in staff
	some i in posts
	roster[i].role in params.front_roles
}

# signed[person]: the days on which the person signed; one ahead is none yet.
signed[person] contains day if {
	some row in input.evidence.acknowledgements
	row.kind == "conduct_and_secrecy"
	at := row.signed_at
	not times.ahead(at)
	person := people.identity(row.person)
	day := times.day(at)
}

# last_day[person]: the day by which front staff must have signed for the first time.
last_day[person] := day if {
	some person, posts in front
	begun := min({at | some i in posts; at := people.begin(roster[i])})
	day := times.add_days(begun, params.front_grace_days)
}

has_time(person) if last_day[person] >= times.today

oldest := times.add_days(times.today, 0 - params.interval_days)

renewed(person) if max(signed[person]) >= oldest

faults[person] contains fault if {
	some person, _ in staff
	not renewed(person)
	not has_time(person)
	fault := findings.text(
		"the conduct and secrecy duties were not signed in the last %v days",
		"最近%v天内未签署职业操守与保密承诺",
		[params.interval_days],
		[params.interval_days],
	)
}

faults[person] contains fault if {
	some person, day in last_day
	first := min(signed[person])
	first > day
	fault := findings.text(
		"they were first signed on %s, the last day was %s",
		"首次签署于%s,最后期限为%s",
		[first, day],
		[first, day],
	)
}

told(person, texts) := findings.of(roster[min(staff[person])], ["person"], texts)

deny contains finding if {
	not evidence.incomplete("acknowledgements")
	some person, texts in faults
	finding := told(person, texts)
}

unknown contains finding if {
	evidence.incomplete("acknowledgements")
	some person, texts in faults
	finding := told(person, texts)
}

unknown contains finding if {
	some person, _ in front
	not last_day[person]
	finding := told(person, {findings.plain(
		"since when the person has held the post is not recorded",
		"未登记任职起始日期",
	)})
}
