# METADATA
# scope: package
# title: "Secret and top-secret materials are marked in the catalogue"
# description: "When secret (机密) or top-secret (绝密) customer material is registered, the remark column of the finding aid shows that word."
# schemas:
#   - input.evidence.customer_files: schema.customer_files
#   - input.evidence.file_index: schema.file_index
# custom:
#   id: CIC-022a
#   title_zh: "机密、绝密资料在检索工具备注栏标注"
#   description_zh: ""
#   severity: high
#   clause: "篇五 第22条"
#   other_clauses: [篇十八 第22条]
#   evidence: [customer_files, file_index]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     label_map:
#       secret: 机密
#       top_secret: 绝密
#     known_levels:
#     - public
#     - internal
#     - important
#     - secret
#     - top_secret
#   param_basis:
#     label_map: "document"
#     known_levels: "project default"
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.13"
#     - "NIST SP 800-53r5 MP-3"
package rules.custody.unmarked_classified_file
