# METADATA
# scope: package
# title: "Outbound customer data matches an approved disclosure"
# description: "Customer data seen leaving by mail, upload or file transfer corresponds to an approved external provision."
# schemas:
#   - input.evidence.dlp_events: schema.dlp_events
#   - input.evidence.mail_log: schema.mail_log
#   - input.evidence.disclosure_register: schema.disclosure_register
# custom:
#   id: CIC-024b
#   title_zh: "外发客户数据须对应已批准的对外提供记录"
#   description_zh: ""
#   severity: critical
#   clause: "篇五 第24条"
#   other_clauses: [篇十八 第24条]
#   evidence: [dlp_events, mail_log, disclosure_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: derived
#   tier: core
#   params:
#     internal_domains:
#     - example.com
#   param_basis:
#     internal_domains: "project default"
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.12"
#     - "ISO/IEC 27001:2022 A.5.14"
#     - "NIST SP 800-53r5 AC-4"
package rules.external_provision.unmatched_outbound_data
