# METADATA
# scope: package
# title: "Backups are kept in several places"
# description: "Backup data is kept in more than one place, for example in the cloud as well, so that one failed store does not lose it."
# schemas:
#   - input.evidence.backup_snapshots: schema.backup_snapshots
#   - input.evidence.system_inventory: schema.system_inventory
# custom:
#   id: BAK-002
#   title_zh: "备份保存在多个地点"
#   description_zh: "备份应保存在一个以上的地点,例如同时存放在云端,以免单一存储损坏而丢失。"
#   severity: high
#   clause: "篇一 第四段(数据备份)"
#   evidence: [backup_snapshots, system_inventory]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     min_sites: 2
#     max_age_days: 7
#     min_media: 1
#   param_basis:
#     min_sites: "document"
#     max_age_days: "project default"
#     min_media: "project default (US-CERT 3-2-1 rule asks for two; the document only for several places)"
#   recommended_action: "Copy the backups to a second site away from the system itself and, where demanded, to a second kind of medium."
#   recommended_action_zh: "将备份复制到系统所在地以外的第二个地点,并按要求使用第二种介质。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.13"
#     - "NIST SP 800-53r5 CP-6"
#     - "NIST SP 800-53r5 CP-9"
package rules.backups.single_backup_site

import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["BAK-002"]

systems := input.evidence.system_inventory

default applicable := false

applicable if count(important) > 0

# Important: a backup is required, or nobody says that the system holds no customer information.
important contains i if {
	some i, row in systems
	row.backup_required
}

important contains i if {
	some i, row in systems
	object.get(row, "holds_customer_info", true)
}

recent contains i if {
	some i, row in input.evidence.backup_snapshots
	row.status == "ok"
	at := row.at
	not times.ahead(at)
	not times.older_than_days(at, params.max_age_days)
}

copies[system] contains [field, value] if {
	some i in recent
	row := input.evidence.backup_snapshots[i]
	system := row.system_id
	some field in ["site", "medium"]
	value := row[field]
}

values(system, field) := {value | some [name, value] in copies[system]; name == field}

faults[i] contains fault if {
	some i in important
	sites := values(systems[i].system_id, "site")
	count(sites) < params.min_sites
	fault := findings.text(
		"its backups of the last %v days lie at %v sites, fewer than %v",
		"最近%v天的备份位于%v个地点,少于%v个",
		[params.max_age_days, count(sites), params.min_sites],
		[params.max_age_days, count(sites), params.min_sites],
	)
}

faults[i] contains findings.plain(
	"its backups lie only at the site of the system itself",
	"备份只存放在系统所在地",
) if {
	some i in important
	values(systems[i].system_id, "site") == {systems[i].site}
}

faults[i] contains fault if {
	some i in important
	media := values(systems[i].system_id, "medium")
	count(media) < params.min_media
	fault := findings.text(
		"its backups of the last %v days are on %v kinds of medium, fewer than %v",
		"最近%v天的备份使用%v种介质,少于%v种",
		[params.max_age_days, count(media), params.min_media],
		[params.max_age_days, count(media), params.min_media],
	)
}

deny contains finding if {
	not evidence.incomplete("backup_snapshots")
	some i, texts in faults
	finding := findings.of(systems[i], ["system_id"], texts)
}

# More copies may stand in the source that could not be read.
unknown contains finding if {
	evidence.incomplete("backup_snapshots")
	some i, texts in faults
	finding := findings.of(systems[i], ["system_id"], texts)
}

unknown contains finding if {
	some i in important
	count(values(systems[i].system_id, "site")) == 1
	not systems[i].site
	finding := findings.of(systems[i], ["system_id"], {findings.plain(
		"its own site is not recorded, so that its backups may lie there too",
		"未登记系统所在地,备份可能与其同处一地",
	)})
}
