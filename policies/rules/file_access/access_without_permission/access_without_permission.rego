# METADATA
# scope: package
# title: "No consultation of customer files without permission"
# description: "Nobody consults customer files without permission, so every access event falls under an approved application or a standing grant in force at that moment."
# schemas:
#   - input.evidence.access_log: schema.access_log
#   - input.evidence.access_applications: schema.access_applications
#   - input.evidence.access_grants: schema.access_grants
#   - input.evidence.hr_roster: schema.hr_roster
# custom:
#   id: CIC-017b
#   title_zh: "未经许可不得查阅客户档案"
#   description_zh: ""
#   severity: critical
#   clause: "篇五 第17条"
#   other_clauses: [篇十八 第17条, 篇五 第22条, 篇十八 第22条]
#   evidence: [access_log, access_applications, access_grants, hr_roster]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: rule
#   tier: core
#   params:
#     breakglass_review_hours: 24
#     default_validity_days: 3
#   param_basis:
#     breakglass_review_hours: "project default"
#     default_validity_days: "project default (as for loans)"
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.3"
#     - "NIST SP 800-53r5 AC-3"
#     - "NIST SP 800-53r5 AU-6"
#     - "PIPL art. 51"
#     - "GB/T 35273-2020 7.1"
package rules.file_access.access_without_permission
