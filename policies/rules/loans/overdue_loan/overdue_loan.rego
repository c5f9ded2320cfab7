# METADATA
# scope: package
# title: "Customer materials are lent for at most three days"
# description: "The loan of customer materials lasts no more than three days."
# schemas:
#   - input.evidence.loan_register: schema.loan_register
#   - input.evidence.reference_lists: schema.reference_lists
# custom:
#   id: CIC-019-5b
#   title_zh: "客户资料借阅不得超过三天"
#   description_zh: ""
#   severity: high
#   clause: "篇五 第19条第5款"
#   other_clauses: [篇十八 第19条第5款]
#   evidence: [loan_register]
#   optional_evidence: [reference_lists]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     max_loan_days: 3
#     count_working_days: false
#     min_gap_hours: 24
#   param_basis:
#     max_loan_days: "document"
#     count_working_days: "project default, plain reading of 三天"
#     min_gap_hours: "project default"
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.10"
#     - "ISO/IEC 27001:2022 A.7.10"
#     - "NIST SP 800-53r5 MP-5"
package rules.loans.overdue_loan
