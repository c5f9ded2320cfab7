# METADATA
# scope: package
# title: "Use of customer information is logged and monitored"
# description: "Customer information is monitored effectively through the information systems, and exchange of it inside the bank is watched."
# schemas:
#   - input.evidence.audit_logging: schema.audit_logging
#   - input.evidence.system_inventory: schema.system_inventory
# custom:
#   id: LOG-001
#   title_zh: "对客户信息的使用进行有效监控和日志留存"
#   description_zh: "通过信息系统对客户信息进行有效监控,并监控其在行内的交流使用。"
#   severity: high
#   clause: "篇三 第四段(提升信息管理能力)"
#   other_clauses: [篇十一 第四段(提升信息管理能力), 篇十二 3.保护机制]
#   evidence: [audit_logging, system_inventory]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     min_retention_days: 184
#   param_basis:
#     min_retention_days: "PRC Cybersecurity Law art. 23 (art. 21 before 2026), network logs at least six months"
#   recommended_action: "Switch audit logging on for reads and writes of customer information, forward the log to another system, and keep it for at least 184 days."
#   recommended_action_zh: "对客户信息的读取和写入启用审计日志,将日志转发到另一系统,并至少保存184天。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.15"
#     - "NIST SP 800-53r5 AU-2"
#     - "NIST SP 800-53r5 AU-11"
#     - "NIST SP 800-53r5 AU-12"
#     - "PCI DSS v4.0.1 10.2.1"
#     - "PRC Cybersecurity Law (2025 amendment) art. 23"
package rules.logging.unlogged_customer_system

import data.lib.evidence
import data.lib.findings

params := data.params["LOG-001"]

default applicable := false

applicable if count(systems) > 0

# Systems that hold customer information, or of which nobody says that they do not.
systems contains i if {
	some i, row in input.evidence.system_inventory
	object.get(row, "holds_customer_info", true)
}

logs[system] contains i if {
	some i, row in input.evidence.audit_logging
	system := row.system_id
}

logs_on[system] contains i if {
	some i, row in input.evidence.audit_logging
	row.enabled
	system := row.system_id
}

requirements := {
	"covers_reads": findings.plain("reads are not logged", "未记录读取操作"),
	"covers_writes": findings.plain("writes are not logged", "未记录写入操作"),
	"forwarded": findings.plain("the log is not forwarded", "日志未转发到其他系统"),
	"retention_days": findings.text(
		"the log is kept for less than %v days",
		"日志保存不足%v天",
		[params.min_retention_days],
		[params.min_retention_days],
	),
}

# met[system]: the requirements that the logs of the system meet together.
met[system] contains field if {
	some row in input.evidence.audit_logging
	row.enabled
	some field in {"covers_reads", "covers_writes", "forwarded"}
	row[field]
	system := row.system_id
}

met[system] contains "retention_days" if {
	some row in input.evidence.audit_logging
	row.enabled
	row.retention_days >= params.min_retention_days
	system := row.system_id
}

meets(system, field) if field in met[system]

off contains [i, finding] if {
	some i in systems
	some log in logs[input.evidence.system_inventory[i].system_id]
	row := input.evidence.audit_logging[log]
	not row.enabled
	finding := findings.at(row, "enabled", ["system_id", "source"], {findings.plain(
		"audit logging is off",
		"审计日志未启用",
	)})
}

# What is missing, as [row of the system, finding]; a log not delivered could supply it.
lacking contains [i, finding] if {
	some i in systems
	row := input.evidence.system_inventory[i]
	system := row.system_id
	not logs[system]
	finding := findings.of(row, ["system_id"], {findings.plain(
		"it has no audit log",
		"没有审计日志",
	)})
}

lacking contains [i, finding] if {
	some i in systems
	row := input.evidence.system_inventory[i]
	some field, text in requirements
	place := place_of(row, field)
	system := row.system_id
	not meets(system, field)
	finding := object.union(
		findings.about(place, concat("/", [system, field]), {text}),
		{"related": [spot |
			some log in sort(logs_on[system])
			spot := log_place(log, field)
			spot != place
		]},
	)
}

# The only log of a system is itself at fault; of several logs none is more so than the others.
place_of(row, field) := log_place(min(logs_on[row.system_id]), field) if {
	count(logs_on[row.system_id]) == 1
}

place_of(row, _) := row._loc if count(logs_on[row.system_id]) > 1

log_place(log, field) := object.get(row, ["_locs", field], row._loc) if {
	row := input.evidence.audit_logging[log]
}

certain(i) if input.evidence.system_inventory[i].holds_customer_info

deny contains finding if {
	some [i, finding] in off
	certain(i)
}

deny contains finding if {
	not evidence.incomplete("audit_logging")
	some [i, finding] in lacking
	certain(i)
}

unknown contains finding if {
	some [i, finding] in off
	not certain(i)
}

unknown contains finding if {
	some [i, finding] in lacking
	not certain(i)
}

unknown contains finding if {
	evidence.incomplete("audit_logging")
	some [_, finding] in lacking
}
