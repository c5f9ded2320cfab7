# METADATA
# scope: package
# title: "Client managers declare red lines and benefits, and make no loose promises"
# description: "Client managers set themselves lines they do not cross, gain nothing improper, follow the rules, keep promises and make none they have no power to keep."
# schemas:
#   - input.evidence.acknowledgements: schema.acknowledgements
#   - input.evidence.interaction_log: schema.interaction_log
#   - input.evidence.hr_roster: schema.hr_roster
# custom:
#   id: CND-002
#   title_zh: "客户经理申报利益并设红线、不轻易承诺"
#   description_zh: "客户经理自设红线,不谋取不当利益,遵守规则,信守承诺,不擅自承诺无法兑现的事情。"
#   severity: low
#   clause: "客户经理防范风险 方法一至六"
#   other_clauses: [银行业从业人员职业操守 第五段, 篇六 信]
#   evidence: [acknowledgements, interaction_log, hr_roster]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: adjacent
#   params:
#     interval_days: 365
#     front_roles:
#     - account_manager
#     - telesales
#   param_basis:
#     interval_days: "project default"
#     front_roles: "project default"
#   recommended_action: "Have the manager declare interests every year, let commitments be authorised before they are made, and keep them by their due day."
#   recommended_action_zh: "客户经理每年申报利益;承诺须先经授权,并在到期日前兑现。"
package rules.conduct.loose_promise

import data.lib.evidence
import data.lib.findings
import data.lib.people
import data.lib.times

params := data.params["CND-002"]

roster := input.evidence.hr_roster

contacts := input.evidence.interaction_log

default applicable := false

applicable if some _ in front

applicable if count(commitments) > 0

# front[person]: the posts that must declare interests.
front[person] contains i if {
	some i in people.in_service
	row := roster[i]
	row.role in params.front_roles
	person := row.person
}

declared contains person if {
	some row in input.evidence.acknowledgements
	row.kind == "interest_declaration"
	at := row.signed_at
	not times.ahead(at)
	not times.older_than_days(at, params.interval_days)
	person := people.identity(row.person)
}

undeclared contains finding if {
	some person, posts in front
	not person in declared
	finding := findings.of(roster[min(posts)], ["person"], {findings.text(
		"interests were not declared in the last %v days",
		"最近%v天内未申报利益",
		[params.interval_days],
		[params.interval_days],
	)})
}

commitments contains i if {
	some i, row in contacts
	row.commitment
}

commitments contains i if {
	some i, row in contacts
	row.kind == "commitment"
}

# unkept: commitments not kept so far; a day ahead of now is none yet.
unkept contains i if {
	some i in commitments
	not contacts[i].commitment_done_at
}

unkept contains i if {
	some i in commitments
	times.ahead(contacts[i].commitment_done_at)
}

faults[i] contains findings.plain("the commitment was not authorised", "承诺未经授权") if {
	some i in commitments
	not contacts[i].commitment_authorised
}

faults[i] contains fault if {
	some i in commitments
	row := contacts[i]
	done_at := row.commitment_done_at
	times.day(done_at) > row.commitment_due_at
	not times.ahead(done_at)
	fault := findings.text(
		"the commitment was due on %s and kept at %s",
		"承诺应于%s前兑现,实际于%s兑现",
		[row.commitment_due_at, done_at],
		[row.commitment_due_at, done_at],
	)
}

faults[i] contains fault if {
	some i in unkept
	due := contacts[i].commitment_due_at
	times.past(due)
	fault := findings.text(
		"the commitment was due on %s and is not kept",
		"承诺应于%s前兑现,仍未兑现",
		[due],
		[due],
	)
}

deny contains finding if {
	not evidence.incomplete("acknowledgements")
	some finding in undeclared
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(contacts[i], ["interaction_id"], texts)
}

unknown contains finding if {
	evidence.incomplete("acknowledgements")
	some finding in undeclared
}

unknown contains finding if {
	some i in unkept
	not contacts[i].commitment_due_at
	finding := findings.of(contacts[i], ["interaction_id"], {findings.plain(
		"the commitment is not kept and has no due day",
		"承诺未兑现且没有到期日",
	)})
}
