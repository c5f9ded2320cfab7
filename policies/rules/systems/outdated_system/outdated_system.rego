# METADATA
# scope: package
# title: "No outdated information systems in use"
# description: "Information systems are kept up to date; outdated systems are a stated cause of leaks."
# schemas:
#   - input.evidence.system_inventory: schema.system_inventory
# custom:
#   id: SYS-003
#   title_zh: "不得使用过时的信息系统"
#   description_zh: "信息系统应保持更新,使用过时的系统是造成泄露的原因之一。"
#   severity: high
#   clause: "篇十五 技术手段不当"
#   other_clauses: [篇三 第三段]
#   evidence: [system_inventory]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     warn_days: 90
#   param_basis:
#     warn_days: "project default"
#   recommended_action: "Upgrade or replace the operating system before its support ends, and enter its end-of-life date in the inventory."
#   recommended_action_zh: "在支持终止前升级或更换操作系统,并在系统清单中登记其终止支持日期。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.8"
#     - "NIST SP 800-53r5 SA-22"
package rules.systems.outdated_system

import data.lib.findings
import data.lib.times

params := data.params["SYS-003"]

systems := input.evidence.system_inventory

default applicable := false

applicable if count(systems) > 0

deny contains finding if {
	some row in systems
	times.past(row.os_eol_at)
	finding := findings.of(row, ["system_id"], {findings.text(
		"support of its operating system ended on %s",
		"其操作系统已于%s终止支持",
		[row.os_eol_at],
		[row.os_eol_at],
	)})
}

warn contains note if {
	some row in systems
	end := row.os_eol_at
	not times.past(end)
	times.today >= times.add_days(end, 0 - params.warn_days)
	finding := findings.of(row, ["system_id"], {findings.text(
		"support of its operating system ends on %s, within %v days",
		"其操作系统将于%s终止支持,不足%v天",
		[end, params.warn_days],
		[end, params.warn_days],
	)})
	note := object.union(finding, {"severity": "low"})
}

# Several systems may run on one host, whose operating system is told of once.
told contains host if {
	some row in systems
	row.os_eol_at
	host := row.host
}

host_told(row) if row.host in told

unknown contains finding if {
	some row in systems
	not row.os_eol_at
	not host_told(row)
	finding := findings.of(row, ["system_id"], {findings.plain(
		"the end of support of its operating system is not recorded",
		"未登记其操作系统的终止支持日期",
	)})
}
