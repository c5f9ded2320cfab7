# METADATA
# scope: package
# title: "Important data is backed up regularly"
# description: "Important data, above all customer information, is backed up at regular intervals so that a fault, virus or accidental deletion does not lose it."
# schemas:
#   - input.evidence.backup_snapshots: schema.backup_snapshots
#   - input.evidence.system_inventory: schema.system_inventory
# custom:
#   id: BAK-001
#   title_zh: "重要数据定期备份"
#   description_zh: "重要数据尤其是客户信息应当定期备份,避免因故障、病毒或误删而丢失。"
#   severity: critical
#   clause: "篇一 第四段(数据备份)"
#   other_clauses: [篇一 第二段(银行的保密责任), 篇七 第二段(银行的保密责任), 篇八 第三段]
#   evidence: [backup_snapshots, system_inventory]
#   empty: fail
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     max_age_hours: 24
#   param_basis:
#     max_age_hours: "project default (document says regularly)"
#   recommended_action: "Run a full backup of the system now, find out why the scheduled one is missing or failed, and let an alarm report every day without a good backup."
#   recommended_action_zh: "立即对该系统执行一次完整备份,查明计划备份缺失或失败的原因,并对每个没有成功备份的日子自动告警。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.13"
#     - "NIST SP 800-53r5 CP-9"
#     - "PRC Cybersecurity Law (2025 amendment) art. 23"
#     - "PRC Network Data Security Regulations (2024) art. 9"
package rules.backups.missing_backup

import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["BAK-001"]

default applicable := false

applicable if count(systems) > 0

# Important: a backup is required, or nobody says that the system holds no customer information.
systems contains i if {
	some i, row in input.evidence.system_inventory
	row.backup_required
}

systems contains i if {
	some i, row in input.evidence.system_inventory
	object.get(row, "holds_customer_info", true)
}

important contains system if {
	some i in systems
	system := input.evidence.system_inventory[i].system_id
}

# good[system]: its backups that ended well, as [end of the time they are dated with, row number].
good[system] contains [ended, i] if {
	some i, row in input.evidence.backup_snapshots
	row.status == "ok"
	at := row.at
	not times.ahead(at)
	ended := times.end(at)
	system := row.system_id
}

newest[system] := backup if {
	some system, ended in good
	[_, i] := max(ended)
	backup := input.evidence.backup_snapshots[i]
}

backed_up(row) if newest[row.system_id]

missing contains finding if {
	some i in systems
	row := input.evidence.system_inventory[i]
	not backed_up(row)
	finding := findings.of(row, ["system_id"], {findings.plain(
		"it has no good backup",
		"没有成功的备份",
	)})
}

missing contains linked if {
	some i in systems
	row := input.evidence.system_inventory[i]
	backup := newest[row.system_id]
	times.older_than_hours(backup.at, params.max_age_hours)
	finding := findings.of(row, ["system_id"], {findings.text(
		"its newest good backup is of %s, more than %v hours ago",
		"最近一次成功备份于%s,已超过%v小时",
		[backup.at, params.max_age_hours],
		[backup.at, params.max_age_hours],
	)})
	linked := object.union(finding, {"related": [backup._loc]})
}

# A newer backup may stand in the source that could not be read.
unknown contains finding if {
	evidence.incomplete("backup_snapshots")
	some finding in missing
}

deny contains finding if {
	not evidence.incomplete("backup_snapshots")
	some finding in missing
}

deny contains finding if {
	some row in input.evidence.backup_snapshots
	row.system_id in important
	times.ahead(row.at)
	finding := findings.of(row, ["repo", "system_id", "at"], {findings.plain(
		"the backup is dated in the future",
		"备份的时间在将来",
	)})
}
