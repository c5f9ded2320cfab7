# METADATA
# scope: package
# title: "Systems, browsers, applications and firewalls are patched in time"
# description: "Operating systems, browsers, applications and firewalls are checked and updated regularly with security patches, with automatic updates switched on."
# schemas:
#   - input.evidence.patch_status: schema.patch_status
# custom:
#   id: SYS-001
#   title_zh: "及时更新系统、浏览器、应用和防火墙补丁"
#   description_zh: "操作系统、浏览器、应用和防火墙应定期检查并及时安装安全补丁,且开启自动更新。"
#   severity: high
#   clause: "篇十 第五段(安全更新)"
#   other_clauses: [篇五 第五段(安全意识), 篇一 第三段(个人的信息保护), 篇七 第三段(个人的信息保护), 篇三 第三段]
#   evidence: [patch_status]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     max_days_by_severity:
#       critical: 30
#       high: 30
#       medium: 90
#       low: 180
#     max_check_age_days: 7
#     auto_update_required: true
#   param_basis:
#     max_days_by_severity: "PCI DSS v4.0.1 6.3.3 for critical; rest project default"
#     max_check_age_days: "project default"
#     auto_update_required: "document"
#   recommended_action: "Install the overdue update, switch automatic updates on, and make sure that the host looks for updates at least every week."
#   recommended_action_zh: "安装逾期的更新,开启自动更新,并确保主机至少每周检查一次更新。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.8"
#     - "NIST SP 800-53r5 SI-2"
#     - "PCI DSS v4.0.1 6.3.3"
package rules.systems.unpatched_system

import data.lib.ages
import data.lib.findings
import data.lib.times

params := data.params["SYS-001"]

rows := input.evidence.patch_status

default applicable := false

applicable if count(rows) > 0

# about_host(row): the row tells of the host as a whole, not of an update.
about_host(row) if {
	row.package in {"apt", "*"}
	is_boolean(row.auto_update_enabled)
	not row.published_at
	not row.severity
}

pending contains i if {
	some i, row in rows
	not row.installed_at
	not about_host(row)
}

# days(row): the days allowed for the update; a severity without a limit has none.
days(row) := object.get(params.max_days_by_severity, object.get(row, "severity", "high"), 0)

published := {"en": "the publication of the missing update", "zh": "未安装更新的发布"}

by_host[host] contains i if {
	some i, row in rows
	host := row.host
}

told[host] contains i if {
	some i, row in rows
	is_boolean(row.auto_update_enabled)
	host := row.host
}

switched_off[host] contains i if {
	some i, row in rows
	row.auto_update_enabled == false
	host := row.host
}

check := {"en": "the last look for updates", "zh": "最近检查更新"}

# checks[host]: the looks for updates, as [instant, row number].
checks[host] contains [began, i] if {
	some i, row in rows
	began := times.start(row.last_checked_at)
	host := row.host
}

deny contains finding if {
	some i in pending
	fault := ages.stale(rows[i], "published_at", published, days(rows[i]))
	finding := findings.of(rows[i], ["host", "package"], {fault})
}

deny contains finding if {
	some row in rows
	times.ahead(row.installed_at)
	finding := findings.of(row, ["host", "package"], {findings.plain(
		"the installation is dated in the future",
		"安装时间在将来",
	)})
}

deny contains finding if {
	params.auto_update_required
	some off in switched_off
	finding := findings.at(rows[min(off)], "auto_update_enabled", ["host"], {findings.plain(
		"automatic updates are off",
		"未开启自动更新",
	)})
}

deny contains finding if {
	some known in checks
	[_, i] := max(known)
	fault := ages.stale(rows[i], "last_checked_at", check, params.max_check_age_days)
	finding := findings.at(rows[i], "last_checked_at", ["host"], {fault})
}

unknown contains finding if {
	some i in pending
	fault := ages.unrecorded(rows[i], "published_at", published)
	finding := findings.of(rows[i], ["host", "package"], {fault})
}

unknown contains finding if {
	params.auto_update_required
	some host, known in by_host
	not told[host]
	finding := findings.at(rows[min(known)], "auto_update_enabled", ["host"], {findings.plain(
		"whether it updates automatically is not recorded",
		"未记录是否自动更新",
	)})
}

unknown contains finding if {
	some host, known in by_host
	not checks[host]
	row := rows[min(known)]
	fault := ages.unrecorded(row, "last_checked_at", check)
	finding := findings.at(row, "last_checked_at", ["host"], {fault})
}
