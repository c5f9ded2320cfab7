# METADATA
# scope: package
# title: "Managers and information staff have signed the confidentiality rules"
# description: "All managers and information-management staff of the customer service department cooperate in and observe the confidentiality rules, evidenced by a signed undertaking on the version in force."
# schemas:
#   - input.evidence.acknowledgements: schema.acknowledgements
#   - input.evidence.hr_roster: schema.hr_roster
#   - input.evidence.policy_register: schema.policy_register
# custom:
#   id: CIC-021
#   title_zh: "各级管理人员和信息管理人员遵守保密制度"
#   description_zh: "客户服务部各级管理人员和信息管理人员配合并遵守保密制度,签署现行版本的承诺书为证。"
#   severity: medium
#   clause: "篇五 第21条"
#   other_clauses: [篇十八 第21条]
#   evidence: [acknowledgements, hr_roster, policy_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: derived
#   tier: core
#   params:
#     covered_depts:
#     - customer_service
#     grace_days: 14
#     max_age_days: 365
#     covered_roles:
#     - customer_service_manager
#     - customer_information_supervisor
#     - customer_information_specialist
#     - information_management_specialist
#     - information_management_staff
#   param_basis:
#     covered_depts: "document"
#     grace_days: "project default"
#     max_age_days: "project default"
#     covered_roles: "document (managers and information-management staff)"
#   recommended_action: "Have the person read and sign the confidentiality rules in force, within the days allowed after appointment or a new version, and again every year."
#   recommended_action_zh: "安排该人员阅读并签署现行保密制度承诺书;任职或新版本生效后在规定天数内签署,以后每年重新签署。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.6.2"
#     - "ISO/IEC 27001:2022 A.6.6"
#     - "NIST SP 800-53r5 PS-6"
package rules.file_access.unsigned_confidentiality_rules

import data.lib.documents
import data.lib.evidence
import data.lib.findings
import data.lib.people
import data.lib.times

params := data.params["CIC-021"]

roster := input.evidence.hr_roster

signatures := input.evidence.acknowledgements

versions := input.evidence.policy_register

default applicable := false

applicable if some _ in bound

# bound[person]: the roster rows that oblige a person to sign, but for those on leave.
bound[person] contains i if {
	some i, row in roster
	row.employed
	row.dept in params.covered_depts
	responsible(row)
	people.in_post(row, input.now)
	person := row.person
	not person in on_leave
}

responsible(row) if row.role in params.covered_roles

responsible(row) if row.is_head

# People on leave, and those who came back within the days of grace.
on_leave contains person if {
	some row in roster
	row.leave_from <= times.today
	not long_back(row)
	person := row.person
}

long_back(row) if times.add_days(row.leave_until, params.grace_days) < times.today

current := documents.current("customer_information_confidentiality")

# due[person]: the current versions that concern the places where the person works.
due[person] contains j if {
	some person, rows in bound
	some i in rows
	some j in current
	site := object.get(versions[j], "site", "")
	site in {"", object.get(roster[i], "site", "")}
}

# signed[[person, j]]: the days on which the person signed version j.
signed[key] contains day if {
	some k, row in signatures
	row.kind == "confidentiality_rules"
	signed_at := row.signed_at
	not times.future(signed_at)
	some j in current
	row.doc_version == versions[j].version
	object.get(row, "doc_id", versions[j].doc_id) == versions[j].doc_id
	key := [people.identity(row.person), j]
	day := times.day(signed_at)
}

# The last day to sign: after the beginning in the post, the coming into force, or a leave that
# began while the days of grace ran, whichever is latest.
last_day(person, j) := times.add_days(max({since} | leaves), params.grace_days) if {
	starts := {start | some i in bound[person]; start := begin(roster[i])}
	since := max([min(starts), versions[j].effective_at])
	leaves := {row.leave_until |
		some row in people.rows[person]
		row.leave_from <= times.add_days(since, params.grace_days)
	}
}

begin(row) := object.get(row, "valid_from", object.get(row, "hired_at", ""))

oldest := times.add_days(times.today, 0 - params.max_age_days)

unsigned[person] contains fault if {
	some person, found in due
	some j in found
	not signed[[person, j]]
	last_day(person, j) < times.today
	fault := findings.text(
		"version %s is not signed, the last day was %s",
		"未签署版本%s,最后期限为%s",
		[versions[j].version, last_day(person, j)],
		[versions[j].version, last_day(person, j)],
	)
}

unsigned[person] contains fault if {
	some person, found in due
	some j in found
	first := min(signed[[person, j]])
	first > last_day(person, j)
	fault := findings.text(
		"version %s was signed on %s only, the last day was %s",
		"版本%s于%s才签署,最后期限为%s",
		[versions[j].version, first, last_day(person, j)],
		[versions[j].version, first, last_day(person, j)],
	)
}

unsigned[person] contains fault if {
	some person, found in due
	some j in found
	latest := max(signed[[person, j]])
	latest < oldest
	fault := findings.text(
		"version %s was last signed on %s, more than %v days ago",
		"版本%s最近一次签署于%s,已超过%v天",
		[versions[j].version, latest, params.max_age_days],
		[versions[j].version, latest, params.max_age_days],
	)
}

unsigned[person] contains findings.plain(
	"no version of the confidentiality rules is in force to be signed",
	"没有现行有效的保密制度可供签署",
) if {
	some person, _ in bound
	not due[person]
}

undecided if evidence.incomplete("acknowledgements")

undecided if evidence.incomplete("policy_register")

deny contains finding if {
	not undecided
	some person, texts in unsigned
	finding := findings.of(roster[min(bound[person])], ["person"], texts)
}

unknown contains finding if {
	undecided
	some person, texts in unsigned
	finding := findings.of(roster[min(bound[person])], ["person"], texts)
}
