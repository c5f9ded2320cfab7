# METADATA
# scope: package
# title: "A dedicated AML body or department and AML posts exist"
# description: "A dedicated body, or a designated department, is in charge of AML work and dedicated AML posts are set up and staffed."
# schemas:
#   - input.evidence.appointments: schema.appointments
#   - input.evidence.hr_roster: schema.hr_roster
# custom:
#   id: AML-004
#   title_zh: "设立反洗钱专门机构与专门岗位"
#   description_zh: "设立反洗钱专门机构或指定部门负责反洗钱工作,并设置专门岗位、配备人员。"
#   severity: medium
#   clause: "支付机构反洗钱办法 专门机构与岗位"
#   evidence: [appointments, hr_roster]
#   empty: fail
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     min_posts: 1
#     max_vacancy_days: 30
#     incompatible_roles:
#     - sales
#     - account_manager
#   param_basis:
#     min_posts: "document"
#     max_vacancy_days: "project default"
#     incompatible_roles: "project default"
#   recommended_action: "Appoint employed persons to the vacant duty, and take incompatible roles away from those who hold AML posts."
#   recommended_action_zh: "任命在职人员担任空缺职责,并免去反洗钱岗位人员的不相容职务。"
#   frameworks:
#     - "FATF R.18"
#     - "PRC Anti-Money Laundering Law (2024) art. 27"
package rules.aml.dedicated_posts

import data.lib.appointments
import data.lib.evidence
import data.lib.findings
import data.lib.people
import data.lib.times

params := data.params["AML-004"]

rows := input.evidence.appointments

duties := {
	"aml_department": {"posts": 1, "en": "the AML department", "zh": "反洗钱专门机构"},
	"aml_post": {"posts": params.min_posts, "en": "AML posts", "zh": "反洗钱岗位"},
}

# Nothing makes the institution exempt, least of all an empty register.
applicable := true

# held[duty]: the appointments that run now, of persons who are employed.
held[duty] contains i if {
	some i, row in rows
	duty := row.duty
	appointments.in_force(row, input.now)
	people.employed(row.person)
}

holders(duty) := {people.identity(rows[i].person) | some i in held[duty]}

# ends[duty]: when an appointment, or the employment of its holder, came to an end.
ends[duty] contains day if {
	some row in rows
	duty := row.duty
	day := row.valid_until
	times.past(day)
}

ends[duty] contains day if {
	some row in rows
	duty := row.duty
	some post in people.rows[people.identity(row.person)]
	day := post.left_at
	times.past(day)
}

vacant contains finding if {
	some duty, need in duties
	found := count(holders(duty))
	found < need.posts
	not recent(duty)
	fault := findings.text(
		"%s: %v held, %v required",
		"%s:在任%v人,应有%v人",
		[need.en, found, need.posts],
		[need.zh, found, need.posts],
	)
	finding := findings.about(place(duty), duty, {fault})
}

recent(duty) if {
	last := max(ends[duty])
	not times.older_than_days(last, params.max_vacancy_days)
}

place(duty) := array.concat(
	[row._loc | some row in rows; row.duty == duty],
	[{"file": "appointments"}],
)[0]

undecided if evidence.incomplete("appointments")

undecided if evidence.incomplete("hr_roster")

deny contains finding if {
	not undecided
	some finding in vacant
}

deny contains finding if {
	some i, texts in incompatible
	finding := findings.of(rows[i], ["duty", "person", "scope", "valid_from"], texts)
}

unknown contains finding if {
	undecided
	some finding in vacant
}

incompatible[i] contains fault if {
	some i, row in rows
	row.duty == "aml_post"
	appointments.in_force(row, input.now)
	some role in params.incompatible_roles
	people.holds(row.person, role, input.now)
	fault := findings.text(
		"the holder of the AML post is also %s",
		"反洗钱岗位人员同时担任%s",
		[role],
		[role],
	)
}
