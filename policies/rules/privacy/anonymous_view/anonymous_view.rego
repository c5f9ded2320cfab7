# METADATA
# scope: package
# title: "Analysis uses an anonymised view"
# description: "An anonymous view makes personal data anonymous for analysis, and analysts work on it."
# schemas:
#   - input.evidence.db_views: schema.db_views
#   - input.evidence.data_dictionary: schema.data_dictionary
#   - input.evidence.postgres_grants: schema.postgres_grants
# custom:
#   id: PRV-303-3
#   title_zh: "分析只用匿名化视图"
#   description_zh: "匿名视图将个人数据匿名化供分析使用,分析人员只在其上工作。"
#   severity: high
#   clause: "CRM数据隐私 3(2)隐私视图"
#   evidence: [db_views, data_dictionary, postgres_grants]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     k_min: 5
#     analyst_roles:
#     - analysts
#     - bi_service
#   param_basis:
#     k_min: "project default"
#     analyst_roles: "project default"
#   recommended_action: "Anonymise every personal column of the view beyond return, enlarge its smallest group, and give analysts this view instead of base tables."
#   recommended_action_zh: "将视图中全部个人列作不可还原的匿名化,扩大最小组人数,分析人员改用该视图而不用基表。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.11"
#     - "NIST SP 800-53r5 SI-19"
#     - "PIPL art. 51"
#     - "GB/T 35273-2020 6.2"
package rules.privacy.anonymous_view

import data.lib.evidence
import data.lib.findings
import data.lib.tables

params := data.params["PRV-303-3"]

views := input.evidence.db_views

grants := input.evidence.postgres_grants

default applicable := false

applicable if count(views) > 0

applicable if count(tables.customer_tables) > 0

anonymous contains i if {
	some i, row in views
	row.view_kind == "anonymous"
}

lacking contains finding if {
	applicable
	count(anonymous) == 0
	place := evidence.place(["db_views", "data_dictionary"])
	finding := findings.about(place, "anonymous", {findings.plain(
		"there is no anonymous view for analysis",
		"没有供分析使用的匿名视图",
	)})
}

# Columns that the dictionary calls personal in any sense.
telling[i] contains column if {
	some i in anonymous
	some column in views[i].columns
	some class in tables.classes(column)
	class in tables.guarded
}

# Columns that it does not describe have no class.
unlisted[i] contains column if {
	some i in anonymous
	some column in views[i].columns
	count(tables.classes(column)) == 0
}

# column_faults(row, column): why a column that must be anonymous is not.
column_faults(row, column) := plain_faults(row, column) | reversible_faults(row, column)

plain_faults(row, column) := {findings.text(
	"%s is not anonymised",
	"%s未匿名化",
	[column],
	[column],
) |
	not column in object.get(row, "anonymised_columns", [])
}

reversible_faults(row, column) := {findings.text(
	"%s can be turned back",
	"%s可以还原",
	[column],
	[column],
) |
	column in object.get(row, "reversible_columns", [])
}

doubts[i] contains fault if {
	evidence.incomplete("data_dictionary")
	some i, columns in unlisted
	some column in columns
	some fault in column_faults(views[i], column)
}

faults[i] contains fault if {
	some i, columns in telling
	some column in columns
	some fault in column_faults(views[i], column)
}

faults[i] contains fault if {
	not evidence.incomplete("data_dictionary")
	some i, columns in unlisted
	some column in columns
	some fault in column_faults(views[i], column)
}

faults[i] contains findings.plain(
	"its smallest group is not recorded",
	"未登记最小组人数",
) if {
	some i in anonymous
	object.get(views[i], "smallest_group", "") == ""
}

faults[i] contains fault if {
	some i in anonymous
	smallest := views[i].smallest_group
	smallest < params.k_min
	fault := findings.text(
		"its smallest group has %v customers, fewer than %v",
		"最小组仅%v名客户,少于%v名",
		[smallest, params.k_min],
		[smallest, params.k_min],
	)
}

analyst(name) if name in params.analyst_roles

analyst(name) if upper(name) == "PUBLIC"

described contains name if {
	some row in tables.dictionary
	some name in [tables.table(row), row.table_name]
}

# A base table of which the dictionary says nothing may hold anything.
base_table(name) if tables.is_customer(name)

base_table(name) if {
	not name in described
	some row in views
	some table in row.base_tables
	table == name
}

personal_views contains name if {
	some row in views
	row.view_kind == "personal_data"
	name := row.view_name
}

grant_faults[i] contains findings.plain(
	"it gives analysts a base table",
	"使分析人员可直接访问基表",
) if {
	some i, row in grants
	analyst(row.grantee)
	base_table(row.object_name)
}

grant_faults[i] contains findings.plain(
	"it gives analysts a view of personal data",
	"使分析人员可访问个人数据视图",
) if {
	some i, row in grants
	analyst(row.grantee)
	row.object_name in personal_views
}

deny contains finding if {
	not evidence.incomplete("db_views")
	some finding in lacking
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(views[i], ["view_name"], texts)
}

deny contains finding if {
	some i, texts in grant_faults
	finding := findings.of(grants[i], ["host", "grantee", "object_name", "privilege"], texts)
}

unknown contains finding if {
	evidence.incomplete("db_views")
	some finding in lacking
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(views[i], ["view_name"], texts)
}
