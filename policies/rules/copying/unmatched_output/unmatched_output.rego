# METADATA
# scope: package
# title: "Prints and exports of important data match an approval"
# description: "Actual prints, exports and copies of important customer documents all trace back to an approved copy request."
# schemas:
#   - input.evidence.output_log: schema.output_log
#   - input.evidence.copy_register: schema.copy_register
# custom:
#   id: CIC-023-1b
#   title_zh: "打印、导出重要资料须有对应批准"
#   description_zh: ""
#   severity: critical
#   clause: "篇五 第23条第1款"
#   other_clauses: [篇十八 第23条第1款]
#   evidence: [output_log, copy_register]
#   empty: not-evaluated
#   max_age: 24h
#   scope: environment
#   assurance: automated
#   kind: technical
#   basis: derived
#   tier: core
#   params:
#     important_levels:
#     - secret
#     - top_secret
#     - important
#     bulk_rows: 100
#     issuing_dept: customer_service
#   param_basis:
#     important_levels: "document"
#     bulk_rows: "project default"
#     issuing_dept: "document"
#   recommended_action: ""
#   recommended_action_zh: ""
#   frameworks:
#     - "ISO/IEC 27001:2022 A.8.12"
#     - "NIST SP 800-53r5 AU-6"
#     - "NIST SP 800-53r5 PE-5"
#     - "GB/T 35273-2020 7.1"
package rules.copying.unmatched_output
