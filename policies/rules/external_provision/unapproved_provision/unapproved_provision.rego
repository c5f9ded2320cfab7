# METADATA
# scope: package
# title: "External provision has two prior approvals"
# description: "Staff who need to give customer materials to outsiders obtain, beforehand, the approval of both the customer information supervisor and the customer service manager."
# schemas:
#   - input.evidence.disclosure_register: schema.disclosure_register
#   - input.evidence.hr_roster: schema.hr_roster
# custom:
#   id: CIC-024a
#   title_zh: "对外提供客户资料须主管和经理事先批准"
#   description_zh: ""
#   severity: critical
#   clause: "篇五 第24条"
#   other_clauses: [篇十八 第24条, 保密协议 第二条第2、4项]
#   evidence: [disclosure_register, hr_roster]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     required_roles:
#     - customer_information_supervisor
#     - customer_service_manager
#     internal_recipient_types:
#     - internal_dept
#     - customer_self
#     compelled_bases:
#     - statute
#     - court_order
#     - authority_request
#   param_basis:
#     required_roles: "document"
#     internal_recipient_types: "project default"
#     compelled_bases: "project default"
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.14"
#     - "NIST SP 800-53r5 AC-5"
#     - "NIST SP 800-53r5 PM-21"
#     - "PIPL art. 23"
#     - "GB/T 35273-2020 9.2"
#     - "PRC Network Data Security Regulations (2024) art. 12"
package rules.external_provision.unapproved_provision
