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
#   description_zh: ""
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
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.15"
#     - "NIST SP 800-53r5 AU-2"
#     - "NIST SP 800-53r5 AU-11"
#     - "NIST SP 800-53r5 AU-12"
#     - "PCI DSS v4.0.1 10.2.1"
#     - "PRC Cybersecurity Law (2025 amendment) art. 23"
package rules.logging.unlogged_customer_system
