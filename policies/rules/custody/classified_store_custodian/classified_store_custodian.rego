# METADATA
# scope: package
# title: "Classified materials have a dedicated custodian and closed access"
# description: "Secret and top-secret material has a designated custodian and nobody else may consult it without permission."
# schemas:
#   - input.evidence.storage_inventory: schema.storage_inventory
#   - input.evidence.appointments: schema.appointments
#   - input.evidence.file_acl: schema.file_acl
#   - input.evidence.hr_roster: schema.hr_roster
#   - input.evidence.access_applications: schema.access_applications
# custom:
#   id: CIC-022c
#   title_zh: "机密、绝密资料专人管理,他人未经许可不得查阅"
#   description_zh: "机密、绝密资料由专人管理,他人未经许可不得查阅。"
#   severity: high
#   clause: "篇五 第22条"
#   other_clauses: [篇十八 第22条]
#   evidence: [storage_inventory, appointments, hr_roster]
#   optional_evidence: [file_acl, access_applications]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: rule
#   tier: core
#   params:
#     max_custodians: 2
#     allowed_groups: []
#   param_basis:
#     max_custodians: "project default"
#     allowed_groups: "project default"
#   recommended_action: "Appoint a custodian for the store in writing, and remove from its permissions every person and group that is neither custodian nor holder of a permission in force."
#   recommended_action_zh: "书面任命库房保管人,并从访问权限中删除既非保管人也无有效许可的人员和用户组。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.3"
#     - "ISO/IEC 27001:2022 A.5.15"
#     - "NIST SP 800-53r5 AC-6"
#     - "NIST SP 800-53r5 MP-2"
package rules.custody.classified_store_custodian

import data.lib.evidence
import data.lib.findings
import data.lib.people
import data.lib.times

params := data.params["CIC-022c"]

default applicable := false

applicable if count(closed) > 0

stores := input.evidence.storage_inventory

# Stores set apart for secret or top-secret material, a missing or unknown level included.
closed contains i if {
	some i, row in stores
	row.dedicated
	not object.get(row, "classification", "") in {"public", "internal", "important"}
}

custodians[store] contains person if {
	some row in input.evidence.appointments
	row.duty == "classified_custodian"
	times.covers(row.valid_from, object.get(row, "valid_until", ""), input.now)
	store := row.scope
	person := people.identity(row.person)
}

appointed(store, name) if people.identity(name) in custodians[store]

custodian_appointed(row) if appointed(row.store_id, row.custodian)

faults[i] contains findings.plain("it has no custodian", "没有保管人") if {
	some i in closed
	not stores[i].custodian
}

unappointed[i] contains fault if {
	some i in closed
	row := stores[i]
	not custodian_appointed(row)
	row.custodian
	fault := findings.text(
		"%s is not appointed its custodian today",
		"%s目前未被任命为该库房保管人",
		[row.custodian],
		[row.custodian],
	)
}

unemployed[i] contains fault if {
	some i in closed
	row := stores[i]
	not people.employed(row.custodian)
	row.custodian
	fault := findings.text(
		"%s, its custodian, is not employed",
		"保管人%s不在职",
		[row.custodian],
		[row.custodian],
	)
}

faults[i] contains fault if {
	not evidence.incomplete("appointments")
	some i, texts in unappointed
	some fault in texts
}

doubts[i] contains fault if {
	evidence.incomplete("appointments")
	some i, texts in unappointed
	some fault in texts
}

faults[i] contains fault if {
	not evidence.incomplete("hr_roster")
	some i, texts in unemployed
	some fault in texts
}

doubts[i] contains fault if {
	evidence.incomplete("hr_roster")
	some i, texts in unemployed
	some fault in texts
}

faults[i] contains fault if {
	some i in closed
	number := count(custodians[stores[i].store_id])
	number > params.max_custodians
	fault := findings.text(
		"%v custodians are appointed for it, more than %v",
		"任命了%v名保管人,超过%v名",
		[number, params.max_custodians],
		[number, params.max_custodians],
	)
}

# Stores that consist of paths; databases and mailboxes have grants of their own.
path_stores := {"file_share", "bucket", "cloud_drive", "device"}

paths := object.get(input.evidence, "file_acl", [])

listed_stores := {row.store_id | some row in paths}

doubts[i] contains findings.plain(
	"no permissions of its paths were collected",
	"未采集到其路径权限",
) if {
	some i in closed
	stores[i].kind in path_stores
	store := stores[i].store_id
	not store in listed_stores
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(stores[i], ["store_id"], texts)
}

unknown contains finding if {
	some i, texts in doubts
	finding := findings.of(stores[i], ["store_id"], texts)
}

closed_stores := {stores[i].store_id | some i in closed}

entries[i] contains entry if {
	some i, row in paths
	row.store_id in closed_stores
	some entry in row.entries
	rights := sprintf("%v", [object.get(entry, "permissions", "all")])
	not rights in {"", "---", "none", "[]"}
}

entry_type(entry) := trim_prefix(sprintf("%v", [object.get(entry, "type", "user")]), "default:")

# The entries of an owner and of an owning group name nobody.
named(entry) if not object.get(entry, "principal", "") == ""

readers[i] contains principal if {
	some i, listed in entries
	some entry in listed
	named(entry)
	type := entry_type(entry)
	not type in {"group", "mask", "other"}
	principal := entry.principal
}

strangers[i] contains fault if {
	some i, names in readers
	some reader in names
	store := paths[i].store_id
	not appointed(store, reader)
	not has_permission(reader)
	fault := findings.text(
		"%v may open it, neither custodian nor with a permission in force",
		"%v可以访问,既非保管人也无有效许可",
		[reader],
		[reader],
	)
}

has_permission(name) if people.identity(name) in permitted

permitted contains person if {
	some row in input.evidence.access_applications
	row.decision == "approved"
	not times.future(row.manager_approved_at)
	row.manager_approved_at
	times.covers(object.get(row, "valid_from", ""), row.valid_until, input.now)
	person := people.identity(row.applicant)
}

path_faults[i] contains fault if {
	not permissions_unread
	some i, texts in strangers
	some fault in texts
}

path_doubts[i] contains fault if {
	permissions_unread
	some i, texts in strangers
	some fault in texts
}

# A custodian or a permission may stand in a part that could not be read.
permissions_unread if {
	some kind in ["appointments", "access_applications", "hr_roster"]
	evidence.incomplete(kind)
}

path_faults[i] contains fault if {
	some i, listed in entries
	some entry in listed
	named(entry)
	entry_type(entry) == "group"
	group := entry.principal
	not group in params.allowed_groups
	fault := findings.text(
		"the group %v may open it",
		"用户组%v可以访问",
		[group],
		[group],
	)
}

path_faults[i] contains findings.plain("everybody may open it", "任何人都可以访问") if {
	some i, listed in entries
	some entry in listed
	entry_type(entry) == "other"
}

path_doubts[i] contains findings.plain(
	"its permissions are not recorded",
	"未登记其权限",
) if {
	some i, row in paths
	row.store_id in closed_stores
	count(object.get(row, "entries", [])) == 0
	not row.mode
}

deny contains finding if {
	some i, texts in path_faults
	finding := findings.of(paths[i], ["host", "path"], texts)
}

unknown contains finding if {
	some i, texts in path_doubts
	finding := findings.of(paths[i], ["host", "path"], texts)
}
