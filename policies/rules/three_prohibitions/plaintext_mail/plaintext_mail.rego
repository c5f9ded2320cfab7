# METADATA
# scope: package
# title: "Mail with customer information is encrypted in transit"
# description: "Third prohibition, correspondence - messages with customer information travel only encrypted, never as plain mail."
# schemas:
#   - input.evidence.mail_log: schema.mail_log
# custom:
#   id: CIC-026-3b
#   title_zh: "含客户信息的邮件须加密传输"
#   description_zh: ""
#   severity: high
#   clause: "篇五 第26条第3款"
#   other_clauses: [篇十八 第26条第3款]
#   evidence: [mail_log]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: derived
#   tier: core
#   params:
#     min_tls: '1.2'
#     require_e2e_for:
#     - sensitive
#   param_basis:
#     min_tls: "NIST SP 800-52r2"
#     require_e2e_for: "project default"
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.14"
#     - "ISO/IEC 27001:2022 A.8.24"
#     - "NIST SP 800-53r5 SC-8"
#     - "GB/T 35273-2020 6.3"
package rules.three_prohibitions.plaintext_mail
