# METADATA
# scope: package
# title: "Classified materials have a dedicated custodian and closed access"
# description: "Secret and top-secret material has a designated custodian and nobody else may consult it without permission."
# schemas:
#   - input.evidence.storage_inventory: schema.storage_inventory
#   - input.evidence.appointments: schema.appointments
#   - input.evidence.file_acl: schema.file_acl
#   - input.evidence.hr_roster: schema.hr_roster
#   - input.evidence.access_applications: schema.access_applications
# custom:
#   id: CIC-022c
#   title_zh: "机密、绝密资料专人管理,他人未经许可不得查阅"
#   description_zh: ""
#   severity: high
#   clause: "篇五 第22条"
#   other_clauses: [篇十八 第22条]
#   evidence: [storage_inventory, appointments, hr_roster]
#   optional_evidence: [file_acl, access_applications]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: rule
#   tier: core
#   params:
#     max_custodians: 2
#     allowed_groups: []
#   param_basis:
#     max_custodians: "project default"
#     allowed_groups: "project default"
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.3"
#     - "ISO/IEC 27001:2022 A.5.15"
#     - "NIST SP 800-53r5 AC-6"
#     - "NIST SP 800-53r5 MP-2"
package rules.custody.classified_store_custodian
