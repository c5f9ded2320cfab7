# METADATA
# scope: package
# title: "The personal-data view is for privileged users only"
# description: "A personal-data view gives full access only to privileged applications and users, such as the privacy officer."
# schemas:
#   - input.evidence.db_views: schema.db_views
#   - input.evidence.postgres_roles: schema.postgres_roles
#   - input.evidence.appointments: schema.appointments
# custom:
#   id: PRV-303-2
#   title_zh: "个人数据视图仅限特权用户(如隐私管理员)"
#   description_zh: "个人数据视图仅向特权应用和用户(如隐私管理员)提供完整访问。"
#   severity: critical
#   clause: "CRM数据隐私 3(2)隐私视图"
#   evidence: [db_views, postgres_roles, appointments]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     privileged_roles:
#     - privacy_officer
#     - privacy_app
#     privileged_duties:
#     - chief_privacy_officer
#     - privacy_staff
#     max_persons: 5
#     application_roles:
#     - privacy_app
#   param_basis:
#     privileged_roles: "document"
#     privileged_duties: "project default"
#     max_persons: "project default"
#     application_roles: "project default"
#   recommended_action: "Revoke the view from every principal without a privacy duty, name the person behind each login role, and keep the number of persons small."
#   recommended_action_zh: "收回无隐私职责主体对该视图的权限,登记每个登录角色对应的人员,并控制人数。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.2"
#     - "NIST SP 800-53r5 AC-6"
#     - "PIPL art. 51"
#     - "GB/T 35273-2020 7.1"
package rules.privacy.personal_data_view

import data.lib.evidence
import data.lib.findings
import data.lib.privacy

params := data.params["PRV-303-2"]

views := input.evidence.db_views

roles := input.evidence.postgres_roles

default applicable := false

applicable if count(guarded) > 0

guarded contains i if {
	some i, row in views
	row.view_kind == "personal_data"
}

# Views name no host, so that a role of that name on any host is meant.
members[parent] contains role if {
	some row in roles
	role := row.role
	some parent in row.member_of
}

memberships := {parent: below | some parent, below in members}

rows_of[role] contains k if {
	some k, row in roles
	role := row.role
}

# behind(principal): the rows of the role and of the login roles that reach it.
behind(principal) := own | {k |
	some parent in graph.reachable(memberships, {principal})
	some role in memberships[parent]
	some k in rows_of[role]
	roles[k].login
} if {
	own := {k | some k in rows_of[principal]}
}

entitled contains person if {
	some i in privacy.appointed({duty | some duty in params.privileged_duties})
	person := input.evidence.appointments[i].person
}

persons[i] contains person if {
	some i in guarded
	some principal in views[i].grantees
	some k in behind(principal)
	person := roles[k].person
}

unentitled[i] contains fault if {
	some i, names in persons
	some person in names
	not person in entitled
	fault := findings.text(
		"%s can read it without an appointment to a privacy duty",
		"%s未被任命隐私职责却可读取",
		[person],
		[person],
	)
}

faults[i] contains fault if {
	some i in guarded
	some principal in views[i].grantees
	not principal in params.privileged_roles
	fault := findings.text(
		"it is granted to %s, which is no privileged role",
		"授权给非特权角色%s",
		[principal],
		[principal],
	)
}

faults[i] contains fault if {
	some i in guarded
	some principal in views[i].grantees
	some k in behind(principal)
	roles[k].login
	not roles[k].person
	name := roles[k].role
	not name in params.application_roles
	fault := findings.text(
		"the login role %s, which can read it, belongs to nobody",
		"可读取它的登录角色%s没有对应人员",
		[name],
		[name],
	)
}

faults[i] contains fault if {
	not evidence.incomplete("appointments")
	some i, texts in unentitled
	some fault in texts
}

doubts[i] contains fault if {
	evidence.incomplete("appointments")
	some i, texts in unentitled
	some fault in texts
}

doubts[i] contains fault if {
	some i in guarded
	some principal in views[i].grantees
	count(behind(principal)) == 0
	fault := findings.text(
		"the role %s is not on record, so that its persons are not known",
		"角色%s没有登记,无法确定其人员",
		[principal],
		[principal],
	)
}

doubts[i] contains findings.plain(
	"to whom it is granted is not recorded",
	"未登记授权对象",
) if {
	some i in guarded
	not views[i].grantees
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(views[i], ["view_name"], texts)
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(views[i], ["view_name"], texts)
}

review contains finding if {
	some i, names in persons
	count(names) > params.max_persons
	finding := findings.of(views[i], ["view_name"], {findings.text(
		"%v persons can read it, more than %v",
		"%v人可以读取,超过%v人",
		[count(names), params.max_persons],
		[count(names), params.max_persons],
	)})
}
