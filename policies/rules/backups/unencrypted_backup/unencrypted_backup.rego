# METADATA
# scope: package
# title: "Backups of customer information are encrypted"
# description: "Customer information is backed up and encrypted."
# schemas:
#   - input.evidence.backup_snapshots: schema.backup_snapshots
#   - input.evidence.system_inventory: schema.system_inventory
# custom:
#   id: BAK-004
#   title_zh: "客户信息备份须加密"
#   description_zh: "客户信息的备份应当加密。"
#   severity: high
#   clause: "篇八 第三段"
#   evidence: [backup_snapshots, system_inventory]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   partition: backup_snapshots
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     max_age_days: 90
#   param_basis:
#     max_age_days: "project default"
#   recommended_action: "Encrypt the backups of the system, delete or encrypt the copies in the clear, and record the encryption."
#   recommended_action_zh: "对该系统的备份加密,删除或加密已有的明文副本,并登记加密状态。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.24"
#     - "ISO/IEC 27001:2022 A.8.13"
#     - "NIST SP 800-53r5 SC-28"
#     - "NIST SP 800-53r5 CP-9(8)"
#     - "PRC Network Data Security Regulations (2024) art. 9"
package rules.backups.unencrypted_backup

import data.lib.findings
import data.lib.times

params := data.params["BAK-004"]

snapshots := input.evidence.backup_snapshots

default applicable := false

applicable if count(recent) > 0

harmless contains system if {
	some row in input.evidence.system_inventory
	row.holds_customer_info == false
	system := row.system_id
}

holders contains system if {
	some row in input.evidence.system_inventory
	row.holds_customer_info
	system := row.system_id
}

# recent: snapshots of systems that are not known to be free of customer information.
recent contains i if {
	some i, row in snapshots
	system := row.system_id
	not system in harmless
	at := row.at
	not times.older_than_days(at, params.max_age_days)
}

clear contains [i, finding] if {
	some i in recent
	not snapshots[i].encrypted
	finding := findings.of(snapshots[i], ["repo", "system_id", "at"], {findings.plain(
		"the backup is not encrypted",
		"备份未加密",
	)})
}

deny contains finding if {
	some [i, finding] in clear
	snapshots[i].system_id in holders
}

unknown contains finding if {
	some [i, _] in clear
	system := snapshots[i].system_id
	not system in holders
	finding := findings.of(snapshots[i], ["repo", "system_id", "at"], {findings.plain(
		"the backup is not encrypted, and the inventory does not tell what its system holds",
		"备份未加密,且系统清单未说明其系统是否存有客户信息",
	)})
}
