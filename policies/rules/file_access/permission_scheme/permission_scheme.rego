# METADATA
# scope: package
# title: "A written permission scheme for consulting customer files is in force"
# description: "A permission scheme says who may consult which customer files; it is approved and in force, and every standing grant is within it."
# schemas:
#   - input.evidence.policy_register: schema.policy_register
#   - input.evidence.access_grants: schema.access_grants
#   - input.evidence.hr_roster: schema.hr_roster
# custom:
#   id: CIC-017a
#   title_zh: "建立客户档案查阅权限制度"
#   description_zh: "客户档案查阅权限制度写明谁可查阅哪些客户档案;制度须经批准并现行有效,每项现有授权都在制度范围之内。"
#   severity: high
#   clause: "篇五 第17条"
#   other_clauses: [篇十八 第17条]
#   evidence: [policy_register, access_grants, hr_roster]
#   empty: fail
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     permission_matrix: []
#   param_basis:
#     permission_matrix: "project default (list of {role, dept, data_classes}, to be filled from the scheme)"
#   recommended_action: "Have the permission scheme approved and reviewed in time, and withdraw every grant that it does not provide for, those of leavers and of unknown holders first."
#   recommended_action_zh: "报批并按期复审查阅权限制度,收回制度未规定的授权,离职人员和身份不明者的授权首先收回。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.15"
#     - "NIST SP 800-53r5 AC-1"
#     - "PIPL art. 51"
#     - "GB/T 35273-2020 7.1"
package rules.file_access.permission_scheme

import data.lib.documents
import data.lib.evidence
import data.lib.findings
import data.lib.people
import data.lib.times

params := data.params["CIC-017a"]

schemes := input.evidence.policy_register

grants := input.evidence.access_grants

topic := "customer_file_access"

scheme_in_force if {
	some i in documents.current(topic)
	schemes[i].review_due_at >= times.today
}

# The latest scheme, or where there is none the first row of the register.
place := schemes[max(documents.current(topic))]._loc

place := schemes[0]._loc if count(documents.current(topic)) == 0

lacking contains finding if {
	not scheme_in_force
	finding := findings.about(place, topic, {findings.plain(
		"no permission scheme is in force with a review that is not overdue",
		"没有现行有效且未逾期复审的查阅权限制度",
	)})
}

live contains k if {
	some k, row in grants
	times.covers(row.granted_at, object.get(row, "expires_at", ""), input.now)
	times.running(object.get(row, "revoked_at", ""), input.now)
}

holder(row) := object.get(row, "person", row.account)

# The holders of live grants are judged once each, however many grants they have.
names contains name if {
	some k in live
	name := holder(grants[k])
}

strangers contains name if {
	some name in names
	not people.known(name)
}

leavers contains name if {
	some name in (names - strangers)
	not people.employed(name)
}

# permitted: holder and class of data, as the scheme gives them to the posts of today.
permitted contains [name, class] if {
	some name in ((names - strangers) - leavers)
	some post in people.rows[people.person(name)]
	some entry in entries[[post.role, post.dept]]
	people.in_post(post, input.now)
	some class in entry.data_classes
}

faults[k] contains fault if {
	some k in live
	name := holder(grants[k])
	name in strangers
	fault := findings.text(
		"its holder %s is not in the roster",
		"其持有人%s不在人员名册中",
		[name],
		[name],
	)
}

faults[k] contains fault if {
	some k in live
	name := holder(grants[k])
	name in leavers
	fault := findings.text(
		"its holder %s is no longer employed",
		"其持有人%s已不在职",
		[name],
		[name],
	)
}

faults[k] contains fault if {
	count(params.permission_matrix) > 0
	some k in live
	name := holder(grants[k])
	not name in (strangers | leavers)
	class := object.get(grants[k], "data_class", "unknown")
	not [name, class] in permitted
	fault := findings.text(
		"the scheme does not give %s data to the post of %s",
		"制度未规定%s类数据可由%s的岗位查阅",
		[class, name],
		[class, name],
	)
}

entries[key] contains entry if {
	some entry in params.permission_matrix
	key := [entry.role, entry.dept]
}

deny contains finding if {
	not evidence.incomplete("policy_register")
	some finding in lacking
}

deny contains finding if {
	not evidence.incomplete("hr_roster")
	some k, texts in faults
	finding := findings.of(grants[k], ["grant_id"], texts)
}

unknown contains finding if {
	evidence.incomplete("policy_register")
	some finding in lacking
}

unknown contains finding if {
	evidence.incomplete("hr_roster")
	some k, texts in faults
	finding := findings.of(grants[k], ["grant_id"], texts)
}

unknown contains finding if {
	count(params.permission_matrix) == 0
	finding := findings.about(grants[min(live)]._loc, "permission_matrix", {findings.plain(
		"the parameter is empty, so that grants cannot be compared with the scheme",
		"该参数为空,无法将授权与制度对照",
	)})
}
