# METADATA
# scope: package
# title: "Sharing inside the bank is controlled and watched"
# description: "Sharing of customer information between business departments is strictly controlled, with clear duties, limits of use and checks."
# schemas:
#   - input.evidence.disclosure_register: schema.disclosure_register
#   - input.evidence.access_log: schema.access_log
#   - input.evidence.access_grants: schema.access_grants
#   - input.evidence.hr_roster: schema.hr_roster
# custom:
#   id: TPS-001
#   title_zh: "内部信息共享严格控制并监督"
#   description_zh: "业务部门之间共享客户信息应严格控制,明确职责、使用限制和监督检查。"
#   severity: high
#   clause: "篇十二 第二段(三种使用方式)"
#   other_clauses: [篇十二 第五段(权限不明), 篇十二 3.保护机制]
#   evidence: [disclosure_register, access_log, access_grants, hr_roster]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: access_log
#   assurance: automated
#   kind: procedural
#   basis: recommendation
#   tier: core
#   params:
#     required_fields:
#     - purpose
#     - manager_approver
#     - recipient
#     dept_fields: {}
#     owner_dept: customer_service
#   param_basis:
#     required_fields: "project default"
#     dept_fields: "project default (department to list of fields, to be filled from the rules)"
#     owner_dept: "project default"
#   recommended_action: "Enter purpose, approver and recipient of every internal provision, hand over only the fields that the department needs, and give other departments access by an application or a grant with a purpose."
#   recommended_action_zh: "内部提供应登记用途、批准人和接收部门,只提供该部门所需字段;其他部门访问应有申请或载明用途的授权。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.14"
#     - "NIST SP 800-53r5 AC-21"
#     - "PIPL art. 51"
#     - "GB/T 35273-2020 7.1"
package rules.third_parties.uncontrolled_internal_sharing

import data.lib.evidence
import data.lib.findings
import data.lib.grants
import data.lib.people

params := data.params["TPS-001"]

disclosures := input.evidence.disclosure_register

readings := input.evidence.access_log

default applicable := false

applicable if count(in_house) > 0

applicable if count(readings) > 0

in_house contains i if {
	some i, row in disclosures
	row.recipient_type == "internal_dept"
}

filled(row, field) if not object.get(row, field, "") in {"", []}

faults[i] contains fault if {
	some i in in_house
	missing := [field |
		some field in params.required_fields
		not filled(disclosures[i], field)
	]
	count(missing) > 0
	fault := findings.text(
		"not recorded: %s",
		"未登记:%s",
		[concat(", ", missing)],
		[concat("、", missing)],
	)
}

faults[i] contains fault if {
	some i in listed
	row := disclosures[i]
	beyond := [field |
		some field in row.fields
		not field in object.get(params.dept_fields, object.get(row, "recipient", ""), [])
	]
	count(beyond) > 0
	fault := findings.text(
		"beyond what the department may receive: %s",
		"超出该部门可接收的字段:%s",
		[concat(", ", beyond)],
		[concat("、", beyond)],
	)
}

# listed: the provisions whose fields can be held against the list of the department.
listed contains i if {
	count(params.dept_fields) > 0
	some i in in_house
	count(disclosures[i].fields) > 0
}

# At the time of the reading, the reader had a post in the department that owns the information.
at_home(row) if {
	some post in people.rows[people.person(row.actor)]
	post.dept == params.owner_dept
	people.in_post(post, row.at)
}

granted(row) if {
	some k in grants.covering(people.identity(row.actor), row.object_id)
	grants.rows[k].purpose
	grants.in_force(grants.rows[k], row.at)
}

stray contains j if {
	some j, row in readings
	not row.application_id
	not at_home(row)
	not granted(row)
}

undecided if evidence.incomplete("hr_roster")

undecided if evidence.incomplete("access_grants")

strayed(row) := findings.of(row, ["event_id"], {findings.text(
	"%s is not of %s and had neither an application nor a grant in force with a purpose",
	"%s不属于%s,且没有申请或载明用途的有效授权",
	[row.actor, params.owner_dept],
	[row.actor, params.owner_dept],
)})

deny contains finding if {
	some i, texts in faults
	finding := findings.of(disclosures[i], ["disclosure_id", "customer_id"], texts)
}

deny contains finding if {
	not undecided
	some j in stray
	finding := strayed(readings[j])
}

unknown contains finding if {
	some i in in_house
	not i in listed
	finding := findings.of(disclosures[i], ["disclosure_id", "customer_id"], {findings.plain(
		"the fields provided, or those that departments may receive, are not recorded",
		"未登记所提供的字段,或未设定各部门可接收的字段",
	)})
}

unknown contains finding if {
	undecided
	some j in stray
	finding := strayed(readings[j])
}
