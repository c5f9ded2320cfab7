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
#   description_zh: ""
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
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.20"
#     - "NIST SP 800-53r5 SC-7"
#     - "PCI DSS v4.0.1 1.2.7"
#     - "PRC Cybersecurity Law (2025 amendment) art. 23"
package rules.networks.firewall_off
