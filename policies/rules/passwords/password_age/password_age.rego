# METADATA
# scope: package
# title: "Passwords are changed regularly"
# description: "Passwords are changed at regular intervals and one password is not used for a long time."
# schemas:
#   - input.evidence.password_policy: schema.password_policy
#   - input.evidence.account_inventory: schema.account_inventory
# custom:
#   id: PWD-002
#   title_zh: "定期更换密码"
#   description_zh: ""
#   severity: medium
#   clause: "篇一 第二段(主动保护)"
#   other_clauses: [篇五 第二段(加强密码安全), 篇八 第四段, 篇十 第二段, 篇十三 三、信息安全的重要性, 篇一 第三段(个人的信息保护), 篇七 第三段(个人的信息保护)]
#   evidence: [password_policy, account_inventory]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: recommendation
#   tier: core
#   params:
#     max_age_days: 90
#     passwordless_accounts: []
#   param_basis:
#     max_age_days: "PCI DSS v4.0.1 8.3.9 (document says regularly; NIST SP 800-63B advises against periodic change)"
#     passwordless_accounts: "project default"
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.17"
#     - "NIST SP 800-53r5 IA-5"
#     - "PCI DSS v4.0.1 8.3.9"
package rules.passwords.password_age
