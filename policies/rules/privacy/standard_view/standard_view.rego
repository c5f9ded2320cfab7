# METADATA
# scope: package
# title: "Daily users see personal data only through the standard view"
# description: "A standard view restricts access to personal data for daily users and applications, who reach the data through it and not through base tables."
# schemas:
#   - input.evidence.db_views: schema.db_views
#   - input.evidence.data_dictionary: schema.data_dictionary
#   - input.evidence.postgres_grants: schema.postgres_grants
#   - input.evidence.postgres_roles: schema.postgres_roles
# custom:
#   id: PRV-303-1
#   title_zh: "日常用户只用限制访问的标准视图"
#   description_zh: "标准视图限制对个人数据的访问,日常用户和应用通过视图而不是基表取得数据。"
#   severity: high
#   clause: "CRM数据隐私 3(2)隐私视图"
#   evidence: [db_views, data_dictionary, postgres_grants, postgres_roles]
#   empty: fail
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     daily_roles:
#     - app_users
#     - service_desk
#     - analysts_daily
#   param_basis:
#     daily_roles: "project default"
#   recommended_action: "Make a standard view without personal and sensitive columns for the table, grant daily roles this view, and revoke their grants on base tables and other views."
#   recommended_action_zh: "为该表建立不含个人和敏感列的标准视图并授权给日常角色,收回其对基表和其他视图的权限。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.3"
#     - "NIST SP 800-53r5 AC-6"
#     - "PIPL art. 51"
#     - "GB/T 35273-2020 7.2"
package rules.privacy.standard_view

import data.lib.evidence
import data.lib.findings
import data.lib.tables

params := data.params["PRV-303-1"]

views := input.evidence.db_views

grants := input.evidence.postgres_grants

default applicable := false

applicable if count(tables.customer_tables) > 0

# Without a dictionary nobody knows which tables hold customer data.
applicable if count(tables.dictionary) == 0

standard contains i if {
	some i, row in views
	row.view_kind == "standard"
}

viewed contains table if {
	some i in standard
	some name in views[i].base_tables
	some table in tables.customer_tables
	tables.matches(name, table)
}

first_row[table] contains i if {
	some i, row in tables.dictionary
	table := tables.table(row)
}

unviewed contains finding if {
	some table in tables.customer_tables
	not table in viewed
	row := tables.dictionary[min(first_row[table])]
	finding := findings.about(row._loc, table, {findings.plain(
		"the customer table has no standard view",
		"该客户数据表没有标准视图",
	)})
}

view_faults[i] contains fault if {
	some i in standard
	some column in views[i].columns
	some class in tables.classes(column)
	class in {"personal", "sensitive"}
	fault := findings.text(
		"it shows %s, which is %s",
		"显示了%s,其类别为%s",
		[column, class],
		[column, class],
	)
}

view_faults[i] contains fault if {
	some i in standard
	some column in views[i].columns
	"" in tables.classes(column)
	fault := unclassed(column)
}

view_faults[i] contains fault if {
	not evidence.incomplete("data_dictionary")
	some i, names in unlisted
	some column in names
	fault := unclassed(column)
}

view_doubts[i] contains fault if {
	evidence.incomplete("data_dictionary")
	some i, names in unlisted
	some column in names
	fault := unclassed(column)
}

unlisted[i] contains column if {
	some i in standard
	some column in views[i].columns
	count(tables.classes(column)) == 0
}

unclassed(column) := findings.text(
	"it shows %s, which has no class in the data dictionary",
	"显示了%s,其在数据字典中没有类别",
	[column],
	[column],
)

# A role by its host and name.
parents[role] contains parent if {
	some row in input.evidence.postgres_roles
	host := object.get(row, "host", "")
	role := [host, row.role]
	some name in row.member_of
	parent := [host, name]
}

memberships := {role: above | some role, above in parents}

# ancestors(role): all roles of which it is a member, through others too.
ancestors(role) := {parent |
	some member in graph.reachable(memberships, {role})
	some parent in memberships[member]
}

daily(role) if role[1] in params.daily_roles

daily(role) if {
	some ancestor in ancestors(role)
	ancestor[1] in params.daily_roles
}

# What a daily role is a member of, and what everybody has, it has too.
inherited contains parent if {
	some role, _ in parents
	role[1] in params.daily_roles
	some parent in ancestors(role)
}

reaches_daily(role) if daily(role)

reaches_daily(role) if role in inherited

reaches_daily(role) if upper(role[1]) == "PUBLIC"

kinds_of[name] contains kind if {
	some row in views
	name := row.view_name
	kind := row.view_kind
}

daily_grants contains i if {
	some i, row in grants
	reaches_daily([object.get(row, "host", ""), row.grantee])
}

grant_key := ["host", "grantee", "object_name", "privilege"]

deny contains finding if {
	not evidence.incomplete("db_views")
	some finding in unviewed
}

deny contains finding if {
	some i, texts in view_faults
	finding := findings.of(views[i], ["view_name"], texts)
}

deny contains finding if {
	some i in daily_grants
	tables.is_customer(grants[i].object_name)
	finding := findings.of(grants[i], grant_key, {findings.plain(
		"it gives daily users a base customer table",
		"使日常用户可直接访问客户数据基表",
	)})
}

deny contains finding if {
	some i in daily_grants
	some kind in kinds_of[grants[i].object_name]
	kind != "standard"
	finding := findings.of(grants[i], grant_key, {findings.text(
		"it gives daily users a view of the kind %s",
		"使日常用户可访问类型为%s的视图",
		[kind],
		[kind],
	)})
}

unknown contains finding if {
	count(tables.dictionary) == 0
	place := evidence.place(["db_views", "postgres_grants"])
	finding := findings.about(place, "data_dictionary", {findings.plain(
		"no table is described, so that customer tables are not known",
		"没有任何表的说明,无法确定客户数据表",
	)})
}

unknown contains finding if {
	evidence.incomplete("db_views")
	some finding in unviewed
}

unknown contains finding if {
	some i, texts in view_doubts
	finding := findings.of(views[i], ["view_name"], texts)
}

unknown contains finding if {
	some i in daily_grants
	row := grants[i]
	row.object_kind == "view"
	not row.data_class == "none"
	name := row.object_name
	not kinds_of[name]
	finding := findings.of(row, grant_key, {findings.plain(
		"it gives daily users a view whose kind is not on record",
		"使日常用户可访问类型未登记的视图",
	)})
}
