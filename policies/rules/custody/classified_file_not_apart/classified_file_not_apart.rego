# METADATA
# scope: package
# title: "Secret and top-secret materials are stored apart"
# description: "Secret and top-secret customer material is kept in a store of its own."
# schemas:
#   - input.evidence.customer_files: schema.customer_files
#   - input.evidence.storage_inventory: schema.storage_inventory
#   - input.evidence.file_acl: schema.file_acl
# custom:
#   id: CIC-022b
#   title_zh: "机密、绝密资料单独存放"
#   description_zh: ""
#   severity: high
#   clause: "篇五 第22条"
#   other_clauses: [篇十八 第22条]
#   evidence: [customer_files, storage_inventory]
#   optional_evidence: [file_acl]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: rule
#   tier: core
#   params:
#     classified_levels:
#     - secret
#     - top_secret
#     levels_may_share: true
#   param_basis:
#     classified_levels: "document"
#     levels_may_share: "project default (document does not ask to keep 机密 and 绝密 apart from each other)"
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.7.10"
#     - "NIST SP 800-53r5 MP-4"
package rules.custody.classified_file_not_apart
