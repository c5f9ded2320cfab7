# METADATA
# scope: package
# title: "A privacy officer is appointed and reports to the top"
# description: "A chief privacy officer or a dedicated person handles privacy matters, has clear powers and authority, and answers directly to the highest leader of the company."
# schemas:
#   - input.evidence.appointments: schema.appointments
#   - input.evidence.hr_roster: schema.hr_roster
# custom:
#   id: PRV-201
#   title_zh: "设首席隐私官并直接对最高领导负责"
#   description_zh: "设首席隐私官或专人负责隐私事务,职权明确,直接对公司最高领导负责。"
#   severity: high
#   clause: "CRM数据隐私 2.设置隐私管理者"
#   evidence: [appointments, hr_roster]
#   empty: fail
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: core
#   params:
#     top_role: general_manager
#     max_vacancy_days: 30
#     incompatible_duties:
#     - marketing_head
#     - it_head
#   param_basis:
#     top_role: "document"
#     max_vacancy_days: "project default"
#     incompatible_duties: "project default"
#   recommended_action: "Appoint one chief privacy officer in writing, who reports to the general manager and holds no incompatible post, and fill a vacancy within the allowed days."
#   recommended_action_zh: "书面任命一名首席隐私官,直接向总经理报告且不兼任不相容职务,空缺在规定天数内补任。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.2"
#     - "NIST SP 800-53r5 PM-19"
#     - "PIPL art. 52"
#     - "GB/T 35273-2020 11.1"
package rules.privacy.privacy_officer

import data.lib.evidence
import data.lib.findings
import data.lib.people
import data.lib.privacy
import data.lib.times

params := data.params["PRV-201"]

appointments := input.evidence.appointments

duty := "chief_privacy_officer"

officers := privacy.appointed({duty})

ended contains i if {
	some i, row in appointments
	row.duty == duty
	times.past(row.valid_until)
}

# A vacancy begins on the day after the last appointment; without one there never was an officer.
tolerated if {
	some i in ended
	until := appointments[i].valid_until
	not times.older_than_days(until, params.max_vacancy_days)
}

lacking contains finding if {
	count(officers) == 0
	not tolerated
	place := evidence.place(["appointments", "hr_roster"])
	finding := findings.about(place, duty, {findings.text(
		"nobody holds the duty, and none did in the last %v days",
		"该职务目前无人担任,且已超过%v天",
		[params.max_vacancy_days],
		[params.max_vacancy_days],
	)})
}

unproven[i] contains fault if {
	some i in officers
	superior := appointments[i].reports_to
	not people.holds(superior, params.top_role, input.now)
	fault := findings.text(
		"it reports to %s, who does not hold the role %s",
		"报告对象%s不具备角色%s",
		[superior, params.top_role],
		[superior, params.top_role],
	)
}

unproven[i] contains fault if {
	some i in officers
	holder := appointments[i].person
	not people.employed(holder)
	fault := findings.text(
		"its holder %s is not employed",
		"任职者%s不在职",
		[holder],
		[holder],
	)
}

faults[i] contains fault if {
	number := count(officers)
	number > 1
	some i in officers
	fault := findings.text(
		"%v appointments to the duty are valid at once",
		"同时有%v项有效任命",
		[number],
		[number],
	)
}

faults[i] contains findings.plain("it has no letter of authority", "没有授权文件") if {
	some i in officers
	not appointments[i].authority_ref
}

faults[i] contains fault if {
	some i in officers
	some j in privacy.appointed({other | some other in params.incompatible_duties})
	people.same(appointments[j].person, appointments[i].person)
	fault := findings.text(
		"%s is %s as well",
		"%s同时担任%s",
		[appointments[i].person, appointments[j].duty],
		[appointments[i].person, appointments[j].duty],
	)
}

faults[i] contains findings.plain("it reports to nobody", "没有报告对象") if {
	some i in officers
	not appointments[i].reports_to
}

faults[i] contains fault if {
	not evidence.incomplete("hr_roster")
	some i, texts in unproven
	some fault in texts
}

deny contains finding if {
	not evidence.incomplete("appointments")
	some finding in lacking
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(appointments[i], ["duty", "person", "scope", "valid_from"], texts)
}

unknown contains finding if {
	evidence.incomplete("appointments")
	some finding in lacking
}

unknown contains finding if {
	evidence.incomplete("hr_roster")
	some i, texts in unproven
	finding := findings.of(appointments[i], ["duty", "person", "scope", "valid_from"], texts)
}
