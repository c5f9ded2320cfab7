# METADATA
# scope: package
# title: "Information-management staff get role training"
# description: "Information-management staff are trained and coached so that they have the knowledge and skills."
# schemas:
#   - input.evidence.training_records: schema.training_records
#   - input.evidence.hr_roster: schema.hr_roster
# custom:
#   id: TRN-003
#   title_zh: "信息管理人员接受专门培训"
#   description_zh: "加强对信息管理人员的培训和指导,使其具备所需的知识和技能。"
#   severity: medium
#   clause: "篇三 第四段(提升信息管理能力)"
#   other_clauses: [篇十一 第四段(提升信息管理能力)]
#   evidence: [training_records, hr_roster]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: core
#   params:
#     specialist_roles:
#     - customer_information_specialist
#     - information_management_specialist
#     - information_management_staff
#     - customer_information_supervisor
#     interval_days: 365
#     onboarding_days: 30
#   param_basis:
#     specialist_roles: "document"
#     interval_days: "project default"
#     onboarding_days: "project default"
#   recommended_action: "Give the person the training of the role, newcomers within their first 30 days in the post, and repeat it every year."
#   recommended_action_zh: "安排该人员参加岗位专门培训,新任人员三十天内完成,以后每年重复一次。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.6.3"
#     - "NIST SP 800-53r5 AT-3"
package rules.training.untrained_specialists

import data.lib.evidence
import data.lib.findings
import data.lib.people
import data.lib.times
import data.lib.trainings

params := data.params["TRN-003"]

roster := input.evidence.hr_roster

default applicable := false

applicable if some _ in specialists

# specialists[person]: the posts that call for training of their own.
specialists[person] contains i if {
	some i in people.in_service
	row := roster[i]
	row.role in params.specialist_roles
	person := row.person
}

# A newcomer has the days of onboarding, counted from the first of the posts.
newcomer(posts) if {
	begun := min({at | some i in posts; at := people.begin(roster[i])})
	not times.older_than_days(begun, params.onboarding_days)
}

untrained contains finding if {
	some person, posts in specialists
	count(trainings.on(person, "role_specific", params.interval_days)) == 0
	not newcomer(posts)
	finding := findings.of(roster[min(posts)], ["person"], {findings.text(
		"no training for the post in the last %v days",
		"最近%v天内没有岗位专门培训",
		[params.interval_days],
		[params.interval_days],
	)})
}

deny contains finding if {
	not evidence.incomplete("training_records")
	some finding in untrained
}

unknown contains finding if {
	evidence.incomplete("training_records")
	some finding in untrained
}
