# METADATA
# scope: package
# title: "Old passwords cannot be used again"
# description: "The same password is not kept or taken up again over time."
# schemas:
#   - input.evidence.password_policy: schema.password_policy
# custom:
#   id: PWD-003
#   title_zh: "不得重复使用旧密码"
#   description_zh: ""
#   severity: medium
#   clause: "篇八 第四段"
#   other_clauses: [篇十 第二段]
#   evidence: [password_policy]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     min_history: 4
#   param_basis:
#     min_history: "PCI DSS v4.0.1 8.3.7"
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.17"
#     - "NIST SP 800-53r5 IA-5"
#     - "PCI DSS v4.0.1 8.3.7"
package rules.passwords.password_reuse
