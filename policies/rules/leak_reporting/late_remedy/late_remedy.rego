# METADATA
# scope: package
# title: "Leaks and suspected leaks are remedied at once"
# description: "Staff who find that customer information has leaked or may leak take remedial action immediately and stop the leak from spreading."
# schemas:
#   - input.evidence.incident_register: schema.incident_register
# custom:
#   id: CIC-027a
#   title_zh: "发现泄露或可能泄露立即补救"
#   description_zh: ""
#   severity: critical
#   clause: "篇五 第27条"
#   other_clauses: [篇十八 第27条, 篇三 第四段]
#   evidence: [incident_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     max_remedy_start_hours: 1
#     max_containment_hours: 24
#   param_basis:
#     max_remedy_start_hours: "project default (document says immediately)"
#     max_containment_hours: "project default"
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.26"
#     - "NIST SP 800-53r5 IR-4"
#     - "PIPL art. 57"
#     - "GB/T 35273-2020 10.1"
#     - "PRC Data Security Law art. 29"
#     - "PRC Network Data Security Regulations (2024) art. 11"
package rules.leak_reporting.late_remedy
