# METADATA
# scope: package
# title: "No customer information leaked in private dealings"
# description: "First prohibition - customer information is not disclosed in private dealings, which shows as no transfer to private mailboxes, chat or personal accounts and no such incident."
# schemas:
#   - input.evidence.dlp_events: schema.dlp_events
#   - input.evidence.mail_log: schema.mail_log
#   - input.evidence.incident_register: schema.incident_register
# custom:
#   id: CIC-026-1
#   title_zh: "不准在私人交往中泄露客户信息"
#   description_zh: ""
#   severity: critical
#   clause: "篇五 第26条第1款"
#   other_clauses: [篇十八 第26条第1款, 银行业从业人员职业操守 第六段]
#   evidence: [dlp_events, mail_log, incident_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: rule
#   tier: core
#   params:
#     private_destinations:
#     - personal_mail
#     - instant_messaging
#     - social_media
#     - personal_cloud
#     - removable_private
#     freemail_list:
#     - qq.com
#     - 163.com
#     - 126.com
#     - gmail.com
#     - outlook.com
#   param_basis:
#     private_destinations: "project default"
#     freemail_list: "project default"
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.14"
#     - "ISO/IEC 27001:2022 A.8.12"
#     - "NIST SP 800-53r5 AC-4"
package rules.three_prohibitions.private_dealings
