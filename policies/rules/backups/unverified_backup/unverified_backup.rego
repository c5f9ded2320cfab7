# METADATA
# scope: package
# title: "Backups are checked and protected from tampering"
# description: "All information and data has reliable backups, so backups are verified and cannot be wiped by the fault or malware they guard against."
# schemas:
#   - input.evidence.backup_snapshots: schema.backup_snapshots
#   - input.evidence.object_store_config: schema.object_store_config
#   - input.evidence.system_inventory: schema.system_inventory
# custom:
#   id: BAK-005
#   title_zh: "备份可靠、经校验且防篡改"
#   description_zh: "全部信息和数据应有可靠的备份,备份应经校验,且不会被其所防范的故障或恶意软件清除。"
#   severity: high
#   clause: "篇十六 第二段"
#   other_clauses: [篇一 第四段(数据备份)]
#   evidence: [backup_snapshots, system_inventory]
#   optional_evidence: [object_store_config]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     max_check_age_days: 7
#     require_immutable_copy: true
#   param_basis:
#     max_check_age_days: "project default"
#     require_immutable_copy: "project default"
#   recommended_action: "Check the backup repository at least weekly and repair what the check finds, and keep one immutable copy of each system with customer information."
#   recommended_action_zh: "备份库至少每周校验一次并修复发现的问题,存有客户信息的系统至少保留一份不可篡改的备份。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.13"
#     - "NIST SP 800-53r5 CP-9"
#     - "NIST SP 800-53r5 CP-9(1)"
package rules.backups.unverified_backup

import data.lib.ages
import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["BAK-005"]

snapshots := input.evidence.backup_snapshots

systems := input.evidence.system_inventory

default applicable := false

applicable if count(snapshots) > 0

by_repo[repo] contains i if {
	some i, row in snapshots
	repo := row.repo
}

# checks[repo]: the checks of the repository, as [instant, row number].
checks[repo] contains [began, i] if {
	some i, row in snapshots
	began := times.start(row.checked_at)
	repo := row.repo
}

check := {"en": "its newest check", "zh": "最近一次校验"}

sound(row) if row.check_result == "ok"

faults[i] contains fault if {
	some repo, rows in by_repo
	not checks[repo]
	i := min(rows)
	fault := ages.unrecorded(snapshots[i], "checked_at", check)
}

faults[i] contains fault if {
	some known in checks
	[_, i] := max(known)
	fault := ages.stale(snapshots[i], "checked_at", check, params.max_check_age_days)
}

# Of several results of the newest check each must be good.
faults[i] contains findings.plain(
	"its newest check did not end well",
	"最近一次校验结果不合格",
) if {
	some known in checks
	[newest, i] := max(known)
	bad := [n | some [began, n] in known; began == newest; not sound(snapshots[n])]
	count(bad) > 0
}

# good[system]: its backups that ended well.
good[system] contains i if {
	some i, row in snapshots
	row.status == "ok"
	system := row.system_id
}

locked_buckets contains bucket if {
	some row in input.evidence.object_store_config
	row.object_lock
	bucket := row.bucket
}

immutable(row) if row.immutable

immutable(row) if row.location in locked_buckets

mutable contains i if {
	params.require_immutable_copy
	some i, row in systems
	object.get(row, "holds_customer_info", true)
	copies := good[row.system_id]
	safe := [n | some n in copies; immutable(snapshots[n])]
	count(safe) == 0
}

# in_bucket(i): a copy of system i may lie in a bucket.
in_bucket(i) if {
	some n in good[systems[i].system_id]
	object.get(snapshots[n], "medium", "cloud") == "cloud"
}

# settled(i): no evidence that is missing could tell of an immutable copy.
settled(i) if {
	systems[i].holds_customer_info
	not evidence.incomplete("backup_snapshots")
	known_buckets(i)
}

known_buckets(_) if not evidence.incomplete("object_store_config")

known_buckets(i) if not in_bucket(i)

unprotected contains [i, finding] if {
	some i in mutable
	finding := findings.of(systems[i], ["system_id"], {findings.plain(
		"none of its backups is immutable",
		"没有不可篡改的备份",
	)})
}

deny contains finding if {
	some i, texts in faults
	finding := findings.of(snapshots[i], ["repo"], texts)
}

deny contains finding if {
	some [i, finding] in unprotected
	settled(i)
}

unknown contains finding if {
	some [i, finding] in unprotected
	not settled(i)
}
