# METADATA
# scope: package
# title: "Full custody inspection every half year, with a record"
# description: "The state of custody of all customer files is inspected in full every six months and each inspection is recorded."
# schemas:
#   - input.evidence.inspection_register: schema.inspection_register
#   - input.evidence.customer_files: schema.customer_files
# custom:
#   id: CIC-014
#   title_zh: "每半年全面检查档案保管状况并作记录"
#   description_zh: ""
#   severity: medium
#   clause: "篇五 第14条"
#   other_clauses: [篇十八 第14条]
#   evidence: [inspection_register, customer_files]
#   empty: fail
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: procedural
#   basis: rule
#   tier: core
#   params:
#     max_interval_days: 184
#     min_coverage_pct: 100
#   param_basis:
#     max_interval_days: "document"
#     min_coverage_pct: "document"
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.5.33"
#     - "ISO/IEC 27001:2022 A.5.36"
package rules.custody.overdue_custody_inspection
