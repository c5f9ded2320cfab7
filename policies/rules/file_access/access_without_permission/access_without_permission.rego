# METADATA
# scope: package
# title: "No consultation of customer files without permission"
# description: "Nobody consults customer files without permission, so every access event falls under an approved application or a standing grant in force at that moment."
# schemas:
#   - input.evidence.access_log: schema.access_log
#   - input.evidence.access_applications: schema.access_applications
#   - input.evidence.access_grants: schema.access_grants
#   - input.evidence.hr_roster: schema.hr_roster
# custom:
#   id: CIC-017b
#   title_zh: "未经许可不得查阅客户档案"
#   description_zh: "未经许可任何人不得查阅客户档案;每次查阅都应有当时有效的已批准申请或授权,事后补批无效。"
#   severity: critical
#   clause: "篇五 第17条"
#   other_clauses: [篇十八 第17条, 篇五 第22条, 篇十八 第22条]
#   evidence: [access_log, access_applications, access_grants, hr_roster]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: access_log
#   assurance: automated
#   kind: technical
#   basis: rule
#   tier: core
#   params:
#     breakglass_review_hours: 24
#     default_validity_days: 3
#   param_basis:
#     breakglass_review_hours: "project default"
#     default_validity_days: "project default (as for loans)"
#   recommended_action: "Find out who read the file and why it was possible, block access without an application or grant in force, and review break-glass access within a day."
#   recommended_action_zh: "查明查阅人及其能够查阅的原因,关闭无有效申请或授权的访问途径,紧急访问在一天内复核。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.3"
#     - "NIST SP 800-53r5 AC-3"
#     - "NIST SP 800-53r5 AU-6"
#     - "PIPL art. 51"
#     - "GB/T 35273-2020 7.1"
package rules.file_access.access_without_permission

import data.lib.applications
import data.lib.evidence
import data.lib.findings
import data.lib.grants
import data.lib.people
import data.lib.times

params := data.params["CIC-017b"]

readings := input.evidence.access_log

requests := input.evidence.access_applications

uncovered contains i if {
	some i, row in readings
	not row.break_glass
	not covered(row)
}

covered(row) if {
	some j in applications.candidates(row)
	count(refusals(requests[j], row)) == 0
}

covered(row) if {
	some k in grants.covering(people.person(row.actor), row.object_id)
	grants.live(grants.rows[k], row.at)
}

# refusals(request, row): why the application does not permit the access; empty if it does.
refusals(request, row) := {text |
	some reason, text in {
		"decision": findings.plain("is not approved", "未获批准"),
		"time": findings.plain("was not approved before the access", "未在查阅前批准"),
		"validity": findings.plain("was not valid then", "当时不在有效期内"),
		"reader": findings.plain(
			"is not that of a registered outsider",
			"不是已登记的外部人员申请",
		),
	}
	not permits(reason, request, row)
}

permits("decision", request, _) if request.decision == "approved"

permits("time", request, row) if times.not_after(request.decided_at, row.at)

permits("validity", request, row) if {
	times.covers(object.get(request, "valid_from", ""), valid_until(request), row.at)
}

permits("reader", _, row) if people.known(row.actor)

permits("reader", request, row) if {
	request.external
	times.not_after(request.registered_at, row.at)
}

valid_until(request) := request.valid_until

valid_until(request) := times.add_days(request.decided_at, params.default_validity_days) if {
	not request.valid_until
}

problems[i] contains findings.plain(
	"no application or grant in force covers it",
	"没有有效的申请或授权",
) if {
	some i in uncovered
}

problems[i] contains fault if {
	some i in uncovered
	some j in applications.named(readings[i])
	some reason in refusals(requests[j], readings[i])
	fault := findings.text(
		"application %s %s",
		"申请%s%s",
		[requests[j].application_id, reason.en],
		[requests[j].application_id, reason.zh],
	)
}

problems[i] contains fault if {
	some i, row in readings
	must_be_known(i)
	actor := row.actor
	not people.known(actor)
	fault := findings.text(
		"%s maps to nobody in the roster",
		"%s在人员名册中没有对应的人",
		[row.actor],
		[row.actor],
	)
}

must_be_known(i) if i in uncovered

must_be_known(i) if readings[i].break_glass

# undecided(row): evidence that could not be read may show the permission or the person.
undecided(_) if evidence.incomplete("hr_roster")

undecided(row) if {
	not row.break_glass
	some kind in ["access_applications", "access_grants"]
	evidence.incomplete(kind)
}

doubts[i] contains text if {
	some i, texts in problems
	undecided(readings[i])
	some text in texts
}

review_late(row) if times.later_than_hours(row.at, params.breakglass_review_hours, row.reviewed_at)

review_late(row) if {
	not row.reviewed_at
	times.older_than_hours(row.at, params.breakglass_review_hours)
}

faults[i] contains text if {
	some i, texts in problems
	not undecided(readings[i])
	some text in texts
}

faults[i] contains fault if {
	some i, row in readings
	row.break_glass
	review_late(row)
	fault := findings.text(
		"the break-glass access was not reviewed within %v h",
		"紧急访问未在%v小时内复核",
		[params.breakglass_review_hours],
		[params.breakglass_review_hours],
	)
}

faults[i] contains findings.plain(
	"the break-glass access was reviewed before it happened",
	"紧急访问的复核时间早于访问",
) if {
	some i, row in readings
	row.break_glass
	times.surely_before(row.reviewed_at, row.at)
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(readings[i], ["event_id"], texts)
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(readings[i], ["event_id"], texts)
}
