# METADATA
# scope: package
# title: "Passwords are long and mix all character classes"
# description: "Passwords are complex and hard to guess, containing upper and lower case letters, digits and special characters."
# schemas:
#   - input.evidence.password_policy: schema.password_policy
#   - input.evidence.system_inventory: schema.system_inventory
#   - input.evidence.account_inventory: schema.account_inventory
# custom:
#   id: PWD-001
#   title_zh: "密码复杂度含大小写字母、数字和特殊字符"
#   description_zh: ""
#   severity: high
#   clause: "篇一 第二段(主动保护)"
#   other_clauses: [篇五 第二段(加强密码安全), 篇一 第三段(个人的信息保护), 篇七 第三段(个人的信息保护)]
#   evidence: [password_policy, system_inventory, account_inventory]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     min_length: 12
#     required_classes:
#     - upper
#     - lower
#     - digit
#     - special
#   param_basis:
#     min_length: "PCI DSS v4.0.1 8.3.6 (document gives no length)"
#     required_classes: "document"
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.17"
#     - "NIST SP 800-53r5 IA-5"
#     - "NIST SP 800-53r5 IA-5(1)"
#     - "PCI DSS v4.0.1 8.3.6"
package rules.passwords.weak_password_rules
