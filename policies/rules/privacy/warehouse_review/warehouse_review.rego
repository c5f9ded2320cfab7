# METADATA
# scope: package
# title: "All warehouse applications are reviewed and routed through views"
# description: "The whole data-warehouse application landscape, including interactive users of ad-hoc queries, is reviewed, and every level of user gets its own view."
# schemas:
#   - input.evidence.audit_register: schema.audit_register
#   - input.evidence.access_log: schema.access_log
#   - input.evidence.postgres_grants: schema.postgres_grants
#   - input.evidence.db_views: schema.db_views
#   - input.evidence.data_dictionary: schema.data_dictionary
# custom:
#   id: PRV-304
#   title_zh: "复查全部数据仓库应用并改经视图访问"
#   description_zh: "复查整个数据仓库的应用,包括即席查询的交互用户,每一级用户都有各自的视图。"
#   severity: medium
#   clause: "CRM数据隐私 3(2)隐私视图"
#   evidence: [audit_register, access_log, postgres_grants, db_views, data_dictionary]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: access_log
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     review_days: 365
#     exempt_roles:
#     - etl_service
#     - privacy_officer
#     - dba_breakglass
#   param_basis:
#     review_days: "project default (document asks for one review)"
#     exempt_roles: "project default"
#   recommended_action: "Review every role that reads the warehouse at the set interval, give each role a view of its own, and close direct reading of base tables."
#   recommended_action_zh: "按规定周期复查每个读取数据仓库的角色,为其建立各自的视图,并关闭对基表的直接读取。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.3"
#     - "NIST SP 800-53r5 AC-3"
#     - "PIPL art. 51"
#     - "GB/T 35273-2020 11.7"
package rules.privacy.warehouse_review

import data.lib.evidence
import data.lib.findings
import data.lib.tables
import data.lib.times

params := data.params["PRV-304"]

audits := input.evidence.audit_register

grants := input.evidence.postgres_grants

readings := input.evidence.access_log

default applicable := false

applicable if count(tables.customer_tables) > 0

applicable if count(reading_roles) > 0

applicable if {
	undescribed
	any_place
}

# Without a dictionary nobody knows which tables hold customer data.
undescribed if count(tables.dictionary) == 0

any_place := evidence.place(["postgres_grants", "db_views", "audit_register"])

view_names contains name if {
	some row in input.evidence.db_views
	name := row.view_name
}

is_view(row) if row.object_kind == "view"

is_view(row) if row.object_name in view_names

exposes(row) if is_view(row)

exposes(row) if tables.is_customer(row.object_name)

reading_grants[role] contains i if {
	some i, row in grants
	row.privilege == "SELECT"
	exposes(row)
	role := row.grantee
}

reading_roles contains role if some role, _ in reading_grants

reviewed contains i if {
	some i, row in audits
	row.kind == "warehouse_privacy_review"
	performed_at := row.performed_at
	not times.future(performed_at)
	not times.older_than_days(performed_at, params.review_days)
}

# A review with several findings stands in several rows.
scopes[audit] contains name if {
	some i in reviewed
	audit := audits[i].audit_id
	some name in object.get(audits[i], "scope", [])
}

unnamed(audit) := reading_roles - {name | some name in scopes[audit]}

complete if {
	some i in reviewed
	count(unnamed(audits[i].audit_id)) == 0
}

latest := max([[times.start(audits[i].performed_at), i] | some i in reviewed])[1]

gap contains finding if {
	applicable
	count(reviewed) == 0
	place := evidence.place(["audit_register", "postgres_grants", "data_dictionary"])
	finding := findings.about(place, "warehouse_privacy_review", {findings.text(
		"no review of the warehouse was made in the last %v days",
		"最近%v天内没有复查数据仓库",
		[params.review_days],
		[params.review_days],
	)})
}

gap contains finding if {
	not complete
	row := audits[latest]
	faults := {fault |
		some role in unnamed(row.audit_id)
		fault := findings.text(
			"the review does not name the reading role %s",
			"复查未列明可读取的角色%s",
			[role],
			[role],
		)
	}
	finding := findings.of(row, ["audit_id", "finding_id"], faults)
}

reads := {"read", "bulk_read", "search", "export", "print", ""}

viewers contains role if {
	some row in grants
	row.object_name in view_names
	role := row.grantee
}

viewless contains finding if {
	some role, rows in reading_grants
	not role in params.exempt_roles
	not role in viewers
	row := grants[min(rows)]
	finding := findings.about(row._loc, role, {findings.plain(
		"the role reads customer data and has no privacy view",
		"该角色可读取客户数据,但没有隐私视图",
	)})
}

views_read if {
	not evidence.incomplete("db_views")
	not evidence.incomplete("postgres_grants")
}

deny contains finding if {
	not evidence.incomplete("audit_register")
	some finding in gap
}

deny contains finding if {
	some row in readings
	tables.is_customer(row.object_id)
	object.get(row, "action", "") in reads
	actor := row.actor
	not actor in params.exempt_roles
	finding := findings.of(row, ["event_id"], {findings.text(
		"%s read the base customer table %s, not a view",
		"%s直接读取了客户数据基表%s,未经视图",
		[actor, row.object_id],
		[actor, row.object_id],
	)})
}

deny contains finding if {
	views_read
	some finding in viewless
}

unknown contains finding if {
	undescribed
	finding := findings.about(any_place, "data_dictionary", {findings.plain(
		"no table is described, so that customer tables are not known",
		"没有任何表的说明,无法确定客户数据表",
	)})
}

unknown contains finding if {
	evidence.incomplete("audit_register")
	some finding in gap
}

unknown contains finding if {
	not views_read
	some finding in viewless
}
