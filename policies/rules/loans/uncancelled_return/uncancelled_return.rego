# METADATA
# scope: package
# title: "Returned materials are cancelled on the register promptly"
# description: "When a borrower returns customer material the entry in the out-loan register is cancelled at once."
# schemas:
#   - input.evidence.loan_register: schema.loan_register
# custom:
#   id: CIC-020
#   title_zh: "归还时及时在登记册上注销"
#   description_zh: ""
#   severity: medium
#   clause: "篇五 第20条"
#   other_clauses: [篇十八 第20条]
#   evidence: [loan_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     max_cancellation_hours: 24
#     borrower_may_cancel: true
#   param_basis:
#     max_cancellation_hours: "project default (document says promptly)"
#     borrower_may_cancel: "document (the sentence names the borrower as the one who cancels on return)"
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.10"
#     - "ISO/IEC 27001:2022 A.7.10"
#     - "NIST SP 800-53r5 MP-5"
package rules.loans.uncancelled_return
