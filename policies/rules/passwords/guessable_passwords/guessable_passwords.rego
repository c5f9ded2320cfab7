# METADATA
# scope: package
# title: "Passwords are not guessable from personal data or dictionaries"
# description: "Passwords are independent and hard to guess, and not built on personal information."
# schemas:
#   - input.evidence.password_policy: schema.password_policy
# custom:
#   id: PWD-005
#   title_zh: "密码不得与个人信息关联或易被猜测"
#   description_zh: ""
#   severity: medium
#   clause: "篇五 第二段(加强密码安全)"
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
#     require_user_info_check: true
#     require_dictionary_check: true
#   param_basis:
#     require_user_info_check: "document"
#     require_dictionary_check: "document"
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.17"
#     - "NIST SP 800-53r5 IA-5"
#     - "NIST SP 800-53r5 IA-5(1)"
package rules.passwords.guessable_passwords
