# METADATA
# scope: package
# title: "Firewalls are on and deny by default"
# description: "System protection includes firewalls."
# schemas:
#   - input.evidence.firewall_config: schema.firewall_config
#   - input.evidence.system_inventory: schema.system_inventory
#   - input.evidence.endpoint_config: schema.endpoint_config
# custom:
#   id: NET-001
#   title_zh: "防火墙启用并默认拒绝"
#   description_zh: "系统保护措施应当包括防火墙。"
#   severity: high
#   clause: "篇一 第二段(银行的保密责任)"
#   other_clauses: [篇七 第二段(银行的保密责任), 篇十六 第四段, 篇十 第五段(安全更新)]
#   evidence: [firewall_config, system_inventory, endpoint_config]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     review_days: 183
#     covered_kinds:
#     - server
#     - database
#     - file_server
#     - mail_server
#     perimeter_hosts: []
#   param_basis:
#     review_days: "PCI DSS v4.0.1 1.2.7 (six months)"
#     covered_kinds: "project default"
#     perimeter_hosts: "project default"
#   recommended_action: "Switch the firewall on, make deny the default for inbound traffic, remove rules that allow anything from anywhere, and review the rules every half year with a dated record."
#   recommended_action_zh: "启用防火墙,入站流量默认拒绝,删除任意来源到任意目的的放行规则,并每半年复核一次规则、记录复核日期。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.20"
#     - "NIST SP 800-53r5 SC-7"
#     - "PCI DSS v4.0.1 1.2.7"
#     - "PRC Cybersecurity Law (2025 amendment) art. 23"
package rules.networks.firewall_off

import data.lib.evidence
import data.lib.findings
import data.lib.times

params := data.params["NET-001"]

default applicable := false

applicable if count(systems) > 0

applicable if count(params.perimeter_hosts) > 0

applicable if count(computers) > 0

systems contains i if {
	some i, row in input.evidence.system_inventory
	row.kind in params.covered_kinds
}

computers contains i if {
	some i, row in input.evidence.endpoint_config
	row.kind in {"laptop", "workstation"}
}

system_hosts contains host if {
	some i in systems
	host := input.evidence.system_inventory[i].host
}

hosts := system_hosts | {host | some host in params.perimeter_hosts}

firewalls[host] contains i if {
	some i, row in input.evidence.firewall_config
	host := row.host
}

# Hosts without a firewall, as subjects of findings.
bare contains subject if {
	some i in systems
	row := input.evidence.system_inventory[i]
	host := row.host
	not firewalls[host]
	subject := {"loc": row._loc, "subject": findings.key(row, ["system_id"])}
}

# A perimeter host stands in no evidence, so that only the kind can be named as the place.
bare contains {"loc": {"file": "firewall_config"}, "subject": host} if {
	some host in (hosts - system_hosts)
	not firewalls[host]
}

no_firewall(subject) := findings.about(subject.loc, subject.subject, {findings.plain(
	"its host has no firewall",
	"其主机没有防火墙",
)})

# judged: the rows of firewalls of all hosts in scope.
judged contains i if {
	some host in hosts
	some i in firewalls[host]
}

faults contains [i, "enabled", findings.plain("the firewall is off", "防火墙未启用")] if {
	some i in judged
	not input.evidence.firewall_config[i].enabled
}

faults contains [i, "default_inbound", findings.plain(
	"inbound traffic is not denied by default",
	"入站流量未默认拒绝",
)] if {
	some i in judged
	object.get(input.evidence.firewall_config[i], "default_inbound", "") != "deny"
}

faults contains [i, "any_any_rules", fault] if {
	some i in judged
	row := input.evidence.firewall_config[i]
	row.any_any_rules > 0
	fault := findings.text(
		"%v rules allow anything from anywhere",
		"有%v条规则放行任意来源的任意流量",
		[row.any_any_rules],
		[row.any_any_rules],
	)
}

faults contains [i, "rules_reviewed_at", fault] if {
	some i in judged
	row := input.evidence.firewall_config[i]
	times.older_than_days(row.rules_reviewed_at, params.review_days)
	fault := findings.text(
		"the rules were last reviewed at %s, more than %v days ago",
		"规则最近一次复核于%s,已超过%v天",
		[row.rules_reviewed_at, params.review_days],
		[row.rules_reviewed_at, params.review_days],
	)
}

faults contains [i, "rules_reviewed_at", findings.plain(
	"the review of the rules is dated in the future",
	"规则复核的时间在将来",
)] if {
	some i in judged
	times.ahead(input.evidence.firewall_config[i].rules_reviewed_at)
}

deny contains finding if {
	not evidence.incomplete("firewall_config")
	some subject in bare
	finding := no_firewall(subject)
}

deny contains finding if {
	some [i, field, text] in faults
	finding := findings.at(input.evidence.firewall_config[i], field, ["host"], {text})
}

deny contains finding if {
	some i in computers
	row := input.evidence.endpoint_config[i]
	not row.firewall_on
	finding := findings.at(row, "firewall_on", ["host"], {findings.plain(
		"the firewall of the computer is off",
		"该计算机的防火墙未启用",
	)})
}

unknown contains finding if {
	evidence.incomplete("firewall_config")
	some subject in bare
	finding := no_firewall(subject)
}

unknown contains finding if {
	some i in systems
	row := input.evidence.system_inventory[i]
	not row.host
	finding := findings.of(row, ["system_id"], {findings.plain(
		"its host is not recorded, so that its firewall cannot be found",
		"未登记其主机,无法找到对应的防火墙",
	)})
}

# What none of a host's rows tells: the ruleset of a host does not say when it was reviewed.
unknown contains finding if {
	some host in hosts
	some field, text in {
		"any_any_rules": findings.plain(
			"the number of rules that allow anything is not known",
			"放行任意流量的规则数未知",
		),
		"rules_reviewed_at": findings.plain(
			"the review of the rules is not recorded",
			"没有规则复核的记录",
		),
	}
	told := [i | some i in firewalls[host]; input.evidence.firewall_config[i][field]]
	count(told) == 0
	row := input.evidence.firewall_config[min(firewalls[host])]
	finding := findings.at(row, field, ["host"], {text})
}
