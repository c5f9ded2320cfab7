# METADATA
# scope: package
# title: "Copies and excerpts of important documents are approved first"
# description: "Important documents and materials may be copied or excerpted only with the approval of the general manager or the customer information supervisor."
# schemas:
#   - input.evidence.copy_register: schema.copy_register
#   - input.evidence.hr_roster: schema.hr_roster
# custom:
#   id: CIC-023-1a
#   title_zh: "重要资料复制、摘抄须经批准"
#   description_zh: ""
#   severity: high
#   clause: "篇五 第23条第1款"
#   other_clauses: [篇十八 第23条第1款]
#   evidence: [copy_register, hr_roster]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     approver_roles:
#     - general_manager
#     - customer_information_supervisor
#   param_basis:
#     approver_roles: "document"
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.10"
#     - "NIST SP 800-53r5 AC-5"
package rules.copying.unapproved_copy
