# METADATA
# scope: package
# title: "Database grants on customer tables go to approved roles only"
# description: "Only approved database roles may read or change tables with customer data, and nothing is granted to PUBLIC."
# schemas:
#   - input.evidence.postgres_grants: schema.postgres_grants
#   - input.evidence.postgres_roles: schema.postgres_roles
#   - input.evidence.data_dictionary: schema.data_dictionary
# custom:
#   id: CIC-017d
#   title_zh: "客户数据表只授权给批准的数据库角色"
#   description_zh: "只有经批准的数据库角色可以读取或修改含客户数据的表,任何权限都不授予PUBLIC。"
#   severity: critical
#   clause: "篇五 第17条"
#   other_clauses: [篇十八 第17条, 篇三 第三段(完善员工权限和访问控制体系)]
#   evidence: [postgres_grants, postgres_roles, data_dictionary]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: derived
#   tier: core
#   params:
#     allowed_roles:
#     - crm_app
#     - privacy_officer
#     allowed_superusers:
#     - postgres
#   param_basis:
#     allowed_roles: "project default"
#     allowed_superusers: "project default"
#   recommended_action: "Revoke the grant or the attribute in the database, drop expired logins and their memberships, and add a role to the approved list only after a written approval."
#   recommended_action_zh: "在数据库中收回该授权或特权,删除已过期的登录角色及其成员关系;只有书面批准后才能把角色列入许可名单。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.2"
#     - "ISO/IEC 27001:2022 A.8.3"
#     - "NIST SP 800-53r5 AC-6"
#     - "NIST SP 800-53r5 AC-3"
#     - "PIPL art. 51"
#     - "GB/T 35273-2020 7.1"
package rules.file_access.database_grants

import data.lib.findings
import data.lib.times

params := data.params["CIC-017d"]

grants := input.evidence.postgres_grants

roles := input.evidence.postgres_roles

default applicable := false

applicable if count(exposing) > 0

applicable if count(logins) > 0

customer_tables contains name if {
	some row in input.evidence.data_dictionary
	object.get(row, "data_class", "") in {"identity", "personal", "sensitive", ""}
	name := concat(".", [row.schema_name, row.table_name])
}

# Grants on tables with customer data.
exposing contains i if {
	some i, row in grants
	row.object_name in customer_tables
}

logins contains i if {
	some i, row in roles
	row.login
}

# A role by its host and name.
id(host, name) := [host, name]

host(row) := object.get(row, "host", "")

parents[role] contains parent if {
	some row in roles
	role := id(host(row), row.role)
	some name in row.member_of
	parent := id(host(row), name)
}

memberships := {role: above | some role, above in parents}

# ancestors(role): all roles of which it is a member, through others too.
ancestors(role) := {parent |
	some member in graph.reachable(memberships, {role})
	some parent in memberships[member]
}

allowed(role) if role[1] in params.allowed_roles

# An approved superuser reads all tables in any case, and owns most.
allowed(role) if {
	role in superusers
	role[1] in params.allowed_superusers
}

superusers contains role if {
	some row in roles
	row.superuser
	role := id(host(row), row.role)
}

is_public(name) if upper(name) == "PUBLIC"

strange_grantees contains role if {
	some i in exposing
	role := id(host(grants[i]), grants[i].grantee)
	not allowed(role)
}

grant_faults[i] contains findings.plain("it is granted to PUBLIC", "授予了PUBLIC") if {
	some i in exposing
	is_public(grants[i].grantee)
}

grant_faults[i] contains fault if {
	some i in exposing
	grantee := grants[i].grantee
	not is_public(grantee)
	role := id(host(grants[i]), grantee)
	not allowed(role)
	fault := findings.text(
		"%s is no approved role",
		"%s不是经批准的角色",
		[grantee],
		[grantee],
	)
}

# Whoever is a member of such a grantee has the grant as well.
role_faults[i] contains fault if {
	some i, row in roles
	role := id(host(row), row.role)
	not allowed(role)
	some parent in ancestors(role)
	parent in strange_grantees
	fault := findings.text(
		"it has customer tables through %s, which is no approved role",
		"通过未经批准的角色%s可访问客户数据表",
		[parent[1]],
		[parent[1]],
	)
}

role_faults[i] contains fault if {
	some i in logins
	name := roles[i].role
	not name in params.allowed_superusers
	some attribute in ["superuser", "bypassrls"]
	roles[i][attribute]
	fault := findings.text(
		"it has the attribute %s without approval",
		"未经批准具有%s属性",
		[attribute],
		[attribute],
	)
}

role_faults[i] contains fault if {
	some i in logins
	name := roles[i].role
	not name in params.allowed_roles
	times.past(roles[i].valid_until)
	some parent in ancestors(id(host(roles[i]), name))
	parent[1] in params.allowed_roles
	fault := findings.text(
		"it expired on %s and is still a member of %s",
		"已于%s到期,但仍是%s的成员",
		[roles[i].valid_until, parent[1]],
		[roles[i].valid_until, parent[1]],
	)
}

# Unsaid is not no: the role may be above all grants.
doubts[i] contains fault if {
	some i in logins
	name := roles[i].role
	not name in params.allowed_superusers
	some attribute in ["superuser", "bypassrls"]
	not is_boolean(object.get(roles[i], attribute, ""))
	fault := findings.text(
		"whether it has the attribute %s is not recorded",
		"未登记是否具有%s属性",
		[attribute],
		[attribute],
	)
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(roles[i], ["host", "role"], texts)
}

deny contains finding if {
	some i, texts in grant_faults
	finding := findings.of(grants[i], ["host", "grantee", "object_name", "privilege"], texts)
}

deny contains finding if {
	some i, texts in role_faults
	finding := findings.of(roles[i], ["host", "role"], texts)
}
