# METADATA
# scope: package
# title: "Hosts with customer information offer no clear-text protocol"
# description: "Third prohibition, clear-text telegraph - systems with customer information offer no clear-text protocol, the present-day form of the uncoded telegram."
# schemas:
#   - input.evidence.listening_services: schema.listening_services
# custom:
#   id: CIC-026-3c
#   title_zh: "存有客户信息的主机不得提供明文协议"
#   description_zh: "三个不准之三(明码电报部分):存有客户信息的系统不得提供明文协议,明文协议就是今天的明码电报。"
#   severity: high
#   clause: "篇五 第26条第3款"
#   other_clauses: [篇十八 第26条第3款]
#   evidence: [listening_services]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: derived
#   tier: core
#   params:
#     cleartext_protocols:
#     - ftp
#     - telnet
#     - http
#     - smtp
#     - pop3
#     - imap
#     - ldap
#     - rsh
#     - tftp
#     - snmp_v1
#     - snmp_v2c
#     exempt_exposure:
#     - loopback
#   param_basis:
#     cleartext_protocols: "project default"
#     exempt_exposure: "project default"
#   recommended_action: "Switch the service off, or replace it by its encrypted counterpart (SFTP, SSH, HTTPS, LDAPS, SNMPv3), or bind it to the loopback address; identify services whose protocol is not known."
#   recommended_action_zh: "关闭该服务,或改用对应的加密协议(SFTP、SSH、HTTPS、LDAPS、SNMPv3),或只绑定本机回环地址;协议不明的服务须查明。"
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.20"
#     - "ISO/IEC 27001:2022 A.8.24"
#     - "NIST SP 800-53r5 SC-8"
#     - "NIST SP 800-53r5 CM-7"
package rules.three_prohibitions.cleartext_services

import data.lib.findings

params := data.params["CIC-026-3c"]

services := input.evidence.listening_services

default applicable := false

applicable if count(in_scope) > 0

# in_scope: a host that is not known to be free of customer information may hold some.
in_scope contains i if {
	some i, service in services
	object.get(service, "holds_customer_info", true)
}

# exposed: services that others can reach; an unknown exposure is one.
exposed contains i if {
	some i in in_scope
	not object.get(services[i], "exposure", "external") in params.exempt_exposure
}

protocol(service) := lower(object.get(service, "protocol", "unknown"))

deny contains finding if {
	some i in exposed
	service := services[i]
	protocol(service) in params.cleartext_protocols
	not service.encrypted
	finding := findings.of(service, ["host", "port", "protocol"], {findings.text(
		"port %v offers %s in clear text",
		"端口%v以明文提供%s协议",
		[service.port, protocol(service)],
		[service.port, protocol(service)],
	)})
}

review contains finding if {
	some i in exposed
	service := services[i]
	protocol(service) in {"unknown", ""}
	finding := findings.of(service, ["host", "port", "protocol"], {findings.text(
		"the protocol on port %v is unknown: find out whether it is clear text",
		"端口%v上的协议不明,须查明是否为明文",
		[service.port],
		[service.port],
	)})
}
