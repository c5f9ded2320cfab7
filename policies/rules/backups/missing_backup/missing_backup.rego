# METADATA
# scope: package
# title: "Important data is backed up regularly"
# description: "Important data, above all customer information, is backed up at regular intervals so that a fault, virus or accidental deletion does not lose it."
# schemas:
#   - input.evidence.backup_snapshots: schema.backup_snapshots
#   - input.evidence.system_inventory: schema.system_inventory
# custom:
#   id: BAK-001
#   title_zh: "重要数据定期备份"
#   description_zh: ""
#   severity: critical
#   clause: "篇一 第四段(数据备份)"
#   other_clauses: [篇一 第二段(银行的保密责任), 篇七 第二段(银行的保密责任), 篇八 第三段]
#   evidence: [backup_snapshots, system_inventory]
#   empty: fail
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     max_age_hours: 24
#   param_basis:
#     max_age_hours: "project default (document says regularly)"
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.13"
#     - "NIST SP 800-53r5 CP-9"
#     - "PRC Cybersecurity Law (2025 amendment) art. 23"
#     - "PRC Network Data Security Regulations (2024) art. 9"
package rules.backups.missing_backup
