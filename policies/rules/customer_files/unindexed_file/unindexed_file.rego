# METADATA
# scope: package
# title: "Customer files are indexed"
# description: "Every customer file can be found through an index."
# schemas:
#   - input.evidence.file_index: schema.file_index
#   - input.evidence.customer_files: schema.customer_files
# custom:
#   id: CIC-006
#   title_zh: "客户档案设置索引"
#   description_zh: ""
#   severity: low
#   clause: "篇五 第6条"
#   other_clauses: [篇十八 第6条]
#   evidence: [file_index, customer_files]
#   empty: fail
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params: {}
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.9"
package rules.customer_files.unindexed_file
