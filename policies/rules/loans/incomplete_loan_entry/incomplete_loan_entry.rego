# METADATA
# scope: package
# title: "The loan register entry is complete and signed"
# description: "The borrower writes the name of the material, number of copies, loan time and reason in the out-loan register and signs."
# schemas:
#   - input.evidence.loan_register: schema.loan_register
# custom:
#   id: CIC-019-5a
#   title_zh: "外借登记册填写完整并签字确认"
#   description_zh: ""
#   severity: medium
#   clause: "篇五 第19条第5款"
#   other_clauses: [篇十八 第19条第5款]
#   evidence: [loan_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     required_fields:
#     - item
#     - copies
#     - borrowed_at
#     - reason
#     - borrower_signature
#   param_basis:
#     required_fields: "document"
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.7.10"
#     - "NIST SP 800-53r5 MP-5"
package rules.loans.incomplete_loan_entry
