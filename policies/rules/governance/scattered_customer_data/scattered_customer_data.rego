# METADATA
# scope: package
# title: "Customer information lives in one system of record"
# description: "A unified customer-information management system holds the data centrally instead of scattered spreadsheets, and it is updated automatically."
# schemas:
#   - input.evidence.system_inventory: schema.system_inventory
#   - input.evidence.crm_records: schema.crm_records
#   - input.evidence.dlp_scan: schema.dlp_scan
# custom:
#   id: GOV-005
#   title_zh: "建立统一的客户信息管理系统"
#   description_zh: "建立统一的客户信息管理系统集中保存数据并自动更新,取代分散的表格。"
#   severity: low
#   clause: "篇十 第三段(采集和管理)"
#   other_clauses: [篇六 第三段(采集和管理), 篇四 第四段(合理的技术手段), 篇七 第二段(CRM系统), 篇十九 第二段(CRM系统)]
#   evidence: [system_inventory, crm_records, dlp_scan]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   partition: {crm_records: customer_id}
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     bulk_rows: 100
#     refresh_hours: 24
#     exempt_stores: []
#   param_basis:
#     bulk_rows: "project default"
#     refresh_hours: "project default"
#     exempt_stores: "project default"
#   recommended_action: "Name one system of record, move customers held elsewhere into it, and delete bulk spreadsheets or keep them in an exempted store."
#   recommended_action_zh: "指定唯一的主系统,将其他系统独有的客户迁入主系统,删除批量表格或存放在豁免的存储位置。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.9"
#     - "NIST SP 800-53r5 CM-12"
package rules.governance.scattered_customer_data

import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["GOV-005"]

systems := input.evidence.system_inventory

held := input.evidence.crm_records

scan := input.evidence.dlp_scan

# mirrors: systems that are copies, refreshed of late.
mirrors contains i if {
	some i, row in systems
	row.mirror_of
	refreshed_at := row.refreshed_at
	not times.ahead(refreshed_at)
	not times.older_than_hours(refreshed_at, params.refresh_hours)
}

# records: the systems of record; a fresh mirror of one is no second.
records contains i if {
	some i, row in systems
	row.system_of_record
	not i in mirrors
}

record_systems contains system if {
	some i in records
	system := systems[i].system_id
}

home contains system if some system in record_systems

# A customer in a fresh mirror is one of the system that it mirrors.
home contains system if {
	some i in mirrors
	systems[i].mirror_of in record_systems
	system := systems[i].system_id
}

at_home contains customer if {
	some row in held
	row.system_id in home
	customer := row.customer_id
}

# astray[customer]: rows of a customer whom the system of record does not hold; without one, the
# fault is that there is none.
astray[customer] contains i if {
	count(records) > 0
	some i, row in held
	object.get(row, "active", true)
	customer := row.customer_id
	not customer in at_home
}

active_rows(rows) := {i |
	some i in rows
	held[i].active
}

stray(row) := findings.of(row, ["system_id", "customer_id"], {findings.plain(
	"the system of record does not hold the customer",
	"主系统中没有该客户",
)})

# sheets: customer data found in bulk that is, or may be, a spreadsheet.
sheets contains i if {
	some i, row in scan
	row.data_class != "none"
	object.get(row, "file_type", "spreadsheet") == "spreadsheet"
	bulk(row)
	not object.get(row, "store_id", "") in params.exempt_stores
}

bulk(row) if row.record_count > params.bulk_rows

bulk(row) if not row.record_count

certain(row) if {
	row.file_type
	row.record_count
}

recordless contains finding if {
	count(records) == 0
	finding := findings.about(evidence.place_of("system_inventory"), "system_of_record", {findings.plain(
		"no system is the system of record",
		"没有客户信息主系统",
	)})
}

deny contains finding if {
	not evidence.incomplete("system_inventory")
	some finding in recordless
}

deny contains finding if {
	number := count(records)
	number > 1
	some i in records
	finding := findings.of(systems[i], ["system_id"], {findings.text(
		"%v systems are systems of record, not one",
		"有%v个主系统,而非一个",
		[number],
		[number],
	)})
}

deny contains finding if {
	not undecided
	some rows in astray
	finding := stray(held[min(active_rows(rows))])
}

deny contains finding if {
	some i in sheets
	certain(scan[i])
	finding := findings.of(scan[i], ["finding_id"], {findings.text(
		"it is a spreadsheet of %v records of customers",
		"是含%v条客户记录的表格",
		[scan[i].record_count],
		[scan[i].record_count],
	)})
}

undecided if evidence.incomplete("system_inventory")

undecided if evidence.incomplete("crm_records")

unknown contains finding if {
	evidence.incomplete("system_inventory")
	some finding in recordless
}

unknown contains finding if {
	undecided
	some rows in astray
	finding := stray(held[min(rows)])
}

unknown contains finding if {
	some rows in astray
	count(active_rows(rows)) == 0
	finding := stray(held[min(rows)])
}

unknown contains finding if {
	some i in sheets
	not certain(scan[i])
	finding := findings.of(scan[i], ["finding_id"], {findings.text(
		"it may be a spreadsheet of more than %v records of customers",
		"可能是含%v条以上客户记录的表格",
		[params.bulk_rows],
		[params.bulk_rows],
	)})
}
