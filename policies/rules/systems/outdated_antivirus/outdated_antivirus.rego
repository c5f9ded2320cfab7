# METADATA
# scope: package
# title: "Anti-malware runs with current signatures"
# description: "Anti-virus and protection software is installed and kept up to date, and people watch for viruses and trojans."
# schemas:
#   - input.evidence.endpoint_protection: schema.endpoint_protection
#   - input.evidence.system_inventory: schema.system_inventory
# custom:
#   id: SYS-002
#   title_zh: "安装杀毒软件并保持更新"
#   description_zh: "应安装杀毒和防护软件并保持更新,注意防范病毒和木马。"
#   severity: high
#   clause: "篇十 第五段(安全更新)"
#   other_clauses: [篇一 第三段(个人的信息保护), 篇七 第三段(个人的信息保护), 篇十六 第二段, 篇十六 第四段]
#   evidence: [endpoint_protection, system_inventory]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     covered_kinds:
#     - workstation
#     - laptop
#     - file_server
#     - mail_server
#     max_signature_age_days: 3
#     max_scan_age_days: 7
#   param_basis:
#     covered_kinds: "project default"
#     max_signature_age_days: "project default"
#     max_scan_age_days: "project default"
#   recommended_action: "Install the anti-malware product on the host, start it with real-time protection, update its signatures and run a full scan."
#   recommended_action_zh: "在该主机上安装杀毒软件,启动并开启实时防护,更新特征库并执行一次全盘扫描。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.7"
#     - "NIST SP 800-53r5 SI-3"
#     - "PCI DSS v4.0.1 5.2.1"
#     - "PRC Cybersecurity Law (2025 amendment) art. 23"
package rules.systems.outdated_antivirus

import data.lib.ages
import data.lib.evidence
import data.lib.findings

params := data.params["SYS-002"]

products := input.evidence.endpoint_protection

default applicable := false

applicable if count(systems) > 0

systems contains i if {
	some i, row in input.evidence.system_inventory
	row.kind in params.covered_kinds
}

hosts contains host if {
	some i in systems
	host := input.evidence.system_inventory[i].host
}

on_host[host] contains i if {
	some i, row in products
	host := row.host
}

limits := {
	"signatures_at": {
		"days": params.max_signature_age_days,
		"label": {"en": "the update of the signatures", "zh": "特征库更新"},
	},
	"last_scan_at": {
		"days": params.max_scan_age_days,
		"label": {"en": "the last scan", "zh": "最近扫描"},
	},
}

faults[i] contains ["running", findings.plain(
	"the protection does not run",
	"防护软件未运行",
)] if {
	some i, row in products
	not row.running
}

faults[i] contains ["realtime", findings.plain(
	"real-time protection is off",
	"未开启实时防护",
)] if {
	some i, row in products
	not row.realtime
}

faults[i] contains [field, fault] if {
	some i, row in products
	some field, limit in limits
	fault := ages.stale(row, field, limit.label, limit.days)
}

faults[i] contains [field, fault] if {
	some i, row in products
	some field, limit in limits
	fault := ages.unrecorded(row, field, limit.label)
}

# A second product that stands by is no fault beside one that protects the host.
protected(host) if {
	some i in on_host[host]
	not faults[i]
}

bare contains finding if {
	some i in systems
	row := input.evidence.system_inventory[i]
	host := row.host
	not on_host[host]
	finding := findings.of(row, ["system_id"], {findings.plain(
		"its host has no anti-malware protection",
		"其主机没有防病毒软件",
	)})
}

deny contains finding if {
	some host in hosts
	not protected(host)
	some i in on_host[host]
	some [field, text] in faults[i]
	finding := findings.at(products[i], field, ["host", "product"], {text})
}

deny contains finding if {
	not evidence.incomplete("endpoint_protection")
	some finding in bare
}

unknown contains finding if {
	evidence.incomplete("endpoint_protection")
	some finding in bare
}

unknown contains finding if {
	some i in systems
	row := input.evidence.system_inventory[i]
	not row.host
	finding := findings.of(row, ["system_id"], {findings.plain(
		"its host is not recorded, so that its protection cannot be found",
		"未登记其主机,无法找到对应的防病毒软件",
	)})
}
