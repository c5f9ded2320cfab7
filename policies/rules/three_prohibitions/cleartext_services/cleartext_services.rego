# METADATA
# scope: package
# title: "Hosts with customer information offer no clear-text protocol"
# description: "Third prohibition, clear-text telegraph - systems with customer information offer no clear-text protocol, the present-day form of the uncoded telegram."
# schemas:
#   - input.evidence.listening_services: schema.listening_services
# custom:
#   id: CIC-026-3c
#   title_zh: "存有客户信息的主机不得提供明文协议"
#   description_zh: ""
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
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.20"
#     - "ISO/IEC 27001:2022 A.8.24"
#     - "NIST SP 800-53r5 SC-8"
#     - "NIST SP 800-53r5 CM-7"
package rules.three_prohibitions.cleartext_services
